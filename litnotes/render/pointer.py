"""A line with a caret below the place that is wrong in it."""

from __future__ import annotations

import re
import unicodedata

from litnotes.values.printable import printable

BEFORE, BEHIND = 50, 20
"""How many characters of a long line are shown on both sides of the place."""


def pointed(line: str, column: int, sentence: str) -> str:
    """Return a line, a caret below its column (from 1), and a sentence on what is wrong there."""
    line = re.sub(r"\s", " ", line)
    at = min(column - 1, len(line))
    start = max(at - BEFORE, 0)
    before, behind = line[start:at], line[at : at + BEHIND]
    before = f"{'…' if start else ''}{printable(before)}"
    cut = "…" if at + BEHIND < len(line) else ""
    return f"  {before}{printable(behind)}{cut}\n  {' ' * width(before)}^\n{sentence}"


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for a wide character, none for an accent."""
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
    )
