"""A line with a caret below the error in it."""

from __future__ import annotations

import re
import unicodedata

from litnotes.values.printable import printable

BEFORE, AFTER = 50, 20
"""Characters of a long line shown before and after the error, so that they fit 80 columns."""


def pointed(line: str, column: int, sentence: str) -> str:
    """Return a line, a caret below its column (counted from 1), and a sentence on the error."""
    line = re.sub(r"\s", " ", line)
    at = min(column - 1, len(line))
    start = max(at - BEFORE, 0)
    before, after = line[start:at], line[at : at + AFTER]
    before = f"{'…' if start else ''}{printable(before)}"
    cut = "…" if at + AFTER < len(line) else ""
    return f"  {before}{printable(after)}{cut}\n  {' ' * width(before)}^\n{sentence}"


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for a wide character, none for an accent."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
