"""The tasks of the report of a day: the open ones, a new one, another state for some."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from litnotes.app import last_numbers, open_work
from litnotes.app.day import (
    DayReport,
    TypedEntry,
    edited,
    report_for_writing,
    report_or_plan,
    save,
    stays,
    up_to_date,
)
from litnotes.app.named_day import named_day
from litnotes.app.notes import Notes, notes_to_type_into, open_notes
from litnotes.app.numbered import headline, number_in
from litnotes.app.task_choice import ChosenTask, TaskChoice
from litnotes.daily.open_tasks import listed_tasks as listed_in
from litnotes.daily.open_tasks import numbered_tasks
from litnotes.daily.same_task import tasks_of
from litnotes.model.reports import Task
from litnotes.values.names import fold_text

if TYPE_CHECKING:
    from litnotes.daily.open_tasks import NumberedTask
    from litnotes.daily.typing.guard import Typed
    from litnotes.model.reports import Report, TaskState
    from litnotes.model.several_days import Unmentioned


class TaskList(NamedTuple):
    """The open tasks of a day with their numbers, and what is no longer mentioned."""

    notes: Notes
    day: datetime.date
    rows: Sequence[NumberedTask]
    unmentioned: Unmentioned


def listed_tasks(notes: str | None, date: str | None, *, every: bool = False) -> TaskList:
    """Return the open tasks of a day, by default of today; raises NotFound for a day without report.

    `every` lists all that is no longer mentioned, however old.
    """
    session = open_notes(notes)
    report = report_or_plan(session, date)
    rows = listed_in(report, session.reader.vocabulary)
    day = report.date or datetime.date.min
    last_numbers.forget(session)
    unmentioned = open_work.unmentioned(session, day, report, open_work.TASKS, every=every)
    return TaskList(session, day, rows, unmentioned)


def add_task(notes: str | None, date: str | None, text: str) -> TypedEntry[Task]:
    """Add a task to the report of a day, unless an open task has the same words."""
    from litnotes.daily.typing import taken_up, task_line

    with notes_to_type_into(notes) as session:
        target = report_for_writing(session, named_day(session, date))
        for task in _open(session, target.found.report).values():
            if fold_text(text) in (fold_text(task.text), fold_text(headline(task))):
                return TypedEntry(session, stays(session, target, task.line), task, is_written=False)
        layout, vocabulary = target.layout, session.reader.vocabulary
        new = Task(text=text, state="todo")
        if since := open_work.since_mark_of(session, target.day, new):
            typed = taken_up.take_up_task(target.found, layout, vocabulary, new, "todo", since)
        else:
            typed = task_line.add_task(target.found, layout, vocabulary, text)
        return TypedEntry(session, save(session, target, typed), None, is_written=True)


def change_tasks(
    notes: str | None, date: str | None, state: TaskState, words: Sequence[str], *, sure: bool = False
) -> list[TypedEntry[Task]]:
    """Give tasks another state in the report of a day; numbers are those from before the command.

    A task that is no longer mentioned is taken up with its new state. The state `todo` reopens a task.

    Args:
        notes: the notes folder.
        date: the day.
        state: the new state.
        words: for each task, its number or words of it.
        sure: change also a task whose number was that of another task when the list was last shown.

    Raises:
        NotFound: no task has this number or these words.
        Ambiguous: several tasks contain the words.
        NumberMoved: the number was that of another task when the list was last shown.
    """
    with notes_to_type_into(notes) as session:
        day = named_day(session, date)
        target = report_for_writing(session, day)
        choice = TaskChoice(session, target, f"litnotes todo --date {day}" if date else "litnotes todo")
        if not sure:
            choice.refuse_moved(words, state)
        chosen = list(dict.fromkeys(choice.find(word, state) for word in words))
        change = _Change(session, target, state)
        changed = [change.apply(each) for each in chosen]
        if change.typed:
            place = save(session, target, change.typed).rpartition(":")[0]
            choice.remember()
            change.name_new_numbers(words, chosen)
        else:
            place = stays(session, target, 0).rpartition(":")[0]
        return [
            TypedEntry(session, f"{place}:{change.line_of(each)}", each.task, is_written=is_new)
            for each, is_new in zip(chosen, changed, strict=True)
        ]


class _Change:
    """Edits of the report of a day, one after another, to be written once."""

    def __init__(self, session: Notes, target: DayReport, state: TaskState) -> None:
        self.session = session
        self.target = target
        self.state = state
        self.typed: Typed | None = None

    def apply(self, chosen: ChosenTask) -> bool:
        """Return whether a task needs an edit to get the state."""
        from litnotes.daily.typing import taken_up, task_line

        found, layout, vocabulary = self.target.found, self.target.layout, self.session.reader.vocabulary
        if chosen.last:
            task, is_open = chosen.task, self.state in ("todo", "doing")
            since = open_work.since_mark(self.session, self.target.day, chosen.last, chosen.since)
            since = since if is_open else None
            self.typed = taken_up.take_up_task(found, layout, vocabulary, task, self.state, since)
        else:
            task = self._as_it_is(chosen.task)
            already = (self.state, "doing") if self.state == "todo" else (self.state,)
            if task.state in already or chosen.task.state in already:
                return False
            self.typed = task_line.change_task(found, layout, vocabulary, task, self.state)
        self.target = edited(self.session, self.target, self.typed)
        return True

    def _as_it_is(self, task: Task) -> Task:
        """Return a task of the day as it is after the edits before; its line may have changed."""
        same = [
            each
            for each in tasks_of(self.target.found.report)
            if (each.text, each.group, each.since) == (task.text, task.group, task.since)
        ]
        return next((each for each in same if each.line == task.line), same[0])

    def line_of(self, chosen: ChosenTask) -> int:
        """Return the line of a task after all edits."""
        words = chosen.text
        lines = [
            (task.state == self.state, task.line)
            for task in tasks_of(self.target.found.report)
            if task.text == words
        ]
        return max(lines)[1]

    def name_new_numbers(self, words: Sequence[str], chosen: Sequence[ChosenTask]) -> None:
        """Print later which tasks have the numbers now: the same command would change them next."""
        now = _open(self.session, up_to_date(self.session, self.target.found.report))
        texts = {each.text for each in chosen}
        for number in dict.fromkeys(map(number_in, words)):
            if (task := now.get(number)) and task.text not in texts:
                self.session.remarks.append(f"task {number} is now: {headline(task)}")


def _open(session: Notes, report: Report) -> dict[int, Task]:
    return numbered_tasks(report, session.reader.vocabulary)
