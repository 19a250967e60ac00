"""Locks between commands. A lock is an empty SQLite file.

SQLite can lock files on every system, and the system frees a lock when its process ends or is killed.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

_LOOK_AGAIN_SECONDS = 0.05


class Busy(Exception):
    """Another process holds the lock for too long."""


@contextlib.contextmanager
def held(path: Path, seconds: float) -> Iterator[None]:
    """Hold the lock file `path`, after waiting up to `seconds` for it.

    Raises Busy when the time is over, OSError when the file cannot be made or locked.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.open("ab").close()  # raises a clear error; SQLite would not
    end = time.monotonic() + seconds
    with contextlib.closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as lock:
        while not _is_taken(lock, path):
            if time.monotonic() > end:
                raise Busy
            time.sleep(_LOOK_AGAIN_SECONDS)
        yield


def _is_taken(lock: sqlite3.Connection, path: Path) -> bool:
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            return False
        raise OSError(f"{path} cannot be locked: {error}") from None
    return True
