"""Which days the reports of a file are of, as far as text, file name and folder say."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import NamedTuple

from litnotes.errors import Diagnostic
from litnotes.markdown.dates.file_names import file_date, folder_year
from litnotes.markdown.dates.forms import parse
from litnotes.markdown.dates.headings import day_heading, labelled_date
from litnotes.markdown.dates.written import WrittenDate, WrittenRange
from litnotes.markdown.dates.years import decided_order, suggested, year_from_neighbours, years_of_file
from litnotes.markdown.document import shadow
from litnotes.markdown.read.blocks import Item, Prose
from litnotes.markdown.read.outline import Outline
from litnotes.markdown.vocabulary import plain
from litnotes.values.day_order import Order
from litnotes.values.patterns import pattern

Written = WrittenDate | WrittenRange

MAX_USUAL_DELAY = datetime.timedelta(days=14)
MAX_LINES_ABOVE = 12
"""A line that dates a report stands among its first lines."""

PAPER_FOLDERS = frozenset(
    {"papers", "paper", "paper-notes", "paper_notes", "论文", "论文笔记", "논문", "論文"}
)

_FRONT_MATTER_DATE = pattern(r"date\s*:\s*[\"']?(?P<date>[^\"'T]+)", re.IGNORECASE)


class Filing(NamedTuple):
    """What is known of a file beside its text.

    `day` is the one it is filed under in the notes, `named` what its name says elsewhere; `year` and
    `order` are those of dates that leave them open. A file `of_paper` lies in a folder of papers.
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
        """Return what the name of a file says, the folders it lies in and the files beside it."""
        folders = path.parts[:-1]
        found = file_date(path.stem, folders)
        named = found.written if found else None
        others = (file_date(PurePath(name).stem) for name in beside)
        every = [named, *(other.written for other in others if other)]
        order = decided_order((one for one in every if one), order)
        of_paper = bool(folders) and shadow(folders[-1]) in PAPER_FOLDERS
        return cls(None, named, year or folder_year(folders), order, of_paper)


@dataclass(frozen=True, slots=True)
class Dated:
    """The day of a report, the first one of a range, what was written, and what was unclear."""

    date: datetime.date | None
    first_day: datetime.date | None = None
    written: Written | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)


def dated(days: Sequence[Outline], filing: Filing, order: Order | None) -> list[Dated]:
    """Return the day of each outline of a file; `order` is the one to assume where none is decided."""
    written: list[Written | None] = [_written(day, first=not index) for index, day in enumerate(days)]
    said = [one for one in written if one]
    order = decided_order(said or ([filing.named] if filing.named else []), filing.order or order)
    year = _year_in_title(days[0]) or filing.year or (filing.day.year if filing.day else None)
    year = year or _year_of(filing.named)
    years = iter(years_of_file(said, _near_year(said, filing, year, order), order))
    found = [
        _resolved(one, next(years) if one else year, order, day)
        for one, day in zip(written, days, strict=True)
    ]
    if filing.day:
        _file(found, filing.day, days)
    elif not found[0].date and not written[0]:
        found[0] = _resolved(filing.named, year, order, days[0])
    elif filing.named:
        _compare(found, filing.named, year, order, days)
    return found


def _written(day: Outline, *, first: bool) -> Written | None:
    """Return the date a report gives itself: in its front matter, its title, or a line below that."""
    if first:
        for line in day.document.lines:
            if line.region != "front matter":
                break
            if match := _FRONT_MATTER_DATE.match(line.text):
                said = match.group("date").strip()
                if date := parse(said) or parse(said.partition(" ")[0]):  # a time may stand behind
                    return date
    heading = day_heading(plain(day.title.text)) if day.title else None
    if heading and heading.written:
        return heading.written
    for number, text in enumerate(_lines_above(day)):
        bare = parse(text) if number == 0 else None
        if found := labelled_date(text) or (bare if bare and bare.year else None):
            return found
    return None


def _lines_above(day: Outline) -> Iterator[str]:
    """Yield the first lines of text below the title, without markers of lists."""
    blocks = day.papers[0].blocks if day.is_paper_note else day.sections[0].blocks
    for block in blocks[:MAX_LINES_ABOVE]:
        if isinstance(block, Prose | Item):
            for number in range(block.start, min(block.end, day.start + MAX_LINES_ABOVE)):
                at = block.offset if isinstance(block, Item) and number == block.start else 0
                yield day.document.lines[number].text[at:].strip()


