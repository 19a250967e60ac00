"""The days of a file as `Report`s, with a diagnostic for every guess.

No input makes this raise; what is in no known section is kept as a note.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

from litnotes.errors import Diagnostic
from litnotes.markdown import dates
from litnotes.markdown.day import unclear_date, written_date
from litnotes.markdown.document import Document, shadow
from litnotes.markdown.outline import Outline
from litnotes.markdown.sections import Sections, attendees
from litnotes.markdown.structure import outlines
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.report import Report


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
    written = written_date(document, parts)
    known = filed_on.year if filed_on else year
    reader = Sections(document, vocabulary, _people(parts, vocabulary), known)
    for section in parts.sections:
        reader.read(section)
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


def _people(parts: Outline, vocabulary: Vocabulary) -> frozenset[str]:
    """Return who may own tasks: the people known to the project, and those who attended."""
    attended = [section for section in parts.sections if "attendance" in section.roles]
    names = {name for section in attended for name in attendees(parts.document, section, vocabulary)}
    return vocabulary.people | (names - {""})


def _opens_section(vocabulary: Vocabulary) -> Callable[[str], bool]:
    heading = re.compile(r"\s{0,3}#{1,6}\s*(?P<text>\S.*)$")

    def opens(line: str) -> bool:
        match = heading.match(line)
        return bool(match and vocabulary.section(match.group("text")))

    return opens
