"""What is shown of an item that was found: what it is, and where the words of the query stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from litnotes.index.excerpts import Phrase, Span, excerpt, phrase, places
from litnotes.index.schema import first_text
from litnotes.model.query import Query, SearchedText, texts
from litnotes.values.names import fold_name

if TYPE_CHECKING:
    import sqlite3

MAX_SAID = 3
"""How many places in reports are shown of an item."""

COLUMNS = {"author": "authors", "venue": "venue"}
"""The columns of the index that hold the parts of an item one can search in alone."""

HitPlace = Literal["names", "authors", "venue", "tags", "abstract", "said"]
WantedWords = dict[HitPlace, list[Phrase]]
"""What is looked for, by the part of an item where it may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitContext:
    """Where the words stand. What was said has its day, and line and section of the report."""

    place: HitPlace
    text: str
    spans: tuple[Span, ...]
    day: str | None = None
    line: int | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An item that was found: a paper, a name nobody identified, or something said about no paper.

    `name` is what a list shows of it, empty for what was said; `spans` are the words in that. `more` counts
    the places in reports beyond those of `contexts`.
    """

    kind: str
    key: str | None
    name: str
    spans: tuple[Span, ...]
    title: str | None
    authors: tuple[str, ...]
    year: int | None
    venue: str | None
    venue_year: int | None
    reading: str | None
    decision: str | None
    contexts: tuple[HitContext, ...]
    more: int


def forms(text: SearchedText) -> list[str]:
    """Return the ways in which words may stand in the index.

    A word with a hyphen is also looked for without it, as names compare: `vq-gan` is VQGAN. For the other
    way round, the index holds words without their hyphens too.
    """
    folded = "" if text.of or " " in text.words else fold_name(text.words)
    is_another = folded != text.words.casefold() and any(map(str.isalnum, folded))
    return [text.words, folded] if is_another else [text.words]


def phrases(query: Query) -> WantedWords:
    """Return what is looked for, by the part of an item where it may stand."""
    every: tuple[HitPlace, ...] = ("names", "authors", "venue", "tags", "abstract", "said")
    found: dict[HitPlace, list[Phrase]] = {place: [] for place in every}
    for text in texts(query):
        ways = [phrase(form, prefix=text.prefix) for form in forms(text)]
        for place in every:
            if text.of is None or COLUMNS[text.of] == place:
                found[place] += ways
    return found


def hit(connection: sqlite3.Connection, item: int, wanted: WantedWords) -> Hit:
    """Return what is shown of an item.

    Args:
        connection: the index.
        item: its id.
        wanted: the `phrases` of the query that found it.
    """
    row = connection.execute(
        "SELECT kind, key, name, title, authors, year, venue, venue_year, reading, decision, names, tags"
        " FROM items WHERE id = ?",
        (item,),
    ).fetchone()
    kind, key, name, title, authors, year, venue, venue_year, reading, decision, names, tags = row
    spans = tuple(places(name, wanted["names"]))
    record: dict[HitPlace, str | None] = {}
    if kind == "paper":
        record = {"authors": _listed(authors), "venue": venue, "tags": _listed(tags)}
        record |= {"abstract": _abstract(connection, item)} if wanted["abstract"] else {}
        record |= {} if spans else {"names": _listed(names)}
    known = frozenset(fold_name(one) for one in (title or "", *(names or "").split("\n")))
    said = list(_said(connection, item, wanted["said"], known))
    return Hit(
        kind=kind,
        key=key,
        name=name if kind != "said" else "",
        spans=spans if kind != "said" else (),
        title=title,
        authors=tuple(authors.split("\n")) if authors else (),
        year=year,
        venue=venue,
        venue_year=venue_year,
        reading=reading,
        decision=decision,
        contexts=(*_in_record(record, wanted), *said[:MAX_SAID]),
        more=len(said[MAX_SAID:]),
    )


def _listed(lines: str | None) -> str:
    return (lines or "").replace("\n", ", ")


def _in_record(record: Mapping[HitPlace, str | None], wanted: WantedWords) -> Iterator[HitContext]:
    for place, text in record.items():
        if piece := excerpt(text or "", wanted[place]):
            yield HitContext(place=place, text=piece.text, spans=piece.spans)


def _said(
    connection: sqlite3.Connection, item: int, wanted: Sequence[Phrase], known: frozenset[str]
) -> Iterator[HitContext]:
    """Yield where the words were said, the latest first; what is carried from day to day once.

    Of the lines of an entry, one that only names the paper, by one of `known`, is the last choice, before
    words that run from one line into the next.
    """
    if not wanted:
        return
    entries = connection.execute(
        "SELECT day, line, role, text FROM entries WHERE item = ? ORDER BY day DESC, line", (item,)
    )
    told: set[str] = set()
    for day, line, role, text in entries:
        lines = sorted(text.split("\n"), key=lambda one: fold_name(one) in known)
        piece = next(filter(None, (excerpt(one, wanted) for one in (*lines, text))), None)
        if piece and piece.text not in told:
            told.add(piece.text)
            yield HitContext(
                place="said", text=piece.text, spans=piece.spans, day=day, line=line, role=role
            )


def _abstract(connection: sqlite3.Connection, item: int) -> str:
    row = connection.execute("SELECT abstract FROM words WHERE rowid = ?", (item,)).fetchone()
    return first_text(row[0]) if row else ""
