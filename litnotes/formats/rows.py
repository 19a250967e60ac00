"""Reads the rows of a text table with the module csv: commas, semicolons, tabs or bars between cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from litnotes.formats.entry import Broken

DELIMITERS = (",", ";", "\t", "|")
OPEN = (
    "this row has a quote that is not closed, or one inside a cell that is not doubled; "
    "the rest of the file is not read"
)

_MAX_CELL = 2**31 - 1
"""The largest cell that the module csv accepts on every system."""
_SEPARATOR_LINE = re.compile(rf"sep=([{''.join(DELIMITERS)}])", re.IGNORECASE)
"""The first line in which Excel names the separator."""
_QUOTED = re.compile(r'"[^"]*"')
_MAX_HEADER = 100
"""Most lines of the first row."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of a row, without quotes, and its first line, from 1."""

    line: int
    cells: tuple[str, ...]


def rows(text: str) -> Iterator[TableRow | Broken]:
    """Yield the rows that are not empty, and a Broken at a quote that is not closed. Never raises.

    The text after such a quote is ambiguous: every way to read it gives wrong rows for some files. So
    reading stops there.
    """
    # The limit is global; it is set here, as high as possible: abstracts exceed the default, and open
    # quotes are found without it.
    csv.field_size_limit(_MAX_CELL)
    lines, delimiter = _start(_lines(text))
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    start = 0
    while start < len(lines):
        try:
            cells = next(reader)
        except csv.Error:  # the reader continues with the next line
            cells = _with_slips(lines[start : reader.line_num], delimiter)
            if not cells:
                yield Broken(start + 1, OPEN)
                return
        if any(cell.strip() for cell in cells):
            yield TableRow(start + 1, tuple(cells))
        start = reader.line_num


def _lines(text: str) -> list[str]:
    """Return lines with their newlines; unlike str.splitlines, split only at line ends of files."""
    return io.StringIO(text.removeprefix("\ufeff").replace("\x00", ""), newline=None).readlines()


def _start(lines: list[str]) -> tuple[list[str], str]:
    """Return the lines without Excel's first line, and the delimiter of the cells.

    The delimiter is Excel's, else the most frequent one outside quotes in the first row, else a comma.
    """
    first = next((place for place, line in enumerate(lines) if not line.isspace()), len(lines))
    rest = lines[first:]
    if rest and (match := _SEPARATOR_LINE.match(rest[0])):
        return [*lines[:first], "\n", *rest[1:]], match.group(1)
    bare, _, _ = _QUOTED.sub('""', "".join(rest[:_MAX_HEADER])).partition("\n")
    return lines, max(DELIMITERS, key=bare.count)


def _with_slips(lines: Sequence[str], delimiter: str) -> list[str]:
    """Return the cells of a row with stray quotes, as in `"Deep" learning`.

    Empty if a quote may be open: in a row of several lines, or with an odd number of quotes.
    With tabs, quotes are always part of the text, as in Web of Science.
    """
    if len(lines) > 1 or lines[0].count('"') % 2:
        return []
    if delimiter == "\t":
        return next(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE))
    return next(csv.reader(lines, delimiter=delimiter, skipinitialspace=True))
