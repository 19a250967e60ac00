"""Blocks as outlines, one for each day of a file.

Levels are relative: the heading of a known section opens a section at any level. Below a section on
papers, a heading is a group, a paper or a field by its words and by the next heading. The heading of
another day, at the level of the first, opens another outline.
"""

from __future__ import annotations

from dataclasses import replace

from litnotes.errors import Diagnostic
from litnotes.markdown.dates.headings import day_heading
from litnotes.markdown.document import Document, visible
from litnotes.markdown.heading_text import plain
from litnotes.markdown.name_kinds import names_aside, names_papers
from litnotes.markdown.read.blocks import Block, Heading, Prose
from litnotes.markdown.read.cited_headings import names_paper
from litnotes.markdown.read.day_lines import DayLines, day_lines
from litnotes.markdown.read.day_starts import DayStarts
from litnotes.markdown.read.day_titles import is_weekday, plain_title
from litnotes.markdown.read.front_matter import paper_heading
from litnotes.markdown.read.habits import Habits
from litnotes.markdown.read.heading_roles import HeadingRoles
from litnotes.markdown.read.open_paper import PaperPlaces
from litnotes.markdown.read.outline import (
    GROUPING_ROLES,
    ROLES_OF_ITEMS,
    TASK_ROLES,
    Group,
    Outline,
    Section,
)
from litnotes.markdown.read.section_text import SectionText
from litnotes.markdown.read.splitter import blocks
from litnotes.markdown.vocabulary import LabelMatch, Vocabulary

_DEEPEST = 7


def outlines(document: Document, vocabulary: Vocabulary, *, of_paper: bool = False) -> list[Outline]:
    """Return one outline for each day of a document, in order, each with the diagnostics of its lines.

    If `of_paper`, the file is a note on one paper, whose title is its first heading.
    """
    habits = Habits.of(document.lines)
    lines_of_days = day_lines(document.lines)
    all_blocks, diagnostics = blocks(document, vocabulary, habits, lines_of_days.plain)
    builder = _Builder(document, vocabulary, all_blocks, habits, lines_of_days)
    builder.run(of_paper=of_paper)
    diagnostics = [*document.diagnostics, *diagnostics, *builder.diagnostics]
    by_line = iter(sorted(diagnostics, key=lambda note: note.line))
    note = next(by_line, None)
    for day in builder.days:
        while note and note.line <= day.end:
            day.diagnostics.append(note)
            note = next(by_line, None)
    return builder.days


