"""Asks the Zotero that runs on this machine for its library, by its local API.

Only this machine is asked: no proxy, no redirect, no other host.
Documentation: https://www.zotero.org/support/dev/web_api/v3/local_api
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import json
import os
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from litnotes.errors import Ambiguous, NotFound, Unreachable, WrongUse
from litnotes.values.background import started

VARIABLE = "LITNOTES_ZOTERO"
HOME = "http://localhost:23119"
PAGE = 100
MAX_ITEMS = 200_000
MAX_BYTES = 50_000_000
SECONDS = 30.0
"""For one answer."""
TOTAL_SECONDS = 600.0
_CLOSED = (
    "Zotero keeps its library closed; in Zotero, Settings, Advanced, check "
    '"Allow other applications on this computer to communicate with Zotero"'
)
_HEADERS = {"Zotero-API-Version": "3", "Accept": "application/json"}
_MAX_SHOWN = 8


@dataclass(frozen=True, slots=True)
class ZoteroAnswer:
    """The items of a library or collection as JSON; `below` are the collections inside it, left out."""

    items: list[Any]
    below: tuple[str, ...] = ()


def items_of(collection: str = "", seconds: float = SECONDS) -> ZoteroAnswer:
    """Return the items of the whole library, or of a collection by its name or key.

    Each answer must come within some seconds.

    Raises:
        WrongUse: the variable LITNOTES_ZOTERO does not hold an address of this machine.
        Unreachable: Zotero does not run, keeps its library closed, or does not answer as expected.
        NotFound, Ambiguous: no collection, or several, have this name.
    """
    zotero = _Zotero(_home(), seconds)
    if not collection:
        return ZoteroAnswer(zotero.all("items"))
    collections = [one for one in map(_collection, zotero.all("collections")) if one]
    key = _key_of(collection, collections)
    below = tuple(name for _, name, parent in collections if parent == key)
    return ZoteroAnswer(zotero.all(f"collections/{quote(key, safe='')}/items"), below)


class _Zotero:
    """Asks for pages of a list until it ends."""

    def __init__(self, home: tuple[str, int], seconds: float) -> None:
        self._home = home
        self._seconds = seconds
        self._deadline = time.monotonic() + TOTAL_SECONDS

    def all(self, path: str) -> list[Any]:
        """Return all items of a list, each key once."""
        found: dict[str, Any] = {}
        start, total = 0, 1
        while start < total:
            page, total = self._page(f"/api/users/0/{path}?v=3&format=json&sort=dateAdded&direction=asc"
                                     f"&limit={PAGE}&start={start}")  # fmt: skip
            found |= {str(item.get("key")): item for item in page if isinstance(item, dict)}
            start += len(page)
            if not page:
                break
            if total > MAX_ITEMS or time.monotonic() > self._deadline:
                raise Unreachable("Zotero has more than can be read at once; name a collection")
        return list(found.values())

    def _page(self, address: str) -> tuple[list[Any], int]:
        """Return a page of a list, and the number of all its items."""
        try:
            left = min(self._seconds, self._deadline - time.monotonic())
            status, total, body = started(lambda: self._answer(address)).result(left)
        except (OSError, http.client.HTTPException):
            host, port = self._home
            raise Unreachable(f"no Zotero answers at {host}:{port}; start Zotero on this machine") from None
        return _read(status, body), int(total) if total.isdecimal() else MAX_ITEMS

    def _answer(self, address: str) -> tuple[int, str, bytes]:
        """Return status, number of items and body; the body is cut if it is too large."""
        connection = http.client.HTTPConnection(*self._home, timeout=self._seconds)
        with contextlib.closing(connection):
            connection.request("GET", address, headers=_HEADERS)
            answer = connection.getresponse()
            body = answer.read(MAX_BYTES + 1)
            return answer.status, answer.getheader("Total-Results", "")[:9], body


def _read(status: int, body: bytes) -> list[Any]:
    if status == http.client.FORBIDDEN:
        raise Unreachable(_CLOSED)
    if status != http.client.OK or len(body) > MAX_BYTES:
        what = "sent too large an answer" if status == http.client.OK else f"answered with status {status}"
        raise Unreachable(f"Zotero {what}; is it Zotero 7 or later?")
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list):
        raise Unreachable("what answers there is not Zotero's local API")
    return found


def _home() -> tuple[str, int]:
    """Return host and port of Zotero; raises WrongUse if they are not of this machine."""
    written = os.environ.get(VARIABLE, "").strip() or HOME
    try:
        parts = urlsplit(written)
        host, port = parts.hostname or "", parts.port or 80
        is_here = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_here = False
    if not is_here or parts.scheme != "http":
        raise WrongUse(f"{VARIABLE}: not an address of this machine; write it like {HOME}")
    return host, port


def _collection(item: Any) -> tuple[str, str, str] | None:
    """Return key, name and parent of a collection."""
    data = item.get("data") if isinstance(item, dict) else None
    if not isinstance(data, dict):
        return None
    return str(data.get("key")), str(data.get("name")), str(data.get("parentCollection") or "")


def _key_of(wanted: str, collections: list[tuple[str, str, str]]) -> str:
    folded = wanted.strip().casefold()
    keys = [key for key, name, _ in collections if wanted == key or name.casefold() == folded]
    if len(keys) == 1:
        return keys[0]
    if keys:
        raise Ambiguous(
            f'several collections are called "{wanted}"; name one by its key: {", ".join(keys)}'
        )
    names = ", ".join(sorted(name for _, name, _ in collections)[:_MAX_SHOWN])
    raise NotFound(f'Zotero has no collection "{wanted}"; it has {names or "none"}')
