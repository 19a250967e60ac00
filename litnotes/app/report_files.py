"""Imports of reports: each file is read, compared with existing days, and copied."""

from __future__ import annotations

import datetime
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal, NamedTuple

from litnotes.app.destination import place
from litnotes.app.named_day import USUAL_DELAY
from litnotes.app.notes import Notes
from litnotes.errors import Conflict, LitnotesError, Location, WrongUse
from litnotes.values.today import today

if TYPE_CHECKING:
    from litnotes.markdown.read.reader import ReadReport

FilingOutcome = Literal["made", "would be made", "is there already"]

YEARS_TO_TRY = 10
"""How many years before this one the weekdays of a file are compared with."""

FOLDERS = 2
"""The number of folders above a report whose names may give its year."""


AskDay = Callable[[Path, str], datetime.date | None]
"""Called with a file without a day and the reason; returns its day, None if nobody knows it."""


class Assumed(NamedTuple):
    """The `year` of reports that give none, and the `day` of the one file without any date."""

    year: int | None = None
    day: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class FiledReport:
    """A file of one or several days, and its outcome; `shown` is its place in the notes.

    `left_out` are the parts of the file without a day: they are copied, but not read.
    """

    path: Path
    days: list[ReadReport]
    shown: str
    outcome: FilingOutcome
    left_out: Sequence[LitnotesError]


def file_reports(
    notes: Notes, paths: Sequence[Path], assumed: Assumed, ask_day: AskDay
) -> list[FiledReport | LitnotesError]:
    """Copy reports into the notes, each to its day; return the outcome or error of each, in order."""
    if assumed.day and len(paths) > 1:
        raise WrongUse(f"--date is the day of one file, not of {len(paths)}; import them one by one")
    outcomes: list[FiledReport | LitnotesError] = []
    taken: dict[datetime.date, bytes] = {}
    for path in paths:
        try:
            outcomes.append(_file(notes, path, assumed, ask_day, taken))
        except LitnotesError as problem:
            outcomes.append(problem)
    if taken and not notes.dry_run:
        notes.refresh()
    return outcomes


def _file(
    notes: Notes, path: Path, assumed: Assumed, ask_day: AskDay, taken: dict[datetime.date, bytes]
) -> FiledReport:
    from litnotes.store import files

    if path.is_dir():
        inside = shlex.quote(str(path).rstrip("/"))
        why = f"this is a folder; give its files: litnotes import-reports {inside}/*.md"
        raise WrongUse(why, location=Location(str(path)))
    data = files.read(path)
    read = _read(notes, path, data, assumed.year, taken)
    if not any(day.report.date for day in read):
        reason = _no_day(read[0], assumed.year)
        chosen = (assumed.day or ask_day(path, reason)) if len(read) == 1 else None
        if chosen is None:
            raise _without_day(path, read[0], reason)
        read = [notes.reader.read(path, data, chosen)]
    left_out = [_without_day(path, day, _no_day(day, assumed.year)) for day in read if not day.report.date]
    read = [day for day in read if day.report.date]
    days = [day.report.date for day in read if day.report.date]
    if assumed.day and days != [assumed.day]:
        own = ", ".join(map(str, days))
        why = f"this file gives its own day: {own}; --date is for a file that gives none"
        raise WrongUse(why, location=Location(str(path)))
    _refuse_other(notes, path, data, days, taken)
    _note_same_text(notes, path, data, days)
    target = place(notes, path, data, days)
    there = target.exists() or any(day in taken for day in days)
    if not there and not notes.dry_run:
        with notes.notebook.locked():
            files.create(target, data)
    taken.update(dict.fromkeys(days, data))
    outcome: FilingOutcome = "is there already" if there else "would be made" if notes.dry_run else "made"
    return FiledReport(path, read, notes.notebook.shown(target), outcome, left_out)


def _without_day(path: Path, day: ReadReport, reason: str) -> WrongUse:
    line = day.outline.title.start + 1 if day.outline.title else day.outline.start + 1
    return WrongUse(reason, location=Location(str(path), line, 1))


