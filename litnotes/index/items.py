"""The papers and names in the index, read without loading their models."""

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
    """A paper or an unidentified name for lists. Fields with several values have one per line."""

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
    is_screened: int | None
    assumed_read: int | None
    first_day: str | None
    last_day: str | None


_SELECT = f"SELECT {', '.join(PaperRow._fields)} FROM items"  # noqa: S608 the names are our own
_FIRST_LINE = "(SELECT min(line) FROM entries WHERE item = items.id AND day = first_day)"


@contextlib.contextmanager
def at_one_time(connection: sqlite3.Connection) -> Iterator[None]:
    """Read several times from the same state of the index, even if other commands change it."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def papers(connection: sqlite3.Connection, fields: Collection[str] = PaperRow._fields) -> list[PaperRow]:
    """Return all papers by key, then the unidentified names in the order of their first mention.

    Args:
        connection: the index.
        fields: the fields to read; others are None, because reading all takes time for many papers.
    """
    wanted = (field if field in fields else "NULL" for field in PaperRow._fields)
    select = f"SELECT {', '.join(wanted)} FROM items"  # noqa: S608 the names are our own
    named = connection.execute(f"{select} WHERE kind = 'paper' ORDER BY key")
    names = connection.execute(f"{select} WHERE kind = 'name' ORDER BY first_day, {_FIRST_LINE}")
    return [PaperRow._make(row) for rows in (named, names) for row in rows]


def unidentified(connection: sqlite3.Connection) -> Iterator[tuple[datetime.date, list[str]]]:
    """Yield each mention of an unidentified paper: its day, and the names it gives."""
    rows = connection.execute(
        "SELECT day, ways FROM entries JOIN items ON items.id = item WHERE kind = 'name'"
        " ORDER BY day, entries.id"
    )
    for day, ways in rows.fetchall():
        yield datetime.date.fromisoformat(day), json.loads(ways)


def by_identity(connection: sqlite3.Connection, identity: str) -> PaperRow | None:
    """Return the paper or name with an identity from `library.identity`."""
    row = connection.execute(f"{_SELECT} WHERE identity = ?", (identity,)).fetchone()
    return PaperRow(*row) if row else None


def called(connection: sqlite3.Connection, name: str) -> PaperRow | None:
    """Return the own paper that a name certainly means; None if only the library can decide."""
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
        rows = connection.execute("SELECT key FROM names WHERE kind = ? AND folded = ?", (kind, folded))
        if keys := [key for (key,) in rows]:
            return keys
    return ()


def beginning_with(connection: sqlite3.Connection, text: str) -> list[tuple[str, str, list[str]]]:
    """Return key, title and short names of papers whose key or short name begins with `text`."""
    folded = fold_name(text)
    rows = connection.execute(
        "SELECT key, title, names FROM items WHERE kind = 'paper' AND (key GLOB ? || '*' OR key IN ("
        "SELECT key FROM names WHERE kind = 'name' AND folded >= ? AND folded < ?)) ORDER BY key",
        (re.sub(r"([*?[])", r"[\1]", text), folded, f"{folded}\U0010ffff"),
    )
    return [(key, title, names.split("\n")) for key, title, names in rows]


def record(connection: sqlite3.Connection, key: str) -> dict[str, Any]:
    """Return all fields of a paper."""
    rows = connection.execute("SELECT content FROM files WHERE path = ?", (f"papers/{key}.yaml",))
    content = rows.fetchone()
    fields: dict[str, Any] = json.loads(content[0]) if content else {}
    return fields


def records(connection: sqlite3.Connection) -> dict[str, dict[str, Any]]:
    """Return all fields of all papers by key."""
    return {key: json.loads(content) for key, content in contents(connection).items()}


def contents(connection: sqlite3.Connection) -> dict[str, str]:
    """Return all fields of all papers as JSON, by key."""
    rows = connection.execute("SELECT path, content FROM files WHERE path GLOB 'papers/*.yaml'")
    return {path[len("papers/") : -len(".yaml")]: content for path, content in rows}


def written_as(connection: sqlite3.Connection, form: str) -> dict[str, str]:
    """Return the texts of earlier exports for papers that have not changed since, by key."""
    rows = connection.execute(
        "SELECT path, text FROM written JOIN files USING (path, sha256) WHERE form = ?", (form,)
    )
    return {path[len("papers/") : -len(".yaml")]: text for path, text in rows}


def hashes(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the hashes of the files of all papers, by key."""
    rows = connection.execute("SELECT path, sha256 FROM files WHERE path GLOB 'papers/*.yaml'")
    return {path[len("papers/") : -len(".yaml")]: sha256 for path, sha256 in rows}


def days(connection: sqlite3.Connection) -> dict[int, list[str]]:
    """Return the days that name each item, oldest first, by the item's id."""
    result: dict[int, list[str]] = {}
    for item, day in connection.execute("SELECT DISTINCT item, day FROM entries ORDER BY day"):
        result.setdefault(item, []).append(day)
    return result


