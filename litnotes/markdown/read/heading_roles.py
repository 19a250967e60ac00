"""Which section a heading opens, by its name and by what is around it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from litnotes.markdown.dates.headings import day_heading
from litnotes.markdown.document import Line
from litnotes.markdown.heading_text import normal, plain
from litnotes.markdown.name_kinds import is_now, is_open, names_report, names_topics
from litnotes.markdown.read.blocks import Block, Heading, Item
from litnotes.markdown.read.entry_marks import BOXED
from litnotes.markdown.read.habits import INITIALS, Habits
from litnotes.markdown.read.outline import TASK_ROLES, Section
from litnotes.markdown.vocabulary import LabelMatch, Vocabulary

_NOT_OF_TASKS = frozenset({"questions", "conclusions", "quick_notes"})
_WITH_TASKS = TASK_ROLES | {"next"}
_OF_MEETINGS = frozenset({"attendance", "decision"})


class HeadingRoles:
    """The roles of the headings of a file."""

    def __init__(
        self, lines: Sequence[Line], vocabulary: Vocabulary, habits: Habits, all_blocks: Sequence[Block]
    ) -> None:
        self.lines = lines
        self.vocabulary = vocabulary
        self.habits = habits
        self.all_blocks = all_blocks

    def of(self, index: int, heading: Heading, section: Section) -> LabelMatch | None:
        """Return the section that a heading at `index` of the blocks opens below a section, or None.

        Beside *Yesterday*, *Today* is a plan. *Open* may be a group, and so is *Paper* above boxes among
        tasks. The agenda of a meeting is no plan.
        """
        if self.habits.initials and heading.name in INITIALS:
            return LabelMatch((INITIALS[heading.name],))
        name = normal(heading.text)
        match = self.vocabulary.section(heading.text)
        if match is None and self.habits.past and is_now(name):
            return LabelMatch(("todo",))
        if match is None and self._reports_week(index, heading):
            return LabelMatch(("done",))
        if match and match.names == ("todo",) and names_topics(name) and self._is_meeting:
            return None
        is_deeper = heading.level > section.level
        if is_deeper and section.role in _NOT_OF_TASKS and is_open(name):
            return None
        is_topic = is_deeper and section.role in _WITH_TASKS and self._has_boxes(index)
        return None if match and is_topic and match.names == ("conclusions",) else match

    def _has_boxes(self, index: int) -> bool:
        """Whether the list directly below a heading has boxes."""
        below = self.all_blocks[index + 1] if index + 1 < len(self.all_blocks) else None
        line = self.lines[below.start].text if isinstance(below, Item) else ""
        return isinstance(below, Item) and BOXED.match(line, below.offset) is not None

    def _reports_week(self, index: int, heading: Heading) -> bool:
        """Whether a heading such as `Week 5 Report` is directly above a list."""
        below = self.all_blocks[index + 1] if index + 1 < len(self.all_blocks) else None
        if not isinstance(below, Item) or not names_report(normal(heading.text)):
            return False
        day = day_heading(plain(heading.text))
        return day is not None and bool(day.label)

    @cached_property
    def _is_meeting(self) -> bool:
        """Whether the file has another section that only minutes have, or that has the tasks."""
        names = [block for block in self.all_blocks if isinstance(block, Heading)]
        found = [(heading, self.vocabulary.section(heading.text)) for heading in names]
        roles = {
            role for heading, match in found if match and not names_topics(normal(heading.text))
            for role in match.names
        }  # fmt: skip
        return not roles.isdisjoint(_OF_MEETINGS) or "todo" in roles or "next" in roles
