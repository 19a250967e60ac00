"""Cells of text in columns of a terminal: cut, wrapped, put side by side."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from litnotes.render import inline
from litnotes.render.wrap import width_of
from litnotes.values.printable import printable

GAP = "  "
ELLIPSIS = "…"
LEAST = 60
"""Below this width of the terminal, a list is easier to read than a table."""


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


def cut(text: str, room: int) -> str:
    """Return a text that fits `room` columns: whole, or its first words and an ellipsis."""
    if width_of(text) <= room:
        return text
    space = text.rfind(" ", 0, room) if text.isascii() else 0  # the quick way, for most titles
    first = text[:space] if space > 0 else wrapped(text, max(room - 1, 1))[0]
    return f"{first.rstrip(' .,;:–-')}{ELLIPSIS}"


def wrapped(text: str, room: int) -> list[str]:
    """Return the lines of a text wrapped at words; a word that is longer than a line is divided."""
    starts = [0, *inline.line_starts(text, [], room, width_of, cut=True), len(text)]
    return [text[start:end].rstrip() for start, end in itertools.pairwise(starts)] or [""]


def hanging(text: str, room: int, indent: str = "  ") -> list[str]:
    """Return the lines of a text wrapped at words, all but the first indented."""
    first, *rest = wrapped(text, room)
    if not rest:
        return [first]
    rest = wrapped(text[len(first) :].lstrip(), room - len(indent))
    return [first, *(f"{indent}{line}" for line in rest)]


def heading_of(columns: Sequence[Column]) -> list[Styled]:
    """Return the line with the headings of columns."""
    cells = [[Styled(column.heading, "bold")] for column in columns]
    return next(beside(columns, cells))


def beside(columns: Sequence[Column], cells: Sequence[Sequence[Styled]]) -> Iterator[list[Styled]]:
    """Yield the lines of a row; a cell is a list of lines that fit its column."""
    for at in range(max((len(cell) for cell in cells), default=0)):
        line: list[Styled] = []
        for column, cell in zip(columns, cells, strict=True):
            part = cell[at] if at < len(cell) else Styled("")
            space = " " * (column.width - width_of(part.text))
            line += [Styled(space), part] if column.is_number else [part, Styled(space)]
            line.append(Styled(GAP))
        while line and not line[-1].text.strip():
            line.pop()
        yield line
