"""The engine DuckDB, by ibis: embedded, with a limit of memory, spilling to disk."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
from ibis.backends.sql.datatypes import DuckDBType

from litnotes.corpus.engines import CutFile, EngineName, GroupSize
from litnotes.errors import Unreadable, Unwritable, WrongUse

_SHARE = 0.7
"""DuckDB counts its buffers only; Python, ibis and what it does not count need the rest."""
_PER_THREAD = 250_000_000
_LONGEST_LINE = 64_000_000
_FULL = ("no space left", "file too large", "quota", "max_temp_directory_size")
_CUT = ("gzip", "unexpected end", "too small to be a parquet", "no magic bytes", "snappy", "zstd", "thrift",
        "corrupt")  # fmt: skip


class DuckEngine:
    """A session of DuckDB in memory."""

    name: EngineName = "duckdb"

    def __init__(self, memory: int | None, scratch: Path | None, settings: Mapping[str, str]) -> None:
        config: dict[str, Any] = {
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "dynamic_or_filter_threshold": 100_000,
        }
        if memory:
            config["memory_limit"] = f"{int(memory * _SHARE) // 1_000_000}MB"
            config["threads"] = max(1, min(os.cpu_count() or 1, memory // _PER_THREAD))
        if scratch:
            config["temp_directory"] = str(scratch)
        try:
            self.connection = ibis.duckdb.connect(**{**config, **settings})
        except duckdb.Error as error:
            raise WrongUse(f"DuckDB refuses a setting: {_first_line(error)}") from None
        self.connection.raw_sql("SET parquet_metadata_cache = true")

    def json_lines(self, paths: Sequence[Path], schema: ibis.Schema) -> ir.Table:
        """Return the lines of files as rows; a line that is no object is a row of nulls."""
        columns = {name: DuckDBType.from_ibis(kind).sql("duckdb") for name, kind in schema.items()}
        return self.connection.read_json(
            list(map(str, paths)),
            columns=columns,
            format="newline_delimited",
            ignore_errors=True,
            hive_partitioning=False,
            maximum_object_size=_LONGEST_LINE,
        )

    def parquet(self, paths: Sequence[Path]) -> ir.Table:
        """Return the rows of Parquet files."""
        try:
            return self.connection.read_parquet(list(map(str, paths)), hive_partitioning=False)
        except duckdb.Error as error:
            raise _meaning(error) from error

    def csv(self, paths: Sequence[Path]) -> ir.Table:
        """Return the rows of CSV files with a header, all of them texts."""
        try:
            return self.connection.read_csv(list(map(str, paths)), header=True, all_varchar=True)
        except duckdb.Error as error:
            raise _meaning(error) from error

    def map_in_json(self, text: Any) -> Any:
        """Return the map in the text of a JSON object of lists of numbers."""
        return text.cast("json").try_cast("map<string, array<int64>>")

    def write(self, table: ir.Table, path: Path, size: GroupSize) -> None:
        """Write a table to a new Parquet file, all of it or nothing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f"{path.name}.new")
        try:
            self.connection.to_parquet(table, new, compression="zstd", row_group_size=size.rows)
            new.replace(path)
        except duckdb.Error as error:
            raise _meaning(error) from error
        finally:
            new.unlink(missing_ok=True)

    def rows(self, table: ir.Expr) -> list[dict[str, Any]]:
        """Return the rows of a table."""
        try:
            rows: list[dict[str, Any]] = self.connection.to_pyarrow(table).to_pylist()
        except duckdb.Error as error:
            raise _meaning(error) from error
        return rows

    def close(self) -> None:
        """End the session."""
        self.connection.disconnect()


def _meaning(error: duckdb.Error) -> Exception:
    """Return what an error of DuckDB means for the user; itself if it is a mistake of litnotes."""
    text = str(error).lower()
    if any(words in text for words in _FULL):
        return Unwritable(_first_line(error))
    if isinstance(error, duckdb.OutOfMemoryException):
        return Unwritable("the memory is too small for this snapshot; give more with --memory")
    if any(words in text for words in _CUT):
        return CutFile(_first_line(error))
    return Unreadable(_first_line(error)) if isinstance(error, duckdb.IOException) else error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
