"""The entries of a section: items, table rows and paragraphs, each with its lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from litnotes.markdown.document import Document
from litnotes.markdown.read.block_text import item_lines, text_of
from litnotes.markdown.read.blocks import Block, Item, Prose, Table
from litnotes.markdown.read.entry_marks import BOX
from litnotes.markdown.read.tables import rows
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Kind
from litnotes.values.patterns import pattern

_HASHES = pattern(r"#{1,6}\s+(?!\(since )")  # `# (since …)` is the entry `#`
_SUB_TASK = pattern(rf"\s*[-*+]\s*{BOX}\s*")
_ASKED = pattern(r"[QqＱ]\d{0,3}\s?[:：]")


@dataclass(slots=True)
class ReadEntry:
    """An item, a table row or a paragraph: its first line (0-based) and its lines of text.

    `number` is the number in its list. `asked` means that its marker is `Q1：`, `glued` that no space
    separates its marker and its box.
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


def entries(document: Document, blocks: Iterable[Block], vocabulary: Vocabulary) -> list[ReadEntry]:
    """Return the entries of blocks in order."""
    result: list[ReadEntry] = []
    for block in blocks:
        if isinstance(block, Item):
            marker, lines = block.marker, item_lines(document, block)
            if lines[0][:1] == "#":  # a heading in an item is its text
                lines[0] = _HASHES.sub("", lines[0])
            asked = len(marker) > 1 and _ASKED.fullmatch(marker) is not None
            glued = marker == "-" and document.lines[block.start].text.startswith("-[", block.offset - 1)
            result.append(ReadEntry(block.start, lines, "item", block.number, asked, glued))
        elif isinstance(block, Table):
            result += [
                ReadEntry(number, lines, "item") for number, lines in rows(document, block, vocabulary)
            ]
        elif isinstance(block, Prose):
            result.append(ReadEntry(block.start, text_of(document, [block]).split("\n"), "prose"))
    return result


def sub_tasks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """Split sub-tasks with a box off an entry; return each part with the offset of its first line."""
    if len(lines) == 1:
        return [(0, lines)]
    own: list[str] = []
    children: list[tuple[int, int, list[str]]] = []
    for offset, line in enumerate(lines):
        match = _SUB_TASK.match(line) if offset else None
        indent = len(line) - len(line.lstrip())
        if match:
            marker = line.lstrip()[1:].strip()
            children.append((offset, indent, [marker]))
        elif children and line and indent > children[-1][1]:
            children[-1][2].append(line.strip())
        else:
            own.append(line)
    return [(0, own), *((offset, text) for offset, _, text in children)]
