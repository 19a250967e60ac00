"""Blocks as outlines, one for each day of a file.

Levels are relative: the heading of a known section opens a section at any level; below a section
on papers, headings are groups, papers or fields by what they say and what follows them. The heading
of another day, at the level of the first, opens another outline.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from litnotes.errors import Diagnostic
from litnotes.markdown.blocks import Block, Heading, Item, Prose, Rule, Verbatim
from litnotes.markdown.dates.headings import day_heading, labelled_date, weekday_heading
from litnotes.markdown.dates.written import WrittenDate, WrittenRange
from litnotes.markdown.document import Document, visible
from litnotes.markdown.fields import put_into_fields
from litnotes.markdown.front_matter import paper_heading
from litnotes.markdown.outline import (
    GROUPING_ROLES,
    ITEM_ROLES,
    TASK_ROLES,
    Field,
    Group,
    Outline,
    PaperPlace,
    Section,
    asks,
)
from litnotes.markdown.splitter import blocks, blocks_inside
from litnotes.markdown.text import is_link
from litnotes.markdown.vocabulary import HEADINGS_KEPT, Vocabulary, plain

MAX_TITLE = 60
MAX_LINES_BELOW = 2

_ROLES_OF_ITEMS = TASK_ROLES | ITEM_ROLES | {"questions"}

_NAMED_ITEM = re.compile(
    r"(?:\*\*|__)(?P<name>[^*_\n]{1,60}?)(?P<stop>[.。:：]?)(?:\*\*|__)\s*[.。:：]?\s*"
)


def outlines(document: Document, vocabulary: Vocabulary, *, of_paper: bool = False) -> list[Outline]:
    """Return the parts of a document: one outline for each day, in the order of the file.

    `of_paper` tells that the file is a note on one paper, whose title is its first heading.
    """
    found, diagnostics = blocks(document, vocabulary)
    builder = _Builder(document, vocabulary, found)
    builder.run(of_paper=of_paper)
    told = iter(sorted([*diagnostics, *builder.diagnostics], key=lambda note: note.line))
    note = next(told, None)
    for day in builder.days:
        while note and note.line <= day.end:
            day.diagnostics.append(note)
            note = next(told, None)
    return builder.days


def is_paper_text(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text below the heading of a paper is read as that paper's text, and nothing else."""
    data = f"## papers\n\n### -\n\n{text}".encode("utf-8", "surrogateescape")
    days = outlines(Document.from_bytes(data), vocabulary)
    sections = days[0].sections
    papers = [paper for section in sections for group in section.groups for paper in group.papers]
    names = [part.name for paper in papers for part in paper.fields]
    return len(days) == 1 and len(sections) == 2 and names == [None]


