"""Rows of a table in text, read by the module csv: cells between commas, semicolons, tabs or bars."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from litnotes.formats.entry import Broken

DELIMITERS = (",", ";", "\t", "|")
OPEN = (
    "a quote that opens in this record is not closed, or one inside is not doubled; "
    "nothing is read from here on"
)

_MAX_CELL = 2**31 - 1
"""The most that the module csv takes everywhere."""
_TOLD = re.compile(rf"sep=([{''.join(DELIMITERS)}])", re.IGNORECASE)
"""Excel's own first line."""
_QUOTED = re.compile(r'"[^"]*"')
_MAX_HEADER = 100
"""Lines in which the first row ends."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """Cells, without the quotes around them, and the line where they start, from 1."""

    line: int
    cells: tuple[str, ...]


def rows(text: str) -> Iterator[TableRow | Broken]:
    """Yield the rows that hold anything, and last a Broken where a quote is not closed. Never raises.

    What stands behind such a quote could be read in several ways, each of which makes wrong rows of some
    files without a word. So nothing of it is read.
    """
    # The limit is one for the whole program: it is set here, for all who read tables, and as high as
    # can be, as abstracts are longer than the usual one and an open quote is found without it.
    csv.field_size_limit(_MAX_CELL)
    lines, delimiter = _start(_lines(text))
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    start = 0
    while start < len(lines):
        try:
            cells = next(reader)
        except csv.Error:  # the reader goes on with the next line
            cells = _with_slips(lines[start : reader.line_num], delimiter)
            if not cells:
                yield Broken(start + 1, OPEN)
                return
        if any(cell.strip() for cell in cells):
            yield TableRow(start + 1, tuple(cells))
        start = reader.line_num


def _lines(text: str) -> list[str]:
    """Return lines with a newline each; unlike str.splitlines, at the ends of lines in files alone."""
    return io.StringIO(text.removeprefix("\ufeff").replace("\x00", ""), newline=None).readlines()


def _start(lines: list[str]) -> tuple[list[str], str]:
    """Return lines, without what Excel says in the first, and what parts their cells.

    That is what Excel says, or else what the first row has most of outside quotes; a comma where none.
    """
    first = next((place for place, line in enumerate(lines) if not line.isspace()), len(lines))
    rest = lines[first:]
    if rest and (told := _TOLD.match(rest[0])):
        return [*lines[:first], "\n", *rest[1:]], told.group(1)
    bare, _, _ = _QUOTED.sub('""', "".join(rest[:_MAX_HEADER])).partition("\n")
    return lines, max(DELIMITERS, key=bare.count)


def _with_slips(lines: Sequence[str], delimiter: str) -> list[str]:
    """Return the cells of a row with quotes that part no cells, as in `"Deep" learning`.

    There are none where one of them may be open, in a row of several lines or with an odd number of them.
    Between tabs they are part of the text: Web of Science has no others.
    """
    if len(lines) > 1 or lines[0].count('"') % 2:
        return []
    if delimiter == "\t":
        return next(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE))
    return next(csv.reader(lines, delimiter=delimiter, skipinitialspace=True))
