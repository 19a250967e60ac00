"""Every day: start a report, get hold of one to type into."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from litnotes.cli.options import DateOption, DryRunOption
from litnotes.cli.parameters import Context, Option
from litnotes.cli.session import Session, find_notebook, open_session
from litnotes.cli.shared import day_of, out, say
from litnotes.errors import Conflict, LitnotesError, Location, NotFound

if TYPE_CHECKING:
    from litnotes.daily.next_day import Identity, NextDay
    from litnotes.daily.typing.guard import Typed
    from litnotes.errors import Diagnostic
    from litnotes.library.identify import Library
    from litnotes.markdown.edit.layout import Layout
    from litnotes.markdown.read.reader import ReadReport
    from litnotes.model.report import Report


def tell_errors(session: Session) -> None:
    """Add what could not be read inside reports to the problems to tell."""
    for path, note in session.days.diagnostics():
        if note.severity == "error":
            session.problems.append(_as_problem(session.notebook.shown(path), note))


def _as_problem(path: str, note: Diagnostic) -> LitnotesError:
    sentence = f"{note.code} {note.severity}: {note.reading} {note.advice}".rstrip()
    return LitnotesError(sentence, location=Location(path, note.line, note.column))


def new_day(
    context: Context,
    date: DateOption = None,
    dry_run: DryRunOption = False,
    show_template: Annotated[
        bool, Option("--show-template", help="Print the layout, to be copied and changed.")
    ] = False,
) -> int:
    """Start a report with what the last one left open.

    To change the layout: litnotes new-day --show-template > notes/templates/new-day.md

    Example: litnotes new-day --date 2024-06-01
    """
    if show_template:
        out(_template(find_notebook(context.notes).root)[0].rstrip("\n"))
        return 0
    session = open_session(context.notes, dry_run=dry_run)
    day = day_of(date, session.days.dates)
    path = session.days.paths.get(day) or session.notebook.report_path(day)
    if path.exists():
        out(f"{session.notebook.shown(path)} is there already; nothing was changed")
    else:
        start_day(session, day, dry_run=dry_run)
    return session.exit_code()


@dataclass(frozen=True)
class NewDay:
    """The report of a day as it is before it is written: its bytes, what they say, what was planned."""

    day: datetime.date
    path: Path
    data: bytes
    found: ReadReport
    planned: NextDay
    layout_path: str


def new_report(session: Session, day: datetime.date) -> NewDay:
    """Return the report of a new day; nothing is written."""
    from litnotes.daily import template

    planned = plan_day(session, day)
    layout, layout_path = _template(session.notebook.root)
    text = template.fill(layout, planned.report, session.reader.vocabulary, layout_path)
    data = text.replace("\n", _newline(session, day)).encode()
    path = session.notebook.root / f"{day}.md"
    return NewDay(day, path, data, session.reader.read(path, data, day), planned, layout_path)


def start_day(session: Session, day: datetime.date, *, dry_run: bool = False) -> None:
    """Write the report of a new day and say what was carried into it."""
    from litnotes.store import files

    new = new_report(session, day)
    if dry_run:
        out(new.data.decode().replace("\r", "").rstrip("\n"))
    else:
        with files.locked(session.notebook.lock_path):
            files.create(new.path, new.data)
        session.refresh()
    _tell_started(session, new, "would be made" if dry_run else "made")


def _tell_started(session: Session, new: NewDay, made: str = "made") -> None:
    from litnotes.daily import template
    from litnotes.render.report_page import summary

    earlier = [known for known in session.days.dates if known < new.day]
    origin = f", carried over from {earlier[-1]}" if earlier else ", the first report"
    written = new.found.report
    say(f"{session.notebook.shown(new.path)} {made}{origin}: {summary(written)}")
    for reason in dict.fromkeys(reason for _, reason in new.planned.left_out):
        names = [text.split("\n")[0] for text, why in new.planned.left_out if why == reason]
        say(f"not carried, as they are {reason}: {'; '.join(names)}")
    for note in new.planned.feedback:
        say(f"feedback of {earlier[-1]}: {note.text}")
    if earlier and _is_empty(session.days.report(earlier[-1])):
        say(f"{earlier[-1]} holds no entries, so nothing of the days before it is carried either")
    tell_errors(session)
    missing = template.left_out(new.planned.report, written)
    if missing:
        session.problems.append(
            LitnotesError(f"the layout leaves out what was carried: {'; '.join(missing)}",
                          location=Location(new.layout_path))
        )  # fmt: skip


def _is_empty(report: Report) -> bool:
    from litnotes.model.report import Report

    return report.words() == Report(date=report.date, title=report.title)


def plan_day(session: Session, day: datetime.date) -> NextDay:
    """Return what the report of a new day would hold."""
    from litnotes.daily.next_day import next_day
    from litnotes.markdown.dates.restate import restated

    earlier = [found for known, found in session.days.reports().items() if known < day]
    title = None
    if earlier and earlier[-1].date:
        title = restated(earlier[-1].title, earlier[-1].date, day)
    return next_day(
        day, title or f"{day} Report", earlier, identity_of(session.library), session.reader.vocabulary
    )


def identity_of(library: Library) -> Identity:
    """Return how the library tells papers apart, and how far it says they are read."""
    from litnotes.daily.next_day import Identity
    from litnotes.library.history import ways_to_write

    states = {f"key {paper.key}": paper.reading for paper in library.being_read()}
    return Identity(
        lambda said: library.identity(*ways_to_write(said)),
        frozenset(paper for paper, state in states.items() if state == "read"),
        frozenset(paper for paper, state in states.items() if state == "reading"),
    )


def _template(root: Path) -> tuple[str, str]:
    """Return the layout of a new day and the file it comes from: the user's own, or the shipped one."""
    from litnotes.daily import template
    from litnotes.store import files

    own = root / "templates" / template.NAME
    if own.exists():
        return files.read_text(own), str(own)
    return template.default_text(), template.NAME


