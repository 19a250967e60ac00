"""Search in the tables of the index, the best hits first.

FTS5 finds words, conditions on the columns of `items` the rest. Text from the user is always a parameter
of the statement, and in quotes in an expression of FTS5.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from litnotes.index.hits import COLUMNS, Hit, forms, hit, phrases
from litnotes.index.schema import searchable
from litnotes.model.query import (
    All,
    Decided,
    Either,
    InState,
    Not,
    Query,
    SearchedText,
    Tagged,
    YearRange,
    texts,
)
from litnotes.values.patterns import pattern

if TYPE_CHECKING:
    import sqlite3

_RANKED = (
    "(SELECT rowid AS id, bm25(words, 10, 8, 5, 3, 3, 1.5, 1) AS score FROM words WHERE words MATCH ?"
    " LIMIT -1)"
)
"""The weights are for the columns title, names, authors, venue, tags, abstract and said.

The limit, which limits nothing, keeps SQLite from looking up single ids for other conditions; FTS5 refuses
that.
"""

MAX_HITS = 1_000_000

_UNUSABLE = pattern('[\x00-\x1f\x7f"\ud800-\udfff\ue000]')


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The best hits, and the number of all."""

    hits: tuple[Hit, ...]
    total: int


def search(connection: sqlite3.Connection, query: Query, limit: int) -> SearchResult:
    """Return the best hits of a query, at most `limit`; of equal hits, the last named comes first."""
    connection.create_function("has_tag", 3, _has_tag, deterministic=True)
    statement, values = _statement(query)
    rows = connection.execute(statement, (*values, min(limit, MAX_HITS))).fetchall()
    wanted = phrases(query)
    return SearchResult(tuple(hit(connection, item, wanted) for item, _ in rows), rows[0][1] if rows else 0)


def not_there(connection: sqlite3.Connection, query: Query) -> list[str]:
    """Return the words of a query that occur nowhere."""
    one_item = "SELECT 1 FROM words WHERE words MATCH ? LIMIT 1"
    return [
        text.words for text in texts(query) if not connection.execute(one_item, (_words(text),)).fetchone()
    ]


def _statement(query: Query) -> tuple[str, list[object]]:
    """Return the statement for the ids of the best items, each with the number of all, and its values.

    As much as possible is one expression of FTS5, which ranks the items; the rest are conditions on items.
    """
    asked = _expression(query)
    rest: list[Query] = []
    if asked is None:
        parts = query.parts if isinstance(query, All) else (query,)
        expressions = {part: _expression(part) for part in parts}
        asked = " AND ".join(filter(None, expressions.values()))
        rest = [part for part in parts if not expressions[part]]
    ranking = asked or " OR ".join(map(_words, texts(query)))
    values: list[object] = [ranking] if ranking else []
    source, order = "items", "last_day DESC, id"
    if ranking:
        source = f"{_RANKED} JOIN items USING (id)" if asked else f"items LEFT JOIN {_RANKED} USING (id)"
        order = f"ifnull(score, 0), {order}"
    where = " AND ".join([_condition(part, values) for part in rest] or ["true"])
    return f"SELECT id, count(*) OVER () FROM {source} WHERE {where} ORDER BY {order} LIMIT ?", values  # noqa: S608


def _condition(query: Query, values: list[object]) -> str:
    """Return the condition on an item that is true or false, never null; adds its values."""
    if expression := _expression(query):
        values.append(expression)
        return "id IN (SELECT rowid FROM words WHERE words MATCH ?)"
    match query:
        case All(parts):
            return f"({' AND '.join([_condition(part, values) for part in parts])})"
        case Either(parts):
            return f"({' OR '.join([_condition(part, values) for part in parts])})"
        case Not(part):
            return f"NOT {_condition(part, values)}"
        case _:
            return _column(query, values)


def _column(query: Query, values: list[object]) -> str:
    match query:
        case Tagged(tag, prefix):
            values += [_folded(_UNUSABLE.sub(" ", tag)), prefix]
            return "(ifnull(tags, '') <> '' AND has_tag(tags, ?, ?))"
        case YearRange(first, last):
            values += [first or 0, 9999 if last is None else last]
            return "ifnull(coalesce(year, venue_year) BETWEEN ? AND ?, false)"
        case Decided(decision):
            values.append(decision or "")
            return "(kind <> 'said' AND ifnull(decision, '') = ?)"
        case InState(reading):
            values.append(reading)
            return "ifnull(reading = ?, false)"
        case _:
            raise TypeError(query)


def _expression(query: Query) -> str | None:
    """Return a query as an expression of FTS5; None if it is not only about words.

    FTS5 has no unary `NOT`, only `this NOT that`.
    """
    match query:
        case SearchedText():
            return _words(query)
        case Either(parts):
            return _joined("OR", parts)
        case All(parts):
            wanted = _joined("AND", [part for part in parts if not isinstance(part, Not)])
            negated = [part.part for part in parts if isinstance(part, Not)]
            excluded = _joined("OR", negated)
            if wanted and negated:
                return f"({wanted} NOT {excluded})" if excluded else None
            return wanted
        case _:
            return None


def _joined(operator: str, parts: Sequence[Query]) -> str | None:
    expressions = [_expression(part) for part in parts]
    known = [expression for expression in expressions if expression]
    return f"({f' {operator} '.join(known)})" if known and len(known) == len(parts) else None


def _words(text: SearchedText) -> str:
    """Return words for FTS5, in quotes, so that they contain no operators."""
    star = " *" if text.prefix else ""
    written = [f'"{searchable(_UNUSABLE.sub(" ", form))}"{star}' for form in forms(text)]
    either = f"({' OR '.join(written)})"
    return f"{COLUMNS[text.of]} : {either}" if text.of else either


def _has_tag(tags: str, wanted: str, prefix: int) -> bool:
    return any(tag.startswith(wanted) if prefix else tag == wanted for tag in _folded(tags).split("\n"))


@cache
def _folded(text: str) -> str:
    """Return text without case and accents; lines stay."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plain if not unicodedata.combining(char))
