"""Finds what is wrong with a file of a snapshot, in plain Python: broken lines, or a cut or damaged file.

Engines only count broken lines, and do not say for sure which file is damaged.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

from litnotes.corpus.snapshot import SnapshotFile

_CHUNK = 1 << 22


def broken_lines(file: SnapshotFile, names: tuple[str, ...]) -> Iterator[int]:
    """Yield the numbers of the lines, from 1, that are no object with one of these names."""
    with _opened(file.path) as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip() and not _is_record(line, names):
                yield number


def is_whole(file: SnapshotFile) -> bool:
    """Whether a file can be read to its end."""
    try:
        if file.is_parquet:
            import pyarrow.parquet

            pyarrow.parquet.ParquetFile(file.path).close()
            return True
        with _opened(file.path) as content:
            while content.read(_CHUNK):
                pass
    except (OSError, EOFError, zlib.error, ValueError):
        return False
    return True


def _opened(path: Path) -> gzip.GzipFile:
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def _is_record(line: bytes, names: tuple[str, ...]) -> bool:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and any(record.get(name) is not None for name in names)
