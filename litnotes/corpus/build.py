"""Builds a corpus in steps, each of which leaves complete files: after a kill, those are not made again.

The snapshot is read into sorted runs (`runs`). Then ranges of ids that fit into memory are taken from all
runs and united to the final tables (`uniting`), as in an external merge sort (D. Knuth, "The Art of
Computer Programming", volume 3, 5.4). Citations by cited work and names are written as runs once more and
sorted the same way. The manifest comes last.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import ibis.expr.types as ir

from litnotes import locks
from litnotes.corpus import merged_ids, uniting
from litnotes.corpus.corpus_manifest import (
    NAME,
    Choices,
    CorpusManifest,
    SnapshotPart,
    manifest_in,
    put_json,
)
from litnotes.corpus.engines import Engine, EngineName, GroupSize, files_below, remove
from litnotes.corpus.ranges import ranges, rows_in
from litnotes.corpus.runs import MOST_SHOWN, PAIRS_OF_RUN, BuildStep, Run, RunNotes, read, runs_of
from litnotes.corpus.snapshot import Snapshot, SnapshotFile, snapshot_in
from litnotes.corpus.uniting import Bounds
from litnotes.corpus.which_engine import engine_of
from litnotes.errors import Conflict, NotFound, Unwritable

TABLES = ("works", "by_citing", "by_cited", "keys")
MEMORY = 2_000_000_000
_READ_AT_ONCE = 2.0
_UNITED_AT_ONCE = 0.2
"""Bytes read at once, and in memory for a range, as a share of the memory."""
_WORKS, _EDGES = GroupSize(2048, 4_000_000), GroupSize(65_536, 1_000_000)
"""Row groups of the final tables: a look-up reads whole groups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """What to build: the folder of a snapshot, the folder of the corpus, what to keep, and with what."""

    snapshot: Path
    out: Path
    engine: EngineName = "duckdb"
    fields: tuple[str, ...] = ()
    from_year: int | None = None
    memory: int = MEMORY


@dataclass(frozen=True, slots=True)
class CorpusBuilt:
    """The outcome of a build; `changed` is false if the corpus had all of the snapshot already."""

    manifest: CorpusManifest
    changed: bool = True


def built(request: BuildRequest, step: BuildStep) -> CorpusBuilt:
    """Build a corpus, or go on with a build that was stopped, or add the new partitions of a snapshot.

    Raises:
        NotFound, Unreadable: the snapshot is missing or of an unknown layout or version.
        Unwritable: the disk is full or the folder cannot be written; run it again to go on.
        Conflict: another command builds this corpus, or the folder contains something else.
    """
    snapshot = snapshot_in(request.snapshot)
    choices = Choices(kind=snapshot.kind, fields=request.fields, from_year=request.from_year)
    work = request.out / ".building"
    _refuse_others(request.out)
    try:
        work.mkdir(parents=True, exist_ok=True)
        with locks.held(work / "lock", 0):
            return _Build(request, snapshot, choices, work, step).run()
    except locks.Busy:
        raise Conflict(f"another command builds {request.out}") from None
    except OSError as error:
        raise Unwritable(f"{request.out}: {error.strerror or error}") from None
    except Unwritable as error:
        raise Unwritable(
            f"{error.message}; nothing is lost: make room, and run the same command to go on"
        ) from None


def _refuse_others(out: Path) -> None:
    """Raise Conflict if a folder has files and none of them is of a corpus."""
    if not out.exists():
        return
    names = {path.name for path in out.iterdir()}
    if names and not names & {NAME, ".building"}:
        raise Conflict(f"{out} is not empty and no corpus; name an empty or a new folder")


