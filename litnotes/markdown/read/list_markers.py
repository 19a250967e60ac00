"""Markers of list items: bullets, numbers and letters in the forms that students write, boxes, `Q1：`."""

from __future__ import annotations

import re
import string

from litnotes.markdown.dates.month_names import han_number
from litnotes.markdown.document import ZERO_WIDTH
from litnotes.values.patterns import pattern

BLANK = rf"\s{ZERO_WIDTH}"
"""Space and zero-width characters, for a character class."""

OPEN_SIGNS = "☐⬜◻🔲□"
SIGNS = f"{OPEN_SIGNS}☑☒"
"""Boxes as single characters."""
TICKS = "✅✔✓✗✘❌🚧🔜"
"""Characters before a task that show its state."""
ASKING = "❓❔"
"""Characters before a question."""
SHORTCODES = ":(?:white_check_mark|heavy_check_mark|ballot_box_with_check|x|construction|soon):"
"""The same in words, as a pattern."""
BOXES = "xX/~>!?<*vV✓✔√-"
"""The characters in a box, for a character class."""

_HAN = "一二三四五六七八九十"
ITEM = pattern(
    rf"(?P<indent>[{BLANK}]*)(?P<marker>"
    rf"[-*+](?=\s|$)|\*{{2,6}}(?=\s+(?:[A-Z]{{4,9}}|IN-PROGRESS)\s)|[-*](?=\[[ {BOXES}]?\])|[•·・●▪‣]"
    r"|[–—](?=\s)"
    r"|(?P<number>\d{1,9})[.)](?=\s|$)|(?P<glued>\d{1,3})[.．、)）](?!\d)"
    r"|(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3})[.)]?(?=\s+[^\W\d])"
    r"|[(（](?P<inside>\d{1,3})[)）]|(?P<circled>[①-⑳])"
    rf"|[(（](?P<within>[{_HAN}]{{1,3}})[)）]|(?P<han>[{_HAN}]{{1,3}})、"
    r"|(?:(?P<letter>[a-z])[.)]|(?P<capital>[A-Z])\)|\((?P<lettered>[a-wyz])\))(?=\s)"
    r"|[QqＱ](?P<asked>\d{0,3}(?=\s?[:：])|\d{1,3}(?=[.)]\s))\s?[:：.)]"
    rf"|(?=\[[ {BOXES}]?\]\s|\([ xX]\)\s|[{SIGNS}]"
    rf"|(?:[{TICKS}{ASKING}]\ufe0f?|{SHORTCODES}|:question:)\s)"
    r")\s*"
)
BULLETS = frozenset("-*+•·・●▪‣–—")
ITEM_STARTS = BULLETS | frozenset(
    f"(（[:QqＱ0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳{_HAN}{SIGNS}{TICKS}{ASKING}"
)
"""The first characters of markers other than letters."""

_LETTERS = frozenset(string.ascii_letters)


def may_start_item(text: str, first: str) -> bool:
    """Whether a line whose first visible character is `first` may be a list item; this test is quick."""
    return first in ITEM_STARTS or (first in _LETTERS and text.lstrip()[1:2] in (".", ")"))


def starts_item(line: str) -> bool:
    """Whether a line starts like a list item."""
    return ITEM.match(line) is not None


def number_of(match: re.Match[str]) -> int | None:
    """Return the number in a match of `ITEM`, or None."""
    number, glued, inside, circled, asked = match.group("number", "glued", "inside", "circled", "asked")
    if circled:
        return ord(circled) - ord("①") + 1
    if han := match["within"] or match["han"]:
        return han_number(han)
    written = number or glued or inside or asked
    return int(written) if written else None


def letter_of(match: re.Match[str]) -> str | None:
    """Return the letter in a match of `ITEM`, or None."""
    return match["letter"] or match["capital"] or match["lettered"]
