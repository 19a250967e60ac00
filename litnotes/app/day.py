"""Every day: start a report, get hold of one to type into."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from litnotes.app.named_day import day_of
from litnotes.app.notes import Notes
from litnotes.app.starting import NewDay, new_report, note_started, plan_day
from litnotes.errors import Conflict, LitnotesError, Location, NotFound

if TYPE_CHECKING:
    from litnotes.daily.typing.guard import Typed
    from litnotes.markdown.edit.layout import Layout
    from litnotes.markdown.read.reader import ReadReport
    from litnotes.model.reports import Report


class DayReport(NamedTuple):
    """A report to type into: its bytes, what they say, and how the student writes headings.

    `new` is what it is made from where it is not written yet: a day is started by what is typed into it.
    """

    day: datetime.date
    path: Path
    data: bytes
    found: ReadReport
    layout: Layout
    new: NewDay | None = None


def report_of(session: Notes, date: str | None) -> Report:
    """Return the report of a day, or the latest one; raises NotFound."""
    days = session.days.dates
    if date is None and days:
        return session.days.report(days[-1])
    day = day_of(date, days)
    if day in days:
        return session.days.report(day)
    if day in session.days.unreadable:
        session.problems = []
        raise session.days.unreadable[day]
    near = f"; there are reports from {days[0]} to {days[-1]}" if days else "; there are no reports yet"
    raise NotFound(f"there is no report of {day}{near}. `litnotes new-day --date {day}` makes one")


def report_or_plan(session: Notes, date: str | None) -> Report:
    """Return the report of a day, today where no date is given; before it is started, what it would hold.

    Raises NotFound for another day without a report.
    """
    day = day_of(date, session.days.dates)
    if date is None and day not in session.days.dates and day not in session.days.unreadable:
        session.remarks.append(
            f"there is no report of {day} yet; this is what `litnotes new-day` would carry into it"
        )
        return plan_day(session, day).report
    return up_to_date(session, report_of(session, str(day)))


def up_to_date(session: Notes, report: Report) -> Report:
    """Return a report with what earlier ones say by now of the entries it carries."""
    from litnotes.daily.catch_up import caught_up

    return caught_up(report, session.days.row(), session.reader.vocabulary)


def report_for_writing(session: Notes, day: datetime.date) -> DayReport:
    """Return the report of a day as it is now; where there is none, what it would be started with.

    Raises Conflict for a report with a git conflict in it: the edit could land on either side.
    """
    from litnotes.markdown.edit.layout import Layout, learn
    from litnotes.store import files

    if day not in session.days.paths and not session.is_up_to_date:
        session.bring_up_to_date()  # a day is started from all that is open, and a log may hold it by now
    paths = session.days.paths
    layout = Layout()
    for earlier in sorted(known for known in paths if known < day)[-2:]:
        try:
            data = files.read(paths[earlier])
        except LitnotesError:
            continue  # told already; the next one may show the layout
        layout = learn(layout, day_in(session, paths[earlier], data, earlier).outline)
    if day not in paths:
        new = new_report(session, day)
        return DayReport(day, new.path, new.data, new.found, learn(layout, new.found.outline), new)
    data = files.read(paths[day])
    found = day_in(session, paths[day], data, day)
    for note in found.diagnostics:
        if note.code == "R019":
            place = Location(session.notebook.shown(paths[day]), note.line, note.column)
            raise Conflict(f"{note.reading} The report was left as it is. {note.advice}", location=place)
    return DayReport(day, paths[day], data, found, learn(layout, found.outline))


def days_in(session: Notes, path: Path, data: bytes) -> list[ReadReport]:
    """Return the days that a file of the notes holds: its own, and further ones."""
    folders = path.relative_to(session.notebook.root).parts[:-1]
    return session.reader.read_days(path, data, session.notebook.day_named(path), folders)


def day_in(session: Notes, path: Path, data: bytes, day: datetime.date) -> ReadReport:
    """Return the report of a day that a file of the notes holds."""
    days = days_in(session, path, data)
    return next((found for found in days if found.report.date == day), days[0])


def write(session: Notes, target: DayReport, data: bytes) -> None:
    """Write a report with something typed into it; a day that had none is started by that."""
    put(target, data)
    if target.new:
        note_started(session, target.new, how="made to type into")


def put(target: DayReport, data: bytes) -> None:
    """Write a report; what is derived from it does not follow yet."""
    from litnotes.store import files

    files.replace(target.path, data, expected=None if target.new else target.data)


def follow(session: Notes, target: DayReport | None) -> None:
    """Bring all up to date with what was written; say so where that started a report."""
    session.refresh()
    if target and target.new:
        note_started(session, target.new, how="made to type into")


def save(session: Notes, target: DayReport, typed: Typed) -> str:
    """Write a report with something typed into it; return where that stands."""
    write(session, target, typed.data)
    return f"{session.notebook.shown(target.path)}:{typed.line}"


def stays(session: Notes, target: DayReport, line: int) -> str:
    """Type nothing into a report, but start a day that had none; return the place that says it already."""
    if target.new:
        write(session, target, target.data)
    return f"{session.notebook.shown(target.path)}:{line}"
