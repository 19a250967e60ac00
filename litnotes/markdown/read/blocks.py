"""The blocks of a report: headings, list items, paragraphs, tables, rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from litnotes.markdown.document import TextRegion

HeadingForm = Literal["atx", "setext", "org", "bold", "label", "plain", "item", "stamp", "front matter"]


@dataclass(slots=True)
class Block:
    """Lines `start` to `end` (0-based, end exclusive) of a document."""

    start: int
    end: int


@dataclass(slots=True)
class Heading(Block):
    """A heading; `text` is as written, without hashes."""

    level: int
    text: str
    form: HeadingForm

    @property
    def name(self) -> str:
        """The heading's words without the trailing colon."""
        return self.text.rstrip(":：").rstrip()


@dataclass(slots=True)
class Item(Block):
    """A list item with everything below it; its text starts at column `offset` of the first line."""

    indent: int
    offset: int
    marker: str
    number: int | None


@dataclass(slots=True)
class Prose(Block):
    """A paragraph, with code or math directly in or below it."""


@dataclass(slots=True)
class Footnote(Prose):
    """The definition of a footnote, `[^1]: …`, which is part of the entries that cite it."""


@dataclass(slots=True)
class Table(Block):
    """A table with at least one known column: header, delimiters, rows."""


@dataclass(slots=True)
class Rule(Block):
    """A line of dashes, asterisks or underscores: layout only."""


@dataclass(slots=True)
class Verbatim(Block):
    """Front matter, a comment or a git conflict."""

    region: TextRegion


def numbered(blocks: Iterable[Block]) -> Iterator[tuple[int, Item | Table]]:
    """Yield each item and table among `blocks` with the number of its list, counting from 1.

    After an empty line, a list ends where the numbers restart or the kind of marker changes. It also ends
    at a block that is no item, unless the numbers continue. Items that are all numbered 1 are one list.
    """
    count = 0
    last: Item | None = None
    broken = False
    for block in blocks:
        if not isinstance(block, Item):
            broken = True
            if isinstance(block, Table):
                count += 1
                last = None
                yield count, block
            continue
        if last is None or _starts_list(last, block, broken=broken):
            count += 1
        yield count, block
        last, broken = block, False


def _starts_list(last: Item, item: Item, *, broken: bool) -> bool:
    if broken:
        return last.number is None or item.number != last.number + 1
    if item.start == last.end:
        return False
    if item.number is None or last.number is None:
        return item.number is not last.number
    return item.number == 1 and last.number > 1
