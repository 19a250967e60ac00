"""The days of the reports in a file, by text, file name and folder."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import NamedTuple

from litnotes.errors import Diagnostic
from litnotes.markdown.dates.file_names import file_date, folder_year
from litnotes.markdown.dates.headings import (
    LabelledDate,
    closing_date,
    day_heading,
    labelled_date,
    whole_date,
)
from litnotes.markdown.dates.proofs import Clues, proven_order, proven_shift
from litnotes.markdown.dates.written import WrittenDate, WrittenRange
from litnotes.markdown.dates.years import decided_order, suggested, year_from_neighbours, years_of_file
from litnotes.markdown.document import shadow
from litnotes.markdown.heading_text import plain
from litnotes.markdown.read.blocks import Block, Item, Prose
from litnotes.markdown.read.outline import Outline
from litnotes.values.day_order import Order
from litnotes.values.patterns import pattern

Written = WrittenDate | WrittenRange

MAX_USUAL_DELAY = datetime.timedelta(days=14)
"""A report written this long after its day is usual; a longer delay is probably a mistake."""
MAX_LINE_OF_DATE = 60
MAX_LINES_ABOVE = 12
"""How many lines from the start of a report may give its date."""

PAPER_FOLDERS = frozenset(
    {"papers", "paper", "paper-notes", "paper_notes", "论文", "论文笔记", "논문", "論文"}
)

_FRONT_MATTER_TITLE = pattern(r"title\s*:\s*[\"']?(?P<title>\S[^\"']*)", re.IGNORECASE)


class Filing(NamedTuple):
    """The date of a file as known without its text.

    `day` is the day of its file in the notes, `named` the date in the name of any other file. `year` and
    `order` apply to dates that leave them open. A file `of_paper` is in a folder of papers.
    """

    day: datetime.date | None = None
    named: Written | None = None
    year: int | None = None
    order: Order | None = None
    of_paper: bool = False

    @classmethod
    def of(
        cls,
        path: PurePath,
        beside: Iterable[str] = (),
        *,
        year: int | None = None,
        order: Order | None = None,
    ) -> Filing:
        """Return what is known by the name of a file, its folders and the files beside it."""
        folders = path.parts[:-1]
        heading = file_date(path.stem, folders)
        named = heading.written if heading else None
        others = (file_date(PurePath(name).stem) for name in beside)
        dates = [named, *(other.written for other in others if other)]
        order = decided_order((date for date in dates if date), order)
        of_paper = bool(folders) and shadow(folders[-1]) in PAPER_FOLDERS
        return cls(None, named, year or folder_year(folders), order, of_paper)


@dataclass(frozen=True, slots=True)
class Dated:
    """The day of a report, the first day of a range, the date as written, and diagnostics.

    `weekday_fits` is whether the date has the weekday of the title, None if the title has none.
    """

    date: datetime.date | None
    first_day: datetime.date | None = None
    written: Written | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    weekday_fits: bool | None = None


def dated(days: Sequence[Outline], filing: Filing, order: Order | None) -> list[Dated]:
    """Return the day of each outline of a file; `order` applies where the dates leave it open."""
    clues = [_clues(day, first=not index) for index, day in enumerate(days)]
    found = [clue for clue in clues if clue]
    dates = [clue.written for clue in found]
    stated = _year_in_title(days[0])
    year = stated or filing.year or (filing.day.year if filing.day else None) or _year_of(filing.named)
    order = decided_order(dates) or proven_order(found, year) or decided_order(
        dates or ([filing.named] if filing.named else []), filing.order or order
    )  # fmt: skip
    years = years_of_file(dates, _near_year(dates, filing, year, order), order)
    shift = 0 if stated or filing.day else _proven_shift(found, years, order)
    each = iter(years)
    reports = [
        _resolved(clue, _later(next(each) if clue else year, shift), order, day)
        for clue, day in zip(clues, days, strict=True)
    ]
    _report_weekdays(reports, days, proven=_later(year, shift) if shift else None)
    if filing.day:
        _file(reports, filing.day, days)
    elif not reports[0].date and not clues[0] and filing.named:
        reports[0] = _resolved(Clues(filing.named), year, order, days[0])
    elif filing.named:
        _compare(reports, filing.named, year, order, days)
    return reports


def _clues(day: Outline, *, first: bool) -> Clues | None:
    """Return the date of a report with all that may prove its year or the order of its numbers."""
    given = _given(day, first=first)
    if given is None:
        return None
    inside: tuple[WrittenDate, ...] = ()
    if isinstance(given.written, WrittenRange) and given.written.is_open(None):
        headings = [
            group.heading or section.heading for section in day.sections for group in section.groups
        ]
        found = (day_heading(plain(heading.text)) for heading in headings if heading)
        inside = tuple(
            each.written
            for each in found
            if each and isinstance(each.written, WrittenDate) and not each.written.is_open(None)
        )
    return Clues(given.written, given.weekday, inside)


def _proven_shift(clues: Sequence[Clues], years: Sequence[int | None], order: Order | None) -> int:
    """Return by how many years the weekdays prove all dates to be later, if no date has its year."""
    return 0 if any(_year_of(clue.written) for clue in clues) else proven_shift(clues, years, order)


def _later(year: int | None, shift: int) -> int | None:
    return year + shift if year else None


def _report_weekdays(reports: list[Dated], days: Sequence[Outline], *, proven: int | None) -> None:
    """Report weekdays that prove another year, or that are wrong, at the first of their days only."""
    wrong = [place for place, report in enumerate(reports) if report.weekday_fits is False]
    if proven:
        message = f"the weekdays prove that the year is {proven}; that year counts."
        reports[0].diagnostics.append(_at(days[0], "R053", message, "Write the year into the file."))
    elif wrong:
        first = reports[wrong[0]]
        message = f"{first.date} is a {first.date:%A}, not the weekday written; the date counts."
        if len(wrong) > 1:
            message = f"{len(wrong)} weekdays are not those of their dates; the dates count. {message}"
        severity = "warning" if len(wrong) > 1 else "info"
        first.diagnostics.append(
            _at(days[wrong[0]], "R053", message, "Correct the year, the dates or the weekdays.", severity)
        )


def _given(day: Outline, *, first: bool) -> LabelledDate | None:
    """Return the date in the front matter of a report, its title, or a line below the title."""
    above = list(_front_matter(day)) if first else []
    if date := _labelled(above):
        return date
    headings = [day.title.text] if day.title else []
    headings += [match["title"] for line in above if (match := _FRONT_MATTER_TITLE.match(line))]
    for text in headings:
        if (heading := day_heading(plain(text))) and heading.written:
            return LabelledDate(heading.written, heading.weekday)
    if day.given:
        return day.given
    below = list(_lines_above(day))
    date = _labelled(below) or (_date_of_line(below[0]) if below else None)
    return date or next((date for text in headings if (date := closing_date(plain(text)))), None)


def _date_of_line(line: str) -> LabelledDate | None:
    """Return the date of the line below a title: alone, or with its year beside a name."""
    if date := whole_date(line):
        return date
    if len(line) > MAX_LINE_OF_DATE or line[-1:] in ".!。" or ":" in line:
        return None
    day = day_heading(line)
    date = LabelledDate(day.written, day.weekday) if day and day.written else closing_date(line)
    return date if date and date.written.has_year else None


def _front_matter(day: Outline) -> Iterator[str]:
    for line in day.document.lines:
        if line.region != "front matter":
            break
        yield line.text.partition(" #")[0]


def _labelled(lines: Sequence[str]) -> LabelledDate | None:
    """Return the first date of labelled lines; a first and a last day on two lines are a range."""
    dates = [date for line in lines if (date := labelled_date(line))]
    if not dates:
        return None
    first = dates[0]
    last = next((date for date in dates[1:] if date.edge == "last"), first)
    if (
        first.edge == "first"
        and last is not first
        and isinstance(first.written, WrittenDate)
        and isinstance(last.written, WrittenDate)
    ):
        return LabelledDate(WrittenRange(first.written, last.written))
    return first


def _lines_above(day: Outline) -> Iterator[str]:
    """Yield the first lines of text below the title, without list markers."""
    blocks = day.papers[0].blocks if day.is_paper_note else _blocks_above(day)
    for block in blocks[:MAX_LINES_ABOVE]:
        if isinstance(block, Prose | Item):
            for number in range(block.start, min(block.end, day.start + MAX_LINES_ABOVE)):
                at = block.offset if isinstance(block, Item) and number == block.start else 0
                line = day.document.lines[number]
                if not line.region and not line.text.startswith("{:"):  # attributes, as Jekyll reads them
                    yield line.text[at:].strip()


def _blocks_above(day: Outline) -> list[Block]:
    """Return the blocks before the first section, or those below the title of the first of several days."""
    layout = day.sections[1] if len(day.sections) > 1 and day.sections[1].is_layout else None
    if layout and layout.heading and day.title and layout.heading.start < day.title.start:
        return [block for block in layout.blocks if block.start > day.title.start]
    return day.sections[0].blocks


def _year_in_title(day: Outline) -> int | None:
    """Return the year in the title of a file: `Research log 2024`; None if there is none."""
    above = [section.heading.text for section in day.sections if section.is_layout and section.heading]
    return folder_year([*above, day.title.text if day.title and not above else ""])


def _year_of(named: Written | None) -> int | None:
    if isinstance(named, WrittenRange):
        return named.last.year or named.first.year
    return named.year if named else None


def _near_year(
    dates: Sequence[Written], filing: Filing, year: int | None, order: Order | None
) -> int | None:
    """Return the year for a first date without year; near New Year, it may differ from the file name's."""
    first = dates[0] if dates else None
    date = first.reading(order) if isinstance(first, WrittenDate) else None
    if filing.day and not filing.year and date and date.month and date.day:
        return year_from_neighbours(date.month, date.day, [filing.day]) or year
    return year


