"""Papers on a terminal: a table with the name first, or a list where the terminal is narrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

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
from litnotes.values.names import MAX_SHORT

if TYPE_CHECKING:
    from litnotes.index.items import PaperRow
    from litnotes.model.limits import AllowedYears

NAME = 34
"""Columns that a name gets before the key gets any."""
KEY = 10
"""A key is not shown in fewer columns."""
WIDE = 100
"""From this width of the terminal on, the day of the last mention is shown too."""
OUTSIDE, NOT_LOOKED_UP = "*", "?"
INDENT = "    "


def paper_list(rows: Sequence[PaperRow], years: AllowedYears, terminal: int) -> Iterator[list[Styled]]:
    """Yield the lines of a list of papers.

    A name that is not identified is never cut, because it is all that is known of the paper.
    """
    if terminal < LEAST:
        for row in rows:
            yield from _entry(row, years, terminal)
        return
    columns = _columns(rows, years, terminal)
    yield heading_of(columns)
    for row in rows:
        cells = [[Styled(text, style)] for text, style in _cells(row, years, columns)]
        names = _name_lines(row, columns[0].width)
        yield from beside(columns, [[*map(Styled, names)], *cells])
    if legend := [*_legend(rows, years)]:
        yield []
        for text in legend:
            yield from ([Styled(line, "dim")] for line in hanging(text, terminal))


def _columns(rows: Sequence[PaperRow], years: AllowedYears, terminal: int) -> list[Column]:
    fixed = [
        Column("year", max(4, *(len(_year(row, years)) for row in rows))),
        Column("reading", max(len(text) for text in ("reading", *(row.reading for row in rows)))),
        Column("decision", max(len(text) for text in ("decision", *(row.decision or "" for row in rows)))),
    ]
    if terminal >= WIDE:
        fixed.append(Column("last named", 10))
    room = terminal - sum(column.width + len(GAP) for column in fixed)
    key = max((len(row.key) for row in rows if row.key), default=0)
    key = min(key, room - NAME - len(GAP))
    if key >= KEY:
        room -= key + len(GAP)
        fixed.append(Column("key", key))
    longest = max(width_of(_full_name(row)) for row in rows)
    return [Column("name", max(min(room, longest), len("name"))), *fixed]


def _cells(row: PaperRow, years: AllowedYears, columns: Sequence[Column]) -> Iterator[tuple[str, str]]:
    """Yield the cells after the name, each with its style."""
    cells = {"year": _year(row, years), "reading": row.reading, "decision": row.decision or "",
             "last named": row.last_day or "", "key": row.key or ""}  # fmt: skip
    for column in columns[1:]:
        yield _shortened(cells[column.heading], column.width), "dim" if column.heading == "key" else ""


def _shortened(key: str, room: int) -> str:
    return key if len(key) <= room else f"{key[: room - 1]}…"


def _full_name(row: PaperRow) -> str:
    return one_line(row.name) if row.key else f"{one_line(row.name)} (not identified)"


def _name_lines(row: PaperRow, room: int) -> list[str]:
    """Return the name of a paper on one line, with its short name in it; of another name, all lines."""
    name = _full_name(row)
    if not row.key:
        return hanging(name, room)
    if width_of(name) <= room:
        return [name]
    short = next((name for name in (row.names or "").split("\n") if len(name) <= MAX_SHORT), "")
    shown = cut(name, room)
    if short and one_line(short).casefold() not in shown.casefold():
        shown = cut(f"{one_line(short)}: {one_line(row.title or '')}", room)
    return [shown]


def _year(row: PaperRow, years: AllowedYears) -> str:
    """Return the year with its marks."""
    outside = OUTSIDE if row.key and years.outside(row.year) else ""
    return f"{row.year or ''}{outside}{NOT_LOOKED_UP if _is_unread(row) else ''}"


def _is_unread(row: PaperRow) -> bool:
    return row.record == "not looked up"


def _legend(rows: Sequence[PaperRow], years: AllowedYears) -> Iterator[str]:
    """Yield what the marks of a table mean."""
    if any(row.key and years.outside(row.year) for row in rows):
        yield f"{OUTSIDE} outside the years of the criteria ({years.first or ''}..{years.last or ''})"
    if any(map(_is_unread, rows)):
        yield f"{NOT_LOOKED_UP} not looked up; `litnotes resolve` asks the services"
    if not all(row.key for row in rows):
        yield "not identified: `litnotes add-paper NAME` makes the record"


def _entry(row: PaperRow, years: AllowedYears, terminal: int) -> Iterator[list[Styled]]:
    """Yield the lines of a paper in a list."""
    yield from ([Styled(line)] for line in hanging(_full_name(row), terminal))
    outside = years.outside(row.year) if row.key else ""
    unread = row.record if _is_unread(row) else ""
    parts = (outside or str(row.year or ""), row.reading, row.decision, row.key, unread)
    about = "; ".join(part for part in parts if part)
    room = terminal - len(INDENT)
    yield from ([Styled(INDENT), Styled(line, "dim")] for line in wrapped(about, room))
