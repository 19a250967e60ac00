"""The blocks below a heading, put into their section: entries, groups by label, asides."""

from __future__ import annotations

from dataclasses import replace

from litnotes.markdown.document import Document, visible
from litnotes.markdown.heading_text import plain
from litnotes.markdown.read.asides import Aside, Habits, inside, whole
from litnotes.markdown.read.block_text import is_address
from litnotes.markdown.read.blocks import Block, Heading, Item, Prose, numbered
from litnotes.markdown.read.details import is_work_day
from litnotes.markdown.read.heading_forms import is_label
from litnotes.markdown.read.outline import ITEM_ROLES, TASK_ROLES, Group, Section
from litnotes.markdown.read.splitter import blocks_inside
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.values.patterns import pattern

_ROLES_OF_ITEMS = TASK_ROLES | ITEM_ROLES | {"questions"}
_CODE = ("fence", "math")
_NAMED_ITEM = pattern(r"(?:\*\*|__)(?P<name>[^*_\n]{1,60}?)[.。:：]?(?:\*\*|__)\s*[.。:：]?\s*")


class SectionText:
    """Puts blocks into sections of one document."""

    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self.habits = Habits.of(document.lines)

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
        words = visible(self.document.lines[block.start].text.strip().strip("*_:： "))
        return Heading(block.start, block.end, section.level + 1, words, "label")

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

    def section_of_item(self, block: Block) -> Section | None:
        """Return the section that an item such as `- **Done**: read x` is; None if it names none."""
        line = self.document.lines[block.start].text
        if not isinstance(block, Item):
            return None
        match = _NAMED_ITEM.match(line, block.offset)
        if match is None or not self.vocabulary.is_section_name(match["name"]):
            return None
        roles = self.vocabulary.section(match["name"])
        heading = Heading(block.start, block.start + 1, 6, visible(match["name"]), "item")
        below: list[Block] = [replace(block, offset=match.end())]
        if match.end() >= len(line.rstrip()):
            below = blocks_inside(self.document, self.vocabulary, block.start + 1, block.end)
        return Section(roles.names if roles else (), heading, [Group(None, blocks=below)], block.end)

    def opens_work_of_day(self, section: Section, heading: Heading) -> bool:
        """Whether a heading opens the work of a day; deeper than *TODO*, a day is a group of the plan."""
        if section.role not in ("todo", "done") or heading.level < section.level:
            return False
        if section.role == "todo" and heading.level > section.level:
            aims = section.heading is not None and self.vocabulary.names_aims(section.heading.text)
            return aims and is_work_day(plain(heading.text))
        return is_work_day(plain(heading.text))

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
        if not isinstance(above, Item) or section.role not in _ROLES_OF_ITEMS:
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
    """Return the name of the paper that a text is on, or the topic of its section of notes."""
    if paper:
        return paper.name
    heading = section.heading
    if section.role != "notes" or section.is_layout or not heading:
        return None
    return None if is_work_day(plain(heading.text)) else heading.name


def _add(section: Section, aside: Aside, paper: Heading | None) -> None:
    topic = _topic(section, paper) if aside.role in TASK_ROLES else None
    group = Group(None, topic=topic, blocks=[aside.item])
    section.asides.append(
        Section((aside.role,), aside.heading, [group], aside.item.end, is_aside=True, state=aside.state)
    )
