"""Cuts the values of a column into ranges that fit into memory, by the statistics of Parquet files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from litnotes.corpus.uniting import Bounds


class _Group(NamedTuple):
    """A group of rows: its first value, its bytes in memory, and the number of rows without value."""

    first: int | str | None
    size: int
    nulls: int


def ranges(files: Iterable[Path], column: str, budget: int) -> list[Bounds]:
    """Return ranges of a column with about `budget` bytes each; the first and the last are open."""
    groups = (group for file in files for group in _groups(file, column))
    known = sorted((group.first, group.size) for group in groups if group.first is not None)
    cuts: list[int | str] = []
    size = 0
    for first, of_group in known:
        if size >= budget and (not cuts or first != cuts[-1]):
            cuts.append(first)
            size = 0
        size += of_group
    edges: list[int | str | None] = [None, *cuts, None]
    return list(pairwise(edges))


def rows_in(files: Iterable[Path]) -> int:
    """Return the number of rows of Parquet files."""
    import pyarrow.parquet

    return sum(pyarrow.parquet.read_metadata(file).num_rows for file in files)


def nulls_in(files: Iterable[Path], column: str) -> int:
    """Return the number of rows without a value in a column."""
    return sum(group.nulls for file in files for group in _groups(file, column))


def _groups(file: Path, column: str) -> Iterator[_Group]:
    import pyarrow.parquet

    metadata = pyarrow.parquet.read_metadata(file)
    names = [metadata.schema.column(at).path for at in range(metadata.num_columns)]
    at = names.index(column)
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        statistics = group.column(at).statistics
        first = statistics.min if statistics and statistics.has_min_max else None
        nulls = statistics.null_count if statistics and statistics.has_null_count else 0
        yield _Group(first, group.total_byte_size, nulls)
