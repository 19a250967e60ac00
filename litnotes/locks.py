"""Locks between commands. A lock is an empty SQLite file.

SQLite can lock files on every system, and the system frees a lock when its process ends or is killed.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

QUEUE = "queue"
"""The folder beside a lock, with a file for each command that waits; each holds its file as a lock."""
tell: Callable[[str], object] = str
"""Gets sentences on other commands, such as who is waited for; the command line prints them."""

_LOOK_AGAIN_SECONDS = 0.05
_FIRST_LOOKS_AGAIN_SECONDS = 0.01
_IS_ALIVE_SECONDS = 1
"""How often a command looks whether the one before it in the queue was killed."""
_BESIDE = "-journal"
"""The end of the name of a file that SQLite keeps beside another while it is locked."""


class Busy(Exception):
    """Another process holds the lock for too long."""


@contextlib.contextmanager
def held(path: Path, seconds: float) -> Iterator[None]:
    """Hold the lock file `path`, after waiting up to `seconds` for it.

    Raises Busy when the time is over, OSError when the file cannot be made or locked.
    """
    end = time.monotonic() + seconds
    with _opened(path) as lock:
        while not _is_taken(lock, path):
            if time.monotonic() > end:
                raise Busy
            time.sleep(_LOOK_AGAIN_SECONDS)
        yield


@contextlib.contextmanager
def held_in_turn(
    path: Path, seconds: float, *, progress: Callable[[], object], wait: Callable[[float], None]
) -> Iterator[None]:
    """Hold the lock file `path`, after all who asked for it earlier.

    Raises Busy after `seconds` without progress, OSError when a file cannot be made or locked.

    Args:
        path: the lock file.
        seconds: how long to wait while nobody makes progress.
        progress: returns another value after each step of the command that holds the lock.
        wait: gets the seconds since the beginning, each time the lock is not free.
    """
    with _opened(path) as lock:
        if _tickets(path) or not _is_taken(lock, path):
            with _queued(path) as ticket:
                _wait_in(path, ticket, lock, seconds, progress, wait)
        yield


def _wait_in(
    path: Path,
    ticket: Path,
    lock: sqlite3.Connection,
    seconds: float,
    progress: Callable[[], object],
    wait: Callable[[float], None],
) -> None:
    start = since = looked = time.monotonic()
    last: object = None
    while True:
        ahead = [other for other in _tickets(path) if other.name < ticket.name]
        if not ahead and _is_taken(lock, path):
            return
        now, state = time.monotonic(), (len(ahead), progress())
        if state != last:
            last, since = state, now
        if now > since + seconds:
            raise Busy
        if ahead and now > looked + _IS_ALIVE_SECONDS:
            looked = now
            _remove_if_dead(ahead[-1])
        wait(now - start)
        time.sleep(_LOOK_AGAIN_SECONDS if ahead else _FIRST_LOOKS_AGAIN_SECONDS)


@contextlib.contextmanager
def _queued(path: Path) -> Iterator[Path]:
    """Join the queue of a lock: yield the own ticket, and leave at the end."""
    ticket = path.with_name(QUEUE) / f"{time.time_ns():020}-{os.getpid()}"
    try:
        with held(ticket, 0):
            yield ticket
    finally:
        ticket.unlink(missing_ok=True)


def _tickets(path: Path) -> list[Path]:
    """Return the tickets of all who wait for a lock, the earliest first."""
    folder = path.with_name(QUEUE)
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208
        return [folder / name for name in names if not name.endswith(_BESIDE)]
    except FileNotFoundError:
        return []


def _remove_if_dead(ticket: Path) -> None:
    """Remove the ticket of a killed command: nobody holds it."""
    with contextlib.suppress(Busy, OSError), held(ticket, 0):
        ticket.unlink()


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    import sqlite3

    path.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    os.close(os.open(path, flags, 0o666))  # raises a clear error; SQLite would not
    with contextlib.closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as lock:
        yield lock


def _is_taken(lock: sqlite3.Connection, path: Path) -> bool:
    import sqlite3

    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            return False
        raise OSError(f"{path} cannot be locked: {error}") from None
    return True
