"""A Zotero played on this machine: it answers as the local API does, in pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.sources.loopback import Asked, Loopback, Reply

PlayZotero = Callable[..., Loopback]
"""Starts a Zotero with some items, and perhaps a status with which it answers everything."""

COLLECTIONS = [
    {"key": "COLLAAAA", "data": {"key": "COLLAAAA", "name": "My Thesis", "parentCollection": False}},
    {"key": "COLLBBBB", "data": {"key": "COLLBBBB", "name": "Chapter 2", "parentCollection": "COLLAAAA"}},
    {"key": "COLLCCCC", "data": {"key": "COLLCCCC", "name": "Chapter 2", "parentCollection": "COLLDDDD"}},
]


def answers(items: list[Any], status: int = 200) -> Callable[[Asked], Reply]:
    """Return the answers of a library; its first three items are in the collection *My Thesis*."""
    lists = {
        "/api/users/0/items": items,
        "/api/users/0/collections": COLLECTIONS,
        "/api/users/0/collections/COLLAAAA/items": items[:3],
    }

    def answer(asked: Asked) -> Reply:
        parts = urlsplit(asked.path)
        if status != 200:
            return Reply("Local API is not enabled", status, "text/plain")
        if parts.path not in lists:
            return Reply("Not found", 404, "text/plain")
        query = {name: found[0] for name, found in parse_qs(parts.query).items()}
        start, found = int(query["start"]), lists[parts.path]
        page = found[start : start + int(query["limit"])]
        return Reply(json.dumps(page), headers={"Total-Results": str(len(found))})

    return answer