class _Build:
    """A build in progress."""

    def __init__(
        self, request: BuildRequest, snapshot: Snapshot, choices: Choices, work: Path, step: BuildStep
    ) -> None:
        self.request, self.snapshot, self.choices, self.work = request, snapshot, choices, work
        self._step = step
        self._total = 2 * sum(file.size for file in snapshot.files)
        self.made, self.parts = work / "tables", work / "parts"
        self.budget = int(request.memory * _UNITED_AT_ONCE)

    def step(self, doing: str, more: int) -> None:
        """Report progress: reading the snapshot is half of the work, what follows the other half."""
        self._step(doing, more, self._total)

    def run(self) -> CorpusBuilt:
        """Do all steps that are left."""
        before = self._before()
        base = before if before and _continues(before, self.snapshot) else None
        known = {(part.name, part.size) for part in base.parts} if base else set()
        new = _without(self.snapshot, known)
        merged = tuple(SnapshotPart(name=file.name, size=file.size) for file in self.snapshot.merged)
        if base and not new.files and merged == base.merged and not base.unread:
            shutil.rmtree(self.work)
            return CorpusBuilt(base, changed=False)
        self._begin(base)
        engine = engine_of(self.request.engine, memory=self.request.memory, scratch=self.work / "spill")
        with contextlib.closing(engine):
            runs = runs_of(new, self.work / "runs", int(self.request.memory * _READ_AT_ONCE))
            notes = [read(run, engine, self.choices, self.step) for run in runs]
            self._keep_only(runs)
            old = self.request.out / base.tables if base else None
            tables = _Tables(engine, runs, old, self._merged(engine))
            self._unite(tables)
            for name, key in (("by_cited", "cited"), ("keys", "key")):
                self._sort(engine, name, key)
        return CorpusBuilt(self._publish(base, runs, notes, merged))

    def _before(self) -> CorpusManifest | None:
        """Return the manifest of the corpus that is there, if it keeps the same works."""
        try:
            there = manifest_in(self.request.out)
        except NotFound:
            return None
        return there if there.choices == self.choices else None

    def _begin(self, base: CorpusManifest | None) -> None:
        """Remove what a build with other choices has left."""
        plan = {
            "choices": self.choices.model_dump(mode="json"),
            "engine": self.request.engine,
            "memory": self.request.memory,
            "base": base.tables if base else None,
            "merged": [[file.name, file.size] for file in self.snapshot.merged],
        }
        path = self.work / "plan.json"
        if path.exists() and json.loads(path.read_text("utf-8")) == plan:
            return
        for left in self.work.iterdir():
            if left.is_dir():
                shutil.rmtree(left)
        put_json(path, plan)

    def _keep_only(self, runs: Sequence[Run]) -> None:
        """Remove runs of files that were replaced, and what was made from them."""
        names = {run.path.stem for run in runs}
        old = [path for path in (self.work / "runs").glob("*/*") if path.stem not in names]
        for path in old:
            remove(path)
        seen = self.work / "read.json"
        if not seen.exists() or json.loads(seen.read_text("utf-8")) != sorted(names):
            for left in (self.made, self.parts, self.work / "merged"):
                shutil.rmtree(left, ignore_errors=True)
            put_json(seen, sorted(names))

    def _merged(self, engine: Engine) -> ir.Table | None:
        files = [file.path for file in self.snapshot.merged]
        return merged_ids.merged(engine, files, self.work / "merged") if files else None

    def _unite(self, tables: _Tables) -> None:
        """Write works and citations by citing work, and the runs of the other tables, range by range."""
        engine, bounds = tables.engine, ranges(tables.work_files, "id", self.budget)
        share = sum(file.size for file in self.snapshot.files) // len(bounds) // 2
        for number, part in enumerate(bounds):
            folders = (
                self.made / "works",
                self.made / "by_citing",
                self.parts / "by_cited",
                self.parts / "keys",
            )
            paths = [folder / f"{number:05}.parquet" for folder in folders]
            if not all(path.exists() for path in paths):
                self.step(f"uniting part {number + 1} of {len(bounds)}", 0)
                self._write_range(engine, tables, part, paths)
            self.step("", share)

    def _write_range(self, engine: Engine, tables: _Tables, bounds: Bounds, paths: Sequence[Path]) -> None:
        """Write the parts of the tables for a range of works, each from one that is written before."""
        works, by_citing, by_cited, keys = paths
        there = self.parts / "united.parquet"
        united = _written(engine, tables.united(bounds).order_by("id"), there, _WORKS)
        final = _written(engine, uniting.works(united), works, _WORKS)
        pairs = uniting.citations(uniting.pairs_of(united, tables.listed(bounds)), tables.merged)
        pairs = _written(engine, pairs.order_by("citing", "cited"), by_citing, _EDGES)
        backward = pairs.select("cited", "citing").order_by("cited", "citing")
        _written(engine, backward, by_cited, PAIRS_OF_RUN)
        _written(engine, uniting.names(final).order_by("key", "id"), keys, PAIRS_OF_RUN)
        remove(there)

    def _sort(self, engine: Engine, name: str, key: str) -> None:
        """Write a table from its runs, range by range."""
        files = files_below(*sorted((self.parts / name).iterdir()))
        bounds = ranges(files, key, self.budget)
        share = sum(file.size for file in self.snapshot.files) // len(bounds) // 4
        table = engine.parquet(files)
        others = [column for column in table.columns if column != key]
        for number, part in enumerate(bounds):
            path = self.made / name / f"{number:05}.parquet"
            if not path.exists():
                self.step(f"sorting part {number + 1} of {len(bounds)}", 0)
                rows = uniting.between(table, key, part).order_by(key, *others)
                engine.write(rows, path, _EDGES)
            self.step("", share)

    def _publish(
        self,
        base: CorpusManifest | None,
        runs: Sequence[Run],
        notes: Sequence[RunNotes],
        merged: tuple[SnapshotPart, ...],
    ) -> CorpusManifest:
        """Put the tables in their place, write the manifest, and remove all that is no longer needed."""
        out = self.request.out
        unread = tuple(name for note in notes for name in note.unread)
        parts = [
            SnapshotPart(name=file.name, size=file.size)
            for run in runs
            for file in run.partition.files
            if file.name not in unread
        ]
        lines = tuple(line for note in notes for line in note.lines)
        manifest = CorpusManifest(
            day=self.snapshot.day,
            choices=self.choices,
            layout=self.snapshot.layout,
            engine=self.request.engine,
            tables=_free_name(out, self.snapshot),
            works=rows_in(files_below(self.made / "works")),
            citations=rows_in(files_below(self.made / "by_citing")),
            broken=sum(note.broken for note in notes) + (base.broken if base else 0),
            broken_lines=(*(base.broken_lines if base else ()), *lines)[:MOST_SHOWN],
            unread=unread,
            parts=(*(base.parts if base else ()), *parts),
            merged=merged,
        )
        self.made.rename(out / manifest.tables)
        put_json(out / NAME, manifest.model_dump(mode="json"))
        for left in out.glob("tables-*"):
            if left.name != manifest.tables:
                shutil.rmtree(left)
        shutil.rmtree(self.work)
        return manifest