def _read(
    notes: Notes, path: Path, data: bytes, year: int | None, taken: Iterable[datetime.date]
) -> list[ReadReport]:
    """Read a file; a year that nothing in it names may come from other reports, or from its weekdays."""
    from litnotes.markdown.dates.written import WrittenDate
    from litnotes.markdown.dates.years import year_from_neighbours
    from litnotes.markdown.read.filing import Filing
    from litnotes.markdown.read.reader import read_days

    def read_in(known: int | None) -> list[ReadReport]:
        return read_days(data, notes.reader.vocabulary, filing._replace(year=known))

    folders = path.absolute().parent.parts[-FOLDERS:]
    beside = [other.name for other in path.absolute().parent.glob("*.md")]
    filing = Filing.of(PurePath(*folders, path.name), beside, year=year)
    read = read_in(filing.year)
    written = read[0].written
    if any(day.report.date for day in read) or filing.year or not written:
        return read
    known = [*notes.days.dates, *taken]
    first = written if isinstance(written, WrittenDate) else written.first
    if first.month and first.day and (near := year_from_neighbours(first.month, first.day, known)):
        notes.remarks.append(
            f"{path}: the year is read as {near}, as in reports around that day; use --year to change it"
        )
        return read_in(near)
    by_year = {each: read_in(each) for each in _plausible_years(known)}
    fitting = [each for each, days in by_year.items() if _fit_weekdays(days)]
    if len(fitting) == 1:
        notes.remarks.append(f"{path}: the weekdays prove the year {fitting[0]}; use --year to change it")
        return by_year[fitting[0]]
    if any(day.weekday_fits is not None for days in by_year.values() for day in days):
        fitting = fitting or [each for each in _last_years() if _fit_weekdays(read_in(each))]
    if fitting:
        years = " and ".join(map(str, fitting))
        notes.remarks.append(f"{path}: its weekdays are those of {years}; give the year with --year")
    return read


def _plausible_years(known: Iterable[datetime.date]) -> list[int]:
    """Return the years of other reports and those beside them; without reports, this and the last year."""
    years = {day.year for day in known}
    beside = {year + step for year in years for step in (-1, 0, 1)}
    return sorted(beside or {today().year, today().year - 1})


def _last_years() -> range:
    return range(today().year - YEARS_TO_TRY, today().year + 1)


def _fit_weekdays(read: list[ReadReport]) -> bool:
    """Whether all days of a file have a date up to now, and weekdays that agree with it."""
    weekdays = {day.weekday_fits for day in read}
    last = today() + USUAL_DELAY
    return (
        True in weekdays
        and False not in weekdays
        and all(day.report.date and day.report.date <= last for day in read)
    )


def _refuse_other(
    notes: Notes,
    path: Path,
    data: bytes,
    days: list[datetime.date],
    taken: Mapping[datetime.date, bytes],
) -> None:
    from litnotes.store import files

    for day in days:
        known = notes.days.paths.get(day) or notes.notebook.report_path(day)
        there = files.read(known) if known.exists() else taken.get(day)
        if there is not None and there != data:
            message = f"{notes.notebook.shown(known)} is another report of {day}; nothing was written"
            raise Conflict(message, location=Location(str(path)))


def _note_same_text(notes: Notes, path: Path, data: bytes, days: list[datetime.date]) -> None:
    """Add a remark if a report with the same bytes and other days is in the notes already."""
    from litnotes.markdown.dates.file_names import file_date
    from litnotes.store import files

    if file_date(path.stem) or not data.strip():
        return  # its name gives the day, so the same text on two days is meant
    first_days = {other: day for day, other in reversed(notes.days.paths.items()) if day not in days}
    for other, day in first_days.items():
        if other.exists() and other.stat().st_size == len(data) and files.read(other) == data:
            shown = notes.notebook.shown(other)
            notes.remarks.append(
                f"{path}: the same file is there already as {shown}, the report of {day}; "
                "delete one of them if its year is wrong"
            )
            return


def _no_day(day: ReadReport, year: int | None) -> str:
    for note in day.diagnostics:
        if note.code in ("R050", "R051", "R052"):
            return f"{note.reading.partition(';')[0]}. {note.advice}"
    if day.written and year is None:
        return "the report gives no year; give it with --year, such as --year 2024"
    return (
        'the title gives no day; write one, such as "# May 31 Report", or give it with --date, '
        "such as --date 2024-05-31"
    )
