"""Tables that fit a terminal: cells wrap at spaces; where words do not fit beside each other, a list."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from litnotes.render.wrap import spans, widest_part, width_of

GAP = "  "
LEAST = 12
"""Columns of text that a cell keeps where it has to wrap."""
HANG = "    "
_MIN_ROOM = 20


class CellPart(NamedTuple):
    """A part of a cell on one line, and the text before it: spaces, or the name of its column."""

    before: str
    row: int
    column: int
    start: int
    end: int


class TableLine(NamedTuple):
    """A line of a table; in a list, the name of a row is a title."""

    parts: list[CellPart]
    is_title: bool = False


def table_lines(rows: Sequence[Sequence[str]], right: Collection[str], room: int) -> Iterator[TableLine]:
    """Yield the lines of a table that is at most `room` wide, unless a word or formula is wider.

    The first row has the names of the columns; columns in `right` are aligned right.
    """
    widths = _widths(rows, room)
    if not widths:
        for number in range(1, len(rows)):
            yield from _listed(rows, number, room)
        return
    for number, row in enumerate(rows):
        cells = [spans(cell, width) for cell, width in zip(row, widths, strict=True)]
        for side_by_side in zip_longest(*cells, fillvalue=(0, 0)):
            yield TableLine([*_padded(rows, number, side_by_side, widths, right)])


def _padded(
    rows: Sequence[Sequence[str]],
    number: int,
    side_by_side: Sequence[tuple[int, int]],
    widths: Sequence[int],
    right: Collection[str],
) -> Iterator[CellPart]:
    before = ""
    for column, ((start, end), width) in enumerate(zip(side_by_side, widths, strict=True)):
        padding = " " * (width - width_of(rows[number][column][start:end]))
        is_right = rows[0][column] in right
        yield CellPart(before + padding * is_right, number, column, start, end)
        before = padding * (not is_right) + GAP


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Return the widths of the columns, together at most `room`; empty where words do not fit."""
    cells = list(zip(*rows, strict=True))
    room -= len(GAP) * (len(cells) - 1)
    widths = [max(map(width_of, column)) for column in cells]
    if sum(widths) <= room:
        return widths
    least = [
        max(min(width, LEAST), *map(widest_part, column))
        for width, column in zip(widths, cells, strict=True)
    ]
    if sum(least) > room:
        return []
    widths = [min(width, room) for width in widths]
    while sum(widths) > room:  # the widest column that can wrap gets narrower
        able = (at for at, width in enumerate(widths) if width > least[at])
        widths[max(able, key=widths.__getitem__)] -= 1
    return widths


def _listed(rows: Sequence[Sequence[str]], number: int, room: int) -> Iterator[TableLine]:
    """Yield a row as a list: its first cell as a title, then each other cell after its column."""
    for column, cell in enumerate(rows[number]):
        name = f"{GAP}{rows[0][column]}: " if rows[0][column] else GAP
        before = name if column else ""
        if room - width_of(before) < _MIN_ROOM:
            yield TableLine([CellPart(before.rstrip(), number, column, 0, 0)])
            before = HANG
        # All lines get the room of the narrowest, so that the text is divided once.
        for start, end in spans(cell, room - max(width_of(before), len(HANG))) if cell else ():
            yield TableLine([CellPart(before, number, column, start, end)], is_title=not column)
            before = HANG if column else ""
