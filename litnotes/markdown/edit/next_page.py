"""The report of a day as the report of the next one: what is carried stays in its form and place.

The headings of sections stay, and the rules and empty lines between them. Of entries, only those that are
carried stay: byte for byte but for their number, `(since …)` and the boxes of sub-tasks that ended. Their
groups and footnotes stay with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from litnotes.markdown.edit.carried_lines import stated
from litnotes.markdown.edit.layout import entry_role
from litnotes.markdown.edit.numbering import first_marker
from litnotes.markdown.read.belonging import footnotes_in
from litnotes.markdown.read.blocks import Block, Footnote, Heading, Item, Prose, Rule, Verbatim, numbered
from litnotes.markdown.read.outline import Group, Outline, Section
from litnotes.markdown.written_lists import with_number
from litnotes.model.reports import Entry, Mention, Question, Task

_ENTRY_ROLES = frozenset({"todo", "doing", "done", "questions", "quick_notes"})
_ROLE_OF: dict[type[Entry], str] = {Question: "questions", Mention: "quick_notes"}


def next_page(
    outline: Outline,
    title: str,
    carried: Mapping[int, tuple[Entry, Entry]],
    bodies: Mapping[str, str],
) -> str:
    """Return the Markdown of the next report.

    Args:
        outline: the report that is continued.
        title: the title of the next one.
        carried: the carried entries by their line: as read, and as carried.
        bodies: new texts of whole sections by role, instead of their entries.
    """
    return "\n".join(_Page(outline, carried, bodies).lines_below(title)).rstrip("\n") + "\n"


def keeps_layout(outline: Outline, *, is_empty: bool) -> bool:
    """Whether a report has sections of a single day for the next one; for an empty one, with headings."""
    known = [section for section in outline.sections if section.role != "notes"]
    forms = {section.heading.form for section in known if section.heading and not section.is_aside}
    has_sections = bool(forms if is_empty else known)
    return has_sections and "item" not in forms and not outline.is_paper_note


class _Page:
    def __init__(
        self, outline: Outline, carried: Mapping[int, tuple[Entry, Entry]], bodies: Mapping[str, str]
    ) -> None:
        self.outline = outline
        self.texts = [line.text for line in outline.document.lines]
        self.carried = carried
        self.replaced = frozenset(bodies)
        self.bodies = dict(bodies)
        self.written: list[str] = []
        self.seen: set[str] = set()
        self.headings: set[int] = set()
        self.place_of_notes = 0
        self.cited = {name for text in self._carried_texts() for name in footnotes_in(text)}

    def lines_below(self, title: str) -> list[str]:
        """Return the lines of the page."""
        heading = self.outline.title
        end = heading.end if heading else self.outline.start
        self.written = [self._title_line(title), *[""] * max(1, self._empty_from(end) if heading else 1)]
        for sections in _with_asides(_of_last_day(self.outline)):
            self._section(sections)
        self.written[self.place_of_notes : self.place_of_notes] = self._rest_of_footnotes()
        return self.written

    def _title_line(self, title: str) -> str:
        """Return the line of a title as the last one is written: behind hashes or *Subject:*, or bold."""
        heading = self.outline.title
        if heading is None or heading.form == "atx":
            return f"{'#' * (heading.level if heading else 1)} {title}"
        before, _, after = self.texts[heading.start].partition(heading.text)
        return f"{before}{title}{after}" if before else f"# {title}"

    def _carried_texts(self) -> Iterator[str]:
        for group in self._groups():
            for block in group.blocks:
                if self._entry(block):
                    yield from self.texts[block.start : block.end]

    def _groups(self) -> Iterator[Group]:
        return (group for section in self.outline.sections for group in section.groups)

    def _section(self, sections: Sequence[Section]) -> None:
        """Write a section, with the ones without a heading that are within it."""
        section = sections[0]
        role = entry_role(section)
        body = self.bodies.pop(role, None) if role else None
        groups = [(group, self._kept(each, group)) for each in sections for group in each.groups]
        groups.sort(key=lambda group_and_kept: group_and_kept[1][0].start if group_and_kept[1] else 0)
        has_entries = body is not None or any(kept for _, kept in groups)
        is_known = section.heading is not None and section.role != "notes"
        if not has_entries and (not is_known or set(section.roles) <= self.seen):
            return
        self.seen |= {*section.roles}
        if section.heading:
            self.written += self.texts[section.heading.start : section.heading.end]
        if body is not None:
            self.written += body.split("\n")
        elif not has_entries and section.heading and section.heading.form == "plain":
            self.written += self._empty_item(section)
        above: Block | None = section.heading
        for group, kept in groups:
            if kept:
                self._group(above, group, kept, _heading_around(section, group, kept[0]))
                above = kept[-1]
        if role in _ENTRY_ROLES or not self.place_of_notes:
            self.place_of_notes = len(self.written)
        below = self._below(section)
        self.written += below or ([""] if body is not None or not has_entries else [])

    def _empty_item(self, section: Section) -> list[str]:
        """Return the marker of a section's list: without a list, a plain line is no heading."""
        items = [block for block in section.blocks if isinstance(block, Item)]
        return [first_marker(self.outline.document, items[0]).front.rstrip()] if items else []

    def _kept(self, section: Section, group: Group) -> list[Block]:
        """Return the blocks of a group that stay; a footnote does not stay among papers and other notes."""
        role = entry_role(section)
        stay = role not in ("done", "conclusions") and role not in self.replaced
        return [
            block
            for block in group.blocks
            if (stay and self._entry(block, role)) or (role in _ENTRY_ROLES and self._is_cited(block))
        ]

    def _entry(self, block: Block, role: str | None = None) -> tuple[Entry, Entry] | None:
        """Return the entry that a block is, if it is carried."""
        if isinstance(block, Footnote) or not isinstance(block, Item | Prose):
            return None
        entry = self.carried.get(block.start + 1)
        return entry if entry and role in (None, _ROLE_OF.get(type(entry[0]), role)) else None

    def _is_cited(self, block: Block) -> bool:
        return isinstance(block, Footnote) and not self.cited.isdisjoint(self._defined(block))

    def _defined(self, block: Block) -> list[str]:
        """Return the name of the footnote that a block defines."""
        return footnotes_in(self.texts[block.start])[:1] if isinstance(block, Footnote) else []

    def _group(
        self, above: Block | None, group: Group, kept: Sequence[Block], heading: Heading | None
    ) -> None:
        has_entries = any(not isinstance(block, Footnote) for block in kept)
        if heading and has_entries and heading.start not in self.headings:
            self.headings.add(heading.start)
            if self._empty_above(heading.start):
                self._space(1)
            self.written += self.texts[heading.start : heading.end]
            above = heading
        lists = {id(block): number for number, block in numbered(_visible(group.blocks))}
        numbers = _new_numbers(group.blocks, kept, lists)
        for block in kept:
            self._gap(group, above, block, lists)
            self._block(block, numbers.get(id(block)))
            self.cited.difference_update(self._defined(block))
            above = block

    def _gap(self, group: Group, above: Block | None, block: Block, lists: Mapping[int, int]) -> None:
        """Write the empty lines above a block; between two lists, also a rule."""
        if isinstance(block, Footnote):
            self._space(int(not isinstance(above, Footnote) or above.end < block.start))
            return
        if above is None or isinstance(above, Heading):
            self.written += [""] * (self._empty_from(above.end) if above else 0)
            return
        same_list = lists.get(id(above)) == lists.get(id(block)) is not None
        if same_list or (_is_bullet(above) and _is_bullet(block)):
            self._space(self._empty_above(block.start))
            return
        between = range(above.end, block.start)
        self._space(max((self._empty_above(number) for number in (*between, block.start)), default=1) or 1)
        rules = [rule for rule in group.blocks if isinstance(rule, Rule) and rule.start in between]
        if rules:
            self.written += [self.texts[rules[0].start], ""]

    def _block(self, block: Block, number: int | None) -> None:
        lines = self.texts[block.start : block.end]
        entry = self._entry(block)
        if entry is None or not isinstance(block, Item | Prose):
            self.written += lines
            return
        was, now = entry
        if not (isinstance(was, Task) and was.tasks):
            lines = self._own_lines(block)
        column = block.offset if isinstance(block, Item) else len(lines[0]) - len(lines[0].lstrip())
        front, words = lines[0][:column], lines[0][column:]
        if number is not None:
            fewer = with_number(front, number)
            front = fewer + " " * (len(front) - len(fewer) if len(lines) > 1 else 0)
        self.written += stated([f"{front}{words}", *lines[1:]], len(front), was, now)

    def _own_lines(self, block: Block) -> list[str]:
        """Return the lines of an entry without those of other entries within it, such as `- DONE x`."""
        lines = self.outline.document.lines
        depth = lines[block.start].apart
        return [line.text for line in lines[block.start : block.end] if line.apart <= depth]

    def _below(self, section: Section) -> list[str]:
        """Return the rules and empty lines at the end of a section."""
        blocks = [block for block in section.blocks if not isinstance(block, Rule)]
        papers = [paper for group in section.groups for paper in group.papers]
        blocks += [block for paper in papers for block in (paper.heading, *paper.blocks)]
        blocks += [part.heading for paper in papers for part in paper.fields if part.heading]
        blocks += [group.heading for group in section.groups if group.heading]
        ends = [each.end for each in (section.heading, *blocks) if each]
        rules = {rule.start for rule in section.blocks if isinstance(rule, Rule)}
        numbers = range(self._end_of_text(section, ends, rules), section.end)
        return [self.texts[at] for at in numbers if at in rules or not self.texts[at].strip()]

    def _end_of_text(self, section: Section, ends: Sequence[int], rules: set[int]) -> int:
        at = section.end
        while at > max(ends, default=0) and (at - 1 in rules or not self.texts[at - 1].strip()):
            at -= 1
        return at

    def _rest_of_footnotes(self) -> list[str]:
        """Return the lines of the cited footnotes among papers and other notes."""
        lines: list[str] = []
        blocks = [block for group in self._groups() for block in group.blocks]
        blocks += [block for paper in self.outline.papers for block in paper.blocks]
        for block in blocks:
            if self._is_cited(block):
                lines += ["", *self.texts[block.start : block.end]]
                self.cited.difference_update(self._defined(block))
        return lines

    def _space(self, count: int) -> None:
        """Write empty lines, so that there are `count`."""
        while len(self.written) and count and not self.written[-1]:
            count -= 1
            if len(self.written) > 1 and self.written[-2]:
                break
        self.written += [""] * count

    def _empty_above(self, number: int) -> int:
        """Return the number of empty lines directly above a line, at most 2."""
        count = 0
        while count < 2 and number - count > 0 and not self.texts[number - count - 1].strip():
            count += 1
        return count

    def _empty_from(self, number: int) -> int:
        """Return the number of empty lines from a line on, at most 2."""
        count = 0
        while count < 2 and number + count < len(self.texts) and not self.texts[number + count].strip():
            count += 1
        return count


