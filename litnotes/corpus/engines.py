"""The engine that computes the expressions of this room: DuckDB on one machine, or Spark."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis import Schema

EngineName = Literal["duckdb", "spark"]


class GroupSize(NamedTuple):
    """The bounds of a row group in Parquet, in rows and in bytes; each engine counts in one of them."""

    rows: int
    bytes: int


class Engine(Protocol):
    """Reads and writes tables, and computes expressions."""

    name: EngineName

    def json_lines(self, paths: Sequence[Path], schema: Schema) -> ir.Table:
        """Return the lines of files as rows; a line that is no object is a row of nulls."""

    def parquet(self, paths: Sequence[Path]) -> ir.Table:
        """Return the rows of Parquet files."""

    def csv(self, paths: Sequence[Path]) -> ir.Table:
        """Return the rows of CSV files with a header, all of them texts."""

    def map_in_json(self, text: Any) -> Any:
        """Return the map in the text of a JSON object of lists of numbers."""

    def write(self, table: ir.Table, path: Path, size: GroupSize) -> None:
        """Write a sorted table to a new Parquet file, or a folder of them, all of it or nothing.

        Raises Unwritable if the disk is full, CutFile if a file that is read ends too early.
        """

    def rows(self, table: ir.Expr) -> list[dict[str, Any]]:
        """Return the rows of a table."""

    def close(self) -> None:
        """End the session."""


class CutFile(Exception):
    """A file that an engine reads ends too early or is damaged; its message names no file for sure."""


def files_below(*places: Path) -> list[Path]:
    """Return the Parquet files at some places, in order; a place is a file, or a folder of an engine."""
    return [file for place in places for file in _files_at(place)]


def _files_at(place: Path) -> Iterable[Path]:
    if place.is_file():
        return [place]
    return sorted(path for path in place.rglob("*.parquet") if path.is_file())


def remove(place: Path) -> None:
    """Remove a file, or a folder of an engine, if it is there."""
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
