"""Starts the engine of a name."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from litnotes.corpus.engines import Engine, EngineName
from litnotes.errors import WrongUse

MISSING = {
    "duckdb": "a corpus needs ibis and DuckDB, which are not installed: pip install 'litnotes[corpus]'",
    "spark": "the engine spark needs PySpark, which is not installed: pip install 'litnotes[spark]'",
}


def engine_of(
    name: EngineName,
    *,
    memory: int | None = None,
    scratch: Path | None = None,
    settings: Mapping[str, str] | None = None,
) -> Engine:
    """Return a started engine; raises WrongUse if it is not installed or a setting is unknown.

    Args:
        name: which engine.
        memory: the bytes that it may use.
        scratch: the folder for what does not fit into memory.
        settings: further settings in the engine's own words.
    """
    require(name)
    if name == "spark":
        from litnotes.corpus.spark import SparkEngine

        return SparkEngine(memory, scratch, settings or {})
    from litnotes.corpus.duck import DuckEngine

    return DuckEngine(memory, scratch, settings or {})


def require(name: EngineName) -> None:
    """Raise WrongUse, with what to type, if an engine is not installed."""
    libraries = ("ibis", "pandas", "pyarrow", "duckdb" if name == "duckdb" else "pyspark")
    if not all(find_spec(library) for library in libraries):
        raise WrongUse(MISSING[name])