def _resolved(clue: Clues | None, year: int | None, order: Order | None, day: Outline) -> Dated:
    if clue is None:
        return Dated(None)
    written = clue.written
    date = written.on(year, order)
    if isinstance(date, tuple):
        return Dated(date[1], date[0], written)
    if date:
        return Dated(date, None, written, weekday_fits=clue.fits_weekday(year, order))
    return Dated(None, None, written, list(_unclear(written, year, order, day)))


def _unclear(written: Written, year: int | None, order: Order | None, day: Outline) -> Iterator[Diagnostic]:
    """Yield the reason why a written date is not a day."""
    if written.is_open(order):
        message = "the order of day and month is not clear; the report has no date."
        yield _at(day, "R050", message, "Write it as 2024-05-31, or set date_order: in litnotes.yaml.")
        return
    near = suggested(written, year, order)
    if isinstance(written, WrittenRange) and near and _both_exist(written, year, order):
        message = "this range ends before it begins; the report has no date."
        yield _at(day, "R052", message, f"Did you mean {near}?")
    elif near:
        yield _at(day, "R051", "this day does not exist; the report has no date.", f"Did you mean {near}?")


def _both_exist(written: WrittenRange, year: int | None, order: Order | None) -> bool:
    start = written.start_year(year, order)
    return bool(written.first.on(start, order) and written.last.on(start, order))


