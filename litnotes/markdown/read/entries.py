"""The entries of a section: items, table rows and paragraphs, each with its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from litnotes.markdown.document import Document, shadow
from litnotes.markdown.read.block_text import item_lines, text_of
from litnotes.markdown.read.blocks import Block, Item, Prose, Table
from litnotes.markdown.read.entry_marks import BOX, read_marks
from litnotes.markdown.read.heading_forms import is_label
from litnotes.markdown.read.outline import Section
from litnotes.markdown.read.splitter import blocks as blocks_of
from litnotes.markdown.read.tables import rows
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Kind, Task, TaskState
from litnotes.values.patterns import pattern

_HASHES = pattern(r"#{1,6}\s+(?!\(since )")  # `# (since …)` is the entry `#`
_SUB_TASK = pattern(rf"\s*[-*+]\s*{BOX}\s*")
_NO_TASK = pattern(
    r"(?:(?:#[^\W\d][\w/-]*\s*+)+|!\[[^\[\]]*\](?:\([^()]*\))?|!\[\[[^\[\]]*\]\]|\[\^[^\[\]]+\]:.*"
    r"|\*\*[^*]+\*\*[:：]?|__[^_]+__[:：]?)\s*$"
)
"""Tags, a picture, a footnote, a bold name."""
_SENTENCE_ENDS = (".", "。", "!", "！", ":", "：")
_ASKED = pattern(r"[QqＱ]\d{0,3}\s?[:：]")


@dataclass(slots=True)
class ReadEntry:
    """An item, a table row or a paragraph: its first line (0-based) and its lines of text.

    `number` is the number in its list. `asked` means that its marker is `Q1：`, `glued` that no space
    separates its marker and its box, `is_rest` that other entries were taken out of its lines.
    """

    start: int
    lines: list[str]
    kind: Kind
    number: int | None = None
    asked: bool = False
    glued: bool = False
    is_rest: bool = False

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
            kind: Kind = "item" if marker else "prose"
            result.append(ReadEntry(block.start, lines, kind, block.number, asked, glued))
        elif isinstance(block, Table):
            result += [
                ReadEntry(number, lines, "item") for number, lines in rows(document, block, vocabulary)
            ]
        elif isinstance(block, Prose):
            is_rest = any(line.apart for line in document.lines[block.start : block.end])
            lines = text_of(document, [block]).split("\n")
            result.append(ReadEntry(block.start, lines, "prose", is_rest=is_rest))
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


def is_paragraph(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text alone is read as one paragraph, perhaps with a box."""
    result, _ = blocks_of(Document.from_bytes(text.encode("utf-8", "surrogateescape")), vocabulary)
    block = result[0] if len(result) == 1 else None
    return isinstance(block, Prose) or (isinstance(block, Item) and not block.marker)


def is_remark(text: str, role: TaskState, *, is_listed: bool) -> bool:
    """Whether a paragraph in a section of tasks is no task.

    It is a tag, a picture, a footnote or a bold name, or starts with a label, or is a sentence in a section
    that lists tasks to do.
    """
    text = text.strip()
    first, below, _ = text.partition("\n")
    if _NO_TASK.match(text) or (below and is_label(first)):
        return True
    return role == "todo" and is_listed and text.endswith(_SENTENCE_ENDS)


def read_as_remarks(runs: Sequence[tuple[str | None, Sequence[Task]]], role: TaskState) -> set[int]:
    """Return the ids of the tasks from paragraphs that would be read as remarks if they had no box."""
    is_listed = any(task.kind == "item" for _, members in runs for task in members)
    remarks: set[int] = set()
    for _, members in runs:
        below_list = False
        for task in members:
            below_list |= task.kind == "item"
            if task.kind == "prose" and (
                below_list or is_label(task.text) or is_remark(task.text, role, is_listed=is_listed)
            ):
                remarks.add(id(task))
    return remarks


def attendees(document: Document, section: Section, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the names in a section of attendance, in the form of `shadow`."""
    for entry in entries(document, section.blocks, vocabulary):
        text = read_marks(entry.lines[0], "todo", vocabulary).text
        for name in re.split(r"[,，、;；]|\band\b|\n", text):
            yield shadow(re.sub(r"[(（].*", "", name)).strip(" *.")