def _year_in_title(day: Outline) -> int | None:
    """Return the year that the title of a whole file names: `Research log 2024`."""
    above = [section.heading.text for section in day.sections if section.is_layout and section.heading]
    return folder_year([*above, day.title.text if day.title and not above else ""])


def _year_of(named: Written | None) -> int | None:
    if isinstance(named, WrittenRange):
        return named.last.year or named.first.year
    return named.year if named else None


def _near_year(
    said: Sequence[Written], filing: Filing, year: int | None, order: Order | None
) -> int | None:
    """Return the year of the first date without one: at New Year it may not be the file name's."""
    first = said[0] if said else None
    date = first.reading(order) if isinstance(first, WrittenDate) else None
    if filing.day and not filing.year and date and date.month and date.day:
        return year_from_neighbours(date.month, date.day, [filing.day]) or year
    return year


def _resolved(written: Written | None, year: int | None, order: Order | None, day: Outline) -> Dated:
    if written is None:
        return Dated(None)
    found = written.on(year, order)
    if isinstance(found, tuple):
        return Dated(found[1], found[0], written)
    if found:
        return Dated(found, None, written, list(_weekday(day, found)))
    return Dated(None, None, written, list(_unclear(written, year, order, day)))


def _unclear(written: Written, year: int | None, order: Order | None, day: Outline) -> Iterator[Diagnostic]:
    """Yield why a date is none."""
    if written.is_open(order):
        told = "day and month of this date could be either; the report has no date."
        yield _at(day, "R050", told, "Write it as 2024-05-31, or set date_order: in litnotes.yaml.")
        return
    near = suggested(written, year, order)
    if isinstance(written, WrittenRange) and near and _both_exist(written, year, order):
        told = "this range ends before it begins; the report has no date."
        yield _at(day, "R052", told, f"Did you mean {near}?")
    elif near:
        yield _at(day, "R051", "there is no such day; the report has no date.", f"Did you mean {near}?")


def _both_exist(written: WrittenRange, year: int | None, order: Order | None) -> bool:
    start = written.start_year(year, order)
    return bool(written.first.on(start, order) and written.last.on(start, order))


def _weekday(day: Outline, date: datetime.date) -> Iterator[Diagnostic]:
    heading = day_heading(plain(day.title.text)) if day.title else None
    if heading and heading.weekday is not None and heading.weekday != date.weekday():
        told = f"{date} is a {date:%A}, not the weekday written; the date counts."
        yield _at(day, "R053", told, "Correct the one that is wrong.", "info")


def _file(found: list[Dated], filed_on: datetime.date, days: Sequence[Outline]) -> None:
    """Let the report of the day a file is filed under count for that day."""
    index = next((i for i, one in enumerate(found) if _covers(one, filed_on)), 0)
    one = found[index]
    if one.date is None and one.diagnostics:
        told = [
            Diagnostic(note.code, note.severity, note.line, note.column,
                       note.reading.replace("the report has no date", f"the report counts for {filed_on}"),
                       note.advice)
            for note in one.diagnostics
        ]  # fmt: skip
    elif one.date and not _covers(one, filed_on):
        told = [_disagreement(days[index], one.date, f"{filed_on}; it counts for {filed_on}", filed_on)]
    else:
        told = one.diagnostics
    first_day = one.first_day if one.first_day and one.first_day <= filed_on else None
    found[index] = Dated(filed_on, first_day, one.written, told)


def _compare(
    found: list[Dated], named: Written, year: int | None, order: Order | None, days: Sequence[Outline]
) -> None:
    """Tell where the name of a file names another day than its text."""
    day = named.on(year, order)
    first, last = day if isinstance(day, tuple) else (day, day)
    if not first or not last or len(found) > 1 or not found[0].date:
        return
    date = found[0].date
    if not first <= date <= last:
        found[0].diagnostics.append(_disagreement(days[0], date, f"{last}; it counts for {date}", last))


def _disagreement(day: Outline, date: datetime.date, told: str, other: datetime.date) -> Diagnostic:
    near = abs(date - other) <= MAX_USUAL_DELAY
    told = f"the report says {date}, its file name {told}."
    return _at(day, "R053", told, "Correct the one that is wrong.", "info" if near else "warning")


def _covers(one: Dated, day: datetime.date) -> bool:
    return one.date is not None and (one.first_day or one.date) <= day <= one.date


def _at(day: Outline, code: str, told: str, advice: str, severity: str = "warning") -> Diagnostic:
    line = day.title.start + 1 if day.title else day.start + 1
    return Diagnostic(code, "info" if severity == "info" else "warning", line, 1, told, advice)
