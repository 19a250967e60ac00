"""Candidates of traces, to be searched like papers, in a database of its own in the cache folder.

It has the tables of the index. When the candidates of a trace change, it follows; decisions do not count,
so that a search after a screening session writes nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import marshal
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.index import schema
from litnotes.index.full_text import SearchResult, search
from litnotes.index.scan import stamp_or_none
from litnotes.model.query import All, Decided, Either, InState, Not, Query

if TYPE_CHECKING:
    from litnotes.model.candidate import Candidate
    from litnotes.store.notebook import Notebook

NAME = "candidates.sqlite"
KIND = "candidate"
_MADE = "CREATE TABLE made(key TEXT PRIMARY KEY, facts BLOB) WITHOUT ROWID;"
_SPARE = 100
"""Further hits to ask for, because some are papers already."""


def found_candidates(notebook: Notebook, query: Query, limit: int, papers: frozenset[str]) -> SearchResult:
    """Return the best candidates for a query, without those that are papers already.

    Conditions on reading and decisions are about papers, so no candidate meets them.
    """
    nothing = SearchResult((), 0)
    if not notebook.trace_paths() or _is_about_papers(query):
        return nothing
    path = notebook.cache_folder / NAME
    if not _is_current(notebook, path):
        _bring_up_to_date(notebook, path)
    try:
        with closing(sqlite3.connect(path)) as connection:
            result = search(connection, query, limit + min(len(papers), _SPARE))
    except sqlite3.DatabaseError:  # it could not be written, or another command is making it
        return nothing
    hits = [hit for hit in result.hits if hit.key not in papers]
    return SearchResult(tuple(hits[:limit]), result.total - len(result.hits) + len(hits))


def _is_about_papers(query: Query) -> bool:
    match query:
        case Decided() | InState():
            return True
        case Not(part):
            return _is_about_papers(part)
        case All(parts) | Either(parts):
            return any(map(_is_about_papers, parts))
        case _:
            return False


def _is_current(notebook: Notebook, path: Path) -> bool:
    """Whether the database is made from the traces as they are; an unusable one is made empty."""
    address = f"{path.absolute().as_uri()}?mode=rw"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            made = dict(connection.execute("SELECT name, value FROM meta"))
            if made.get("version") == str(schema.VERSION):
                return _is_made_of(notebook, connection, made)
    except sqlite3.DatabaseError:
        pass
    _make_empty(path)
    return False


def _is_made_of(notebook: Notebook, connection: sqlite3.Connection, made: Mapping[str, str]) -> bool:
    if made.get("stamps") == (stamps := _stamps(notebook)):
        return True
    from litnotes.store import traces  # it takes pydantic

    if made.get("found") != json.dumps(traces.found_hashes(notebook)):
        return False
    with connection:
        connection.execute("UPDATE meta SET value = ? WHERE name = 'stamps'", (stamps,))
    return True


def _stamps(notebook: Notebook) -> str:
    return json.dumps([(path.name, stamp_or_none(path)) for path in notebook.trace_files()])


def _bring_up_to_date(notebook: Notebook, path: Path) -> None:
    """Put candidates that are new or changed into the database, and remove others.

    If that fails, the next search tries again.
    """
    from litnotes.store import traces

    with contextlib.suppress(OSError, sqlite3.DatabaseError):
        path.parent.mkdir(parents=True, exist_ok=True)
        meta = {"stamps": _stamps(notebook), "found": json.dumps(traces.found_hashes(notebook))}
        now = {one.key: one for one in _candidates(notebook)}
        with closing(sqlite3.connect(path)) as connection, connection:
            before = dict(connection.execute("SELECT key, facts FROM made").fetchall())
            facts = {key: _facts(candidate) for key, candidate in now.items()}
            _remove(connection, [key for key, value in before.items() if facts.get(key) != value])
            _put(connection, [now[key] for key, value in facts.items() if before.get(key) != value])
            connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())


def _make_empty(path: Path) -> None:
    """Make a database without candidates, in place of one of another version or a broken one."""
    new = path.with_name(f"{NAME}.{os.getpid()}")
    with contextlib.suppress(OSError, sqlite3.DatabaseError):
        path.parent.mkdir(parents=True, exist_ok=True)
        new.unlink(missing_ok=True)
        with closing(sqlite3.connect(new)) as connection, connection:
            connection.executescript(schema.TABLES + _MADE)
            connection.execute("INSERT INTO meta VALUES ('version', ?)", (str(schema.VERSION),))
        new.replace(path)


def _candidates(notebook: Notebook) -> Iterator[Candidate]:
    """Yield each candidate of readable traces once, the newest."""
    from litnotes.store import traces

    by_name, _ = traces.load_all(notebook)
    yield from {one.key: one for trace in by_name.values() for one in trace.candidates}.values()


def _facts(candidate: Candidate) -> bytes:
    """Return a hash of all that the database has of a candidate."""
    one = candidate
    facts = (one.title, one.authors, one.year, one.venue, one.venue_year, one.tags, one.abstract)
    return hashlib.blake2b(marshal.dumps(facts, 2), digest_size=16).digest()


def _remove(connection: sqlite3.Connection, keys: Sequence[str]) -> None:
    named = [(key,) for key in keys]
    connection.executemany("DELETE FROM words WHERE rowid = (SELECT id FROM items WHERE key = ?)", named)
    connection.executemany("DELETE FROM items WHERE key = ?", named)
    connection.executemany("DELETE FROM made WHERE key = ?", named)


def _put(connection: sqlite3.Connection, candidates: Sequence[Candidate]) -> None:
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM items").fetchone()
    numbered = list(enumerate(candidates, last + 1))
    connection.executemany(
        "INSERT INTO items(id, kind, identity, key, name, title, authors, year, venue, venue_year, tags)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (number, KIND, f"key {one.key}", one.key, one.title, one.title, "\n".join(one.authors),
             one.year, one.venue, one.venue_year, "\n".join(one.tags))
            for number, one in numbered
        ),
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO words(rowid, title, names, authors, venue, tags, abstract, said)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((number, *map(schema.words, _texts(one))) for number, one in numbered),
    )
    connection.executemany("INSERT INTO made VALUES (?, ?)", ((one.key, _facts(one)) for one in candidates))


def _texts(candidate: Candidate) -> tuple[Sequence[str], ...]:
    """Return the texts of a candidate by the columns of the table `words`."""
    return (
        (candidate.title,),
        (candidate.key,),
        candidate.authors,
        (candidate.venue or "",),
        candidate.tags,
        (candidate.abstract or "",),
        (),
    )
