"""The place of an entry in a report: its section, group, block and line."""

from __future__ import annotations

from typing import NamedTuple

from litnotes.markdown.document import Document
from litnotes.markdown.read.block_text import columns, indent
from litnotes.markdown.read.blocks import Item, Prose
from litnotes.markdown.read.entries import sub_task_column
from litnotes.markdown.read.outline import Group, Outline, Section


class Place(NamedTuple):
    """The place of an entry; its words start at column `column` of line `line` (0-based).

    An entry below the first line of its block is part of another entry, as a sub-task is.
    """

    section: Section
    group: Group
    block: Item | Prose
    line: int
    column: int

    @property
    def is_part(self) -> bool:
        """Whether the entry is part of the entry above it."""
        return self.line > self.block.start


def place_of(outline: Outline, line: int) -> Place | None:
    """Return the place of the entry in a line (from 1); None if the line starts no entry."""
    number = line - 1
    asides_first = sorted(outline.sections, key=lambda section: not section.is_aside)
    for section in asides_first:
        for group in section.groups:
            for block in group.blocks:
                if isinstance(block, Item | Prose) and block.start <= number < block.end:
                    column = _column(outline.document, block, number)
                    return None if column is None else Place(section, group, block, number, column)
    return None


def front_below(document: Document, place: Place) -> str:
    """Return the indentation of lines that belong to an entry."""
    if not isinstance(place.block, Item):
        return ""
    marker = document.lines[place.block.start].text[: place.block.offset]
    space = marker[: len(marker) - len(marker.lstrip())]
    width = max(columns(marker), indent(marker) + 2) if marker.strip() else 2
    return space + " " * (width - columns(space))


def _column(document: Document, block: Item | Prose, number: int) -> int | None:
    text = document.lines[number].text
    if number > block.start:
        return None if document.lines[number].region else sub_task_column(text)
    return block.offset if isinstance(block, Item) else len(text) - len(text.lstrip())
