"""Open work of earlier reports, taken up in the report of a day all at once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from litnotes.app import open_work
from litnotes.app.day import DayReport, edited, report_for_writing, up_to_date, write
from litnotes.app.notes import Notes
from litnotes.app.starting import plan_day
from litnotes.app.task_choice import as_task
from litnotes.model.reports import Conclusion, Question

if TYPE_CHECKING:
    from litnotes.daily.typing.guard import Typed
    from litnotes.model.several_days import NoLongerMentioned, Unmentioned


def to_carry(notes: Notes, day: datetime.date) -> Unmentioned:
    """Return the open work that the report of a day, or the plan of it, does not mention."""
    is_there = day in notes.days.dates
    report = up_to_date(notes, notes.days.report(day)) if is_there else plan_day(notes, day).report
    return open_work.unmentioned(notes, day, report)


def is_first_after_import(notes: Notes, day: datetime.date) -> bool:
    """Whether the report before a day carries nothing: the student wrote it without `new-day`."""
    earlier = notes.days.row().before(day)
    if not earlier:
        return False
    latest = earlier[-1]
    entries = (*latest.todo, *latest.doing, *latest.questions, *latest.conclusions, *latest.quick_notes)
    return not any(entry.since for entry in entries)


def carry_into(notes: Notes, day: datetime.date, work: Iterable[NoLongerMentioned]) -> None:
    """Write open work of earlier reports into the report of a day, which exists."""
    target = report_for_writing(notes, day)
    before = target.data
    typed: Typed | None = None
    for each in work:
        typed = _typed(notes, target, each)
        target = edited(notes, target, typed)
    if typed and typed.data != before:
        write(notes, target, typed.data)
        notes.refresh()


def _typed(notes: Notes, target: DayReport, work: NoLongerMentioned) -> Typed:
    """Return the report with one entry more: a paper being read as a task."""
    from litnotes.daily.typing.taken_up import take_up_question, take_up_task, take_up_undecided

    found, layout, vocabulary = target.found, target.layout, notes.reader.vocabulary
    since = open_work.since_mark(notes, target.day, work.day, work.since)
    if isinstance(work.entry, Question):
        return take_up_question(found, layout, vocabulary, work.entry, since)
    if work.kind == "undecided" and isinstance(work.entry, Conclusion):
        return take_up_undecided(found, vocabulary, layout, work.entry, since)
    task = as_task(work)
    return take_up_task(found, layout, vocabulary, task, task.state, since)
