"""Spark and DuckDB give equal tables for every expression, and build the same corpus."""

from __future__ import annotations

import shutil
import socket
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from litnotes.corpus.session import CorpusPlace, open_corpus
from litnotes.errors import Unreadable
from tests.conftest import CONNECT, GETADDRINFO
from tests.corpus.conftest import build
from tests.corpus.questions import answers
from tests.corpus.snapshots import Made, openalex, semantic_scholar
from tests.corpus.tables import table

MISSING = "pip install 'litnotes[spark]', and Java"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not find_spec("pyspark"), reason=f"PySpark is not installed: {MISSING}"),
    pytest.mark.skipif(not shutil.which("java"), reason=f"Java is not installed: {MISSING}"),
    pytest.mark.filterwarnings(
        "ignore::ResourceWarning", "ignore::FutureWarning", "ignore::DeprecationWarning"
    ),
]
WORKERS = {"spark.master": "local[2]", "spark.sql.shuffle.partitions": "2"}
TABLES = ("works", "by_citing", "by_cited", "keys")


@pytest.fixture(autouse=True)
def _loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Python speak with the JVM on this machine."""

    def connect(self: socket.socket, address: Any) -> None:
        assert address[0] in ("127.0.0.1", "localhost"), address
        CONNECT(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", GETADDRINFO)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A small snapshot with all oddities."""
    return openalex(tmp_path_factory.mktemp("snapshot"), 150, layout="flat")


@pytest.fixture(scope="module")
def by_duckdb(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus that DuckDB builds of it."""
    folder = tmp_path_factory.mktemp("duckdb") / "corpus"
    build(made.folder, folder)
    return folder


@pytest.mark.parametrize("layout", ["flat", "parquet"])
def test_spark_builds_the_same_corpus(layout: Any, made: Made, tmp_path: Path) -> None:
    folder = made.folder if layout == "flat" else openalex(tmp_path / "s", 60, layout=layout).folder
    build(folder, tmp_path / "duckdb")
    done = build(folder, tmp_path / "spark", engine="spark")
    for name in TABLES:
        assert table(tmp_path / "spark", name) == table(tmp_path / "duckdb", name), name
    other = build(folder, tmp_path / "duckdb").manifest
    same = {"engine": "", "tables": ""}
    assert done.manifest.model_copy(update=same) == other.model_copy(update=same)
    assert {path.name for path in (tmp_path / "spark").iterdir()} == {"manifest.json", done.manifest.tables}


def test_spark_reads_the_datasets_of_semantic_scholar(tmp_path: Path) -> None:
    folder = semantic_scholar(tmp_path / "s2", 40).folder
    build(folder, tmp_path / "duckdb")
    build(folder, tmp_path / "spark", engine="spark")
    for name in TABLES:
        assert table(tmp_path / "spark", name) == table(tmp_path / "duckdb", name), name


def test_a_cut_file_is_left_out(made: Made, tmp_path: Path) -> None:
    folder = shutil.copytree(made.folder, tmp_path / "snapshot")
    path = min((folder / "data/works").glob("*/part_0001.gz"))
    path.write_bytes(path.read_bytes()[:-500])
    done = build(folder, tmp_path / "spark", engine="spark")
    assert [name.rpartition("/")[2] for name in done.manifest.unread] == ["part_0001.gz"]
    build(folder, tmp_path / "duckdb")
    assert table(tmp_path / "spark", "works") == table(tmp_path / "duckdb", "works")


def test_every_question_has_the_same_answer(by_duckdb: Path) -> None:
    duckdb = open_corpus(CorpusPlace(by_duckdb))
    spark = open_corpus(CorpusPlace(by_duckdb, "spark", WORKERS))
    ids = [row["id"] for row in table(by_duckdb, "works")][40::15]
    expected, answered = answers(duckdb, ids), answers(spark, ids)
    assert answered.keys() == expected.keys()
    for name, answer in expected.items():
        assert answered[name] == answer, name
    spark.engine.close()


def test_a_damaged_corpus_is_told(by_duckdb: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(by_duckdb, tmp_path / "corpus")
    for path in folder.rglob("keys/*.parquet"):
        path.unlink()
    with pytest.raises(Unreadable, match="the table keys is missing"):
        open_corpus(CorpusPlace(folder))
