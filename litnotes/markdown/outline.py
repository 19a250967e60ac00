"""Blocks as the parts of a report: sections, groups, papers, fields, each with its lines.

Levels are relative: the heading of a known section opens a section at any level; below a section
on papers, headings are groups, papers or fields by what they say and what follows them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from litnotes.errors import Diagnostic
from litnotes.markdown import dates
from litnotes.markdown.blocks import Block, Heading, Item, Prose, Rule, Table, Verbatim
from litnotes.markdown.document import Document, visible
from litnotes.markdown.splitter import blocks, blocks_inside
from litnotes.markdown.text import indent
from litnotes.markdown.vocabulary import Vocabulary, normal, plain

TASK_ROLES = frozenset({"todo", "doing", "done"})
GROUPING_ROLES = TASK_ROLES | {"questions", "quick_notes"}
MAX_LABEL = 60

_LABEL = re.compile(r"\s*+(?:\*\*|__)?(?P<name>[^:：*_\n]{1,60}?)(?:\*\*|__)?\s*[:：](?:\*\*|__)?(?!//)\s*")
_TLDR = re.compile(r"\s*(?P<name>tl;?dr)\s*[;:：]\s*", re.IGNORECASE)
_BOLD = re.compile(r"\s*+(?:\*\*(?P<name>[^*\n]{1,60})\*\*|__(?P<lines>[^_\n]{1,60})__)\s*$")
_ASKS = re.compile(r"[?？](?:\s|[\"'”’)）]|$)")


@dataclass(slots=True)
class Field:
    """A field of a paper: its own heading line if it has one, and where its text starts.

    `name` is None for the text directly below the paper's heading. `column` is where the text
    starts in line `start`, behind a label; lines `start` to `end` hold the text.
    """

    name: str | None
    heading: Heading | None
    start: int
    column: int
    blocks: list[Block] = field(default_factory=list)
    end: int = 0


@dataclass(slots=True)
class PaperPlace:
    """A paper heading and the fields below it."""

    heading: Heading
    end: int
    fields: list[Field] = field(default_factory=list)

    @property
    def blocks(self) -> list[Block]:
        """Everything below the heading."""
        return [block for part in self.fields for block in part.blocks]


@dataclass(slots=True)
class Group:
    """A sub-heading of a section (None for what comes before the first) and what stands below it."""

    heading: Heading | None
    blocks: list[Block] = field(default_factory=list)
    papers: list[PaperPlace] = field(default_factory=list)
    closing: list[Prose] = field(default_factory=list)

    @property
    def name(self) -> str | None:
        """The heading's words."""
        return self.heading.name if self.heading else None


@dataclass(slots=True)
class Section:
    """A section with its roles; `heading` is None for what comes before the first heading."""

    roles: tuple[str, ...]
    heading: Heading | None
    groups: list[Group] = field(default_factory=list)
    end: int = 0

    @property
    def role(self) -> str:
        """The first role, which decides how its entries are read."""
        return self.roles[0]

    @property
    def level(self) -> int:
        """The heading's level; 0 without heading."""
        return self.heading.level if self.heading else 0

    @property
    def blocks(self) -> list[Block]:
        """All blocks of the section but those of papers."""
        return [block for group in self.groups for block in group.blocks]


@dataclass(slots=True)
class Outline:
    """The parts of a report in order; `title` is the heading that names the day or the report.

    The report is lines `start` to `end` (0-based, end exclusive) of its document, which may hold
    other days too.
    """

    document: Document
    title: Heading | None
    sections: list[Section]
    diagnostics: list[Diagnostic]
    start: int
    end: int

    def section(self, role: str) -> Section | None:
        """Return the first section of a role."""
        return next((section for section in self.sections if role in section.roles), None)


def outline(document: Document, vocabulary: Vocabulary) -> Outline:
    """Return the parts of a document."""
    found, diagnostics = blocks(document, vocabulary)
    builder = _Builder(document, vocabulary, found)
    builder.run()
    diagnostics += builder.diagnostics
    return Outline(document, builder.title, builder.sections, diagnostics, 0, len(document.lines))


