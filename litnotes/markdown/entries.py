"""The entries of a section: items, table rows and paragraphs, each with its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from litnotes.markdown.blocks import Block, Item, Prose, Table
from litnotes.markdown.document import Document
from litnotes.markdown.tables import rows
from litnotes.markdown.text import item_lines, text_of
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.report import Kind

_ASKED = re.compile(r"[QqＱ]\d{0,3}\s?[:：]")


@dataclass(slots=True)
class Entry:
    """What an item, a row or a paragraph says: its first line (0-based) and its lines of text.

    `number` is the one it is counted with, `asked` tells that its marker is `Q1：`, and `glued` that
    its box stands on the marker.
    """

    start: int
    lines: list[str]
    kind: Kind
    number: int | None = None
    asked: bool = False
    glued: bool = False

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


def entries(document: Document, blocks: Iterable[Block], vocabulary: Vocabulary) -> Iterator[Entry]:
    """Yield the entries of blocks in order."""
    for block in blocks:
        if isinstance(block, Item):
            line = document.lines[block.start].text
            yield Entry(
                block.start,
                item_lines(document, block),
                "item",
                block.number,
                asked=_ASKED.fullmatch(block.marker) is not None,
                glued=line[block.offset - 1 : block.offset + 1] == "-[",
            )
        elif isinstance(block, Table):
            for number, lines in rows(document, block, vocabulary):
                yield Entry(number, lines, "item")
        elif isinstance(block, Prose):
            yield Entry(block.start, text_of(document, [block]).split("\n"), "prose")
