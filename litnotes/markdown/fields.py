"""The fields of a paper: which label opens one, and what stands in it."""

from __future__ import annotations

import re
from dataclasses import replace

from litnotes.markdown.blocks import Block, Item, Prose
from litnotes.markdown.document import Document
from litnotes.markdown.outline import Field
from litnotes.markdown.splitter import blocks_inside
from litnotes.markdown.text import indent
from litnotes.markdown.vocabulary import Vocabulary, normal

_LABEL = re.compile(r"\s*+(?:\*\*|__)?(?P<name>[^:：*_\n]{1,60}?)(?:\*\*|__)?\s*[:：](?:\*\*|__)?(?!//)\s*")
_TLDR = re.compile(r"\s*(?P<name>tl;?dr)\s*[;:：]\s*", re.IGNORECASE)
_BOLD = re.compile(r"\s*+(?:\*\*(?P<name>[^*\n]{1,60})\*\*|__(?P<lines>[^_\n]{1,60})__)\s*$")


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
