"""Markers of lists as a student writes them: the next one, the first one, one number less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from litnotes.markdown.document import Document
from litnotes.markdown.edit.edits import Edit
from litnotes.markdown.read.blocks import Block, Item, numbered
from litnotes.markdown.read.entry_marks import BOXED, box
from litnotes.values.patterns import pattern

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BULLET = pattern(r"\s*[-*+]\s+")
_NUMBER = pattern(rf"\d+|[{_CIRCLED}]")
_GLUED = ("、", "）", "：", *_CIRCLED)
"""Ends of markers that take no space in front of the text, where the student writes none."""


class Marker(NamedTuple):
    """What stands in front of the text of an item: `  3. `, and whether a box follows it."""

    front: str
    boxed: bool = False

    def __str__(self) -> str:
        return f"{self.front}{box('todo')} " if self.boxed else self.front


FIRST = Marker("1. ")


def next_items(document: Document, items: Sequence[Item], texts: Sequence[str]) -> list[str]:
    """Return texts as the items that go on a list, with its marker, indentation and next numbers."""
    return [f"{next_marker(document, items, step).front}{text}" for step, text in enumerate(texts, 1)]


def next_marker(document: Document, items: Sequence[Item], step: int = 1) -> Marker:
    """Return the marker of the item that is `step` behind the last one of a list, in its style."""
    last = items[-1]
    marker = _marker_of(document, last)
    if last.number is None:
        return marker
    all_ones = len(items) > 1 and all(item.number == last.number for item in items)
    return marker._replace(front=_with_number(marker.front, last.number + (0 if all_ones else step)))


def first_marker(document: Document, like: Item) -> Marker:
    """Return the marker of the first item of a list in the style of an item elsewhere."""
    marker = _marker_of(document, like)
    front = marker.front.lstrip()
    return marker._replace(front=_with_number(front, 1) if like.number is not None else front)


def bullet(line: str) -> str:
    """Return the bullet that a line starts with, with the space around it; empty without one."""
    match = _BULLET.match(line)
    return match.group() if match else ""


def numbered_texts(texts: Sequence[str]) -> list[str]:
    """Return texts as the lines of a numbered list."""
    return [f"{number}. {text}" for number, text in enumerate(texts, 1)]


def counted_down(document: Document, blocks: Sequence[Block], without: Item) -> Iterator[Edit]:
    """Yield what takes one off the numbers of the items behind an item that leaves its list.

    A list in which the numbers are not simply counted is left as it is.
    """
    items = _list_of(blocks, without)
    if not all(one.number is not None and two.number == one.number + 1 for one, two in pairwise(items)):
        return
    for item in items[items.index(without) + 1 :]:
        line = document.lines[item.start].text
        front, rest = line[: item.offset], line[item.offset :]
        fewer = _with_number(front, (item.number or 1) - 1)
        # What stands below an item is measured from where its text starts.
        moved = len(front) - len(fewer) if item.end > item.start + 1 else 0
        yield Edit(item.start, item.start + 1, (f"{fewer}{' ' * moved}{rest}",))


def is_loose(blocks: Sequence[Block]) -> bool:
    """Whether the items of the last list among some blocks stand apart from each other."""
    items = [block for block in blocks if isinstance(block, Item)]
    last = _list_of(blocks, items[-1]) if items else []
    return len(last) > 1 and all(one.end < two.start for one, two in pairwise(last))


def _list_of(blocks: Sequence[Block], member: Item) -> list[Item]:
    """Return the items of the list that an item is in."""
    places = list(numbered(blocks))
    own = next(place for place, item in places if item is member)
    return [item for place, item in places if place == own and isinstance(item, Item)]


def is_plain(document: Document, item: Item) -> bool:
    """Whether nothing but a marker stands in front of the words of an item, no name such as `**Done**:`."""
    front = document.lines[item.start].text[: item.offset]
    return not front.partition(item.marker)[2].strip()


def _marker_of(document: Document, item: Item) -> Marker:
    line = document.lines[item.start].text
    front = line[: item.offset].rstrip()
    if not is_plain(document, item):
        above, marker, _ = front.partition(item.marker)
        return Marker(f"{above}{marker} ")
    space = line[len(front) : item.offset] or ("" if front.endswith(_GLUED) else " ")
    return Marker(f"{front}{space}", bool(BOXED.match(line[item.offset :])))


def _with_number(marker: str, number: int) -> str:
    circled = not any(map(str.isdecimal, marker))
    if circled and number <= len(_CIRCLED):
        return _NUMBER.sub(_CIRCLED[number - 1], marker, count=1)
    return _NUMBER.sub(f"{number}." if circled else str(number), marker, count=1)
