"""Answers of services on the disk, so that nothing is asked twice.

`.litnotes/http.sqlite` holds good answers for 30 days and "not found" for 7. It is keyed by what a
`Request` says, which holds neither keys nor mail addresses, and is safe to delete. A cache that
cannot be used is told once, and the command goes on without it.
"""

from __future__ import annotations

import datetime
import hashlib
import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.sources.service import Request, ServiceAnswer

if TYPE_CHECKING:
    from requests_cache.backends.sqlite import SQLiteCache
    from requests_cache.models.response import CachedResponse

FILE = "http.sqlite"
FOUND_DAYS = 30
MISSING_DAYS = 7
ASKED = "litnotes-asked"
"""Beside the headers of an answer: the day on which the service was asked."""

_LOCKED_SECONDS = 2


class Cache:
    """The answers kept in a folder.

    Args:
        folder: `.litnotes/` of the notes; it is made with the first answer.
        tell: says that the cache cannot be used.
    """

    def __init__(self, folder: Path, tell: Callable[[str], None]) -> None:
        self._path = folder / FILE
        self._tell = tell
        self._opened: SQLiteCache | None = None
        self._broken = False

    def get(self, request: Request, *, old: bool = False) -> ServiceAnswer | None:
        """Return the answer kept for a request, with the day it was asked; None where there is none.

        One that should be asked for again counts only with `old`, as where nobody can be asked.
        """
        if self._broken or not self._path.exists():
            return None
        try:
            kept = self._open().get_response(_key(request))
            if kept is None or (kept.is_expired and not old):
                return None
            return _answer(kept)
        except Exception as error:  # noqa: BLE001 - what is on the disk may be anything
            self._give_up(error)
            return None

    def put(self, request: Request, answer: ServiceAnswer) -> None:
        """Keep an answer in the place of an earlier one."""
        if self._broken:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            cache = self._open()
            cache.responses[_key(request)] = _kept(answer)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def _open(self) -> SQLiteCache:
        if not self._opened:
            from requests_cache.backends.sqlite import SQLiteCache

            _try_to_write(self._path)
            logging.getLogger("requests_cache").addHandler(logging.NullHandler())  # an odd entry is no news
            # JSON: the default, pickle, would run what a file from elsewhere says.
            self._opened = SQLiteCache(self._path, serializer="json", busy_timeout=1000 * _LOCKED_SECONDS)
        return self._opened

    def _give_up(self, error: Exception) -> None:
        self._broken = True
        what = (
            str(error).splitlines()[0].lower()
            if isinstance(error, OSError | sqlite3.Error)
            else "not readable"
        )
        if isinstance(error, OSError):
            what = (error.strerror or what).lower()
        self._tell(f"the cache {self._path.parent.name}/{FILE} cannot be used ({what}); it can be deleted")


def _try_to_write(path: Path) -> None:
    """Raise sqlite3.Error where a file cannot be written: requests-cache would wait for ever for that."""
    connection = sqlite3.connect(path, timeout=_LOCKED_SECONDS, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    finally:
        connection.close()


def _key(request: Request) -> str:
    parts = (request.method, request.url, request.accept)
    return hashlib.sha256("\n".join(parts).encode() + b"\n" + (request.body or b"")).hexdigest()


def _answer(kept: CachedResponse) -> ServiceAnswer:
    asked = kept.headers.get(ASKED)
    return ServiceAnswer(
        kept.status_code,
        kept.content,
        kept.headers.get("content-type", ""),
        kept.url,
        asked=datetime.date.fromisoformat(asked) if asked else None,
    )


def _kept(answer: ServiceAnswer) -> CachedResponse:
    from requests.structures import CaseInsensitiveDict
    from requests_cache.models.response import CachedResponse

    days = MISSING_DAYS if answer.status == 404 else FOUND_DAYS
    day = {ASKED: str(answer.asked)} if answer.asked else {}
    return CachedResponse(
        status_code=answer.status,
        content=answer.body,
        url=answer.url,
        headers=CaseInsensitiveDict({"content-type": answer.content_type, **day}),
        expires=datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days),
    )
