"""The numbers and letters of lists: which line with one is an item, and which is text that wraps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from litnotes.markdown.document import Line
from litnotes.markdown.read.list_markers import ITEM, letter_of

_PLAIN = (None,) * 4


class ListNumbers:
    """The numbers and letters since the last heading."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.seen: set[int] = set()
        self.letter = ""
        self.dotted: tuple[int, ...] = ()

    def start(self) -> None:
        """Start anew, at a heading."""
        self.seen, self.letter, self.dotted = set(), "", ()

    def continues(self, match: re.Match[str], line: int, above: int | None) -> bool:
        """Whether an item is not one of letters or numbers such as `1.2` that begins in the middle.

        `above` is the number of the item above it.
        """
        if match.group("dotted", "letter", "capital", "lettered") == _PLAIN:
            return True
        return self._continues_letters(match) and self._continues_dotted(match, line, above)

    def _continues_letters(self, match: re.Match[str]) -> bool:
        """Whether an item has no letter, the first one, or the one after the last: `b.` after `a.`."""
        letter = letter_of(match)
        if letter is None:
            return True
        if letter not in "aA" and letter != self.letter:
            return False
        self.letter = chr(ord(letter) + 1)
        return True

    def _continues_dotted(self, match: re.Match[str], line: int, above: int | None) -> bool:
        """Whether an item has no number such as `1.2`, or one of a list of them.

        Such a list begins with two lines, `1.1` and `1.2`. Below the item 1, `above`, it is part of that.
        """
        if match["dotted"] is None:
            return True
        number = _parts(match["dotted"])
        if above == number[0] and not self.dotted:
            return False
        if not (_follows(self.dotted, number) or self._begins(number, line)):
            return False
        self.dotted = number
        return True

    def _begins(self, number: tuple[int, ...], line: int) -> bool:
        below = next((each.text for each in self.lines[line + 1 : line + 4] if each.text.strip()), "")
        match = ITEM.match(below)
        return match is not None and bool(match["dotted"]) and _follows(number, _parts(match["dotted"]))


def _parts(dotted: str) -> tuple[int, ...]:
    return tuple(map(int, dotted.split(".")))


def _follows(number: tuple[int, ...], following: tuple[int, ...]) -> bool:
    """Whether a number is the next one at its level, or the first of the next or a deeper level."""
    for level in range(len(number)):
        raised = (*number[:level], number[level] + 1)
        if following in (raised, (*raised, 1)):
            return True
    return following == (*number, 1)
