"""Cells of text in columns of a terminal: cut, wrapped, put side by side."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from litnotes.render import inline
from litnotes.values.printable import printable

GAP = "  "
ELLIPSIS = "…"
LEAST = 60
"""Below this width of the terminal, a list is easier to read than a table."""
LONGEST_WORD = 30
"""A column need not be wider for a single word; longer words, such as addresses, are divided."""

Width = Callable[[str], int]
"""Returns the columns that a text takes."""


class Screen(NamedTuple):
    """The width of the terminal, and how wide a text is on it."""

    columns: int
    width: Width


class Styled(NamedTuple):
    """A part of a line, with its style: empty, bold or dim."""

    text: str
    style: str = ""


class Column(NamedTuple):
    """A column of a table: its heading, its width, and whether it holds numbers."""

    heading: str
    width: int
    is_number: bool = False


def one_line(text: str) -> str:
    """Return a text on one line, without control characters."""
    return printable(re.sub(r"\s+", " ", text).strip())


def cut(text: str, room: int, width: Width) -> str:
    """Return a text that fits `room` columns: whole, or its first words and an ellipsis."""
    if width(text) <= room:
        return text
    space = text.rfind(" ", 0, room) if text.isascii() else 0  # the quick way, for most titles
    first = text[:space] if space > 0 else wrapped(text, max(room - 1, 1), width)[0]
    return f"{first.rstrip(' .,;:–-')}{ELLIPSIS}"


def wrapped(text: str, room: int, width: Width) -> list[str]:
    """Return the lines of a text wrapped at words; a word that is longer than a line is divided."""
    starts = [0, *inline.line_starts(text, [], room, width, cut=True), len(text)]
    return [text[start:end].rstrip() for start, end in itertools.pairwise(starts)] or [""]


def hanging(text: str, room: int, width: Width, indent: str = "  ") -> list[str]:
    """Return the lines of a text wrapped at words, all but the first indented."""
    first, *rest = wrapped(text, room, width)
    if not rest:
        return [first]
    rest = wrapped(text[len(first) :].lstrip(), room - len(indent), width)
    return [first, *(f"{indent}{line}" for line in rest)]


def fitted(rows: Sequence[Sequence[str]], room: int, width: Width) -> list[int] | None:
    """Return the widths of columns so that rows fit `room`; None if a word would not fit its column.

    Only wide columns get less than they need; they share the room equally.
    """
    columns = list(zip(*rows, strict=True))
    needed = [max(map(width, column)) for column in columns]
    least = [
        min(max(width(word) for cell in column for word in cell.split() or [""]), LONGEST_WORD)
        for column in columns
    ]
    free = room - len(GAP) * (len(columns) - 1)
    if sum(least) > free:
        return None
    most = next(most for most in range(max(needed), 0, -1) if sum(_capped(needed, least, most)) <= free)
    return _capped(needed, least, most)


def _capped(needed: Sequence[int], least: Sequence[int], most: int) -> list[int]:
    return [max(min(full, most), word) for full, word in zip(needed, least, strict=True)]


def heading_of(columns: Sequence[Column], width: Width) -> list[Styled]:
    """Return the line with the headings of columns."""
    cells = [[Styled(column.heading, "bold")] for column in columns]
    return next(beside(columns, cells, width))


def beside(
    columns: Sequence[Column], cells: Sequence[Sequence[Styled]], width: Width
) -> Iterator[list[Styled]]:
    """Yield the lines of a row; a cell is a list of lines that fit its column."""
    for at in range(max((len(cell) for cell in cells), default=0)):
        line: list[Styled] = []
        for column, cell in zip(columns, cells, strict=True):
            part = cell[at] if at < len(cell) else Styled("")
            space = " " * (column.width - width(part.text))
            line += [Styled(space), part] if column.is_number else [part, Styled(space)]
            line.append(Styled(GAP))
        while line and not line[-1].text.strip():
            line.pop()
        yield line
