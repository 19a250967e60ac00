"""Lists and headed texts as Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from litnotes.markdown.read.block_text import columns
from litnotes.markdown.read.entry_marks import box
from litnotes.values.patterns import pattern

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMBER = pattern(rf"\d+|[{CIRCLED}]")


class Marker(NamedTuple):
    """The text before the words of an item: `  3. `, and whether a box follows."""

    front: str
    boxed: bool = False

    def __str__(self) -> str:
        return f"{self.front}{box('todo')} " if self.boxed else self.front


FIRST = Marker("1. ")


def following(marker: Marker, steps: int) -> Marker:
    """Return the marker of the item some places after that of another."""
    match = _NUMBER.search(marker.front)
    if not match or not steps:
        return marker
    written = match.group()
    number = int(written) if written.isdecimal() else CIRCLED.index(written) + 1
    return marker._replace(front=with_number(marker.front, number + steps))


def with_number(marker: str, number: int) -> str:
    """Return the text before an item with another number in it."""
    circled = not any(map(str.isdecimal, marker))
    if circled and number <= len(CIRCLED):
        return _NUMBER.sub(CIRCLED[number - 1], marker, count=1)
    return _NUMBER.sub(f"{number}." if circled else str(number), marker, count=1)


def numbered(texts: Iterable[str]) -> str:
    """Return texts as a numbered list, their further lines indented."""
    return "\n".join(item_text(f"{number}.", text) for number, text in enumerate(texts, 1))


def bulleted(texts: Iterable[str]) -> str:
    """Return texts as a bulleted list."""
    return "\n".join(item_text("+", text) for text in texts)


def listed_like(like: Marker, texts: Iterable[str]) -> str:
    """Return texts as a list that begins with the marker `like`."""
    items = (item_lines(following(like, step).front, text) for step, text in enumerate(texts))
    return "\n".join(line for lines in items for line in lines)


def item_lines(front: str, text: str) -> list[str]:
    """Return the lines of an item behind its marker, further ones indented."""
    first, *below = text.split("\n")
    space = " " * columns(front)
    return [f"{front}{first}".rstrip(), *(f"{space}{line}" if line else "" for line in below)]


def item_text(marker: str, text: str) -> str:
    """Return an item as text."""
    return "\n".join(item_lines(f"{marker} ", text))


def headed(marks: str, heading: str | None, body: str) -> str:
    """Return a text below its heading; without heading, the text."""
    return f"{marks} {heading}\n\n{body}".rstrip() if heading else body
