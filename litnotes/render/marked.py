"""A line in which some places are marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from litnotes.values.printable import printable


@dataclass(frozen=True, slots=True)
class Marked:
    """A line; `front` stands before its text, `spans` are the marked places in that.

    Where it takes several lines on a terminal, further ones stand `hang` columns to the right.
    """

    front: str
    text: str
    spans: tuple[tuple[int, int], ...] = ()
    hang: int = 4


def marked(
    front: str, text: str, spans: Iterable[tuple[int, int]] = (), behind: str = "", *, hang: int = 4
) -> Marked:
    """Return one line without anything that steers a terminal, the marks at their places in it."""
    # One character for one, so that the places stay where they are.
    text, behind = re.sub(r"\s", " ", text), re.sub(r"\s", " ", behind)
    shown, moved, last = "", [], 0
    for start, end in spans:
        shown += printable(text[last:start])
        word = printable(text[start:end])
        moved.append((len(shown), len(shown) + len(word)))
        shown, last = shown + word, end
    return Marked(printable(front), shown + printable(text[last:] + behind), tuple(moved), hang)
