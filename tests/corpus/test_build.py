"""A corpus contains what its snapshot says, whatever is odd in that, and however the build was stopped."""

from __future__ import annotations

import gzip
import json
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from litnotes import locks
from litnotes.corpus import build as building
from litnotes.corpus import which_engine
from litnotes.corpus.corpus_manifest import manifest_in
from litnotes.errors import Conflict, NotFound, Unreadable, Unwritable
from tests.conftest import Run
from tests.corpus.conftest import build
from tests.corpus.plain import abstract, number, plain
from tests.corpus.questions import folded
from tests.corpus.snapshots import DAYS, Layout, Made, Record, openalex, work, write_lines
from tests.corpus.tables import pairs, table
from tests.terminal import PATIENCE

Snapshots = Callable[[Layout], Made]
Corpora = Callable[[Layout], Path]
LAYOUTS = (
    pytest.param("flat"),
    pytest.param("jsonl", marks=pytest.mark.gate),
    pytest.param("parquet", marks=pytest.mark.gate),
)
MOMENTS = [pytest.param(at, marks=pytest.mark.gate) for at in range(1, 11)]


@pytest.mark.parametrize("layout", LAYOUTS)
class TestEachLayout:
    def test_works_are_the_latest_versions(
        self, layout: Layout, snapshot: Snapshots, corpus: Corpora
    ) -> None:
        expected = plain(snapshot(layout), merged=layout == "flat").works
        rows = table(corpus(layout), "works")
        assert [row["id"] for row in rows] == sorted(expected)
        for row in rows:
            record = expected[row["id"]]
            assert row["title"] == record["title"]
            assert row["abstract"] == abstract(record)
            assert row["year"] == record["publication_year"] or record["publication_year"] is None
            assert row["citations"] == record["cited_by_count"]

    def test_citations_are_sorted_both_ways_each_once(
        self, layout: Layout, snapshot: Snapshots, corpus: Corpora
    ) -> None:
        expected = plain(snapshot(layout), merged=layout == "flat").citations
        assert pairs(corpus(layout), "by_citing") == sorted(expected)
        by_cited = sorted(expected, key=lambda pair: (pair[1], pair[0]))
        assert pairs(corpus(layout), "by_cited") == by_cited

    def test_broken_lines_are_told_with_file_and_line(
        self, layout: Layout, snapshot: Snapshots, corpus: Corpora
    ) -> None:
        manifest = manifest_in(corpus(layout))
        told = {(one.file, one.line) for one in manifest.broken_lines}
        assert told == set(snapshot(layout).broken)
        assert manifest.broken == len(told)


@pytest.mark.gate
def test_a_snapshot_of_100000_works_has_all_of_them_and_their_citations(tmp_path: Path) -> None:
    made = openalex(tmp_path / "snapshot", 100_000, layout="flat")
    build(made.folder, tmp_path / "corpus")
    expected = plain(made, merged=True)
    assert [row["id"] for row in table(tmp_path / "corpus", "works")] == sorted(expected.works)
    assert pairs(tmp_path / "corpus", "by_citing") == sorted(expected.citations)
    assert manifest_in(tmp_path / "corpus").broken == len(made.broken)


def test_ids_are_found_in_all_their_places(corpus: Corpora, snapshot: Snapshots) -> None:
    records = plain(snapshot("flat"), merged=True).works
    for row in table(corpus("flat"), "works"):
        doi = records[row["id"]]["doi"] or ""
        is_preprint = "10.48550" in doi
        assert row["doi"] == (
            None if is_preprint or not doi else doi.removeprefix("https://doi.org/").lower()
        )
        assert not is_preprint or row["arxiv"] == doi.lower().partition("arxiv.")[2]
        assert row["arxiv"] or not records[row["id"]]["locations"]


def test_each_name_leads_to_its_work(corpus: Corpora) -> None:
    works = {row["id"]: row for row in table(corpus("flat"), "works")}
    rows = table(corpus("flat"), "keys")
    assert [row["key"] for row in rows] == sorted(row["key"] for row in rows)
    named = {(row["key"], row["id"]) for row in rows}
    for id_, work_ in works.items():
        for kind in ("doi", "arxiv", "pmid"):
            assert work_[kind] is None or (f"{kind}:{work_[kind]}", id_) in named
        letters = folded(work_["title"] or "").replace(" ", "")[:80]
        assert not letters or (f"title:{letters}", id_) in named


@pytest.mark.gate
def test_a_later_partition_replaces_works_in_place(tmp_path: Path) -> None:
    made = openalex(tmp_path / "snapshot", 60, odd=False)
    build(made.folder, tmp_path / "corpus")
    before = table(tmp_path / "corpus", "works")
    changed = {**made.partitions[DAYS[0]][0], "title": "A new title", "referenced_works": []}
    new = work(random.Random(5), 77, [before[0]["id"]], 2026)
    later = made.folder / "data/jsonl/works/updated_date=2026-09-30"
    later.mkdir()
    write_lines(later / "part_0000.gz", [changed, new])
    made.partitions["2026-09-30"] = [changed, new]

    done = build(made.folder, tmp_path / "corpus")

    assert done.changed
    assert str(done.manifest.day) == "2026-09-30"
    expected = plain(made)
    rows = {row["id"]: row for row in table(tmp_path / "corpus", "works")}
    assert rows.keys() == expected.works.keys()
    assert rows[int(changed["id"].rpartition("W")[2])]["title"] == "A new title"
    assert set(pairs(tmp_path / "corpus", "by_citing")) == expected.citations
    assert not build(made.folder, tmp_path / "corpus").changed


