"""The entries of a section: items, table rows and paragraphs, each with its lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from litnotes.markdown.document import Document, Line
from litnotes.markdown.read.block_text import columns, dedented, indent, item_lines, text_of
from litnotes.markdown.read.blocks import Block, Item, Prose, Table
from litnotes.markdown.read.entry_marks import BOX, is_tagged
from litnotes.markdown.read.heading_forms import is_label
from litnotes.markdown.read.list_markers import ITEM, starts_item
from litnotes.markdown.read.splitter import blocks as blocks_of
from litnotes.markdown.read.tables import rows
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Kind, TaskState
from litnotes.values.patterns import pattern

_HASHES = pattern(r"#{1,6}\s+(?!\(since )")  # `# (since …)` is the entry `#`
_BOX = pattern(BOX)
_BARE_BOX = pattern(r"\s+(?=\[[ xX]\]\s+\S)")
_NO_TASK = pattern(
    r"(?:(?:#[^\W\d][\w/-]*\s*+)+|!\[[^\[\]]*\](?:\([^()]*\))?|!\[\[[^\[\]]*\]\]|\[\^[^\[\]]+\]:.*"
    r"|\*\*[^*]+\*\*[:：]?|__[^_]+__[:：]?)\s*$"
)
"""Tags, a picture, a footnote, a bold name."""
_SENTENCE_ENDS = (".", "。", "!", "！", ":", "：")
_ASKS = frozenset("QqＱ")
_ASKED = pattern(r"[QqＱ](?:\d{0,3}\s?[:：]|\d{1,3}[.)](?=\s))")

MAX_DEPTH = 12
"""How many levels of sub-tasks are kept; deeper ones belong to the last level."""


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
            asked = marker[:1] in _ASKS and _ASKED.fullmatch(marker) is not None
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
    root = TaskLines(0, 0, _without_others(document, entry))
    if entry.kind == "item" and any(map(_may_be_boxed, entry.lines[1:])):
        root.lines = []
        _grow(root, entry.lines, document.lines[entry.start : entry.start + len(entry.lines)])
    return root


def _without_others(document: Document, entry: ReadEntry) -> list[str]:
    """Return the lines of an entry; the empty lines in place of other entries within it are left out."""
    if entry.kind != "item" or len(entry.lines) == 1:
        return entry.lines
    written = document.lines[entry.start : entry.start + len(entry.lines)]
    depth = written[0].apart
    pairs = zip_longest(entry.lines, written[: len(entry.lines)])  # the cells of a row have no lines
    return [line for line, own in pairs if line or own is None or own.apart <= depth]


def _grow(root: TaskLines, lines: Sequence[str], written: Sequence[Line]) -> None:
    """Add lines to a task and to the sub-tasks that they open; `written` are the same lines as written."""
    open_tasks = [(root, -1, 0)]  # with the indentation of the marker and of the words
    blank: list[str] = []
    region = None
    for offset, line in enumerate(lines):
        above, region = region, written[offset].region
        if not line and not region:
            blank += [] if written[offset].apart > written[0].apart else [line]
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


def _may_be_boxed(line: str) -> bool:
    return "[" in line or "［" in line or "( )" in line or "(x)" in line


def sub_task_column(line: str) -> int | None:
    """Return where the box of a sub-task begins in a line; None if the line opens no sub-task."""
    if not _may_be_boxed(line):
        return None
    match = ITEM.match(line)
    if match and match.group("asked") is None and _BOX.match(line, match.end()):
        return match.end()
    match = _BARE_BOX.match(line)
    return match.end() if match else None


def is_paragraph(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text alone is read as one paragraph, perhaps with a box."""
    result, _ = blocks_of(Document.from_bytes(text.encode("utf-8", "surrogateescape")), vocabulary)
    block = result[0] if len(result) == 1 else None
    return isinstance(block, Prose) or (isinstance(block, Item) and not block.marker)


def is_marked(line: str, vocabulary: Vocabulary) -> bool:
    """Whether a line starts like a list item, or with a state in brackets."""
    return starts_item(line) or is_tagged(line, vocabulary)


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
