"""The outline of a report as a `Report`, with a diagnostic for every guess.

No input makes this raise; what is in no known section is kept as a note.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from litnotes.errors import Diagnostic, Severity
from litnotes.markdown import dates
from litnotes.markdown.blocks import (
    Block,
    Heading,
    Item,
    Prose,
    Verbatim,
    numbered,
)
from litnotes.markdown.day import unclear_date, written_date
from litnotes.markdown.document import Document, shadow
from litnotes.markdown.marks import BOX, read_marks
from litnotes.markdown.mentions import read_mention
from litnotes.markdown.outline import TASK_ROLES, Group, Outline, PaperPlace, Section
from litnotes.markdown.papers import read_listed_paper, read_paper
from litnotes.markdown.questions import Questions
from litnotes.markdown.structure import outlines
from litnotes.markdown.text import item_lines, text_of
from litnotes.markdown.vocabulary import ENTRY_ROLES, GroupMeaning, Vocabulary
from litnotes.model.report import (
    Conclusion,
    Kind,
    Mention,
    Note,
    Report,
    Task,
    TaskState,
)

_SUB_TASK = re.compile(rf"(?P<indent>\s*)[-*+]\s*{BOX}\s*")
_LABEL = re.compile(r"\s*(?P<name>[^:：]{1,40})[:：]\s*(?P<rest>\S.*)$")


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report as read: what it says, where it says it, what was unclear, and the date written."""

    report: Report
    outline: Outline
    diagnostics: tuple[Diagnostic, ...]
    written: dates.WrittenDate | None

    @property
    def document(self) -> Document:
        """The lines of the report."""
        return self.outline.document


def read(
    data: bytes,
    vocabulary: Vocabulary,
    *,
    filed_on: datetime.date | None = None,
    year: int | None = None,
) -> ReadReport:
    """Read a report.

    Args:
        data: the bytes of the file.
        vocabulary: the words to read by.
        filed_on: the day the report is kept under; it decides the date, and gives a missing year.
        year: the year of a date without one, where the report is not filed yet.
    """
    document = Document.from_bytes(data, opens_section=_opens_section(vocabulary))
    parts = outlines(document, vocabulary)[0]
    reader = _Reader(document, vocabulary)
    for section in parts.sections:
        reader.read_section(section)
    written = written_date(document, parts)
    report = Report(
        date=filed_on or (written.on(year) if written else None),
        title=parts.title.text if parts.title else "",
        todo=tuple(reader.tasks["todo"]),
        doing=tuple(reader.tasks["doing"]),
        done=tuple(reader.tasks["done"]),
        questions=tuple(reader.questions.answered()),
        conclusions=tuple(reader.conclusions),
        quick_notes=tuple(reader.mentions),
        notes=tuple(reader.notes),
    )
    diagnostics = [*document.diagnostics, *parts.diagnostics, *reader.diagnostics]
    diagnostics += unclear_date(written, filed_on, year, parts)
    diagnostics.sort(key=lambda diagnostic: (diagnostic.line, diagnostic.column, diagnostic.code))
    return ReadReport(report, parts, tuple(diagnostics), written)