@pytest.mark.gate
def test_a_work_that_is_gone_from_a_snapshot_is_gone_from_the_corpus(tmp_path: Path) -> None:
    made = openalex(tmp_path / "snapshot", 60, odd=False)
    build(made.folder, tmp_path / "corpus")
    records = made.partitions[DAYS[0]]
    gone = records.pop(0)
    path = made.folder / f"data/jsonl/works/updated_date={DAYS[0]}/part_0000.gz"
    write_lines(path, records[1::2])
    build(made.folder, tmp_path / "corpus")
    assert number(gone["id"]) not in {row["id"] for row in table(tmp_path / "corpus", "works")}
    assert set(pairs(tmp_path / "corpus", "by_cited")) == plain(made).citations


@pytest.mark.gate
def test_only_wanted_works_are_kept_by_their_latest_version(tmp_path: Path, snapshot: Snapshots) -> None:
    def is_wanted(record: Record) -> bool:
        topics = [record["primary_topic"], *record["topics"]]
        fields = {topic["field"]["display_name"] for topic in topics if topic}
        year = record["publication_year"] or int(record["publication_date"][:4])
        return "Medicine" in fields and int(year) >= 2000

    build(snapshot("flat").folder, tmp_path / "corpus", fields=("medicine",), from_year=2000)
    expected = plain(snapshot("flat"), merged=True, keep=is_wanted)
    assert [row["id"] for row in table(tmp_path / "corpus", "works")] == sorted(expected.works)
    assert pairs(tmp_path / "corpus", "by_citing") == sorted(expected.citations)


@pytest.mark.gate
def test_ranges_that_fit_into_memory_give_the_same_tables(
    tmp_path: Path, snapshot: Snapshots, corpus: Corpora, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_UNITED_AT_ONCE", 1e-5)
    monkeypatch.setattr(building, "_READ_AT_ONCE", 1e-9)
    build(snapshot("flat").folder, tmp_path / "corpus")
    parts = [*(tmp_path / "corpus").glob("tables-*/works/*")]
    assert len(parts) > 3
    for name in building.TABLES:
        assert table(tmp_path / "corpus", name) == table(corpus("flat"), name)


class Killed(BaseException):
    """The process is killed at this point."""


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_build_that_was_killed_goes_on(
    moment: int, tmp_path: Path, snapshot: Snapshots, corpus: Corpora, monkeypatch: pytest.MonkeyPatch
) -> None:
    from litnotes.corpus.duck import DuckEngine

    write = DuckEngine.write
    written: list[Path] = []

    def killed_at(self: DuckEngine, table: object, path: Path, size: object) -> None:
        if len(written) == moment:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.with_name(f"{path.name}.new").write_bytes(b"half a file")
            raise Killed
        write(self, table, path, size)  # type: ignore[arg-type]
        written.append(path)

    with monkeypatch.context() as patched:
        patched.setattr(DuckEngine, "write", killed_at)
        with pytest.raises(Killed):
            build(snapshot("flat").folder, tmp_path / "corpus")
    with pytest.raises(NotFound, match="has not ended"):
        manifest_in(tmp_path / "corpus")

    again: list[Path] = []

    def counted(self: DuckEngine, table: object, path: Path, size: object) -> None:
        write(self, table, path, size)  # type: ignore[arg-type]
        again.append(path)

    monkeypatch.setattr(DuckEngine, "write", counted)
    build(snapshot("flat").folder, tmp_path / "corpus")
    runs = [path for path in written if "runs" in path.parts]
    assert not set(runs) & set(again)
    for name in building.TABLES:
        assert table(tmp_path / "corpus", name) == table(corpus("flat"), name)
    left = {path.name for path in (tmp_path / "corpus").iterdir()}
    assert left == {"manifest.json", manifest_in(tmp_path / "corpus").tables}


@pytest.mark.gate
def test_a_full_disk_is_told_and_nothing_is_lost(
    tmp_path: Path, snapshot: Snapshots, corpus: Corpora
) -> None:
    import resource

    folder = snapshot("flat").folder
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(Unwritable, match="run the same command to go on"):
            build(folder, tmp_path / "corpus")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not [*(tmp_path / "corpus").rglob("*.parquet")]
    build(snapshot("flat").folder, tmp_path / "corpus")
    assert table(tmp_path / "corpus", "works") == table(corpus("flat"), "works")


@pytest.mark.gate
def test_a_cut_file_is_left_out_and_read_once_it_is_whole(tmp_path: Path) -> None:
    made = openalex(tmp_path / "snapshot", 300, odd=False)
    path = made.folder / f"data/jsonl/works/updated_date={DAYS[1]}/part_0001.gz"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])

    done = build(made.folder, tmp_path / "corpus")
    assert done.manifest.unread == (f"works/updated_date={DAYS[1]}/part_0001.gz",)
    missing = {record["id"] for record in made.partitions[DAYS[1]][1::2]}
    ids = {f"https://openalex.org/W{row['id']}" for row in table(tmp_path / "corpus", "works")}
    assert ids == {record["id"] for records in made.partitions.values() for record in records} - missing

    path.write_bytes(whole)
    assert build(made.folder, tmp_path / "corpus").manifest.unread == ()
    assert {row["id"] for row in table(tmp_path / "corpus", "works")} == plain(made).works.keys()


