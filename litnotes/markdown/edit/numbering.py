"""Markers of lists as a student writes them: the next one, the first one, one number less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from litnotes.markdown.document import Document
from litnotes.markdown.edit.edits import Edit
from litnotes.markdown.read.blocks import Block, Item, numbered
from litnotes.markdown.read.entry_marks import BOXED
from litnotes.markdown.written_lists import CIRCLED, Marker, with_number
from litnotes.values.patterns import pattern

_BULLET = pattern(r"\s*[-*+]\s+")
_GLUED = ("、", "）", "：", "・", *CIRCLED)
"""Ends of markers that need no space before the text."""


def next_items(document: Document, items: Sequence[Item], texts: Sequence[str]) -> list[str]:
    """Return texts as the next items of a list, with its marker, indentation and numbers."""
    return [f"{next_marker(document, items, step).front}{text}" for step, text in enumerate(texts, 1)]


def next_marker(document: Document, items: Sequence[Item], step: int = 1) -> Marker:
    """Return the marker of the item that is `step` places after the last of a list, in its style."""
    last = items[-1]
    marker = _marker_of(document, last)
    if last.number is None:
        return marker
    all_ones = len(items) > 1 and all(item.number == last.number for item in items)
    return marker._replace(front=with_number(marker.front, last.number + (0 if all_ones else step)))


def first_marker(document: Document, like: Item) -> Marker:
    """Return the marker of the first item of a new list, in the style of the item `like`."""
    marker = _marker_of(document, like)
    front = marker.front.lstrip()
    return marker._replace(front=with_number(front, 1) if like.number is not None else front)


def bullet(line: str) -> str:
    """Return the bullet at the start of a line with the space around it; empty if there is none."""
    match = _BULLET.match(line)
    return match.group() if match else ""


def numbered_texts(texts: Sequence[str]) -> list[str]:
    """Return texts as the lines of a numbered list."""
    return [f"{number}. {text}" for number, text in enumerate(texts, 1)]


def counted_down(document: Document, blocks: Sequence[Block], without: Item) -> Iterator[Edit]:
    """Yield the edits that lower the numbers after an item that leaves its list, by one.

    A list whose numbers do not simply count is not changed.
    """
    items = _list_of(blocks, without)
    if not all(a.number is not None and b.number == a.number + 1 for a, b in pairwise(items)):
        return
    for item in items[items.index(without) + 1 :]:
        line = document.lines[item.start].text
        front, rest = line[: item.offset], line[item.offset :]
        fewer = with_number(front, (item.number or 1) - 1)
        # Lines below an item belong to it by the column where its text starts.
        moved = len(front) - len(fewer) if item.end > item.start + 1 else 0
        yield Edit(item.start, item.start + 1, (f"{fewer}{' ' * moved}{rest}",))


def is_loose(blocks: Sequence[Block]) -> bool:
    """Whether empty lines separate the items of the last list among blocks."""
    items = [block for block in blocks if isinstance(block, Item)]
    last = _list_of(blocks, items[-1]) if items else []
    return len(last) > 1 and all(a.end < b.start for a, b in pairwise(last))


def _list_of(blocks: Sequence[Block], member: Item) -> list[Item]:
    """Return the items of the list of `member`."""
    items = list(numbered(blocks))
    own = next(number for number, item in items if item is member)
    return [item for number, item in items if number == own and isinstance(item, Item)]


def is_plain(document: Document, item: Item) -> bool:
    """Whether only a marker precedes the words of an item, and no name such as `**Done**:`."""
    front = document.lines[item.start].text[: item.offset]
    has_marker = item.marker and item.marker in front
    return not (front.partition(item.marker)[2] if has_marker else front).strip()


def _marker_of(document: Document, item: Item) -> Marker:
    line = document.lines[item.start].text
    front = line[: item.offset].rstrip()
    if not is_plain(document, item):
        if not item.marker or item.marker not in front:  # a line such as `TODO: …`
            return Marker("- ")
        above, marker, _ = front.partition(item.marker)
        return Marker(f"{above}{marker} ")
    space = line[len(front) : item.offset] or ("" if front.endswith(_GLUED) else " ")
    return Marker(f"{front}{space}", bool(BOXED.match(line[item.offset :])))
