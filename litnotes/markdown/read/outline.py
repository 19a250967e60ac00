"""The parts of a report: sections, groups, papers, fields, each with its lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from litnotes.errors import Diagnostic
from litnotes.markdown.dates.headings import LabelledDate
from litnotes.markdown.document import Document
from litnotes.markdown.read.blocks import Block, Heading, Prose
from litnotes.model.reports import TaskState
from litnotes.values.patterns import pattern

TASK_ROLES = frozenset({"todo", "doing", "done"})
ITEM_ROLES = frozenset({"next", "blocker", "decision"})
"""Roles whose items are each kept as a note."""

ROLES_OF_ITEMS = TASK_ROLES | ITEM_ROLES | {"questions"}
GROUPING_ROLES = ROLES_OF_ITEMS | {"quick_notes"}

_ASKS = pattern(r"[?？](?:\s|[\"'”’)）]|$)")


@dataclass(slots=True)
class Field:
    """A field of a paper, below its own heading or after a label.

    `name` is None for the text directly below the paper's heading. The text is in lines `start` to `end`,
    from `column` of the first line on.
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
    """A sub-heading of a section (None before the first one) and the blocks below it.

    `weekday` is the name of the day of the week above the section, `topic` that of the section in which
    an aside is, if any. `closing` is a question on all papers of the group.
    """

    heading: Heading | None
    weekday: str | None = None
    topic: str | None = None
    blocks: list[Block] = field(default_factory=list)
    papers: list[PaperPlace] = field(default_factory=list)
    closing: list[Prose] = field(default_factory=list)

    @property
    def name(self) -> str | None:
        """The heading's words, or the name above the section."""
        return self.heading.name if self.heading else self.weekday or self.topic


@dataclass(slots=True)
class Section:
    """A section with its roles, of which `role` is the first; `heading` is None before the first heading.

    If `is_layout`, the heading is no topic, but a day of the week or the title above the days of a file.
    `asides` are sections of single entries within this one, each with the role and state of its entry.
    """

    roles: tuple[str, ...]
    heading: Heading | None
    groups: list[Group] = field(default_factory=list)
    end: int = 0
    is_layout: bool = False
    asides: list[Section] = field(default_factory=list)
    is_aside: bool = False
    state: TaskState | None = None
    role: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.role = self.roles[0]

    @property
    def level(self) -> int:
        """The heading's level; 0 without heading."""
        return self.heading.level if self.heading else 0

    @property
    def blocks(self) -> list[Block]:
        """All blocks of the section except those of papers."""
        return [block for group in self.groups for block in group.blocks]


@dataclass(slots=True)
class Outline:
    """The parts of a report in order; `title` is the heading with the day or the name of the report.

    The report is lines `start` to `end` (0-based, end exclusive) of its document, which may contain
    other days too. `given` is its day if only other lines of the file show that its title has a date.
    """

    document: Document
    title: Heading | None
    sections: list[Section]
    diagnostics: list[Diagnostic]
    start: int
    end: int
    given: LabelledDate | None = None

    @property
    def papers(self) -> list[PaperPlace]:
        """The papers below headings."""
        return [paper for section in self.sections for group in section.groups for paper in group.papers]

    @property
    def is_paper_note(self) -> bool:
        """Whether the file is a note on one paper."""
        papers = self.papers
        return bool(papers) and papers[0].heading.level == 0

    def section(self, role: str) -> Section | None:
        """Return the first section with a role, or None."""
        return next((section for section in self.sections if role in section.roles), None)


def asks(text: str) -> bool:
    """Whether a text contains a question."""
    return _ASKS.search(text) is not None
