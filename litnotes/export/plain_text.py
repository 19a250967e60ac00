"""Makes text from notes and services safe for files with one value per line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, marks that reverse the text direction, and lone surrogates.

Without those that separate words or lines: `str.split` turns them into spaces.
"""


def line(text: str | None) -> str:
    """Return text in one line, without control characters; empty for None."""
    if not text:
        return ""
    if not text.isprintable():
        text = _UNSEEN.sub("", text)
    elif "  " not in text and text[0] != " " != text[-1]:  # most texts: only single spaces
        return text
    return " ".join(text.split())


def lines(text: str | None) -> list[str]:
    """Return the lines of a text, each cleaned by `line`, with one empty line between paragraphs."""
    found: list[str] = []
    for one in map(line, (text or "").splitlines()):
        if one or (found and found[-1]):
            found.append(one)
    return found[:-1] if found and not found[-1] else found


def keywords(tags: Sequence[str], write: Callable[[str], str] = line) -> str:
    """Return tags in one text, separated by commas, or by semicolons if a tag contains a comma."""
    if not any("," in tag for tag in tags):
        return ", ".join(map(write, tags))
    return "; ".join(map(write, tags)) + (";" if len(tags) == 1 else "")