@pytest.mark.gate
def test_a_process_that_was_killed_leaves_nothing_in_the_way(
    tmp_path: Path, snapshot: Snapshots, corpus: Corpora
) -> None:
    """The real signal, at whatever moment the first runs are there."""
    folder = tmp_path / "corpus"
    line = ["-m", "litnotes", "corpus", "build", str(snapshot("flat").folder), str(folder)]
    for wanted in ("runs/works/*.parquet", "tables/works/*", "parts/keys/*"):
        child = subprocess.Popen(
            [sys.executable, *line], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        end = time.monotonic() + PATIENCE
        while not [*(folder / ".building").glob(wanted)] and time.monotonic() < end:
            time.sleep(0.01)
        child.kill()
        assert child.wait() == -signal.SIGKILL
        with pytest.raises(NotFound, match="has not ended"):
            manifest_in(folder)
    build(snapshot("flat").folder, folder)
    for name in building.TABLES:
        assert table(folder, name) == table(corpus("flat"), name)


def test_two_builds_of_a_corpus_at_once(tmp_path: Path, snapshot: Snapshots) -> None:
    (tmp_path / ".building").mkdir()
    with locks.held(tmp_path / ".building" / "lock", 0), pytest.raises(Conflict, match="another command"):
        build(snapshot("flat").folder, tmp_path)


class TestWithoutTheExtra:
    @pytest.mark.parametrize(
        ("engine", "library", "extra"), [("duckdb", "ibis", "corpus"), ("spark", "pyspark", "spark")]
    )
    def test_one_sentence_says_what_to_type(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, engine: str, library: str, extra: str
    ) -> None:
        monkeypatch.setattr(which_engine, "find_spec", lambda name: None if name == library else object())
        done = run("corpus", "build", "snapshot", "out", "--engine", engine)
        assert done.code == 2
        assert done.err.endswith(f"which is not installed: pip install 'litnotes[{extra}]'\n") or (
            done.err.endswith(f"which are not installed: pip install 'litnotes[{extra}]'\n")
        )


class TestOtherVersions:
    def test_records_of_another_form_are_refused(self, tmp_path: Path) -> None:
        folder = tmp_path / "data/works/updated_date=2029-01-01"
        folder.mkdir(parents=True)
        write_lines(folder / "part_0000.gz", [{"identifier": number} for number in range(30)])
        with pytest.raises(Unreadable, match="another version"):
            build(tmp_path, tmp_path / "corpus")

    def test_parquet_without_a_needed_column_is_refused(self, tmp_path: Path) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        folder = tmp_path / "data/parquet/works/updated_date=2029-01-01"
        folder.mkdir(parents=True)
        pq.write_table(pa.table({"id": ["https://openalex.org/W1"]}), folder / "part_0000.parquet")
        with pytest.raises(Unreadable, match="another version: it has no column title"):
            build(tmp_path, tmp_path / "corpus")

    def test_a_folder_without_a_known_layout_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "papers").mkdir()
        with pytest.raises(Unreadable, match="no snapshot of a known layout"):
            build(tmp_path, tmp_path / "corpus")
        with pytest.raises(NotFound):
            build(tmp_path / "nowhere", tmp_path / "corpus")

    def test_a_corpus_of_another_version_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "manifest.json").write_text(json.dumps({"format": 99}))
        with pytest.raises(Unreadable, match="of another version of litnotes"):
            manifest_in(tmp_path)


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, snapshot: Snapshots) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(Conflict, match="not empty"):
        build(snapshot("flat").folder, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


@pytest.mark.gate
def test_lines_that_are_no_gzip_are_a_damaged_file(tmp_path: Path) -> None:
    made = openalex(tmp_path / "snapshot", 30, odd=False)
    path = made.folder / f"data/jsonl/works/updated_date={DAYS[0]}/part_0000.gz"
    path.write_bytes(gzip.decompress(path.read_bytes()))
    done = build(made.folder, tmp_path / "corpus")
    assert done.manifest.unread == (f"works/updated_date={DAYS[0]}/part_0000.gz",)
    shutil.rmtree(tmp_path / "corpus")
