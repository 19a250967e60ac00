"""The report of a day that is started: what it would hold, and its bytes."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from litnotes.app.ended import HowMade, Started
from litnotes.app.notes import Notes
from litnotes.app.unread import add_errors
from litnotes.errors import LitnotesError, Location

if TYPE_CHECKING:
    from litnotes.daily.next_day import Identity, NextDay
    from litnotes.markdown.read.reader import ReadReport
    from litnotes.model.reports import Report


ONE_DAY = datetime.timedelta(days=1)


class NewDay(NamedTuple):
    """The report of a day as it is before it is written: its bytes, what they say, what was planned."""

    day: datetime.date
    path: Path
    data: bytes
    found: ReadReport
    planned: NextDay
    layout_path: str


def new_report(session: Notes, day: datetime.date) -> NewDay:
    """Return the report of a new day; nothing is written."""
    from litnotes.daily import template

    planned = plan_day(session, day)
    layout, layout_path = layout_in(session.notebook.root)
    text = template.fill(layout, planned.report, session.reader.vocabulary, layout_path)
    data = text.replace("\n", _newline(session, day)).encode()
    path = session.notebook.root / f"{day}.md"
    return NewDay(day, path, data, session.reader.read(path, data, day), planned, layout_path)


def start_day(session: Notes, day: datetime.date, *, dry_run: bool = False) -> NewDay:
    """Write the report of a new day, unless `dry_run`, and return it; what was carried is for the end."""
    from litnotes.store import files

    new = new_report(session, day)
    if not dry_run:
        with files.locked(session.notebook.lock_path):
            files.create(new.path, new.data)
    note_started(session, new, how="would be made" if dry_run else "made")
    return new


def note_started(session: Notes, new: NewDay, how: HowMade) -> None:
    """Have the user told at the end what a new report holds, and what could not go into it."""
    from litnotes.daily import template

    earlier = session.days.row().before(new.day)
    session.started.append(
        Started(
            day=new.day,
            shown=session.notebook.shown(new.path),
            how=how,
            report=new.found.report,
            planned=new.planned,
            from_day=earlier.days[-1] if earlier else None,
            from_nothing=bool(earlier) and _is_empty(earlier[-1]),
        )
    )
    add_errors(session)
    if missing := template.left_out(new.planned.report, new.found.report):
        told = f"the layout leaves out what was carried: {'; '.join(missing)}"
        session.problems.append(LitnotesError(told, location=Location(new.layout_path)))


def _is_empty(report: Report) -> bool:
    from litnotes.model.reports import Report

    return report.words() == Report(date=report.date, title=report.title)


def plan_day(session: Notes, day: datetime.date) -> NextDay:
    """Return what the report of a new day would hold."""
    from litnotes.daily.next_day import next_day
    from litnotes.markdown.dates.restate import restated

    earlier = session.days.row().before(day)
    title = restated(earlier[-1].title, earlier.days[-1], day) if earlier else None
    identity = identity_of(session, day - ONE_DAY)
    return next_day(day, title or f"{day} Report", earlier, identity, session.reader.vocabulary)


def identity_of(session: Notes, last: datetime.date) -> Identity:
    """Return how the notes tell papers apart, how far they are read, and what is concluded by a day."""
    from litnotes.daily.next_day import Identity
    from litnotes.library.history import ways_to_write

    library = session.library
    states = {f"key {key}": reading for key, reading in library.readings().items()}
    known = cache(library.identity)  # a name stands in many reports
    return Identity(
        lambda said: known(*ways_to_write(said)),
        frozenset(paper for paper, state in states.items() if state == "read"),
        frozenset(paper for paper, state in states.items() if state == "reading"),
        session.concluded(last),
    )


def layout_in(root: Path) -> tuple[str, str]:
    """Return the layout of a new day and the file it comes from: the user's own, or the shipped one."""
    from litnotes.daily import template
    from litnotes.store import files

    own = root / "templates" / template.NAME
    if own.exists():
        return files.read_text(own), str(own)
    return template.default_text(), template.NAME


def _newline(session: Notes, day: datetime.date) -> str:
    """Return the line end of the latest report before a day."""
    from litnotes.markdown.document import Document
    from litnotes.store import files

    earlier = [known for known in session.days.dates if known < day]
    if not earlier:
        return "\n"
    return Document.from_bytes(files.read(session.days.paths[earlier[-1]])).newline
