"""Pauses between two requests to a service, kept by all commands that run in the same notes.

A small file for each service holds when the next request may start. Who asks takes that place and
writes the next one, under a lock, so commands started at once queue up.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

LONGEST = 300.0
"""Seconds; a file that says more is from another clock."""
PATIENCE = 60.0
"""Seconds that a service with one connection is waited for."""


class Busy(Exception):
    """Another command has been using the one connection to the service for too long."""


class Pauses:
    """When each service may be asked again.

    Args:
        folder: where the files lie; where it cannot be written, pauses hold for this process only.
        sleep: waits for some seconds.
    """

    def __init__(self, folder: Path, sleep: Callable[[float], None]) -> None:
        self._folder = folder
        self._sleep = sleep
        self._own: dict[str, float] = {}

    @contextlib.contextmanager
    def turn(self, service: str, seconds: float, *, alone: bool = False) -> Iterator[None]:
        """Wait until it is one's turn; the next turn starts `seconds` after this one.

        With `alone`, nobody else has a turn until this one is over. Raises Busy.
        """
        with self._locked(f"{service}.connection") if alone else contextlib.nullcontext():
            wait = self._reserve(service, seconds) if seconds else 0.0
            if wait > 0:
                self._sleep(wait)
            yield

    def _reserve(self, service: str, seconds: float) -> float:
        """Return the seconds until the next turn, which is taken."""
        with self._locked(service):
            now = time.time()
            start = max(now, self._next(service, now))
            self._own[service] = start + seconds
            with contextlib.suppress(OSError):
                (self._folder / service).write_text(f"{start + seconds:.3f}\n", encoding="ascii")
        return start - now

    def _next(self, service: str, now: float) -> float:
        try:
            written = float((self._folder / service).read_text(encoding="ascii"))
        except (OSError, ValueError):
            written = 0.0
        return max((at for at in (written, self._own.get(service, 0.0)) if at < now + LONGEST), default=0.0)

    @contextlib.contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        import filelock

        lock = filelock.FileLock(self._folder / f"{name}.lock")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=PATIENCE)
        except filelock.Timeout:
            raise Busy from None
        except (OSError, NotImplementedError):
            yield  # no place for a lock: this process keeps its own pauses
            return
        try:
            yield
        finally:
            lock.release()
