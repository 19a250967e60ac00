"""Papers and names as the index has them, read without loading what writing them takes."""

from __future__ import annotations

import contextlib
import datetime
import json
import re
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from litnotes.values.names import fold_name, fold_title, is_title


class PaperRow(NamedTuple):
    """A paper, or a name that nobody identified, as a list shows it. Lists hold one value a line."""

    id: int
    kind: str
    key: str | None
    name: str
    title: str | None
    names: str | None
    authors: str | None
    year: int | None
    venue: str | None
    venue_year: int | None
    tags: str | None
    record: str | None
    cited: int | None
    added: str | None
    reading: str
    decision: str | None
    reason: str | None
    decided_by: str | None
    decided_on: str | None
    waiting_since: str | None
    first_day: str | None
    last_day: str | None


_SELECT = f"SELECT {', '.join(PaperRow._fields)} FROM items"  # noqa: S608 the names are our own
_FIRST_LINE = "(SELECT min(line) FROM entries WHERE item = items.id AND day = first_day)"


@contextlib.contextmanager
def at_one_time(connection: sqlite3.Connection) -> Iterator[None]:
    """Have several questions answered from one state of the index, whatever other commands change."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def papers(connection: sqlite3.Connection, fields: Collection[str] = PaperRow._fields) -> list[PaperRow]:
    """Return all papers by key, then the names nobody identified in the order they were first written.

    Args:
        connection: the index.
        fields: what is wanted of each; the rest is None, as it takes time for ten thousand papers.
    """
    wanted = (field if field in fields else "NULL" for field in PaperRow._fields)
    select = f"SELECT {', '.join(wanted)} FROM items"  # noqa: S608 the names are our own
    named = connection.execute(f"{select} WHERE kind = 'paper' ORDER BY key")
    names = connection.execute(f"{select} WHERE kind = 'name' ORDER BY first_day, {_FIRST_LINE}")
    return [PaperRow._make(row) for found in (named, names) for row in found]


def unidentified(connection: sqlite3.Connection) -> Iterator[tuple[datetime.date, list[str]]]:
    """Yield each place that names a paper nobody identified: its day, and the ways it writes the name."""
    found = connection.execute(
        "SELECT day, ways FROM entries JOIN items ON items.id = item WHERE kind = 'name'"
        " ORDER BY day, entries.id"
    )
    for day, ways in found.fetchall():
        yield datetime.date.fromisoformat(day), json.loads(ways)


def by_identity(connection: sqlite3.Connection, identity: str) -> PaperRow | None:
    """Return the paper or name that has an identity, as `library.identify` gives it."""
    row = connection.execute(f"{_SELECT} WHERE identity = ?", (identity,)).fetchone()
    return PaperRow(*row) if row else None


def called(connection: sqlite3.Connection, name: str) -> PaperRow | None:
    """Return the own paper that a name means for certain; None where that takes a closer look."""
    keys = _keys(connection, name.strip())
    return by_identity(connection, f"key {keys[0]}") if len(keys) == 1 else None


def _keys(connection: sqlite3.Connection, name: str) -> Sequence[str]:
    if connection.execute("SELECT 1 FROM items WHERE key = ?", (name,)).fetchone():
        return (name,)
    from litnotes.values.ids import arxiv_id, doi, ids_in

    arxiv = arxiv_id(name)
    whole = (("arxiv", arxiv), ("doi", None if arxiv else doi(name)))
    ids = [(kind, value) for kind, value in whole if value]
    if not ids and ids_in(name):
        return ()  # words beside an id may disagree with it
    words = [("former key", name), ("name", fold_name(name)), ("title", fold_title(name))]
    for kind, folded in ids or words[: 3 if is_title(name) else 2]:
        found = connection.execute("SELECT key FROM names WHERE kind = ? AND folded = ?", (kind, folded))
        if keys := [key for (key,) in found]:
            return keys
    return ()


def beginning_with(connection: sqlite3.Connection, text: str) -> list[tuple[str, str, list[str]]]:
    """Return key, title and short names of the papers whose key or a short name goes on from `text`."""
    folded = fold_name(text)
    found = connection.execute(
        "SELECT key, title, names FROM items WHERE kind = 'paper' AND (key GLOB ? || '*' OR key IN ("
        "SELECT key FROM names WHERE kind = 'name' AND folded >= ? AND folded < ?)) ORDER BY key",
        (re.sub(r"([*?[])", r"[\1]", text), folded, f"{folded}\U0010ffff"),
    )
    return [(key, title, names.split("\n")) for key, title, names in found]


def record(connection: sqlite3.Connection, key: str) -> dict[str, Any]:
    """Return all fields of a paper."""
    found = connection.execute("SELECT content FROM files WHERE path = ?", (f"papers/{key}.yaml",))
    content = found.fetchone()
    fields: dict[str, Any] = json.loads(content[0]) if content else {}
    return fields


def records(connection: sqlite3.Connection) -> dict[str, dict[str, Any]]:
    """Return all fields of all papers by key."""
    return {key: json.loads(content) for key, content in contents(connection).items()}


def contents(connection: sqlite3.Connection) -> dict[str, str]:
    """Return all fields of all papers as JSON, by key."""
    found = connection.execute("SELECT path, content FROM files WHERE path GLOB 'papers/*.yaml'")
    return {path[len("papers/") : -len(".yaml")]: content for path, content in found}


def written_as(connection: sqlite3.Connection, form: str) -> dict[str, str]:
    """Return the papers that an export wrote before and that have not changed since, by key."""
    found = connection.execute(
        "SELECT path, text FROM written JOIN files USING (path, sha256) WHERE form = ?", (form,)
    )
    return {path[len("papers/") : -len(".yaml")]: text for path, text in found}


def hashes(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the hashes of the files of all papers, by key."""
    found = connection.execute("SELECT path, sha256 FROM files WHERE path GLOB 'papers/*.yaml'")
    return {path[len("papers/") : -len(".yaml")]: sha256 for path, sha256 in found}


