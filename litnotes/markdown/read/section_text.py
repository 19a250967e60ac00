"""The blocks below a heading, put into their section: entries, groups by label, asides."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from litnotes.markdown.document import Document, visible
from litnotes.markdown.heading_text import plain
from litnotes.markdown.read.asides import Aside, inside, whole
from litnotes.markdown.read.block_text import is_address
from litnotes.markdown.read.blocks import Block, Heading, Item, Prose, numbered
from litnotes.markdown.read.details import is_work_day
from litnotes.markdown.read.habits import Habits
from litnotes.markdown.read.heading_forms import MAX_GROUP_LABEL, is_label
from litnotes.markdown.read.named_items import named_item
from litnotes.markdown.read.outline import ITEM_ROLES, ROLES_OF_ITEMS, TASK_ROLES, Group, Section
from litnotes.markdown.read.splitter import blocks_inside
from litnotes.markdown.vocabulary import Vocabulary

_CODE = ("fence", "math")
_SENTENCE_ENDS = frozenset(".。!！?？:：")
_LEAST_NAMES = 2
"""A single line above a list may be a task with its parts below."""


class SectionText:
    """Puts blocks into sections of one document."""

    def __init__(self, document: Document, vocabulary: Vocabulary, habits: Habits) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self.habits = habits

    def put(self, section: Section, block: Block, following: Block | None) -> None:
        """Add a block to the last group of a section, or to the item above; a label opens a group."""
        group = section.groups[-1]
        if self._belongs_to_item_above(section, group, block):
            return
        if label := self.label_of_list(section, block, following):
            section.groups.append(Group(label))
        else:
            group.blocks.append(block)

    def label_of_list(self, section: Section, block: Block, following: Block | None) -> Heading | None:
        """Return the label of the list below it, in a section of entries: `Exporter:`."""
        if section.role not in TASK_ROLES | ITEM_ROLES or not isinstance(following, Item):
            return None
        if not self._is_label(block):
            return None
        return self._label(section, block)

    def put_apart(self, section: Section, block: Block, role: str, paper: Heading | None) -> bool:
        """Add the entries of other sections in a block to the asides of its section.

        `role` is that of the text, `paper` the heading of the paper it is on. Return whether the whole
        block is such an entry.
        """
        if role == "notes" and section.heading and self.vocabulary.field(section.heading.text):
            role = "paper"  # ticks there say what is good
        marks = (self.document, self.vocabulary, self.habits, block, role)
        if first := whole(*marks):
            _add(section, first, paper)
            marks = (self.document, self.vocabulary, self.habits, first.item, first.role)
        nested = list(inside(*marks))
        for aside in nested:
            _add(section, aside, paper)
        if first is not None or not nested:
            return first is not None
        return all(line.apart for line in self.document.lines[block.start : block.end])

    def section_of_item(self, section: Section, block: Block) -> Section | None:
        """Return the section that an item among notes names: `- **Done**: read x`; None if it names none.

        Below a heading, only the name above a list of entries counts.
        """
        if section.role != "notes" or not isinstance(block, Item):
            return None
        if not (named := named_item(self.document, self.vocabulary, block)):
            return None
        if section.heading and not (named.is_alone and named.role in ROLES_OF_ITEMS):
            return None
        roles = self.vocabulary.section(named.name)
        heading = Heading(block.start, block.start + 1, 6, visible(named.name), "item")
        below: list[Block] = [replace(block, offset=named.offset)]
        if named.is_alone:
            inner = blocks_inside(self.document, self.vocabulary, block.start + 1, block.end)
            below = [each for each in inner if not self.document.lines[each.start].apart]
        return Section(roles.names if roles else (), heading, [Group(None, blocks=below)], block.end)

    def opens_work_of_day(self, section: Section, heading: Heading) -> bool:
        """Whether a heading opens the work of a day; deeper than *TODO*, a day is a group of the plan."""
        if section.role not in ("todo", "done") or heading.level < section.level:
            return False
        if section.role == "todo" and heading.level > section.level:
            aims = section.heading is not None and self.vocabulary.names_aims(section.heading.text)
            return aims and is_work_day(plain(heading.text))
        return is_work_day(plain(heading.text))

    def name_lists(self, section: Section) -> None:
        """Make a group of each list below a short line, if two or more lists of a section have one."""
        if section.is_aside or section.role not in TASK_ROLES | ITEM_ROLES:
            return
        names = [block for group in section.groups for block in self._names_of_lists(group.blocks)]
        if len(names) < _LEAST_NAMES:
            return
        starts = {block.start for block in names}
        groups: list[Group] = []
        for group in section.groups:
            blocks, group.blocks = group.blocks, []
            groups.append(group)
            for block in blocks:
                if block.start in starts:
                    groups.append(Group(self._label(section, block)))
                else:
                    groups[-1].blocks.append(block)
        section.groups = groups

    def _names_of_lists(self, blocks: list[Block]) -> Iterator[Block]:
        """Yield the short lines directly above a list that are no sentences."""
        for block, below in itertools.pairwise(blocks):
            if isinstance(below, Item) and isinstance(block, Prose) and block.end == block.start + 1:
                line = self.document.lines[block.start]
                words = line.text.strip()
                if not line.region and len(words) <= MAX_GROUP_LABEL and words[-1:] not in _SENTENCE_ENDS:
                    yield block

    def _label(self, section: Section, block: Block) -> Heading:
        words = visible(self.document.lines[block.start].text.strip().strip("*_:： "))
        return Heading(block.start, block.end, section.level + 1, words, "label")

    def take_out_tasks(self, section: Section) -> None:
        """Move lists of boxes out of quick notes, if another list there has names without boxes."""
        for group in section.groups:
            lists: dict[int, list[Aside | None]] = {}
            for number, block in numbered(group.blocks):
                aside = whole(self.document, self.vocabulary, self.habits, block, "tasks")
                lists.setdefault(number, []).append(aside)
            if not any(not any(entries) for entries in lists.values()):
                continue
            tasks = [aside for entries in lists.values() if all(entries) for aside in entries if aside]
            starts = {aside.item.start for aside in tasks}
            group.blocks = [block for block in group.blocks if block.start not in starts]
            for aside in tasks:
                _add(section, aside, None)

    def _is_label(self, block: Block) -> bool:
        is_line = isinstance(block, Prose) and block.end == block.start + 1
        return is_line and is_label(self.document.lines[block.start].text)

    def _belongs_to_item_above(self, section: Section, group: Group, block: Block) -> bool:
        """Add code or a bullet that is only a link to the item above; return whether it was added.

        In a list of papers, such a bullet is a paper.
        """
        above = group.blocks[-1] if group.blocks else None
        if not isinstance(above, Item) or section.role not in ROLES_OF_ITEMS:
            return False
        line = self.document.lines[block.start]
        if isinstance(block, Prose):
            added = line.region in _CODE
        else:
            one_line = block.end == block.start + 1 and block.start == above.end
            is_bullet = one_line and isinstance(block, Item) and block.number is None
            added = is_bullet and isinstance(block, Item) and is_address(line.text[block.offset :])
        if added:
            above.end = block.end
        return added


def _topic(section: Section, paper: Heading | None) -> str | None:
    """Return the name of the paper or group that a text is on, or the topic of its section of notes."""
    if paper:
        return paper.name
    heading = section.heading
    if section.role in ITEM_ROLES:
        return section.groups[-1].name
    if section.role != "notes" or section.is_layout or not heading:
        return None
    return None if is_work_day(plain(heading.text)) else heading.name


def _add(section: Section, aside: Aside, paper: Heading | None) -> None:
    topic = aside.topic or (_topic(section, paper) if aside.role in TASK_ROLES else None)
    group = Group(None, topic=topic, blocks=[aside.item])
    section.asides.append(
        Section((aside.role,), aside.heading, [group], aside.item.end, is_aside=True, state=aside.state)
    )
