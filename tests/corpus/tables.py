"""Reads the tables of a corpus without the code under test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq


def table(corpus: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of a table of a corpus, in the order of its files."""
    folder = corpus / json.loads((corpus / "manifest.json").read_text("utf-8"))["tables"] / name
    files = sorted(path for path in folder.rglob("*.parquet") if path.is_file())
    assert files, folder
    return [row for file in files for row in pq.ParquetFile(file).read().to_pylist()]


def pairs(corpus: Path, name: str) -> list[tuple[int, int]]:
    """Return the citations of a corpus as pairs (citing, cited), in their order."""
    return [(row["citing"], row["cited"]) for row in table(corpus, name)]