def days(connection: sqlite3.Connection) -> dict[int, list[str]]:
    """Return the days that name each item, oldest first, by the item's id."""
    found: dict[int, list[str]] = {}
    for item, day in connection.execute("SELECT DISTINCT item, day FROM entries ORDER BY day"):
        found.setdefault(item, []).append(day)
    return found


def said(connection: sqlite3.Connection, item: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield each entry about an item: day, section of the report, and the entry itself; oldest first."""
    found = connection.execute(
        "SELECT day, role, data FROM entries WHERE item = ? ORDER BY day, id", (item,)
    )
    for day, role, data in found:
        yield day, role, json.loads(data)


def summary(row: PaperRow, fields: Mapping[str, Any], days: Sequence[str]) -> dict[str, Any]:
    """Return a paper for programs: its fields, and what reports make of it."""
    return {
        **(fields or {"title": row.name}),
        "reading": row.reading,
        "decision": row.decision,
        "reason": row.reason,
        "by": row.decided_by,
        "days": list(days),
    }


def identities(connection: sqlite3.Connection) -> dict[tuple[str, str], list[str]]:
    """Return the keys of own papers by what tells papers apart: ids and titles."""
    found: dict[tuple[str, str], list[str]] = {}
    for kind, folded, key in connection.execute(
        "SELECT kind, folded, key FROM names WHERE kind NOT IN ('name', 'former key')"
    ):
        found.setdefault((kind, folded), []).append(key)
    return found


def content_of_paper(connection: sqlite3.Connection, key: str) -> str | None:
    """Return an own paper as JSON, None where there is none of that key."""
    path = f"papers/{key}.yaml"
    found = connection.execute("SELECT content FROM files WHERE path = ?", (path,)).fetchone()
    return found[0] if found else None


def former_keys(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the key that own papers have by now, by those they had before they were merged."""
    return dict(connection.execute("SELECT folded, key FROM names WHERE kind = 'former key'").fetchall())


def decided(connection: sqlite3.Connection) -> list[PaperRow]:
    """Return the papers, and the names that nobody identified, on which a report decides."""
    return [PaperRow(*row) for row in connection.execute(f"{_SELECT} WHERE decision IS NOT NULL")]


def counts(connection: sqlite3.Connection) -> dict[tuple[str, str | None], int]:
    """Return how many papers there are, by reading state and decision."""
    found = connection.execute(
        "SELECT reading, decision, count(*) FROM items WHERE kind = 'paper' GROUP BY reading, decision"
    )
    return {(reading, decision): number for reading, decision, number in found}


def not_identified(connection: sqlite3.Connection) -> int:
    """Return how many names in reports nobody identified."""
    return int(connection.execute("SELECT count(*) FROM items WHERE kind = 'name'").fetchone()[0])


class WaitingRow(NamedTuple):
    """A paper or a name that waits for a decision, and since when."""

    key: str | None
    name: str
    year: int | None
    since: str


def waiting(connection: sqlite3.Connection) -> list[WaitingRow]:
    """Return the papers and names that wait for a decision, longest first, then as `papers`."""
    found = connection.execute(
        "SELECT key, name, year, waiting_since FROM items WHERE waiting_since IS NOT NULL"  # noqa: S608
        f" ORDER BY waiting_since, kind = 'name', key, first_day, iif(key IS NULL, {_FIRST_LINE}, 0), id"
    )
    return list(map(WaitingRow._make, found))


def concluded(connection: sqlite3.Connection, identity: str, last: str) -> list[tuple[str, str]]:
    """Return what reports conclude on the paper of an identity up to a day: each day, and the JSON."""
    return connection.execute(
        "SELECT day, data FROM entries JOIN items ON items.id = item"
        " WHERE identity = ? AND role = 'conclusions' AND day <= ? ORDER BY day, entries.id",
        (identity, last),
    ).fetchall()


def conclusions(connection: sqlite3.Connection) -> dict[int, list[str]]:
    """Return what reports conclude on each item, as JSON, oldest first, by the item's id."""
    found: dict[int, list[str]] = {}
    rows = connection.execute("SELECT item, data FROM entries WHERE role = 'conclusions' ORDER BY day, id")
    for item, data in rows:
        found.setdefault(item, []).append(data)
    return found
