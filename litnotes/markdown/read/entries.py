"""The entries of a section: items, table rows and paragraphs, each with its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from litnotes.markdown.document import Document, Line, shadow
from litnotes.markdown.read.block_text import columns, dedented, indent, item_lines, text_of
from litnotes.markdown.read.blocks import Block, Item, Prose, Table
from litnotes.markdown.read.entry_marks import BOX, read_marks
from litnotes.markdown.read.list_markers import ITEM
from litnotes.markdown.read.outline import Section
from litnotes.markdown.read.tables import rows
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Kind
from litnotes.values.patterns import pattern

_HASHES = pattern(r"#{1,6}\s+(?!\(since )")  # `# (since …)` is the entry `#`
_BOX = pattern(BOX)
_BARE_BOX = pattern(r"\s+(?=\[[ xX]\]\s+\S)")
_ASKED = pattern(r"[QqＱ]\d{0,3}\s?[:：]")

MAX_DEPTH = 12
"""How many levels of sub-tasks are kept; deeper ones belong to the last level."""


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


@dataclass(slots=True)
class TaskLines:
    """The lines of a task without those of its sub-tasks, which are `below` it.

    `offset` is its first line, counted from that of the entry; its words start at column `column` of it.
    """

    offset: int
    column: int
    lines: list[str]
    below: list[TaskLines] = field(default_factory=list)


def task_tree(document: Document, entry: ReadEntry) -> TaskLines:
    """Return the lines of an entry as a task with its sub-tasks: the items with a box below it.

    A line belongs to the last sub-task that it is indented below. Code, formulas and comments belong to
    the task that they begin in, whatever they contain.
    """
    root = TaskLines(0, 0, entry.lines)
    if entry.kind == "item" and any("[" in line or "［" in line for line in entry.lines[1:]):
        root.lines = []
        _grow(root, entry.lines, document.lines[entry.start :])
    return root


def _grow(root: TaskLines, lines: Sequence[str], written: Sequence[Line]) -> None:
    """Add lines to a task and to the sub-tasks that they open; `written` are the same lines as written."""
    open_tasks = [(root, -1, 0)]  # with the indentation of the marker and of the words
    blank: list[str] = []
    region = None
    for offset, line in enumerate(lines):
        above, region = region, written[offset].region
        if not line and not region:
            blank.append(line)
            continue
        is_code = region is not None and (above == region or not _begins_region(line))
        depth = indent(line)
        while not is_code and open_tasks[-1][1] >= depth:
            open_tasks.pop()
        column = None if region or not offset else sub_task_column(line)
        if column is not None:
            while len(open_tasks) > MAX_DEPTH:
                open_tasks.pop()
            child = TaskLines(offset, column, [line[column:]])
            open_tasks[-1][0].below.append(child)
            open_tasks.append((child, depth, columns(line[:column])))
        else:
            task, _, margin = open_tasks[-1]
            task.lines += [*blank, dedented(line, margin)]
        blank = []


def _begins_region(line: str) -> bool:
    return line.lstrip()[:3] in ("```", "~~~", "$$", "<!-")


def sub_task_column(line: str) -> int | None:
    """Return where the box of a sub-task begins in a line; None if the line opens no sub-task."""
    if "[" not in line and "［" not in line:
        return None
    match = ITEM.match(line)
    if match and match.group("asked") is None and _BOX.match(line, match.end()):
        return match.end()
    match = _BARE_BOX.match(line)
    return match.end() if match else None


def attendees(document: Document, section: Section, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the names in a section of attendance, in the form of `shadow`."""
    for entry in entries(document, section.blocks, vocabulary):
        text = read_marks(entry.lines[0], "todo", vocabulary).text
        for name in re.split(r"[,，、;；]|\band\b|\n", text):
            yield shadow(re.sub(r"[(（].*", "", name)).strip(" *.")