class _Builder:
    """One pass over the blocks, keeping the open day, section, group, paper and field."""

    def __init__(
        self,
        document: Document,
        vocabulary: Vocabulary,
        all_blocks: list[Block],
        habits: Habits,
        days: DayLines,
    ) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self.all_blocks = all_blocks
        self.roles = HeadingRoles(document.lines, vocabulary, habits, all_blocks)
        self.text = SectionText(document, vocabulary, habits)
        self.days: list[Outline] = []
        self.diagnostics: list[Diagnostic] = []
        self.day_lines = days
        self.day_starts = DayStarts(document, all_blocks, days)
        self.papers = PaperPlaces(document, vocabulary, self._diagnose)
        self._start_day(0, None)

    def _start_day(self, start: int, title: Heading | None) -> None:
        self.start = start
        self.title = title
        self.section = Section(("notes",), None, [Group(None)])
        self.sections = [self.section]
        self.weekday: Heading | None = None
        self.deepest_section = 0
        self.top_level: int | None = None

    def _end_day(self, line: int) -> None:
        self._close_section(line)
        sections = [part for section in self.sections for part in (section, *section.asides)]
        given = self.day_lines.dates.get(self.title.start) if self.title else None
        self.days.append(Outline(self.document, self.title, sections, [], self.start, line, given))

    @property
    def group(self) -> Group:
        return self.section.groups[-1]

    def run(self, *, of_paper: bool) -> None:
        if heading := paper_heading(self.document, self.all_blocks, self.vocabulary, of_paper=of_paper):
            self._start_papers(0)
            self.papers.start_note(heading, self.group)
        for index, block in enumerate(self.all_blocks):
            if isinstance(block, Heading) and not self.papers.is_note:
                self._heading(index, block)
            else:
                self._block(index, block)
        self._end_day(len(self.document.lines))

    def _block(self, index: int, block: Block) -> None:
        """Put a block into the paper or section that it is part of."""
        if self._opens_paper(index, block):
            return
        if not isinstance(block, Heading):
            self._leave_attendance(block)
            role = self.papers.role_of_text(self.section.role)
            if self.text.put_apart(self.section, block, role, self.papers.open_heading):
                return  # an entry of another section
        if self.papers.is_note:
            if not self.papers.put_into_note(block):
                self.sections[0].groups[0].blocks.append(block)
        elif self.papers.put(block):
            return
        elif index or not self._is_plain_title(block):
            self._put(index, block)

    def _is_plain_title(self, block: Block) -> bool:
        """Read the first line of a file as its title without markup; return whether it is one."""
        title = plain_title(self.document, block) if isinstance(block, Prose) else None
        if title is None:
            return False
        self.title = title
        if block.end > title.end:
            self.group.blocks.append(replace(block, start=title.end))
        return True

    def _put(self, index: int, block: Block) -> None:
        """Put a block into the open section, unless it is the name of another one."""
        following = self._following(index)
        label = self.text.label_of_list(self.section, block, following)
        if label and self.section.role in ROLES_OF_ITEMS and names_aside(label.text):
            self._open_section(("notes",), label)
        elif not self._opens_section_for_itself(block):
            self.text.put(self.section, block, following)

    def _opens_paper(self, index: int, block: Block) -> bool:
        """Open the paper that the first line of a paragraph names; return whether it does."""
        in_papers = self.section.role == "conclusions"
        if not isinstance(block, Prose) or not (in_papers or self.section.role == "notes"):
            return False
        heading = self.papers.named_by(block, self._following(index), in_papers=in_papers)
        if heading is None:
            return False
        if not in_papers:
            self._start_papers(block.start)
        level = self.section.level + 1 if in_papers else _DEEPEST
        self._group_or_paper(index, replace(heading, level=level))
        if block.end > block.start + 1:
            self._block(index, replace(block, start=block.start + 1))
        return True

    def _start_papers(self, line: int) -> None:
        """Start a section on papers that has no heading; it ends with its paper."""
        self._close_section(line)
        self.section = Section(("conclusions",), None, [Group(None)])
        self.sections.append(self.section)

    def _following(self, index: int) -> Block | None:
        return self.all_blocks[index + 1] if index + 1 < len(self.all_blocks) else None

    def _leave_attendance(self, block: Block) -> None:
        """Return to the section before a label such as `Attendees:` at an empty line below its list."""
        section = self.section
        if section.role != "attendance" or not section.heading or section.heading.form in ("atx", "setext"):
            return
        if section.blocks and block.start > section.blocks[-1].end:
            self._close_section(section.blocks[-1].end)
            self.section = next(part for part in reversed(self.sections) if part.role != "attendance")

    def _opens_section_for_itself(self, block: Block) -> bool:
        """Read an item among notes that names a section as that section; return whether it is."""
        named = self.text.section_of_item(self.section, block)
        if named is None or named.heading is None:
            return False
        self.sections.insert(-1, named)  # the open section continues
        self._note_level(named.heading)
        return True

    def _heading(self, index: int, heading: Heading) -> None:
        if self.papers.takes(heading, self.section):
            return
        if self._opens_day(index, heading) or self._is_title(heading):
            return
        section = self.section
        if self._in_papers(heading) and self.vocabulary.group(heading.text):
            self._group_or_paper(index, heading)
        elif match := self.roles.of(index, heading, section):
            self._open_known(match, heading)
        elif self._in_papers(heading):
            self._group_or_paper(index, heading)
        elif self._is_of_undecided(heading):
            self._open_section(("conclusions",), heading)
            self.section.groups.append(Group(heading))
        elif names_paper(self.document, self.vocabulary, heading, self.all_blocks, index):
            self._start_papers(heading.start)
            self.papers.open(heading, self.group)
        else:
            self._open_unknown(heading)

    def _open_unknown(self, heading: Heading) -> None:
        """Open the group, the work of a day or the notes below a heading that names no section."""
        if self.text.opens_work_of_day(self.section, heading):
            self._open_work_of_day(heading)
        elif self._is_group(heading):
            self.section.groups.append(Group(heading))
        else:
            self._open_section(("notes",), heading)
            if is_weekday(heading):
                self.section.is_layout = True
                self.weekday = heading

    def _is_of_undecided(self, heading: Heading) -> bool:
        """Whether a heading such as *Not sure* is beside the sections on papers, or names papers itself."""
        if not self.vocabulary.is_unsure_group(heading.text):
            return False
        return names_papers(heading.text) or any(part.role == "conclusions" for part in self.sections)

    def _is_group(self, heading: Heading) -> bool:
        """Whether a heading is a group of the open section; *Notes* below tasks is none."""
        if self.section.role in TASK_ROLES and names_aside(heading.text):
            return False
        return self.section.role in GROUPING_ROLES and heading.level > self.section.level

    def _open_known(self, match: LabelMatch, heading: Heading) -> None:
        if match.spelling:
            message = f'"{heading.text[:60]}" was read as "{match.spelling}".'
            self._diagnose("R010", heading, message, f'Write "{match.spelling}".')
        if len(match.names) > 1:
            self._diagnose("R015", heading, f"this heading has two roles: {', '.join(match.names)}.")
        self._open_section(match.names, heading)

    def _open_work_of_day(self, heading: Heading) -> None:
        """Open the work of a day below goals or other work: a group of what is done."""
        if self.section.role == "todo":
            self.deepest_section = max(
                self.deepest_section, heading.level
            )  # a day may be deeper than goals
            self._open_section(("done",), heading)
            self.section.groups[0].topic = heading.name
        else:
            self.section.groups.append(Group(heading))

    def _in_papers(self, heading: Heading) -> bool:
        """Whether a heading is within a section on papers that has a heading."""
        section = self.section
        return section.role == "conclusions" and bool(section.heading) and heading.level > section.level

    def _opens_day(self, index: int, heading: Heading) -> bool:
        """Start a day at a heading with a date, unless it is inside the sections of a day."""
        start = self.day_starts.start(index, heading, self.top_level)
        if start is None:
            return False
        if start.is_first:
            self._keep_title_as_note()
            self.title = heading
            return True
        if start.drifts:
            self._diagnose("R018", heading, "this day has a heading of another level than those before it.")
        self._end_day(heading.start)
        self._start_day(heading.start, heading)
        return True

    def _keep_title_as_note(self) -> None:
        """Keep the title above the first of several days as a note, with the text below it."""
        if not self.title:
            return
        title, preamble = self.title, self.sections[0].groups[0]
        below = [block for block in preamble.blocks if block.start > title.start]
        preamble.blocks = [block for block in preamble.blocks if block.start < title.start]
        section = Section(("notes",), title, [Group(None, blocks=below)], is_layout=True)
        self.sections.insert(1, section)
        self.section = self.sections[-1]

    def _is_title(self, heading: Heading) -> bool:
        """Read the first heading as the title if it names a week or is above all sections."""
        if self.title or len(self.sections) > 1:
            return False
        if not day_heading(plain(heading.text)) and (
            heading.level != 1 or self.vocabulary.section(heading.text)
        ):
            return False
        self.title = heading
        return True

    def _open_section(self, roles: tuple[str, ...], heading: Heading) -> None:
        self._close_section(heading.start)
        if roles != ("notes",) and heading.form == "atx":
            if 0 < self.deepest_section < heading.level:
                self._diagnose("R021", heading, "this section is deeper than the section before it.")
            self.deepest_section = heading.level
        if roles[0] != "notes":
            self._note_level(heading)
        if self.weekday and heading.level <= self.weekday.level:
            self.weekday = None
        named = self.weekday.name if self.weekday and roles[0] in GROUPING_ROLES else None
        self.section = Section(roles, heading, [Group(None, weekday=named)])
        self.sections.append(self.section)

    def _note_level(self, heading: Heading) -> None:
        """Keep the level of the highest section of the day."""
        self.top_level = min(heading.level, self.top_level or heading.level)

    def _close_section(self, line: int) -> None:
        self.papers.close_group(self.group, line)
        self.section.end = line
        self.text.name_lists(self.section)
        if self.section.role == "quick_notes":
            self.text.take_out_tasks(self.section)

    def _group_or_paper(self, index: int, heading: Heading) -> None:
        following = self._following(index)
        contains = (
            isinstance(following, Heading)
            and following.level > heading.level
            and not self.vocabulary.field(following.text)
            and not self.vocabulary.section(following.text)
        )
        if contains or self.vocabulary.group(heading.text):
            self.papers.close_group(self.group, heading.start)
            self.section.groups.append(Group(heading))
        else:
            if self._is_beside_group(heading):
                self.papers.close_group(self.group, heading.start)
                self.section.groups.append(Group(None))
            self.papers.open(heading, self.group)

    def _is_beside_group(self, heading: Heading) -> bool:
        """Whether a paper is beside the open group. A group with a known name contains all later papers."""
        group = self.group.heading
        return group is not None and heading.level <= group.level and not self.vocabulary.group(group.text)

    def _diagnose(self, code: str, block: Block, message: str, advice: str = "") -> None:
        self.diagnostics.append(
            Diagnostic(code, "info", block.start + 1, 1, visible(message), visible(advice))
        )