class _Builder:
    """One pass over the blocks, keeping the open day, section, group, paper and field."""

    def __init__(self, document: Document, vocabulary: Vocabulary, found: list[Block]) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self.found = found
        self.days: list[Outline] = []
        self.diagnostics: list[Diagnostic] = []
        self.day_level: int | None = None
        self.paper: PaperPlace | None = None
        self.paper_note: PaperPlace | None = None
        self.last_in_paper: Block | None = None
        self._start_day(0, None)

    def _start_day(self, start: int, title: Heading | None) -> None:
        self.start = start
        self.title = title
        self.section = Section(("notes",), None, [Group(None)])
        self.sections = [self.section]
        self.weekday: Heading | None = None
        self.deepest_section = 0

    def _end_day(self, line: int) -> None:
        self._close_section(line)
        self.days.append(Outline(self.document, self.title, self.sections, [], self.start, line))

    @property
    def group(self) -> Group:
        return self.section.groups[-1]

    def run(self, *, of_paper: bool) -> None:
        if heading := paper_heading(self.document, self.found, of_paper=of_paper):
            self._start_paper_note(heading)
        for index, block in enumerate(self.found):
            if self.paper_note:
                self._in_paper_note(block)
            elif isinstance(block, Heading):
                self._heading(index, block)
            elif self.paper and not isinstance(block, Rule | Verbatim):
                put_into_fields(self.paper.fields, block, self.document, self.vocabulary)
                self.last_in_paper = block
            elif index == 0 and isinstance(block, Prose) and self._is_plain_title(block):
                self.title = Heading(block.start, block.start + 1, 1, self._words(block), "plain")
                self.group.blocks.append(replace(block, start=block.start + 1))
            elif not self._opens_section_for_itself(block) and not self._belongs_to_item_above(block):
                self.group.blocks.append(block)
        self._end_day(len(self.document.lines))

    def _words(self, block: Block) -> str:
        return visible(self.document.lines[block.start].text.strip())

    def _is_plain_title(self, block: Prose) -> bool:
        """Whether the first line is a title without markup: a line below it gives the date."""
        below = self.document.lines[block.start + 1 : block.end][:MAX_LINES_BELOW]
        return len(self._words(block)) <= MAX_TITLE and any(labelled_date(line.text) for line in below)

    def _start_paper_note(self, heading: Heading) -> None:
        self.paper = self.paper_note = PaperPlace(heading, heading.end)
        self.section = Section(("conclusions",), None, [Group(None, papers=[self.paper])])
        self.sections.append(self.section)

    def _in_paper_note(self, block: Block) -> None:
        """In a note on one paper, headings that are no field are part of its text."""
        if self.paper is None or isinstance(block, Rule) or block is self.paper.heading:
            return
        if isinstance(block, Verbatim):
            self.sections[0].groups[0].blocks.append(block)
        elif isinstance(block, Heading) and self._is_field(self.paper, block):
            return
        elif not isinstance(block, Heading) or plain(block.text) != plain(self.paper.heading.text):
            text = Prose(block.start, block.end) if isinstance(block, Heading) else block
            put_into_fields(self.paper.fields, text, self.document, self.vocabulary)

    def _belongs_to_item_above(self, block: Block) -> bool:
        """A bullet that is only a link goes with the item directly above it, unless papers are listed."""
        if not isinstance(block, Item) or block.number is not None or block.end > block.start + 1:
            return False
        above = self.group.blocks[-1] if self.group.blocks else None
        if not isinstance(above, Item) or block.start != above.end:
            return False
        text = self.document.lines[block.start].text
        if self.section.role not in _ROLES_OF_ITEMS or not is_link(text[block.offset :]):
            return False
        above.end = block.end
        return True

    def _opens_section_for_itself(self, block: Block) -> bool:
        """`- **Done**: read x`, where no section is open, is an entry of that section."""
        section = self.section
        if section.heading or not isinstance(block, Item) or section.role != "notes":
            return False
        line = self.document.lines[block.start].text
        match = _NAMED_ITEM.match(line, block.offset)
        if not match or not self.vocabulary.is_section_name(match.group("name")):
            return False
        roles = self.vocabulary.section(match.group("name"))
        heading = Heading(block.start, block.start + 1, 6, visible(match.group("name")), "item")
        below: list[Block] = [replace(block, offset=match.end())]
        if match.end() >= len(line.rstrip()):
            below = blocks_inside(self.document, self.vocabulary, block.start + 1, block.end)
        named = Section(roles.names if roles else (), heading, [Group(None, blocks=below)], block.end)
        self.sections.insert(-1, named)  # the open one goes on
        return True

    def _heading(self, index: int, heading: Heading) -> None:
        if self.paper and self._is_field(self.paper, heading):
            return
        if self._opens_day(heading) or self._is_title(heading):
            return
        section = self.section
        if match := self.vocabulary.section(heading.text):
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
        elif section.role == "conclusions" and heading.level > section.level:
            self._group_or_paper(index, heading)
        elif section.role in GROUPING_ROLES and heading.level > section.level:
            section.groups.append(Group(heading))
        else:
            self._open_section(("notes",), heading)
            if self._is_weekday(heading):
                self.section.is_layout = True
                self.weekday = heading

    def _opens_day(self, heading: Heading) -> bool:
        """Start a day at a heading that is a date, unless it stands inside the sections of one."""
        if heading.form in ("label", "plain") or not (dated := _date_of(heading.text)):
            return False
        if self.day_level is None:
            if any(section.role != "notes" for section in self.sections):
                return False
            self._keep_title_as_note()
            self.title, self.day_level = heading, heading.level
            return True
        drift = heading.level - self.day_level
        if abs(drift) > 1 or (drift == 1 and self._contains(heading)):
            return False
        if self.title and _date_of(self.title.text) == dated:
            return False
        if drift:
            self._tell("R018", heading, "this day stands at another level than the days before it.")
        self._end_day(heading.start)
        self._start_day(heading.start, heading)
        return True

    def _contains(self, heading: Heading) -> bool:
        """Whether a heading is part of the open day: of a week, or beside the day's sections."""
        known = [section for section in self.sections if section.role != "notes"]
        return any(section.level <= heading.level for section in known) or (
            self.title is not None and not isinstance(_date_of(self.title.text), WrittenDate)
        )

    def _keep_title_as_note(self) -> None:
        """Keep the title above the first of several days as a note, with what stands below it."""
        if not self.title:
            return
        title, preamble = self.title, self.sections[0].groups[0]
        below = [block for block in preamble.blocks if block.start > title.start]
        preamble.blocks = [block for block in preamble.blocks if block.start < title.start]
        section = Section(("notes",), title, [Group(None, blocks=below)], is_layout=True)
        self.sections.insert(1, section)
        self.section = self.sections[-1]

    def _is_weekday(self, heading: Heading) -> bool:
        return weekday_heading(plain(heading.text)) is not None or _date_of(heading.text) is not None

    def _is_title(self, heading: Heading) -> bool:
        """The first heading is the title when it names a week or stands above all sections."""
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
                self._tell("R021", heading, "this section is deeper than the section before it.")
            self.deepest_section = heading.level
        if self.weekday and heading.level <= self.weekday.level:
            self.weekday = None
        named = self.weekday.name if self.weekday and roles[0] in GROUPING_ROLES else None
        self.section = Section(roles, heading, [Group(None, weekday=named)])
        self.sections.append(self.section)

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
        if heading.level <= self.section.level or not (match := self.vocabulary.field(heading.text)):
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


@lru_cache(maxsize=HEADINGS_KEPT)
def _date_of(heading: str) -> WrittenDate | WrittenRange | None:
    found = day_heading(plain(heading))
    return found.written if found else None
