"""Tables that fit a terminal: cells wrap at spaces; where words do not fit beside each other, a list."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from litnotes.render.wrap import parts, widest_part, width_of, wrapped

GAP = "  "
LEAST = 12
"""Columns of text that a cell keeps where it has to wrap."""


def table_lines(
    columns: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[str], room: int
) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a table, and whether a line is a heading; columns in `right` are aligned right."""
    widths = _widths([columns, *rows], room)
    if not widths:
        for row in rows:
            yield from _listed(columns, row, room)
        return
    for number, row in enumerate([columns, *rows]):
        cells = [parts(cell, width) for cell, width in zip(row, widths, strict=True)]
        for side_by_side in zip_longest(*cells, fillvalue=""):
            padded = (
                f"{' ' * (width - width_of(part))}{part}"
                if column in right
                else f"{part}{' ' * (width - width_of(part))}"
                for column, part, width in zip(columns, side_by_side, widths, strict=True)
            )
            yield GAP.join(padded).rstrip(), number == 0


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


def _listed(columns: Sequence[str], row: Sequence[str], room: int) -> Iterator[tuple[str, bool]]:
    """Yield a row as a list: its first cell as a heading, then each other cell with its column."""
    yield from ((line, True) for line in wrapped(row[0], room).split("\n"))
    for column, cell in zip(columns[1:], row[1:], strict=True):
        if cell:
            text = f"{GAP}{column}: {cell}" if column else f"{GAP}{cell}"
            yield from ((line, False) for line in wrapped(text, room).split("\n"))