def _heading_around(section: Section, group: Group, block: Block) -> Heading | None:
    """Return the heading of a group, or of the group that an entry of another section is in."""
    if group.heading or not group.topic:
        return group.heading
    above = [each.heading for each in section.groups if each.heading and each.heading.start < block.start]
    return above[-1] if above and above[-1].name == group.topic else None


def weekdays_of(outline: Outline) -> tuple[str, ...]:
    """Return the days of a week that have sections of their own, in order."""
    days = [section.groups[0].weekday for section in outline.sections]
    return tuple(dict.fromkeys(day for day in days if day))


def _of_last_day(outline: Outline) -> list[Section]:
    """Return the sections of a report; below days of a week, those of its last day and of none."""
    days = weekdays_of(outline)
    past = set(days[:-1])
    return [
        part
        for part in outline.sections
        if part.groups[0].weekday not in past and not (days and part.is_layout)
    ]


def _with_asides(sections: Sequence[Section]) -> Iterator[list[Section]]:
    """Yield each section with the sections without a heading that follow it, as they are within it."""
    members: list[Section] = []
    for section in sections:
        if members and section.heading:
            yield members
            members = []
        members.append(section)
    yield members


def _is_bullet(block: Block) -> bool:
    return isinstance(block, Item) and block.number is None


def _visible(blocks: Sequence[Block]) -> Iterator[Block]:
    return (block for block in blocks if not isinstance(block, Verbatim | Footnote))


def _new_numbers(
    blocks: Sequence[Block], kept: Sequence[Block], lists: Mapping[int, int]
) -> Mapping[int, int]:
    """Return the new number of each item that stays; a list that does not simply count is not changed."""
    members: dict[int, list[Item]] = {}
    for block in blocks:
        if isinstance(block, Item) and id(block) in lists:
            members.setdefault(lists[id(block)], []).append(block)
    numbers: dict[int, int] = {}
    stays = {id(block) for block in kept}
    for items in members.values():
        first = items[0].number
        if first is None or any(b.number != (a.number or 0) + 1 for a, b in pairwise(items)):
            continue
        numbers |= {
            id(item): first + at for at, item in enumerate(item for item in items if id(item) in stays)
        }
    return numbers
