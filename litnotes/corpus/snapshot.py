"""Finds the files of a snapshot: which service it is of, in which layout, and in which partitions.

OpenAlex (developers.openalex.org/download, autumn 2026): `data/jsonl/works/updated_date=DAY/part_0000.gz`
or `data/parquet/works/updated_date=DAY/*.parquet`; before 2026 `data/works/updated_date=DAY/*.gz` with
`merged_ids/works/*.csv.gz`. Semantic Scholar (api.semanticscholar.org/datasets): folders `papers`,
`citations` and `abstracts` with JSON lines.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from litnotes.errors import NotFound, Unreadable

SnapshotKind = Literal["openalex", "semantic_scholar"]
Dataset = Literal["works", "citations", "abstracts"]

_PARTITION = re.compile(r"updated_date=(\d{4}-\d{2}-\d{2})")
_RELEASE = re.compile(r"(?<!\d)(20\d{2})-?(\d{2})-?(\d{2})(?!\d)")
_LINES = (".gz", ".jsonl", ".json", ".ndjson")
_INSIDE = ("", "data", "legacy-data", "data/jsonl", "jsonl", "data/parquet", "parquet")
"""Where the folder `works` may be below the folder that the user names; JSON lines before Parquet."""
_KNOWN = (
    "litnotes reads OpenAlex's snapshot (works/updated_date=…/*.gz or *.parquet) and Semantic Scholar's "
    "datasets (papers, citations and abstracts)"
)


@dataclass(frozen=True, slots=True)
class SnapshotFile:
    """A file of a snapshot, with its size; `name` is its path inside the snapshot."""

    path: Path
    name: str
    size: int

    @property
    def is_parquet(self) -> bool:
        """Whether it is Parquet, not JSON lines."""
        return self.path.suffix == ".parquet"


@dataclass(frozen=True, slots=True)
class Partition:
    """The files of one dataset with one day of change; `day` is empty if the dataset has no days."""

    dataset: Dataset
    day: str
    files: tuple[SnapshotFile, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot: its service, its day, its partitions, and the lists of merged ids."""

    kind: SnapshotKind
    day: datetime.date
    partitions: tuple[Partition, ...]
    merged: tuple[SnapshotFile, ...] = ()
    layout: str = ""

    @property
    def files(self) -> list[SnapshotFile]:
        """All files with records."""
        return [file for partition in self.partitions for file in partition.files]


@dataclass(slots=True)
class _Found:
    files: dict[tuple[Dataset, str], list[SnapshotFile]] = field(default_factory=dict)

    def partitions(self) -> tuple[Partition, ...]:
        return tuple(
            Partition(dataset, day, tuple(files)) for (dataset, day), files in sorted(self.files.items())
        )


def snapshot_in(folder: Path) -> Snapshot:
    """Return the snapshot in a folder.

    Raises NotFound if there is no such folder, Unreadable if it is no snapshot of a known layout.
    """
    if not folder.is_dir():
        raise NotFound(f"{folder}: no such folder")
    for inside in _INSIDE:
        root = folder / inside
        if (root / "works").is_dir() and (found := _openalex(root)):
            return found
        if (root / "papers").is_dir() and (found := _semantic_scholar(root)):
            return found
    raise Unreadable(f"{folder}: no snapshot of a known layout; {_KNOWN}")


def _openalex(root: Path) -> Snapshot | None:
    found = _Found()
    for folder in sorted((root / "works").iterdir()):
        day = _PARTITION.fullmatch(folder.name)
        files = list(_files(folder, root)) if day else []
        if day and files:
            found.files["works", day[1]] = files
    if not found.files:
        return None
    merged = root / "merged_ids" / "works"
    lists = tuple(_files(merged, root, (".csv.gz", ".csv"))) if merged.is_dir() else ()
    partitions = found.partitions()
    last = max(partition.day for partition in partitions)
    is_parquet = partitions[0].files[0].is_parquet
    layout = "Parquet" if is_parquet else "JSON lines" if root.name == "jsonl" else "flat JSON lines"
    return Snapshot("openalex", datetime.date.fromisoformat(last), partitions, lists, layout)


def _semantic_scholar(root: Path) -> Snapshot | None:
    datasets: tuple[tuple[Dataset, str], ...] = (
        ("works", "papers"), ("citations", "citations"), ("abstracts", "abstracts")
    )  # fmt: skip
    found = _Found()
    for dataset, name in datasets:
        files = list(_files(root / name, root)) if (root / name).is_dir() else []
        if files:
            found.files[dataset, ""] = files
    if ("works", "") not in found.files:
        return None
    partitions = found.partitions()
    return Snapshot("semantic_scholar", _release(root, partitions), partitions, (), "JSON lines")


def _files(
    folder: Path, root: Path, ends: tuple[str, ...] = (*_LINES, ".parquet")
) -> Iterator[SnapshotFile]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name.endswith(ends) and not path.name.startswith((".", "_", "manifest")):
            yield SnapshotFile(path, path.relative_to(root).as_posix(), path.stat().st_size)


def _release(root: Path, partitions: Iterable[Partition]) -> datetime.date:
    """Return the day of a release: in the name of a folder or file, else that of the last file."""
    files = [file.path for partition in partitions for file in partition.files]
    for name in (*reversed(root.resolve().parts), *(path.name for path in files)):
        for year, month, day in _RELEASE.findall(name):
            try:
                return datetime.date(int(year), int(month), int(day))
            except ValueError:
                continue
    last = max(path.stat().st_mtime for path in files)
    return datetime.datetime.fromtimestamp(last, tz=datetime.UTC).date()
