"""The tasks of the report of a day: the open ones, a new one, another state for one."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from litnotes.app.day import (
    DayReport,
    TypedEntry,
    report_for_writing,
    report_or_plan,
    save,
    stays,
    up_to_date,
)
from litnotes.app.named_day import day_of
from litnotes.app.notes import Notes, notes_to_type_into, open_notes
from litnotes.app.numbered import choose, headline, matching, number_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from litnotes.model.reports import Report, Task, TaskState


class TaskList(NamedTuple):
    """The open tasks of a day by number."""

    notes: Notes
    day: datetime.date | None
    tasks: Mapping[int, Task]


def listed_tasks(notes: str | None, date: str | None) -> TaskList:
    """Return the open tasks of a day, by default of today; raises NotFound for a day without report."""
    session = open_notes(notes)
    report = report_or_plan(session, date)
    return TaskList(session, report.date, _open(session, report))


def add_task(notes: str | None, date: str | None, text: str) -> TypedEntry[Task]:
    """Add a task to the report of a day, unless an open task has the same words."""
    from litnotes.daily.typing import task_line
    from litnotes.values.names import fold_text

    with notes_to_type_into(notes) as session:
        target = report_for_writing(session, day_of(date, session.days.dates))
        for task in _open(session, target.found.report).values():
            if fold_text(text) in (fold_text(task.text), fold_text(headline(task))):
                return TypedEntry(session, stays(session, target, task.line), task, is_written=False)
        typed = task_line.add_task(target.found, target.layout, session.reader.vocabulary, text)
        return TypedEntry(session, save(session, target, typed), None, is_written=True)


def change_task(notes: str | None, date: str | None, state: TaskState, word: str) -> TypedEntry[Task]:
    """Give a task of the report of a day another state, unless it has this state already.

    Raises:
        NotFound: no open task has this number or these words.
        Ambiguous: several open tasks contain the words.
    """
    with notes_to_type_into(notes) as session:
        day = day_of(date, session.days.dates)
        command = f"litnotes todo --date {day}" if date else "litnotes todo"
        target = report_for_writing(session, day)
        report = up_to_date(session, target.found.report)
        tasks = _open(session, report)
        task = _ended(report, tasks, state, word) or choose(tasks, word, "task", command)
        if task.state == state:
            return TypedEntry(session, stays(session, target, task.line), task, is_written=False)
        return TypedEntry(session, _changed(session, target, task, state, word), task, is_written=True)


def _changed(session: Notes, target: DayReport, task: Task, state: TaskState, word: str) -> str:
    """Write the new state of a task; return its place."""
    from litnotes.daily.typing import task_line

    typed = task_line.change_task(target.found, target.layout, session.reader.vocabulary, task, state)
    place = save(session, target, typed)
    now = _open(session, up_to_date(session, typed.report)).get(number_in(word))
    if now and now.text != task.text:  # the same command would change this task next
        session.remarks.append(f"task {number_in(word)} is now: {headline(now)}")
    return place


def _ended(report: Report, tasks: Mapping[int, Task], state: TaskState, word: str) -> Task | None:
    """Return the task in a state that a number or words mean, unless they mean an open task."""
    all_tasks = dict(enumerate((*report.todo, *report.doing, *report.done), 1))
    if word.isdecimal():
        task = all_tasks.get(number_in(word))
        return task if task and number_in(word) not in tasks and task.state == state else None
    if matching(list(tasks.values()), word):
        return None
    matches = matching([task for task in all_tasks.values() if task.state == state], word)
    return matches[0] if matches else None


def _open(session: Notes, report: Report) -> dict[int, Task]:
    from litnotes.daily.open_tasks import numbered_tasks

    return numbered_tasks(report, session.reader.vocabulary)