def _file(reports: list[Dated], filed_on: datetime.date, days: Sequence[Outline]) -> None:
    """Give the report that covers the day of its file, or else the first one, that day."""
    index = next((i for i, report in enumerate(reports) if _covers(report, filed_on)), 0)
    report = reports[index]
    if report.date is None and report.diagnostics:
        diagnostics = [
            Diagnostic(note.code, note.severity, note.line, note.column,
                       note.reading.replace("the report has no date", f"the report counts for {filed_on}"),
                       note.advice)
            for note in report.diagnostics
        ]  # fmt: skip
    elif report.date and not _covers(report, filed_on):
        diagnostics = [_disagreement(days[index], report.date, filed_on, counts=filed_on)]
    else:
        diagnostics = report.diagnostics
    first_day = report.first_day if report.first_day and report.first_day <= filed_on else None
    reports[index] = Dated(filed_on, first_day, report.written, diagnostics, report.weekday_fits)


def _compare(
    reports: list[Dated], named: Written, year: int | None, order: Order | None, days: Sequence[Outline]
) -> None:
    """Add a diagnostic if the name and the text of a file give different days."""
    day = named.on(year, order)
    first, last = day if isinstance(day, tuple) else (day, day)
    if not first or not last or len(reports) > 1 or not reports[0].date:
        return
    date = reports[0].date
    if not first <= date <= last:
        reports[0].diagnostics.append(_disagreement(days[0], date, last, counts=date))


def _disagreement(
    day: Outline, date: datetime.date, named: datetime.date, *, counts: datetime.date
) -> Diagnostic:
    near = abs(date - named) <= MAX_USUAL_DELAY
    message = f"the report gives {date}, its file name {named}; {counts} counts."
    return _at(day, "R053", message, "Correct the wrong date.", "info" if near else "warning")


def _covers(report: Dated, day: datetime.date) -> bool:
    return report.date is not None and (report.first_day or report.date) <= day <= report.date


def _at(day: Outline, code: str, message: str, advice: str, severity: str = "warning") -> Diagnostic:
    line = day.title.start + 1 if day.title else day.start + 1
    return Diagnostic(code, "info" if severity == "info" else "warning", line, 1, message, advice)
