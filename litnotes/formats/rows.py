"""Rows of a table in text: cells between commas, tabs or semicolons, in quotes where need be.

Unlike the module csv this knows in which line a row starts, has no limit that is set for the whole
program, and takes a quote that is never closed for the fault of its own row, not of all that follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

Delimiter = Literal[",", "\t", ";", "|"]

MAX_CELL = 1_000_000
"""What is longer between quotes is a quote that is not closed."""
MAX_TRIED = 200_000_000
"""Characters that are read, in all, to find where the rows behind open quotes start."""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells, without the quotes around them, and the line where they start, from 1.

    `is_open` tells that a quote behind the last of the cells is not closed.
    """

    line: int
    cells: tuple[str, ...]
    is_open: bool = False


def rows(text: str, delimiter: Delimiter, line: int = 1) -> Iterator[Row]:
    """Yield the rows of a text, whose first line has this number; empty rows are none.

    The first row says how many cells a row has. Where a quote that is not closed makes one row of
    several, the row ends before the next one that is as long as the first; with none, it is the last.
    """
    at = tried = 0
    width: int | None = None
    while at < len(text):
        found = _row(text, at, delimiter)
        width = width or len(found.cells)
        if _may_be_several(text, at, found, width):
            stop = len(text) if found.is_open else found.end
            again, cost = _next_whole(text, at, stop, delimiter, width, MAX_TRIED - tried)
            tried += cost + (min(MAX_CELL, len(text) - at) if found.is_open else found.end - at)
            if again or found.is_open:
                cells = _row(text, at, delimiter, again).cells
                found = _Found(cells, again or len(text), is_open=True)
        if found.is_open or any(cell.strip() for cell in found.cells):
            yield Row(line, tuple(found.cells), is_open=found.is_open)
        line += text.count("\n", at, found.end)
        at = found.end


def first_row(text: str, delimiter: Delimiter) -> tuple[str, ...]:
    """Return the cells of the row that a text starts with."""
    return tuple(_row(text, 0, delimiter).cells)


class _Found(NamedTuple):
    """The cells of a row, where the next one starts, and whether all quotes are as they should be."""

    cells: list[str]
    end: int
    is_open: bool = False
    has_bare_quotes: bool = False


def _row(text: str, at: int, delimiter: Delimiter, stop: int | None = None) -> _Found:
    """Return the row that starts at a place; nothing is read from `stop` on.

    Behind an open quote nothing is certain: the row ends with the cell before it.
    """
    quoted, bare = _forms(delimiter)
    stop = len(text) if stop is None else stop
    cells: list[str] = []
    has_bare_quotes = False
    while True:
        end = found.start() if (found := bare.search(text, at, stop)) else stop
        is_of_words = _is_of_words(text[at:end])
        match = None if is_of_words else quoted.match(text, at, min(stop, at + MAX_CELL))
        if match:
            cell = match.group(1)
            if '"' in cell:
                has_bare_quotes = has_bare_quotes or '"' in cell.replace('""', "")
                cell = cell.replace('""', '"')
            cells.append(cell)
            at = match.end()
        else:
            if text[at:end].lstrip(" ").startswith('"') and not is_of_words:
                return _Found(cells, text.find("\n", at, stop) + 1 or stop, is_open=True)
            cells.append(text[at:end])
            at = end
        if at >= stop or text[at] != delimiter:
            return _Found(cells, at + 1, has_bare_quotes=has_bare_quotes)
        at += 1


def _is_of_words(cell: str) -> bool:
    """Whether quotes are but part of a text: `"Deep" learning`, which Web of Science has without others."""
    return cell[:1] == '"' and cell.rstrip(" ")[-1:] != '"' and cell.count('"') % 2 == 0


@cache
def _forms(delimiter: Delimiter) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a cell in quotes looks like, and what ends one without.

    A quote inside that is not doubled stays a quote, unless the cell can end behind it.
    """
    ends = rf"[ ]*(?:[\n{re.escape(delimiter)}]|\Z)"
    quoted = rf'[ ]*"([^"]*+(?:(?:""|"(?!"|{ends}))[^"]*+)*+)"[ ]*(?={ends})'
    return re.compile(quoted), re.compile(rf"[\n{re.escape(delimiter)}]")


def _may_be_several(text: str, at: int, found: _Found, width: int) -> bool:
    """Whether an open quote may have made one row of several: of its lines, each may start one."""
    if found.is_open:
        return True
    is_odd = found.has_bare_quotes or len(found.cells) != width
    return is_odd and text.find("\n", at, found.end - 1) >= 0


def _next_whole(
    text: str, at: int, stop: int, delimiter: Delimiter, width: int, most: int
) -> tuple[int | None, int]:
    """Return where behind the first line, and before `stop`, a whole row of a width starts.

    The second value is how many characters were read for that, which are at most about `most`.
    """
    cost = 0
    while cost < most:
        at = text.find("\n", at, stop) + 1
        if not 0 < at < stop:
            break
        found = _row(text, at, delimiter)
        if not found.is_open and not found.has_bare_quotes and len(found.cells) == width:
            return at, cost
        cost += min(MAX_CELL, len(text) - at) if found.is_open else found.end - at
    return None, cost