class _Reader:
    """Collects the entries of each section, in order."""

    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self.tasks: dict[str, list[Task]] = {role: [] for role in TASK_ROLES}
        self.questions = Questions(vocabulary, self._tell)
        self.conclusions: list[Conclusion] = []
        self.mentions: list[Mention] = []
        self.notes: list[Note] = []
        self.diagnostics: list[Diagnostic] = []

    def read_section(self, section: Section) -> None:
        role = next((role for role in section.roles if role in ENTRY_ROLES), None)
        for group in section.groups:
            self._verbatim(group)
            if role in TASK_ROLES:
                self._tasks(group, cast("TaskState", role))
            elif role == "questions":
                self.questions.read(self._entries(group), group.name)
            elif role == "quick_notes":
                self._quick_notes(group)
            elif role == "conclusions":
                self._papers(group)
            else:
                self._note("+".join(section.roles), section.heading, group)

    def _verbatim(self, group: Group) -> None:
        for block in group.blocks:
            if isinstance(block, Verbatim):
                text = text_of(self.document, [block])
                self.notes.append(Note(role=block.region, text=text, line=block.start + 1))

    def _note(self, role: str, heading: Heading | None, group: Group) -> None:
        said = [block for block in group.blocks if isinstance(block, Item | Prose)]
        if heading or said:
            start = heading or said[0]
            name = heading.name if heading else None
            text = text_of(self.document, said)
            self.notes.append(Note(role=role, heading=name, text=text, line=start.start + 1))
            if heading and role == "notes":
                self._tell(
                    "R070",
                    "info",
                    heading.start,
                    f'"{heading.name[:60]}" was kept as notes.',
                    "Add it under sections: in litnotes.yaml to give it a role.",
                )

    def _entries(self, group: Group) -> Iterator[tuple[int, list[str], Kind]]:
        """Yield first line number, text lines and kind of each item and paragraph."""
        for block in group.blocks:
            if isinstance(block, Item):
                if self.document.lines[block.start].text[block.offset - 1 : block.offset + 1] == "-[":
                    self._tell("R031", "info", block.start, '"-[" was read as "- [".', 'Write "- [".')
                yield block.start, item_lines(self.document, block), "item"
            elif isinstance(block, Prose):
                yield block.start, text_of(self.document, [block]).split("\n"), "prose"

    def _tasks(self, group: Group, role: TaskState) -> None:
        for start, lines, kind in self._entries(group):
            for offset, own in _sub_tasks(lines):
                marks = read_marks("\n".join(own), role, self.vocabulary)
                self._tell_all(start + offset, marks.notes)
                if self.vocabulary.is_placeholder(marks.text):
                    continue
                self.tasks[role].append(
                    Task(
                        text=marks.text,
                        state=marks.state,
                        kind="item" if offset else kind,
                        paper=self._paper_being_read(marks.text),
                        group=group.name,
                        since=marks.since,
                        line=start + offset + 1,
                    )
                )

    def _paper_being_read(self, text: str) -> str | None:
        match = _LABEL.match(text.partition("\n")[0])
        if match and shadow(match.group("name")).strip() in self.vocabulary.reading_labels:
            return match.group("rest").strip()
        return None

    def _quick_notes(self, group: Group) -> None:
        self._mentions(group, [block for block in group.blocks if not isinstance(block, Verbatim)])
        for block in group.blocks:
            if isinstance(block, Prose):
                self._prose_note("quick_notes", group, [block])

    def _mentions(self, group: Group, blocks: Iterable[Block]) -> None:
        count = self.mentions[-1].list if self.mentions else 0
        last = None
        for number, item in numbered(blocks):
            read = read_mention("\n".join(item_lines(self.document, item)), self.vocabulary)
            self._tell_all(item.start, read.notes)
            marked = read.reading or read.dropped
            if read.text and (marked or not self.vocabulary.is_placeholder(read.text)):
                count += number != last  # lists of nothing but placeholders are not counted
                last = number
                self.mentions.append(
                    Mention(
                        text=read.text,
                        reading=read.reading,
                        dropped=read.dropped,
                        list=count,
                        group=group.name,
                        since=read.since,
                        line=item.start + 1,
                    )
                )

    def _prose_note(self, role: str, group: Group, said: list[Prose]) -> None:
        text = text_of(self.document, said)
        self.notes.append(Note(role=role, heading=group.name, text=text, line=said[0].start + 1))

    def _papers(self, group: Group) -> None:
        heading = group.heading
        meaning = (self.vocabulary.group(heading.text) if heading else None) or GroupMeaning()
        if meaning.decision or meaning.reading:
            for block in group.blocks:
                if not isinstance(block, Item):
                    continue
                listed = read_listed_paper(
                    self.document, self.vocabulary, block, group.name, meaning, self._tell
                )
                if listed:
                    self.conclusions.append(listed)
        else:
            self._mentions(group, [block for block in group.blocks if not isinstance(block, Verbatim)])
        for block in group.blocks:
            if isinstance(block, Prose):
                self._prose_note("conclusions", group, [block])
        for paper in group.papers:
            self._paper(group, meaning, paper)
        if group.closing:
            self._prose_note("question", group, group.closing)

    def _paper(self, group: Group, meaning: GroupMeaning, place: PaperPlace) -> None:
        conclusion = read_paper(self.document, self.vocabulary, place, group.name, meaning, self._tell)
        self.conclusions.append(conclusion)
        judged = any(part.name == "verdict" for part in place.fields)
        if not (conclusion.has_text or conclusion.reading or judged):
            self._tell(
                "R032",
                "info",
                place.heading.start,
                "nothing stands under this paper.",
                'Add "(reading)" or "(to read)" to the heading, or a conclusion below it.',
            )

    def _tell_all(self, line: int, notes: Iterable[tuple[str, Severity, str, str]]) -> None:
        for code, severity, reading, advice in notes:
            self._tell(code, severity, line, reading, advice)

    def _tell(self, code: str, severity: Severity, line: int, reading: str, advice: str) -> None:
        self.diagnostics.append(Diagnostic(code, severity, line + 1, 1, reading, advice))


def _sub_tasks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Split children that carry a box off an entry; yield each with the offset of its first line."""
    own: list[str] = []
    children: list[tuple[int, int, list[str]]] = []
    for offset, line in enumerate(lines):
        match = _SUB_TASK.match(line) if offset else None
        indent = len(line) - len(line.lstrip())
        if match:
            marker = line.lstrip()[1:].strip()
            children.append((offset, indent, [marker]))
        elif children and line and indent > children[-1][1]:
            children[-1][2].append(line.strip())
        else:
            own.append(line)
    yield 0, own
    for offset, _, text in children:
        yield offset, text


def _opens_section(vocabulary: Vocabulary) -> Callable[[str], bool]:
    heading = re.compile(r"\s{0,3}#{1,6}\s*(?P<text>\S.*)$")

    def opens(line: str) -> bool:
        match = heading.match(line)
        return bool(match and vocabulary.section(match.group("text")))

    return opens