class _Tables:
    """The runs of a build as tables, and the corpus that is added to."""

    def __init__(
        self, engine: Engine, runs: Sequence[Run], base: Path | None, merged: ir.Table | None
    ) -> None:
        self.engine, self.merged = engine, merged
        works = files_below(*(run.path for run in runs if run.dataset == "works"))
        old = files_below(base / "works") if base else []
        self.work_files = [*works, *old]
        tables = [engine.parquet(works)] if works else []
        if old:
            tables.append(uniting.as_run(engine.parquet(old)))
        self._works = tables[0] if len(tables) == 1 else tables[0].union(tables[1])
        cited = [run.path for run in runs if run.dataset == "citations"]
        listed = files_below(*cited, *([base / "by_citing"] if base else []))
        texts = files_below(*(run.path for run in runs if run.dataset == "abstracts"))
        self._listed = engine.parquet(listed) if listed else None
        self._texts = engine.parquet(texts) if texts else None

    def united(self, bounds: Bounds) -> ir.Table:
        """Return the works of a range."""
        texts = self._texts
        return uniting.united(
            uniting.between(self._works, "id", bounds),
            self.merged,
            None if texts is None else uniting.between(texts, "id", bounds),
        )

    def listed(self, bounds: Bounds) -> ir.Table | None:
        """Return the citations that are listed apart from works, of the citing works of a range."""
        return None if self._listed is None else uniting.between(self._listed, "citing", bounds)


def _continues(before: CorpusManifest, snapshot: Snapshot) -> bool:
    """Whether a snapshot has all files of a corpus unchanged, so that it can be added to.

    A file that is gone or changed may mean works that were deleted; then all is read again. Releases of
    Semantic Scholar replace each other.
    """
    there = {(file.name, file.size) for file in snapshot.files}
    return snapshot.kind == "openalex" and all((part.name, part.size) in there for part in before.parts)


def _without(snapshot: Snapshot, known: set[tuple[str, int]]) -> Snapshot:
    """Return a snapshot without some files."""

    def left(files: Sequence[SnapshotFile]) -> tuple[SnapshotFile, ...]:
        return tuple(file for file in files if (file.name, file.size) not in known)

    partitions = (replace(each, files=left(each.files)) for each in snapshot.partitions)
    return replace(snapshot, partitions=tuple(each for each in partitions if each.files))


def _free_name(out: Path, snapshot: Snapshot) -> str:
    names: Iterator[str] = (f"tables-{snapshot.day}-{number}" for number in range(1, 1000))
    return next(name for name in names if not (out / name).exists())


def _written(engine: Engine, table: ir.Table, path: Path, size: GroupSize) -> ir.Table:
    """Write a table, and return it as it was written."""
    remove(path)
    engine.write(table, path, size)
    return engine.parquet(files_below(path))
