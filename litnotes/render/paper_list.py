"""Papers on a terminal: a table with the name first, or a list where the terminal is narrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from litnotes.render.side_by_side import (
    GAP,
    LEAST,
    Column,
    Screen,
    Styled,
    Width,
    beside,
    cut,
    fitted,
    hanging,
    heading_of,
    one_line,
    wrapped,
)
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


def paper_list(rows: Sequence[PaperRow], years: AllowedYears, screen: Screen) -> Iterator[list[Styled]]:
    """Yield the lines of a list of papers.

    A name that is not identified is never cut, because it is all that is known of the paper.
    """
    if screen.columns < LEAST:
        for row in rows:
            yield from _entry(row, years, screen)
        return
    columns = _columns(rows, years, screen)
    yield heading_of(columns, screen.width)
    for row in rows:
        cells = [[Styled(text, style)] for text, style in _cells(row, years, columns)]
        names = _name_lines(row, columns[0].width, screen.width)
        yield from beside(columns, [[*map(Styled, names)], *cells], screen.width)
    if legend := [*_legend(rows, years)]:
        yield []
        for text in legend:
            yield from ([Styled(line, "dim")] for line in hanging(text, screen.columns, screen.width))


def _columns(rows: Sequence[PaperRow], years: AllowedYears, screen: Screen) -> list[Column]:
    fixed = [
        Column("year", max(4, *(len(_year(row, years)) for row in rows))),
        Column("reading", max(len(text) for text in ("reading", *(row.reading for row in rows)))),
        Column("decision", max(len(text) for text in ("decision", *(row.decision or "" for row in rows)))),
    ]
    if screen.columns >= WIDE:
        fixed.append(Column("last named", 10))
    room = screen.columns - sum(column.width + len(GAP) for column in fixed)
    key = max((len(row.key) for row in rows if row.key), default=0)
    key = min(key, room - NAME - len(GAP))
    if key >= KEY:
        room -= key + len(GAP)
        fixed.append(Column("key", key))
    longest = max(screen.width(_full_name(row)) for row in rows)
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


def _name_lines(row: PaperRow, room: int, width: Width) -> list[str]:
    """Return the name of a paper on one line, with its short name in it; of another name, all lines."""
    name = _full_name(row)
    if not row.key:
        return hanging(name, room, width)
    if width(name) <= room:
        return [name]
    short = next((name for name in (row.names or "").split("\n") if len(name) <= MAX_SHORT), "")
    shown = cut(name, room, width)
    if short and one_line(short).casefold() not in shown.casefold():
        shown = cut(f"{one_line(short)}: {one_line(row.title or '')}", room, width)
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


def _entry(row: PaperRow, years: AllowedYears, screen: Screen) -> Iterator[list[Styled]]:
    """Yield the lines of a paper in a list."""
    yield from ([Styled(line)] for line in hanging(_full_name(row), screen.columns, screen.width))
    outside = years.outside(row.year) if row.key else ""
    unread = row.record if _is_unread(row) else ""
    parts = (outside or str(row.year or ""), row.reading, row.decision, row.key, unread)
    about = "; ".join(part for part in parts if part)
    room = screen.columns - len(INDENT)
    yield from ([Styled(INDENT), Styled(line, "dim")] for line in wrapped(about, room, screen.width))


def chosen_columns(
    headings: Sequence[str], rows: Sequence[Sequence[str]], screen: Screen
) -> Iterator[list[Styled]]:
    """Yield a table with the columns that the user names, all of it wrapped and nothing cut.

    Where a word would not fit its column, each row is a list with a line for each column.
    """
    clean = [[one_line(cell) for cell in row] for row in rows]
    widths = fitted([headings, *clean], screen.columns, screen.width)
    if widths is None:
        for row in clean:
            for at, (heading, cell) in enumerate(zip(headings, row, strict=True)):
                text = f"{heading}: {cell}" if at else cell
                lines = hanging(text, screen.columns - 2, screen.width) if cell else []
                yield from ([Styled("  " if at else ""), Styled(line)] for line in lines)
        return
    columns = list(map(Column, headings, widths))
    yield heading_of(columns, screen.width)
    for row in clean:
        cells = [
            [*map(Styled, wrapped(cell, column.width, screen.width))]
            for cell, column in zip(row, columns, strict=True)
        ]
        yield from beside(columns, cells, screen.width)
