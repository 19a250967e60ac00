"""Imports of reports: each file is read, compared with existing days, and copied."""

from __future__ import annotations

import datetime
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal

from litnotes.app.destination import place
from litnotes.app.notes import Notes
from litnotes.errors import Conflict, LitnotesError, Location, WrongUse

if TYPE_CHECKING:
    from litnotes.markdown.read.reader import ReadReport

FilingOutcome = Literal["made", "would be made", "is there already"]

FOLDERS = 2
"""The number of folders above a report whose names may give its year."""


@dataclass(frozen=True, slots=True)
class FiledReport:
    """A file of one or several days, and its outcome; `shown` is its place in the notes."""

    path: Path
    days: list[ReadReport]
    shown: str
    outcome: FilingOutcome


def file_reports(
    notes: Notes, paths: Iterable[Path], year: int | None
) -> list[FiledReport | LitnotesError]:
    """Copy reports into the notes, each to its day; return the outcome or error of each, in order.

    `year` is the year to assume if a report gives none.
    """
    outcomes: list[FiledReport | LitnotesError] = []
    taken: dict[datetime.date, bytes] = {}
    for path in paths:
        try:
            outcomes.append(_file(notes, path, year, taken))
        except LitnotesError as problem:
            outcomes.append(problem)
    if taken and not notes.dry_run:
        notes.refresh()
    return outcomes


def _file(notes: Notes, path: Path, year: int | None, taken: dict[datetime.date, bytes]) -> FiledReport:
    from litnotes.store import files

    if path.is_dir():
        inside = shlex.quote(str(path).rstrip("/"))
        why = f"this is a folder; give its files: litnotes import-reports {inside}/*.md"
        raise WrongUse(why, location=Location(str(path)))
    data = files.read(path)
    read = _read(notes, path, data, year, taken)
    for day in read:
        if day.report.date is None:
            line = day.outline.title.start + 1 if day.outline.title else 1
            raise WrongUse(_no_day(day, year), location=Location(str(path), line, 1))
    days = [day.report.date for day in read if day.report.date]
    _refuse_other(notes, path, data, days, taken)
    target = place(notes, path, data, days, year)
    there = target.exists() or any(day in taken for day in days)
    if not there and not notes.dry_run:
        files.create(target, data)
    taken.update(dict.fromkeys(days, data))
    outcome: FilingOutcome = "is there already" if there else "would be made" if notes.dry_run else "made"
    return FiledReport(path, read, notes.notebook.shown(target), outcome)


def _read(
    notes: Notes, path: Path, data: bytes, year: int | None, taken: Iterable[datetime.date]
) -> list[ReadReport]:
    """Read a file; a year that nothing in it names may come from the reports it belongs to."""
    from litnotes.markdown.dates.written import WrittenDate
    from litnotes.markdown.dates.years import year_from_neighbours
    from litnotes.markdown.read.filing import Filing
    from litnotes.markdown.read.reader import read_days

    folders = path.absolute().parent.parts[-FOLDERS:]
    beside = [other.name for other in path.absolute().parent.glob("*.md")]
    filing = Filing.of(PurePath(*folders, path.name), beside, year=year)
    read = read_days(data, notes.reader.vocabulary, filing)
    written = read[0].written
    if read[0].report.date or filing.year or not isinstance(written, WrittenDate):
        return read
    if not written.month or not written.day:
        return read
    known = [*notes.days.dates, *taken]
    if near := year_from_neighbours(written.month, written.day, known):
        notes.remarks.append(
            f"{path}: the year is read as {near}, as in reports around that day; use --year to change it"
        )
        return read_days(data, notes.reader.vocabulary, filing._replace(year=near))
    return read


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
    if len(days) != len(set(days)):
        twin = next(day for day in days if days.count(day) > 1)
        raise Conflict(
            f"this file contains two reports of {twin}; nothing was written", location=Location(str(path))
        )


def _no_day(day: ReadReport, year: int | None) -> str:
    for note in day.diagnostics:
        if note.code in ("R050", "R051", "R052"):
            return f"{note.reading.partition(';')[0]}. {note.advice}"
    if day.written and year is None:
        return "the report gives no year; give it with --year, such as --year 2024"
    return 'the title gives no day; write one, such as "# May 31 Report", or name the file 2024-05-31.md'
