"""Candidates on a terminal: a table with a legend, or a list where the terminal is narrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from litnotes.render.candidate_page import decisions_in_words
from litnotes.render.candidate_table import linked
from litnotes.render.paper_page import cited
from litnotes.render.side_by_side import (
    GAP,
    LEAST,
    Column,
    Styled,
    beside,
    cut,
    hanging,
    heading_of,
    one_line,
    wrapped,
)
from litnotes.render.wrap import width_of

if TYPE_CHECKING:
    from litnotes.app.screening_order import RankedCandidate

NARROWEST = 20
"""A title in fewer columns is hard to read, so the table becomes a list."""
LINKED_SHARE = 5
"""The papers that a candidate is linked with get at most this part of the width, a fifth."""
LINKED_NAME = 30
"""A linked paper without a short name is shown with the first words of its title."""
OWN, RETRACTED = "*", "RETRACTED: "


class _Row(NamedTuple):
    number: str
    title: str
    about: Sequence[str]
    year: str
    linked: str
    score: str
    stage: str


def candidate_list_lines(
    ranked: Sequence[RankedCandidate],
    names: Mapping[str, str],
    order: str | None,
    terminal: int,
    *,
    blind: bool = False,
) -> Iterator[list[Styled]]:
    """Yield the lines of a list of candidates and its legend.

    Args:
        ranked: the candidates with their scores.
        names: the names of the papers that they are linked with, by key.
        order: the method of the order; None if none of them is to be screened.
        terminal: its width.
        blind: whether own papers get no mark, because it shows what the student includes.
    """
    rows = [_row(number, each, names, blind=blind) for number, each in enumerate(ranked, 1)]
    columns = _columns(rows, terminal)
    if terminal < LEAST or columns[1].width < NARROWEST:
        for row in rows:
            yield from _entry(row, terminal)
    else:
        yield from _table(rows, columns, terminal)
    yield []
    for text in _legend(rows, order):
        yield from ([Styled(line, "dim")] for line in hanging(text, terminal))


def _row(number: int, ranked: RankedCandidate, names: Mapping[str, str], *, blind: bool) -> _Row:
    standing, candidate = ranked.standing, ranked.standing.candidate
    where = cited(candidate.authors, candidate.venue, None, more=candidate.more_authors)
    about = ("; ".join(filter(None, (candidate.key, where))), *decisions_in_words(standing))
    return _Row(
        number=str(number),
        title=one_line(f"{RETRACTED if candidate.retracted else ''}{candidate.title}"),
        about=[one_line(text) for text in about],
        year=str(candidate.year or ""),
        linked=", ".join(cut(one_line(name), LINKED_NAME) for name in linked(ranked, names)),
        score="" if ranked.score is None else f"{ranked.score:.2f}",
        stage=f"{standing.stage}{OWN if standing.paper and not blind else ''}",
    )


def _columns(rows: Sequence[_Row], terminal: int) -> list[Column]:
    fixed = [
        Column("year", len("year")),
        Column("linked", _linked_width(rows, terminal)),
        *([Column("score", len("score"))] if any(row.score for row in rows) else []),
        Column("stage", max(len("stage"), *(len(row.stage) for row in rows))),
    ]
    number = Column("no.", max(len("no."), len(rows[-1].number)), is_number=True)
    room = terminal - sum(column.width + len(GAP) for column in (number, *fixed))
    longest = max(NARROWEST, *(width_of(row.title) for row in rows))
    return [number, Column("title", min(room, longest)), *fixed]


def _linked_width(rows: Sequence[_Row], terminal: int) -> int:
    """Return the width for linked papers: that of the longest, within limits."""
    full = max(width_of(row.linked) for row in rows)
    word = max(width_of(word) for row in rows for word in row.linked.split() or [""])
    return max(len("linked"), min(full, max(word, terminal // LINKED_SHARE)))


def _table(rows: Sequence[_Row], columns: Sequence[Column], terminal: int) -> Iterator[list[Styled]]:
    yield heading_of(columns)
    indent = " " * (columns[0].width + len(GAP))
    for row in rows:
        cells = {"no.": row.number, "title": row.title, "year": row.year, "linked": row.linked,
                 "score": row.score, "stage": row.stage}  # fmt: skip
        lines = [[*map(Styled, wrapped(cells[column.heading], column.width))] for column in columns]
        yield from beside(columns, lines)
        yield from _below(row.about, indent, terminal)


def _below(texts: Sequence[str], indent: str, terminal: int) -> Iterator[list[Styled]]:
    """Yield texts below a title, across all columns."""
    for text in texts:
        lines = hanging(text, terminal - len(indent))
        yield from ([Styled(indent), Styled(line, "dim")] for line in lines)


def _entry(row: _Row, terminal: int) -> Iterator[list[Styled]]:
    """Yield the lines of a candidate in a list."""
    front = f"{row.number:>3}. "
    indent = " " * len(front)
    room = terminal - len(front)
    for at, line in enumerate(wrapped(row.title, room)):
        yield [Styled(indent if at else front), Styled(line)]
    score = f"score {row.score}" if row.score else ""
    facts = "; ".join(filter(None, (row.year, row.linked, score, row.stage)))
    yield from _below((facts, *row.about), indent, terminal)


def _legend(rows: Sequence[_Row], order: str | None) -> Iterator[str]:
    """Yield what columns and marks mean."""
    yield "below a title: its key, first author, venue, decisions; `litnotes screen KEY` shows all of it"
    yield "linked: your papers that it cites or that cite it"
    if any(row.score for row in rows):
        yield "score: how likely you include it, from 0 to 1; the likeliest come first"
    if any(row.stage.startswith("conflict") for row in rows):
        yield "conflict: people disagree, and no verdict decides"
    if any(row.stage.endswith(OWN) for row in rows):
        yield f"{OWN} already one of your papers"
    if order:
        yield f"order: {order}"