@dataclass(frozen=True)
class DayReport:
    """A report to type into: its bytes, what they say, and how the student writes headings.

    `new` is what it is made from where it is not written yet: a day is started by what is typed into it.
    """

    day: datetime.date
    path: Path
    data: bytes
    found: ReadReport
    layout: Layout
    new: NewDay | None = None


def report_of(session: Session, date: str | None) -> Report:
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


def report_or_plan(session: Session, date: str | None) -> Report:
    """Return the report of a day, today where no date is given; before it is started, what it would hold.

    Raises NotFound for another day without a report.
    """
    day = day_of(date, session.days.dates)
    if date is None and day not in session.days.dates and day not in session.days.unreadable:
        say(f"there is no report of {day} yet; this is what `litnotes new-day` would carry into it")
        return plan_day(session, day).report
    return up_to_date(session, report_of(session, str(day)))


def up_to_date(session: Session, report: Report) -> Report:
    """Return a report with what earlier ones say by now of the entries it carries."""
    from litnotes.daily.catch_up import carried_from, caught_up

    first = carried_from(report)
    days = [day for day in session.days.dates if first and report.date and first <= day < report.date]
    return caught_up(report, map(session.days.report, days), session.reader.vocabulary)


def report_for_writing(session: Session, day: datetime.date) -> DayReport:
    """Return the report of a day as it is now; where there is none, what it would be started with.

    Raises Conflict for a report with a git conflict in it: the edit could land on either side.
    """
    from litnotes.markdown.edit.layout import Layout, learn
    from litnotes.store import files

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


def days_in(session: Session, path: Path, data: bytes) -> list[ReadReport]:
    """Return the days that a file of the notes holds: its own, and further ones."""
    folders = path.relative_to(session.notebook.root).parts[:-1]
    return session.reader.read_days(path, data, session.notebook.day_named(path), folders)


def day_in(session: Session, path: Path, data: bytes, day: datetime.date) -> ReadReport:
    """Return the report of a day that a file of the notes holds."""
    days = days_in(session, path, data)
    return next((found for found in days if found.report.date == day), days[0])


def write(session: Session, target: DayReport, data: bytes) -> None:
    """Write a report with something typed into it; a day that had none is started by that."""
    put(session, target, data)
    follow(session, target)


def put(session: Session, target: DayReport, data: bytes) -> None:
    """Write a report; what is derived from it does not follow yet."""
    from litnotes.store import files

    files.replace(target.path, data, expected=None if target.new else target.data)
    session.written.append(target.path)


def follow(session: Session, target: DayReport | None) -> None:
    """Bring all up to date with what was written; say so where that started a report."""
    session.refresh()
    if target and target.new:
        say(f"there was no report of {target.day} yet")
        _tell_started(session, target.new)


def save(session: Session, target: DayReport, typed: Typed, done: str, text: str) -> None:
    """Write a report with something typed into it and say what stands where."""
    write(session, target, typed.data)
    out(f"{session.notebook.shown(target.path)}:{typed.line} {done}: {text}")


def stays(session: Session, target: DayReport, line: int, why: str) -> None:
    """Say why nothing is typed into a report; a day that had none is started all the same."""
    if target.new:
        write(session, target, target.data)
    out(f"{session.notebook.shown(target.path)}:{line} {why}")


def _newline(session: Session, day: datetime.date) -> str:
    """Return the line end of the latest report before a day."""
    from litnotes.markdown.document import Document
    from litnotes.store import files

    earlier = [known for known in session.days.dates if known < day]
    if not earlier:
        return "\n"
    return Document.from_bytes(files.read(session.days.paths[earlier[-1]])).newline
