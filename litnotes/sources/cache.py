"""The cache on disk: answers of services, so that nothing is asked twice, and their turns.

One SQLite file holds good answers for 30 days and "not found" for 7, by their `Request`, which contains
neither keys nor mail addresses; and the time at which each service may be asked next. It is safe to
delete. If it cannot be used, the user gets one message and the command works without it.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from litnotes.sources.etiquette import FOUND_DAYS, LONGEST_TURN, MISSING_DAYS
from litnotes.sources.service import Request, ServiceAnswer
from litnotes.values.own_file import refuse_link

T = TypeVar("T")

FILE = "http.sqlite"
"""A new form of the tables needs a new file name."""

_DAY = 86_400
_TABLES = """
CREATE TABLE IF NOT EXISTS answers
    (request TEXT PRIMARY KEY, status INT, body, type TEXT, url TEXT, asked TEXT, until REAL);
CREATE TABLE IF NOT EXISTS turns (service TEXT PRIMARY KEY, next REAL);
"""


class Cache:
    """The answers and turns kept in a folder, which is created when needed.

    `tell` receives a message if the file cannot be used; `patience` is how many seconds to wait for
    another program that has locked it.
    """

    def __init__(
        self,
        folder: Path,
        tell: Callable[[str], None],
        *,
        patience: float = 2,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._path = folder / FILE
        self._tell = tell
        self._patience = patience
        self._now = now
        self._is_broken = False
        self._turns: dict[str, float] = {}

    def get(self, request: Request, *, old: bool = False) -> ServiceAnswer | None:
        """Return the cached answer for a request, with the day it was asked; None without one.

        Expired answers count only with `old`, as for offline work.
        """
        if not self._path.exists():
            return None
        columns = "SELECT status, body, type, url, asked, until FROM answers WHERE request = ?"
        match self._in_file(lambda file: file.execute(columns, (_key(request),)).fetchone()):
            case (int(status), bytes(body), str(kind), str(url), str(asked), float(until)):
                if old or self._now() < until:
                    with contextlib.suppress(ValueError):
                        day = datetime.date.fromisoformat(asked)
                        return ServiceAnswer(status, body, kind, url, asked=day)
        return None

    def put(self, request: Request, answer: ServiceAnswer) -> None:
        """Keep an answer; it replaces an earlier one."""
        until = self._now() + _DAY * (MISSING_DAYS if answer.status == 404 else FOUND_DAYS)
        row = (_key(request), answer.status, answer.body, answer.content_type, answer.url)
        put = "REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)"
        self._in_file(lambda file: file.execute(put, (*row, str(answer.asked), until)))

    def turn(self, service: str, pause: float) -> float:
        """Return the seconds until a service may be asked, and reserve that turn for this request.

        The next turn is `pause` seconds later. A turn too far ahead is ignored. If the file cannot be
        used, turns are kept in this process.
        """
        now = self._now()

        def take(file: sqlite3.Connection) -> float:
            file.execute("BEGIN IMMEDIATE")
            reserved = "SELECT next FROM turns WHERE service = ? AND next BETWEEN ? AND ?"
            row = file.execute(reserved, (service, now, now + LONGEST_TURN)).fetchone()
            start: float = row[0] if row else now
            file.execute("REPLACE INTO turns VALUES (?, ?)", (service, start + pause))
            file.execute("COMMIT")
            return start

        if not pause:
            return 0.0
        start = self._in_file(take)
        if start is None:
            start = max(now, self._turns.get(service, now))
            self._turns[service] = start + pause
        return start - now

    def _in_file(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """Return the result of `work` on the file; None if the file cannot be used."""
        if self._is_broken:
            return None
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            refuse_link(self._path)
            file = sqlite3.connect(self._path, timeout=self._patience, isolation_level=None)
            with contextlib.closing(file):
                file.execute("PRAGMA synchronous = OFF")  # ten times faster; safe to lose
                file.executescript(_TABLES)
                return work(file)
        except (OSError, sqlite3.Error) as error:
            self._is_broken = True
            why = getattr(error, "strerror", None) or str(error).partition("\n")[0]
            self._tell(f"cannot use the cache {self._path} ({why.lower()}); it is safe to delete")
            return None


def _key(request: Request) -> str:
    parts = (request.method, request.url, request.accept)
    return hashlib.sha256("\n".join(parts).encode() + b"\n" + (request.body or b"")).hexdigest()
