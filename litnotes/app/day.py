"""The report of a day: read it, plan it, type into it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from litnotes.app.named_day import far_from_reports, named_day
from litnotes.app.notes import Notes
from litnotes.app.starting import NewDay, day_in, new_report, note_started, outlines_before
from litnotes.errors import Conflict, Location, NotFound, WrongUse

if TYPE_CHECKING:
    from litnotes.daily.typing.guard import Typed
    from litnotes.markdown.edit.layout import Layout
    from litnotes.markdown.read.reader import ReadReport
    from litnotes.model.reports import Question, Report, Task

E = TypeVar("E", "Task", "Question")


class DayReport(NamedTuple):
    """A report to type into: its bytes, the report in them, and the student's layout of headings.

    `new` is set if the report does not exist yet: typing into it starts the day.
    """

    day: datetime.date
    path: Path
    data: bytes
    found: ReadReport
    layout: Layout
    new: NewDay | None = None


@dataclass(frozen=True, slots=True)
class TypedEntry(Generic[E]):
    """A task or a question of a report, after a command.

    `place` is the report with the line. `known` is the entry as it was before; None for a new one.
    """

    notes: Notes
    place: str
    known: E | None
    is_written: bool


def report_of(notes: Notes, date: str | None) -> Report:
    """Return the report of a day, or the latest one; raises NotFound."""
    days = notes.days.dates
    if date is None and days:
        return notes.days.report(days[-1])
    day = named_day(notes, date)
    if day in days:
        return notes.days.report(day)
    if day in notes.days.unreadable:
        notes.problems = []
        raise notes.days.unreadable[day]
    near = f"; there are reports from {days[0]} to {days[-1]}" if days else "; there are no reports yet"
    raise NotFound(f"there is no report of {day}{near}. `litnotes new-day --date {day}` makes one")


def report_or_plan(notes: Notes, date: str | None) -> Report:
    """Return the report of a day, by default of today; if today has none yet, the planned report.

    Raises NotFound for another day without a report.
    """
    day = named_day(notes, date)
    if date is None and day not in notes.days.dates and day not in notes.days.unreadable:
        notes.remarks.append(f"there is no report of {day} yet; `litnotes new-day` starts it")
        return new_report(notes, day).found.report
    return up_to_date(notes, report_of(notes, str(day)))


def up_to_date(notes: Notes, report: Report) -> Report:
    """Return a report whose carried entries have the state that earlier reports now give."""
    from litnotes.daily.catch_up import caught_up

    return caught_up(report, notes.days.row(), notes.reader.vocabulary)


def report_for_writing(notes: Notes, day: datetime.date) -> DayReport:
    """Return the report of a day as it is now; if there is none, the one that would be started.

    Raises Conflict for a report with a git conflict: the edit could go to either side; WrongUse for a new
    report far from all others.
    """
    from litnotes.markdown.edit.layout import Layout, learn
    from litnotes.store import files

    if day not in notes.days.paths and not notes.is_up_to_date:
        notes.bring_up_to_date()  # a new day carries all open entries, and a log may contain the day by now
    paths = notes.days.paths
    layout = Layout(lambda: outlines_before(notes, day))
    if day not in paths:
        if far := far_from_reports(notes, day):
            raise WrongUse(f"{far}; nothing was written. `litnotes new-day --date {day} --yes` starts it")
        new = new_report(notes, day)
        return DayReport(day, new.path, new.data, new.found, learn(layout, new.found.outline), new)
    data = files.read(paths[day])
    found = day_in(notes, paths[day], data, day)
    for note in found.diagnostics:
        if note.code == "R019":
            place = Location(notes.notebook.shown(paths[day]), note.line, note.column)
            raise Conflict(f"{note.reading} Nothing was written. {note.advice}", location=place)
    return DayReport(day, paths[day], data, found, learn(layout, found.outline))


def write(notes: Notes, target: DayReport, data: bytes) -> None:
    """Write an edited report; if it is new, this starts the day."""
    put(target, data)
    _note_start(notes, target, data)


def _note_start(notes: Notes, target: DayReport, data: bytes) -> None:
    if target.new:
        report = day_in(notes, target.path, data, target.day).report
        note_started(notes, target.new, report, how="made to type into")


def put(target: DayReport, data: bytes) -> None:
    """Write a report, without its derived files."""
    from litnotes.store import files

    files.replace(target.path, data, expected=None if target.new else target.data)


def follow(notes: Notes, target: DayReport | None) -> None:
    """Bring the notes up to date after a write; report a report that this started."""
    notes.refresh()
    if target:
        _note_start(notes, target, target.data)


def edited(notes: Notes, target: DayReport, typed: Typed) -> DayReport:
    """Return a report after an edit that is not written yet, to edit it again."""
    return target._replace(found=day_in(notes, target.path, typed.data, target.day))


def save(notes: Notes, target: DayReport, typed: Typed) -> str:
    """Write an edited report; return the place of the edit."""
    write(notes, target, typed.data)
    return f"{notes.notebook.shown(target.path)}:{typed.line}"


def stays(notes: Notes, target: DayReport, line: int) -> str:
    """Return the place of an entry that needs no edit; if the report is new, start the day."""
    if target.new:
        write(notes, target, target.data)
    return f"{notes.notebook.shown(target.path)}:{line}"
