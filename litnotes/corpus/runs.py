"""The first step of a build: the files of a snapshot become runs, sorted tables with the columns needed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import ibis
import ibis.expr.types as ir

from litnotes.corpus import openalex_raw, semantic_raw
from litnotes.corpus.broken_lines import broken_lines, is_whole
from litnotes.corpus.conform import conformed
from litnotes.corpus.corpus_manifest import BrokenLine, Choices, put_json
from litnotes.corpus.engines import CutFile, Engine, GroupSize, files_below
from litnotes.corpus.ranges import nulls_in, rows_in
from litnotes.corpus.snapshot import Dataset, Partition, Snapshot, SnapshotFile, SnapshotKind
from litnotes.errors import Unreadable

WORKS_OF_RUN, PAIRS_OF_RUN = GroupSize(2048, 4_000_000), GroupSize(16_384, 500_000)
"""Row groups of runs: a range reads whole groups."""
MOST_SHOWN = 100
"""The manifest lists at most this many broken lines."""

BuildStep = Callable[[str, int, int], None]
"""Takes what is being done, how many more bytes of the snapshot are done, and how many there are in all."""

_SCHEMAS: Mapping[tuple[SnapshotKind, Dataset], tuple[ibis.Schema, Sequence[str]]] = {
    ("openalex", "works"): (openalex_raw.RECORD, openalex_raw.NEEDED),
    ("semantic_scholar", "works"): (semantic_raw.PAPER, ("corpusid", "title")),
    ("semantic_scholar", "citations"): (semantic_raw.CITATION, ("citingcorpusid", "citedcorpusid")),
    ("semantic_scholar", "abstracts"): (semantic_raw.ABSTRACT, ("corpusid", "abstract")),
}
"""The fields of each dataset, and those that every version has."""
_KEY = {"works": "id", "citations": "citing", "abstracts": "id"}
_ID_NAMES = ("id", "corpusid", "citingcorpusid")


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a partition that is read at once, and where its table is."""

    partition: Partition
    path: Path

    @property
    def dataset(self) -> str:
        """What its rows are."""
        return self.partition.dataset

    @property
    def size(self) -> int:
        """The bytes of its files."""
        return sum(file.size for file in self.partition.files)


@dataclass(frozen=True, slots=True)
class RunNotes:
    """What was found while a run was read: broken lines, and files that are damaged."""

    broken: int = 0
    lines: tuple[BrokenLine, ...] = ()
    unread: tuple[str, ...] = ()


def runs_of(snapshot: Snapshot, folder: Path, most: int) -> list[Run]:
    """Return the runs of a snapshot, of about `most` bytes each; a larger file is one alone."""
    return [
        Run(part, folder / part.dataset / f"{_name(part)}.parquet")
        for partition in snapshot.partitions
        for part in _parts(partition, most)
    ]


def _parts(partition: Partition, most: int) -> Iterator[Partition]:
    files: list[SnapshotFile] = []
    for file in partition.files:
        if files and sum(one.size for one in files) + file.size > most:
            yield replace(partition, files=tuple(files))
            files = []
        files.append(file)
    yield replace(partition, files=tuple(files))


def _name(partition: Partition) -> str:
    """Return a name that changes with the files, so that a file that was replaced is read again."""
    content = json.dumps([partition.day, [(file.name, file.size) for file in partition.files]])
    return f"{partition.day or 'all'}-{hashlib.sha256(content.encode()).hexdigest()[:12]}"


def read(run: Run, engine: Engine, choices: Choices, step: Callable[[str, int], None]) -> RunNotes:
    """Make the table of a run unless it is there, and return what was found.

    A damaged file is left out. Raises Unreadable if the records are of another version.
    """
    notes = run.path.with_suffix(".json")
    if not notes.exists():
        first = run.partition.files[0].name
        step(f"reading {first}", 0)
        found = _read(run, engine, choices)
        put_json(
            notes,
            {"broken": found.broken, "lines": [(one.file, one.line) for one in found.lines],
             "unread": found.unread},
        )  # fmt: skip
    step("", run.size)
    kept = json.loads(notes.read_text("utf-8"))
    lines = tuple(BrokenLine(file=file, line=line) for file, line in kept["lines"])
    return RunNotes(kept["broken"], lines, tuple(kept["unread"]))


def _read(run: Run, engine: Engine, choices: Choices) -> RunNotes:
    files = run.partition.files
    try:
        _write(run, files, engine, choices)
    except CutFile as error:
        files = tuple(file for file in files if is_whole(file))
        if len(files) == len(run.partition.files):
            raise Unreadable(f"{run.partition.files[0].path.parent}: {error}") from None
        if files:
            _write(run, files, engine, choices)
    unread = tuple(file.name for file in run.partition.files if file not in files)
    return replace(_broken(run, files), unread=unread)


def _write(run: Run, files: Sequence[SnapshotFile], engine: Engine, choices: Choices) -> None:
    table = _table(run.partition, files, engine, choices).order_by(_KEY[run.dataset])
    engine.write(table, run.path, WORKS_OF_RUN if run.dataset == "works" else PAIRS_OF_RUN)


def _table(
    partition: Partition, files: Sequence[SnapshotFile], engine: Engine, choices: Choices
) -> ir.Table:
    schema, needed = _SCHEMAS[choices.kind, partition.dataset]
    paths = [file.path for file in files]
    if files[0].is_parquet:
        where = str(files[0].path.parent)
        raw = conformed(engine.parquet(paths), schema, needed, where, engine.map_in_json)
    else:
        raw = engine.json_lines(paths, schema)
    if partition.dataset == "citations":
        return semantic_raw.citations(raw)
    if partition.dataset == "abstracts":
        return semantic_raw.abstracts(raw)
    read_works = openalex_raw.works if choices.kind == "openalex" else semantic_raw.papers
    return read_works(raw, choices.fields, choices.from_year).mutate(day=ibis.literal(partition.day))


def _broken(run: Run, files: Sequence[SnapshotFile]) -> RunNotes:
    """Return the broken lines of a run; raises Unreadable if they are the most of it."""
    tables = files_below(run.path) if files else []
    broken = nulls_in(tables, _KEY[run.dataset])
    if not broken:
        return RunNotes()
    where = run.partition.files[0].path.parent
    if broken > max(10, rows_in(tables) // 2):
        raise Unreadable(
            f"{where}: most of these records cannot be read; the snapshot is of another version, "
            "or no snapshot"
        )
    lines = (
        BrokenLine(file=file.name, line=line)
        for file in files
        if not file.is_parquet
        for line in broken_lines(file, _ID_NAMES)
    )
    shown = tuple(islice(lines, MOST_SHOWN))
    return RunNotes(broken, shown or (BrokenLine(file=files[0].name),))
