"""The datasets of Semantic Scholar make a corpus too, whose works are Semantic Scholar's."""

from __future__ import annotations

from pathlib import Path

import pytest

from litnotes.sources.corpus_service import record_in
from tests.corpus.conftest import build
from tests.corpus.snapshots import Made, semantic_scholar
from tests.corpus.tables import pairs, table


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Datasets of a release."""
    return semantic_scholar(tmp_path_factory.mktemp("datasets"), 60)


@pytest.fixture(scope="module")
def built(made: Made) -> Path:
    """The corpus of them."""
    build(made.folder, made.folder.parent / "corpus")
    return made.folder.parent / "corpus"


def test_papers_come_with_their_abstracts(made: Made, built: Path) -> None:
    texts = {one["corpusid"]: one["abstract"] for one in made.partitions["abstracts"]}
    rows = table(built, "works")
    assert [row["id"] for row in rows] == [one["corpusid"] for one in made.partitions["papers"]]
    for row, paper in zip(rows, made.partitions["papers"], strict=True):
        assert row["title"] == paper["title"]
        assert row["abstract"] == texts.get(row["id"])
        assert row["semantic_scholar"] == paper["url"][-40:]


def test_citations_of_known_papers_each_once(made: Made, built: Path) -> None:
    known = {one["corpusid"] for one in made.partitions["papers"]}
    expected = {
        (one["citingcorpusid"], one["citedcorpusid"])
        for one in made.partitions["citations"]
        if one["citingcorpusid"] in known and one["citedcorpusid"] not in (None, one["citingcorpusid"])
    }
    assert pairs(built, "by_citing") == sorted(expected)
    assert set(pairs(built, "by_cited")) == expected


def test_the_release_and_broken_lines_are_told(made: Made) -> None:
    manifest = build(made.folder, made.folder.parent / "again").manifest
    assert str(manifest.day) == "2026-06-10"
    assert {(one.file, one.line) for one in manifest.broken_lines} == set(made.broken)


def test_records_are_those_of_semantic_scholar(built: Path) -> None:
    row = next(row for row in table(built, "works") if row["id"] == 15)
    record = record_in(row, "semantic_scholar")
    assert record.source == "corpus"
    assert record.ids == {
        "doi": "10.1000/s.15", "arxiv": "2101.00015", "semantic_scholar": f"{15:040x}",
        "dblp": "conf/nips/Author21",
    }  # fmt: skip
    assert (record.first_year, record.venue_year) == (2015, 2021)
    assert record.type == "inproceedings"
