"""Plain text that fits a terminal: lines wrapped at spaces, with a hanging indent."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TextIO

HANG = 2
USUAL_WIDTH = 80
USUAL_HEIGHT = 24
_FRONT = re.compile(r" *(?:\d{1,9}\. |- |\S  )?")
"""Before a text: an indent, then the mark of a list item, or a letter that is explained."""


def size_of(stream: TextIO) -> os.terminal_size:
    """Return the columns and lines of the terminal of a stream.

    `COLUMNS` and `LINES` count more than its size; 80 and 24 are for a stream without a size.
    """
    try:
        size = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):  # no terminal, or a stream without a file
        size = os.terminal_size((0, 0))
    usual = (USUAL_WIDTH, USUAL_HEIGHT)
    asked = (_number(os.environ.get(name, "")) for name in ("COLUMNS", "LINES"))
    return os.terminal_size(
        number or own or other for number, own, other in zip(asked, size, usual, strict=True)
    )


def columns_of(stream: TextIO) -> int:
    """Return the width of the terminal of a stream; see `size_of`."""
    return size_of(stream).columns


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def width_of(text: str) -> int:
    """Return the width of a text on a terminal, in columns."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def wrapped(text: str, columns: int) -> str:
    """Return a text whose lines are at most `columns` wide, except for words and formulas that are wider.

    Further lines are indented to the text of a list item, and by 2 columns below other lines.
    """
    return "\n".join(part for line in text.split("\n") for part in hung(line, columns))


def spans(text: str, room: int, below: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the places of the parts of a line that are at most `room` wide, except for words and formulas.

    The second and further parts are at most `below` wide, if that differs.
    """
    if len(text) <= room and text.isascii():
        yield 0, len(text)
        return
    from litnotes.render import inline

    start = 0
    whole = inline.whole_spans(text, room if below is None else min(room, below), width_of)
    starts = inline.line_starts(text, whole, room, width_of, below=below)
    for end in (*starts, len(text)):
        yield start, start + len(text[start:end].rstrip())
        start = end


def parts(text: str, room: int, below: int | None = None) -> Iterator[str]:
    """Yield the parts of a line; see `spans`."""
    return (text[start:end] for start, end in spans(text, room, below))


def widest_part(text: str) -> int:
    """Return the width of the widest part of a line that is never broken, in columns."""
    return max(map(width_of, parts(text, 1)), default=0)


def hung(line: str, columns: int) -> Iterator[str]:
    """Yield the wrapped lines of a line; see `wrapped`."""
    if len(line) <= columns and line.isascii():
        yield line
        return
    front = line[: _FRONT.match(line).end()]  # type: ignore[union-attr]
    hang = len(front) if front.strip() else len(front) + HANG
    if columns - hang < len(front) + HANG:  # too narrow for the indent
        hang = 0
    for part in parts(line[len(front) :], columns - len(front), columns - hang):
        yield front + part
        front = " " * hang