def asks(text: str) -> bool:
    """Whether a text holds a question."""
    return _ASKS.search(text) is not None


def is_paper_text(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text below the heading of a paper is read as that paper's text, and nothing else."""
    data = f"## papers\n\n### -\n\n{text}".encode("utf-8", "surrogateescape")
    sections = outline(Document.from_bytes(data), vocabulary).sections
    papers = [paper for section in sections for group in section.groups for paper in group.papers]
    return len(sections) == 2 and [part.name for paper in papers for part in paper.fields] == [None]


def put_into_fields(fields: list[Field], block: Block, document: Document, vocabulary: Vocabulary) -> None:
    """Put a block below a paper into the last of its fields, or into those its labels open.

    Labels stand at the start of an item, of a line of a paragraph, or of an unindented line
    directly below the text of an item: `Similarity: …`, or `**Similarity**` on its own.
    """
    labels: list[tuple[int, str, int]] = []
    for number in range(block.start, block.end):
        text = document.lines[number].text
        is_first = number == block.start
        if isinstance(block, Item) and not is_first and indent(text) >= block.indent + 2:
            continue
        at = block.offset if isinstance(block, Item) and is_first else 0
        if not document.lines[number].region and (label := _label(text, at, vocabulary)):
            labels.append((number, *label))
    if not labels:
        _extend(fields, [block])
        return
    if block.start < labels[0][0]:
        _extend(fields, [replace(block, end=labels[0][0])])
    ends = [*(start for start, _, _ in labels[1:]), block.end]
    for (start, name, column), end in zip(labels, ends, strict=True):
        fields.append(Field(name, None, start, column))
        if isinstance(block, Prose):
            _extend(fields, [Prose(start, end)])
        elif start > block.start or not document.lines[start].text[column:].strip():
            below = blocks_inside(document, vocabulary, start + 1, end)
            _extend(fields, [Prose(start, start + 1), *below])
        else:
            _extend(fields, [replace(block, end=end)])


def _extend(fields: list[Field], found: list[Block]) -> None:
    if not fields:
        fields.append(Field(None, None, found[0].start, 0))
    fields[-1].blocks += found
    fields[-1].end = found[-1].end


def _label(text: str, at: int, vocabulary: Vocabulary) -> tuple[str, int] | None:
    """Return the field a label at column `at` of a line names, and the column behind the label."""
    match = _TLDR.match(text, at) or _BOLD.match(text, at) or _LABEL.match(text, at)
    words = next((group for group in match.groups() if group), "") if match else ""
    name = vocabulary.label(normal(words))
    return (name, match.end()) if match and name else None


class _Builder:
    """One pass over the blocks, keeping the open section, group, paper and field."""

    def __init__(self, document: Document, vocabulary: Vocabulary, found: list[Block]) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self.found = found
        self.title: Heading | None = None
        self.diagnostics: list[Diagnostic] = []
        self.sections = [Section(("notes",), None, [Group(None)])]
        self.paper: PaperPlace | None = None
        self.last_in_paper: Block | None = None
        self.deepest_section = 0

    @property
    def section(self) -> Section:
        return self.sections[-1]

    @property
    def group(self) -> Group:
        return self.section.groups[-1]

    def run(self) -> None:
        for index, block in enumerate(self.found):
            if isinstance(block, Heading):
                self._heading(index, block)
            elif self.paper and not isinstance(block, Rule | Verbatim):
                put_into_fields(self.paper.fields, block, self.document, self.vocabulary)
                self.last_in_paper = block
            else:
                self.group.blocks.append(block)
        self._close_section(len(self.document.lines))

    def _heading(self, index: int, heading: Heading) -> None:
        if self.paper and self._is_field(self.paper, heading):
            return
        match = self.vocabulary.section(heading.text)
        if match and not self._is_title(heading):
            if match.spelling:
                self._tell(
                    "R010",
                    heading,
                    f'"{heading.text[:60]}" was read as "{match.spelling}".',
                    f'Write "{match.spelling}".',
                )
            if len(match.names) > 1:
                self._tell("R015", heading, f"this heading has two roles: {', '.join(match.names)}.")
            self._open_section(match.names, heading)
        elif self._is_title(heading):
            self.title = heading
        elif self.section.role == "conclusions" and heading.level > self.section.level:
            self._group_or_paper(index, heading)
        elif self.section.role in GROUPING_ROLES and heading.level > self.section.level:
            self.section.groups.append(Group(heading))
        else:
            self._open_section(("notes",), heading)

    def _is_title(self, heading: Heading) -> bool:
        """The first heading is the report's title when it is a date or stands above all sections."""
        if self.title or len(self.sections) > 1:
            return False
        if dates.heading_date(plain(heading.text)) or dates.is_day_label(plain(heading.text)):
            return True
        return heading.level == 1 and not self.vocabulary.section(heading.text)

    def _open_section(self, roles: tuple[str, ...], heading: Heading) -> None:
        self._close_section(heading.start)
        if 0 < self.deepest_section < heading.level and heading.form == "atx" and roles != ("notes",):
            self._tell("R021", heading, "this section is deeper than the section before it.")
        if roles != ("notes",) and heading.form == "atx":
            self.deepest_section = heading.level
        self.sections.append(Section(roles, heading, [Group(None)]))

    def _close_section(self, line: int) -> None:
        self._close_group(line)
        self.section.end = line

    def _close_group(self, line: int) -> None:
        self._close_paper(line)
        group = self.group
        if len(group.papers) < 2:
            return
        last = group.papers[-1]
        part = last.fields[-1] if last.fields else None
        closing = part.blocks[-1] if part and part.blocks else None
        if part is None or not isinstance(closing, Prose) or len(last.blocks) < 2:
            return
        if closing is not self.last_in_paper:
            return  # it is part of an item
        text = "\n".join(line.text for line in self.document.lines[closing.start : closing.end])
        if part.start == closing.start or not asks(text):
            return
        part.blocks.pop()
        part.end = part.blocks[-1].end if part.blocks else part.start
        group.closing.append(closing)
        self._tell(
            "R033",
            closing,
            f'this question after several papers was attached to "{group.name or "the papers"}".',
            "Put it into the questions section, or above the papers' text, to say otherwise.",
        )

    def _close_paper(self, line: int) -> None:
        if self.paper:
            self.paper.end = line
            self.paper = None

    def _group_or_paper(self, index: int, heading: Heading) -> None:
        following = self.found[index + 1] if index + 1 < len(self.found) else None
        contains = (
            isinstance(following, Heading)
            and following.level > heading.level
            and not self.vocabulary.field(following.text)
            and not self.vocabulary.section(following.text)
        )
        if contains or self.vocabulary.group(heading.text):
            self._close_group(heading.start)
            self.section.groups.append(Group(heading))
        else:
            self._close_paper(heading.start)
            if self._is_beside_group(heading):
                self._close_group(heading.start)
                self.section.groups.append(Group(None))
            self.paper = PaperPlace(heading, heading.end)
            self.group.papers.append(self.paper)

    def _is_beside_group(self, heading: Heading) -> bool:
        """Whether a paper stands beside the open group: by its level, where only levels make a group."""
        group = self.group.heading
        return group is not None and heading.level <= group.level and not self.vocabulary.group(group.text)

    def _is_field(self, paper: PaperPlace, heading: Heading) -> bool:
        """Open a field if the heading names one; a section's name is one only below the paper."""
        match = self.vocabulary.field(heading.text)
        if not match or heading.level <= self.section.level:
            return False
        if heading.level <= paper.heading.level and self.vocabulary.section(heading.text):
            return False
        if heading.level <= paper.heading.level and match.spelling:
            return False
        if match.spelling:
            self._tell("R010", heading, f'"{heading.text[:60]}" was read as "{match.spelling}".')
        paper.fields.append(Field(match.names[0], heading, heading.end, 0, end=heading.end))
        return True

    def _tell(self, code: str, block: Block, reading: str, advice: str = "") -> None:
        self.diagnostics.append(
            Diagnostic(code, "info", block.start + 1, 1, visible(reading), visible(advice))
        )
