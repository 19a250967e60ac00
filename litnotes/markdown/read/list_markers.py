"""Markers of list items: bullets, numbers in the forms that students write, `Q1：`."""

from __future__ import annotations

import re

from litnotes.markdown.document import ZERO_WIDTH
from litnotes.values.patterns import pattern

BLANK = rf"\s{ZERO_WIDTH}"
"""Space and zero-width characters, for a character class."""

ITEM = pattern(
    rf"(?P<indent>[{BLANK}]*)(?P<marker>"
    r"[-*+](?=\s|$)|[-*](?=\[[ xX/~>!?-]?\])|[•・]"
    r"|(?P<number>\d{1,9})[.)](?=\s|$)|(?P<glued>\d{1,3})[.、)）](?!\d)"
    r"|[(（](?P<inside>\d{1,3})[)）]|(?P<circled>[①-⑳])"
    r"|[QqＱ](?P<asked>\d{0,3})\s?[:：]"
    r")\s*"
)
BULLETS = frozenset("-*+•・")
ITEM_STARTS = BULLETS | frozenset("(（QqＱ0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
"""The first characters of markers."""


def starts_item(line: str) -> bool:
    """Whether a line starts like a list item."""
    return ITEM.match(line) is not None


def number_of(match: re.Match[str]) -> int | None:
    """Return the number in a match of `ITEM`, or None."""
    number, glued, inside, circled, asked = match.group("number", "glued", "inside", "circled", "asked")
    if circled:
        return ord(circled) - ord("①") + 1
    written = number or glued or inside or asked
    return int(written) if written else None
