"""The hits of a search: the item, and the places of the words of the query."""

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

MAX_IN_REPORTS = 3
"""The number of places in reports that are shown for an item."""

COLUMNS = {"author": "authors", "venue": "venue"}
"""The columns of the index for the parts of an item that can be searched alone."""

HitPlace = Literal["names", "authors", "venue", "tags", "abstract", "said"]
WantedWords = dict[HitPlace, list[Phrase]]
"""The phrases to look for, by part of an item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitContext:
    """A text with the words; a text of a report has its day, line and section."""

    place: HitPlace
    text: str
    spans: tuple[Span, ...]
    day: str | None = None
    line: int | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An item that matches: a paper, a candidate, an unidentified name, or a text about no paper.

    `name` is shown in lists, empty for a text; `spans` are the words in it. `more` is the number of places
    in reports that are not in `contexts`.
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
    """Return the forms in which words may be in the index.

    A word with a hyphen is also looked for without it, as names compare: `vq-gan` is VQGAN. For the
    opposite case, the index also has words without their hyphens.
    """
    folded = "" if text.of or " " in text.words else fold_name(text.words)
    is_another = folded != text.words.casefold() and any(map(str.isalnum, folded))
    return [text.words, folded] if is_another else [text.words]


def phrases(query: Query) -> WantedWords:
    """Return the phrases to look for, by part of an item."""
    parts: tuple[HitPlace, ...] = ("names", "authors", "venue", "tags", "abstract", "said")
    wanted: dict[HitPlace, list[Phrase]] = {place: [] for place in parts}
    for text in texts(query):
        ways = [phrase(form, prefix=text.prefix) for form in forms(text)]
        for place in parts:
            if text.of is None or COLUMNS[text.of] == place:
                wanted[place] += ways
    return wanted


def hit(connection: sqlite3.Connection, item: int, wanted: WantedWords) -> Hit:
    """Return the hit of an item.

    Args:
        connection: the index.
        item: its id.
        wanted: the `phrases` of the query.
    """
    row = connection.execute(
        "SELECT kind, key, name, title, authors, year, venue, venue_year, reading, decision, names, tags"
        " FROM items WHERE id = ?",
        (item,),
    ).fetchone()
    kind, key, name, title, authors, year, venue, venue_year, reading, decision, names, tags = row
    spans = tuple(places(name, wanted["names"]))
    record: dict[HitPlace, str | None] = {}
    if kind in ("paper", "candidate"):
        record = {"authors": _listed(authors), "venue": venue, "tags": _listed(tags)}
        record |= {"abstract": _abstract(connection, item)} if wanted["abstract"] else {}
        record |= {} if spans else {"names": _listed(names)}
    known = frozenset(fold_name(one) for one in (title or "", *(names or "").split("\n")))
    in_reports = list(_in_reports(connection, item, wanted["said"], known))
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
        contexts=(*_in_record(record, wanted), *in_reports[:MAX_IN_REPORTS]),
        more=len(in_reports[MAX_IN_REPORTS:]),
    )


def _listed(lines: str | None) -> str:
    return (lines or "").replace("\n", ", ")


def _in_record(record: Mapping[HitPlace, str | None], wanted: WantedWords) -> Iterator[HitContext]:
    for place, text in record.items():
        if piece := excerpt(text or "", wanted[place]):
            yield HitContext(place=place, text=piece.text, spans=piece.spans)


def _in_reports(
    connection: sqlite3.Connection, item: int, wanted: Sequence[Phrase], known: frozenset[str]
) -> Iterator[HitContext]:
    """Yield the places of the words in reports, the latest first; a carried entry once.

    A line of an entry that only has a name of the paper, one of `known`, is shown only if no other line
    matches; words across two lines come last.
    """
    if not wanted:
        return
    entries = connection.execute(
        "SELECT day, line, role, text FROM entries WHERE item = ? ORDER BY day DESC, line", (item,)
    )
    seen: set[str] = set()
    for day, line, role, text in entries:
        lines = sorted(text.split("\n"), key=lambda one: fold_name(one) in known)
        piece = next(filter(None, (excerpt(line, wanted) for line in (*lines, text))), None)
        if piece and piece.text not in seen:
            seen.add(piece.text)
            yield HitContext(
                place="said", text=piece.text, spans=piece.spans, day=day, line=line, role=role
            )


def _abstract(connection: sqlite3.Connection, item: int) -> str:
    row = connection.execute("SELECT abstract FROM words WHERE rowid = ?", (item,)).fetchone()
    return first_text(row[0]) if row else ""
