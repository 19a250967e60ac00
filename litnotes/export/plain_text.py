"""Text from notes and services, made safe for files of one value a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, marks that reverse the order of letters on the screen, and halves of characters.

Those that part words or lines are missing here: `str.split` makes spaces of them.
"""


def line(text: str | None) -> str:
    """Return text in one line, without characters that steer a program; empty for None."""
    if not text:
        return ""
    if not text.isprintable():
        text = _UNSEEN.sub("", text)
    elif "  " not in text and text[0] != " " != text[-1]:  # most texts; a space is all that can be there
        return text
    return " ".join(text.split())


def lines(text: str | None) -> list[str]:
    """Return the lines of a text, each as `line` returns it, with one empty line between paragraphs."""
    found: list[str] = []
    for one in map(line, (text or "").splitlines()):
        if one or (found and found[-1]):
            found.append(one)
    return found[:-1] if found and not found[-1] else found


def keywords(tags: Sequence[str], write: Callable[[str], str] = line) -> str:
    """Return tags in one text: parted by commas, or by semicolons where a tag has a comma."""
    if not any("," in tag for tag in tags):
        return ", ".join(map(write, tags))
    return "; ".join(map(write, tags)) + (";" if len(tags) == 1 else "")
