"""Candidates of traces, to be searched like papers, in a database of its own in the cache folder.

It has the tables of the index. It is made anew when the candidates of a trace change; decisions do not
count, so that a search after a screening session makes nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterator
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
        _make(notebook, path)
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
    """Whether the database is made from the traces as they are."""
    address = f"{path.absolute().as_uri()}?mode=rw"
    with (
        contextlib.suppress(sqlite3.DatabaseError),
        closing(sqlite3.connect(address, uri=True)) as connection,
    ):
        made = dict(connection.execute("SELECT name, value FROM meta"))
        if made.get("stamps") == (stamps := _stamps(notebook)):
            return True
        from litnotes.store import traces  # it takes pydantic

        if made.get("found") == json.dumps(traces.found_hashes(notebook)):
            with connection:
                connection.execute("UPDATE meta SET value = ? WHERE name = 'stamps'", (stamps,))
            return True
    return False


def _stamps(notebook: Notebook) -> str:
    stamps = [(path.name, stamp_or_none(path)) for path in notebook.trace_files()]
    return json.dumps([schema.VERSION, stamps])


def _make(notebook: Notebook, path: Path) -> None:
    """Make the database; if that fails, the next search tries again."""
    from litnotes.store import traces

    new = path.with_name(f"{NAME}.{os.getpid()}")
    with contextlib.suppress(OSError, sqlite3.DatabaseError):
        path.parent.mkdir(parents=True, exist_ok=True)
        new.unlink(missing_ok=True)
        meta = {"stamps": _stamps(notebook), "found": json.dumps(traces.found_hashes(notebook))}
        with closing(sqlite3.connect(new)) as connection, connection:
            connection.executescript(schema.TABLES)
            connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
            for number, candidate in enumerate(_candidates(notebook), 1):
                _put(connection, number, candidate)
        new.replace(path)


def _candidates(notebook: Notebook) -> Iterator[Candidate]:
    """Yield each candidate of readable traces once, the newest."""
    from litnotes.store import traces

    by_name, _ = traces.load_all(notebook)
    yield from {one.key: one for trace in by_name.values() for one in trace.candidates}.values()


def _put(connection: sqlite3.Connection, number: int, candidate: Candidate) -> None:
    connection.execute(
        "INSERT INTO items(id, kind, identity, key, name, title, authors, year, venue, venue_year, tags)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            KIND,
            f"key {candidate.key}",
            candidate.key,
            candidate.title,
            candidate.title,
            "\n".join(candidate.authors),
            candidate.year,
            candidate.venue,
            candidate.venue_year,
            "\n".join(candidate.tags),
        ),
    )
    texts = (
        (candidate.title,),
        (candidate.key,),
        candidate.authors,
        (candidate.venue or "",),
        candidate.tags,
        (candidate.abstract or "",),
        (),
    )
    connection.execute(
        "INSERT INTO words(rowid, title, names, authors, venue, tags, abstract, said)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (number, *map(schema.words, texts)),
    )
