"""The days of a file as `Report`s, with a diagnostic for every guess.

No input raises an error. Text of unknown sections is kept as notes.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import NamedTuple

from litnotes.errors import Diagnostic
from litnotes.markdown.document import Document
from litnotes.markdown.read.attendance import attended
from litnotes.markdown.read.filing import Dated, Filing, Written, dated
from litnotes.markdown.read.outline import Outline
from litnotes.markdown.read.same_day import joined_days
from litnotes.markdown.read.sections import Sections
from litnotes.markdown.read.silence import silenced
from litnotes.markdown.read.structure import outlines
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Report
from litnotes.values.garbage import without_collecting


class ReadReport(NamedTuple):
    """A report as read, with its outline, its diagnostics and its date as written.

    `weekday_fits` is whether the date has the weekday of the title, None if the title has none.
    """

    report: Report
    outline: Outline
    diagnostics: tuple[Diagnostic, ...]
    written: Written | None
    weekday_fits: bool | None = None

    @property
    def document(self) -> Document:
        """The lines of the report."""
        return self.outline.document

    @property
    def unsilenced(self) -> tuple[Diagnostic, ...]:
        """The diagnostics without those that a comment in the file silences."""
        return silenced(self.document.lines, self.diagnostics).diagnostics


def read(
    data: bytes, vocabulary: Vocabulary, *, filed_on: datetime.date | None = None, year: int | None = None
) -> ReadReport:
    """Read the report of one day.

    `filed_on`, the day of its file, is its date and gives a missing year; `year` gives the year if the
    report is not filed yet. Of several days in a file, that of `filed_on` is returned, else the first.
    """
    days = read_days(data, vocabulary, Filing(filed_on, year=year))
    return next((day for day in days if filed_on and day.report.date == filed_on), days[0])


def read_days(data: bytes, vocabulary: Vocabulary, filing: Filing) -> list[ReadReport]:
    """Return all days of a file in their order; there is always at least one."""
    with without_collecting():
        return _read_all(data, vocabulary, filing)


def _read_all(data: bytes, vocabulary: Vocabulary, filing: Filing) -> list[ReadReport]:
    document = Document.from_bytes(data, opens_section=_opens_section(vocabulary))
    vocabulary = vocabulary.knowing(attended(document.lines, vocabulary))
    days = outlines(document, vocabulary, of_paper=filing.of_paper)
    together = joined_days(zip(days, dated(days, filing, vocabulary.date_order), strict=True))
    return [_read_day(day, dates, vocabulary, filing) for day, dates in together]


def _read_day(day: Outline, dates: Dated, vocabulary: Vocabulary, filing: Filing) -> ReadReport:
    year = dates.date.year if dates.date else filing.year
    sections = Sections(day, vocabulary, year)
    for section in day.sections:
        sections.read(section)
    sections.finish()
    report = Report.of(
        date=dates.date,
        first_day=dates.first_day,
        title=day.title.text if day.title else "",
        todo=tuple(sections.tasks["todo"]),
        doing=tuple(sections.tasks["doing"]),
        done=tuple(sections.tasks["done"]),
        questions=tuple(sections.questions.answered()),
        conclusions=tuple(sections.papers.conclusions),
        quick_notes=tuple(sections.papers.mentions),
        notes=tuple(sections.notes),
    )
    diagnostics = [*day.diagnostics, *sections.diagnostics, *dates.diagnostics]
    diagnostics.sort(key=lambda note: (note.line, note.column, note.code))
    return ReadReport(report, day, tuple(diagnostics), dates.written, dates.weekday_fits)


def _opens_section(vocabulary: Vocabulary) -> Callable[[str], bool]:
    heading = re.compile(r"\s{0,3}#{1,6}\s*(?P<text>\S.*)$")

    def opens(line: str) -> bool:
        match = heading.match(line)
        return bool(match and vocabulary.section(match.group("text")))

    return opens
