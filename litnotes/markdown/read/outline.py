"""The parts of a report: sections, groups, papers, fields, each with its lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from litnotes.errors import Diagnostic
from litnotes.markdown.document import Document
from litnotes.markdown.read.blocks import Block, Heading, Prose
from litnotes.values.patterns import pattern

TASK_ROLES = frozenset({"todo", "doing", "done"})
ITEM_ROLES = frozenset({"next", "blocker", "decision"})
"""Roles whose entries are kept as notes, one for each item."""

GROUPING_ROLES = TASK_ROLES | ITEM_ROLES | {"questions", "quick_notes"}

_ASKS = pattern(r"[?？](?:\s|[\"'”’)）]|$)")


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
    """A sub-heading of a section (None for what comes before the first) and what stands below it.

    `weekday` is the day of the week that the whole section stands under, if any.
    """

    heading: Heading | None
    weekday: str | None = None
    blocks: list[Block] = field(default_factory=list)
    papers: list[PaperPlace] = field(default_factory=list)
    closing: list[Prose] = field(default_factory=list)

    @property
    def name(self) -> str | None:
        """The heading's words, or the day of the week that the section stands under."""
        return self.heading.name if self.heading else self.weekday


@dataclass(slots=True)
class Section:
    """A section with its roles; `heading` is None for what comes before the first heading.

    The heading of a section that `is_layout` is no topic: a day of the week, or the title above the
    days of a file.
    """

    roles: tuple[str, ...]
    heading: Heading | None
    groups: list[Group] = field(default_factory=list)
    end: int = 0
    is_layout: bool = False

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

    @property
    def papers(self) -> list[PaperPlace]:
        """The papers below headings."""
        return [paper for section in self.sections for group in section.groups for paper in group.papers]

    @property
    def is_paper_note(self) -> bool:
        """Whether the whole file is a note on one paper, named in its front matter."""
        papers = self.sections[-1].groups[0].papers
        return bool(papers) and papers[0].heading.level == 0

    def section(self, role: str) -> Section | None:
        """Return the first section of a role."""
        return next((section for section in self.sections if role in section.roles), None)


def asks(text: str) -> bool:
    """Whether a text holds a question."""
    return _ASKS.search(text) is not None
