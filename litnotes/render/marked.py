"""A line with marked places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from litnotes.values.printable import printable


@dataclass(frozen=True, slots=True)
class Marked:
    """A line: `front`, then `text`, whose places `spans` are marked.

    Where a terminal wraps it, further lines are indented by `hang` columns, with None to where the text
    starts. `style` is the colour of the front.
    """

    front: str
    text: str
    spans: tuple[tuple[int, int], ...] = ()
    hang: int | None = 4
    style: str = ""


def marked(
    front: str,
    text: str,
    spans: Iterable[tuple[int, int]] = (),
    after: str = "",
    *,
    hang: int | None = 4,
    style: str = "",
) -> Marked:
    """Return a line without terminal control characters; `spans` are places in `text`, moved as needed."""
    # Each space replaces one character, so that the spans stay valid.
    front = re.sub(r"[^\S ]", " ", front)
    text, after = re.sub(r"\s", " ", text), re.sub(r"\s", " ", after)
    shown, moved, last = "", [], 0
    for start, end in spans:
        shown += printable(text[last:start])
        word = printable(text[start:end])
        moved.append((len(shown), len(shown) + len(word)))
        shown, last = shown + word, end
    return Marked(printable(front), shown + printable(text[last:] + after), tuple(moved), hang, style)
