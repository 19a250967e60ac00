"""The start of a day: the plan of its report, and its bytes."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from litnotes.app.ended import HowMade, Started
from litnotes.app.named_day import ONE_DAY
from litnotes.app.notes import Notes
from litnotes.app.unread import add_errors
from litnotes.errors import Conflict, LitnotesError, Location

if TYPE_CHECKING:
    from litnotes.daily.next_day import Identity, NextDay
    from litnotes.markdown.read.outline import Outline
    from litnotes.markdown.read.reader import ReadReport
    from litnotes.model.reports import Report
    from litnotes.model.several_days import NoLongerMentioned


class NewDay(NamedTuple):
    """A report before it is written: its bytes, the report in them, and the plan.

    `carried` is open work that the last report no longer mentions, and that is taken up.
    """

    day: datetime.date
    path: Path
    data: bytes
    found: ReadReport
    planned: NextDay
    layout_path: str
    carried: Sequence[NoLongerMentioned] = ()


def new_report(notes: Notes, day: datetime.date, carried: Sequence[NoLongerMentioned] = ()) -> NewDay:
    """Return the new report of a day; nothing is written.

    Raises Conflict if the last report has a git conflict: its open entries cannot be read.
    """
    from litnotes.daily import template
    from litnotes.daily.earlier_work import with_earlier
    from litnotes.daily.new_page import new_page
    from litnotes.markdown.edit.append import usual_marker
    from litnotes.markdown.edit.layout import Layout, learn

    _refuse_conflict(notes, day)
    planned, vocabulary = plan_day(notes, day), notes.reader.vocabulary
    if carried:
        planned = planned._replace(report=with_earlier(planned.report, carried, vocabulary))
    layout, layout_path = layout_in(notes.notebook.root)
    path, last = notes.notebook.root / f"{day}.md", _last_report(notes, day)
    newline = last.document.newline if last else "\n"

    def made(text: str) -> NewDay:
        data = text.replace("\n", newline).encode("utf-8", "surrogateescape")
        return NewDay(day, path, data, notes.reader.read(path, data, day), planned, layout_path, carried)

    if last is None:
        return made(template.fill(layout, planned.report, vocabulary, layout_path))
    if layout_path == template.NAME:  # the user's own layout counts more than the last report
        own = learn(Layout(lambda: outlines_before(notes, day)), last.outline)
        text = new_page(last, planned.report, own, vocabulary)
        if text is not None:
            return made(text)
    like = usual_marker(last.outline, "todo")
    new = made(template.fill(layout, planned.report, vocabulary, layout_path, like))
    if template.left_out(planned.report, new.found.report):
        return made(template.fill(layout, planned.report, vocabulary, layout_path))
    return new


def _refuse_conflict(notes: Notes, day: datetime.date) -> None:
    earlier = notes.days.row().before(day)
    conflicts = [note for note in earlier[-1].notes if note.role == "conflict"] if earlier else []
    if conflicts:
        place = Location(notes.notebook.shown(notes.days.paths[earlier.days[-1]]), conflicts[0].line)
        message = "this report has a git conflict, so its open entries cannot be carried over"
        raise Conflict(f"{message}; nothing was written. Resolve the conflict first", location=place)


def _last_report(notes: Notes, day: datetime.date) -> ReadReport | None:
    """Return the latest report before a day as it is written, if there is one that can be read."""
    from litnotes.store import files

    earlier = [known for known in notes.days.dates if known < day]
    if not earlier:
        return None
    path = notes.days.paths[earlier[-1]]
    return day_in(notes, path, files.read(path), earlier[-1])


def days_in(notes: Notes, path: Path, data: bytes) -> list[ReadReport]:
    """Return all days in a file of the notes."""
    folders = path.relative_to(notes.notebook.root).parts[:-1]
    return notes.reader.read_days(path, data, notes.notebook.day_named(path), folders)


def outlines_before(notes: Notes, day: datetime.date) -> Iterator[Outline]:
    """Yield the last two reports before a day, as far as they can be read."""
    from litnotes.store import files

    paths = notes.days.paths
    for earlier in sorted(known for known in paths if known < day)[-2:]:
        with contextlib.suppress(LitnotesError):  # reported elsewhere
            yield day_in(notes, paths[earlier], files.read(paths[earlier]), earlier).outline


def day_in(notes: Notes, path: Path, data: bytes, day: datetime.date) -> ReadReport:
    """Return the report of a day from a file of the notes."""
    days = days_in(notes, path, data)
    return next((read for read in days if read.report.date == day), days[0])


def start_day(
    notes: Notes, day: datetime.date, carried: Sequence[NoLongerMentioned] = (), *, dry_run: bool = False
) -> NewDay:
    """Write and return the new report of a day, unless `dry_run`; the command reports it at its end."""
    from litnotes.store import files

    new = new_report(notes, day, carried)
    if not dry_run:
        with notes.notebook.locked():
            files.create(new.path, new.data)
    note_started(notes, new, new.found.report, how="would be made" if dry_run else "made")
    return new


def note_started(notes: Notes, new: NewDay, report: Report, how: HowMade) -> None:
    """Record a new report, and what its layout leaves out, for the end of the command.

    `report` is the report as it is now: the user may have typed into it.
    """
    from litnotes.app.open_work import deleted, unmentioned
    from litnotes.daily import template
    from litnotes.model.several_days import Unmentioned

    earlier = notes.days.row().before(new.day)
    notes.started.append(
        Started(
            day=new.day,
            shown=notes.notebook.shown(new.path),
            how=how,
            report=new.found.report,
            planned=new.planned,
            from_day=earlier.days[-1] if earlier else None,
            from_nothing=bool(earlier) and _is_empty(earlier[-1]),
            carried=new.carried,
            unmentioned=Unmentioned() if new.carried else unmentioned(notes, new.day, report),
            deleted=deleted(notes, new.day, report),
        )
    )
    add_errors(notes)
    if missing := template.left_out(new.planned.report, new.found.report):
        why = f"the layout leaves out carried entries: {'; '.join(missing)}"
        notes.problems.append(LitnotesError(why, location=Location(new.layout_path)))


def _is_empty(report: Report) -> bool:
    from litnotes.model.reports import Report

    return report.words() == Report(date=report.date, title=report.title)


def plan_day(notes: Notes, day: datetime.date) -> NextDay:
    """Return the plan of the report of a new day."""
    from litnotes.daily.next_day import next_day
    from litnotes.markdown.dates.restate import restated

    earlier = notes.days.row().before(day)
    title = restated(earlier[-1].title, earlier.days[-1], day) if earlier else None
    identity = identity_of(notes, day - ONE_DAY)
    return next_day(day, title or f"{day} Report", earlier, identity, notes.reader.vocabulary)


def identity_of(notes: Notes, last: datetime.date) -> Identity:
    """Return which names mean the same paper, reading states, and conclusions up to a day."""
    from litnotes.daily.next_day import Identity
    from litnotes.library.history import ways_to_write

    library = notes.library
    states = {f"key {key}": reading for key, reading in library.readings().items()}
    known = cache(library.identity)  # many reports have the same name
    return Identity(
        lambda entry: known(*ways_to_write(entry)),
        frozenset(paper for paper, state in states.items() if state == "read"),
        frozenset(paper for paper, state in states.items() if state == "reading"),
        concluded := notes.concluded(last),
        _struck(notes) if concluded else None,
    )


def _struck(notes: Notes) -> Callable[[str], list[datetime.date]]:
    """Return a function from a paper to the days whose reports strike a quick note on it through."""
    from litnotes.index import items

    def struck(identity: str) -> list[datetime.date]:
        return list(map(datetime.date.fromisoformat, items.struck(notes.index.connection, identity)))

    return struck


def layout_in(root: Path) -> tuple[str, str]:
    """Return the layout of a new day and its file: the user's template, or that of litnotes."""
    from litnotes.daily import template
    from litnotes.store import files

    own = root / "templates" / template.NAME
    if own.exists():
        return files.read_text(own), str(own)
    return template.default_text(), template.NAME