def entries(connection: sqlite3.Connection, item: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield each entry about an item: day, section, and the entry; oldest first."""
    rows = connection.execute(
        "SELECT day, role, data FROM entries WHERE item = ? ORDER BY day, id", (item,)
    )
    for day, role, data in rows:
        yield day, role, json.loads(data)


def entries_by_item(connection: sqlite3.Connection) -> dict[int, list[tuple[str, str, str]]]:
    """Return the entries about each paper and name, oldest first: day, section, JSON of the entry."""
    result: dict[int, list[tuple[str, str, str]]] = {}
    rows = connection.execute(
        "SELECT item, day, role, entries.data FROM entries JOIN items ON items.id = item"
        " WHERE kind <> 'said' ORDER BY day, entries.id"
    )
    for item, day, role, data in rows:
        result.setdefault(item, []).append((day, role, data))
    return result


def summary(row: PaperRow, fields: Mapping[str, Any], days: Sequence[str]) -> dict[str, Any]:
    """Return a paper for JSON: its fields, and its state in reports."""
    return {
        **(fields or {"title": row.name}),
        "reading": row.reading,
        "assumed_read": bool(row.assumed_read),
        "decision": row.decision,
        "reason": row.reason,
        "by": row.decided_by,
        "days": list(days),
    }


def identities(connection: sqlite3.Connection) -> dict[tuple[str, str], list[str]]:
    """Return the keys of own papers by id and title."""
    result: dict[tuple[str, str], list[str]] = {}
    for kind, folded, key in connection.execute(
        "SELECT kind, folded, key FROM names WHERE kind NOT IN ('name', 'former key')"
    ):
        result.setdefault((kind, folded), []).append(key)
    return result


def content_of_paper(connection: sqlite3.Connection, key: str) -> str | None:
    """Return an own paper as JSON; None if no paper has the key."""
    path = f"papers/{key}.yaml"
    rows = connection.execute("SELECT content FROM files WHERE path = ?", (path,)).fetchone()
    return rows[0] if rows else None


def former_keys(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the present keys of own papers, by their former keys."""
    return dict(connection.execute("SELECT folded, key FROM names WHERE kind = 'former key'").fetchall())


def decided(connection: sqlite3.Connection) -> list[PaperRow]:
    """Return the papers and the unidentified names with a verdict in a report."""
    return [
        PaperRow(*row)
        for row in connection.execute(f"{_SELECT} WHERE decision IS NOT NULL AND NOT is_screened")
    ]


def decided_files(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Return name, decision and hash of the file (empty without one) of what `decided` returns."""
    return connection.execute(
        "SELECT name, decision, coalesce(sha256, '') FROM items LEFT JOIN files"
        " ON path = 'papers/' || key || '.yaml' WHERE decision IS NOT NULL AND NOT is_screened"
        " ORDER BY items.id"
    ).fetchall()


def counts(connection: sqlite3.Connection) -> dict[tuple[str, str | None], int]:
    """Return the number of papers by reading state and decision."""
    rows = connection.execute(
        "SELECT reading, decision, count(*) FROM items WHERE kind = 'paper' GROUP BY reading, decision"
    )
    return {(reading, decision): number for reading, decision, number in rows}


def assumed_read(connection: sqlite3.Connection) -> int:
    """Return the number of papers that are only assumed to be read, as they have a conclusion."""
    query = "SELECT count(*) FROM items WHERE kind = 'paper' AND assumed_read"
    return int(connection.execute(query).fetchone()[0])


def not_identified(connection: sqlite3.Connection) -> int:
    """Return the number of unidentified names in reports."""
    return int(connection.execute("SELECT count(*) FROM items WHERE kind = 'name'").fetchone()[0])


class WaitingRow(NamedTuple):
    """A paper or name without a decision, and the day since when it waits."""

    identity: str
    key: str | None
    name: str
    year: int | None
    since: str


def waiting(connection: sqlite3.Connection) -> list[WaitingRow]:
    """Return the papers and names that wait for a decision, the oldest first, then as `papers`."""
    rows = connection.execute(
        "SELECT identity, key, name, year, waiting_since FROM items WHERE waiting_since IS NOT NULL"  # noqa: S608
        f" ORDER BY waiting_since, kind = 'name', key, first_day, iif(key IS NULL, {_FIRST_LINE}, 0), id"
    )
    return list(map(WaitingRow._make, rows))


def concluded(connection: sqlite3.Connection, identity: str, last: str) -> list[tuple[str, str]]:
    """Return the conclusions on a paper up to a day: the day and the JSON of each."""
    return connection.execute(
        "SELECT day, data FROM entries JOIN items ON items.id = item"
        " WHERE identity = ? AND role = 'conclusions' AND day <= ? ORDER BY day, entries.id",
        (identity, last),
    ).fetchall()


def struck(connection: sqlite3.Connection, identity: str) -> list[str]:
    """Return the days whose reports strike a quick note on a paper through."""
    rows = connection.execute(
        "SELECT day FROM entries JOIN items ON items.id = item WHERE identity = ?"
        " AND role = 'quick_notes' AND json_extract(data, '$.dropped')",
        (identity,),
    )
    return [day for (day,) in rows]


def conclusions(connection: sqlite3.Connection) -> dict[int, list[str]]:
    """Return the conclusions on each item as JSON, oldest first, by the item's id."""
    result: dict[int, list[str]] = {}
    rows = connection.execute("SELECT item, data FROM entries WHERE role = 'conclusions' ORDER BY day, id")
    for item, data in rows:
        result.setdefault(item, []).append(data)
    return result
