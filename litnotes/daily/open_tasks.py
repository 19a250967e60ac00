"""Which tasks of a report are still open.

A task is done when the same words stand under *done*, or a mark says so; never because two tasks
are alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from litnotes.daily.same_task import Key, SameWork, tasks_of
from litnotes.markdown.read.entry_marks import bare, read_marks
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Report, Task
from litnotes.values.names import fold_text


class OpenTasks(NamedTuple):
    """The tasks to do and being done, each once; `ended` are those that are not, with their state."""

    todo: tuple[Task, ...]
    doing: tuple[Task, ...]
    ended: tuple[tuple[Task, str], ...]

    @property
    def every(self) -> tuple[Task, ...]:
        """All open tasks, those being done last."""
        return (*self.todo, *self.doing)


def open_tasks(report: Report, vocabulary: Vocabulary, planned: Iterable[Task] = ()) -> OpenTasks:
    """Return the tasks of a report that are still open, and those not under *done* that ended.

    `planned` are tasks that it names beside *todo* and *doing*.
    """
    unfinished = (*report.todo, *report.doing, *planned)
    every = (*unfinished, *report.done)
    same = SameWork(every, vocabulary)
    marked: dict[Key, Task] = {}
    for task in every:
        if task.state not in ("todo", "doing"):
            marked.setdefault(same.key(task), task)
    ended = [(task, task.state) for task in unfinished if task.state not in ("todo", "doing")]
    left: dict[str, list[Task]] = {"doing": [], "todo": []}
    for state, tasks in left.items():
        for task in (task for task in every if task.state == state):
            if twin := marked.get(same.key(task)):
                ended.append((task, twin.state))
            else:
                tasks.append(task)
    doing = _once(left["doing"], same)
    being_done = {same.key(task) for task in doing}
    todo = [task for task in _once(left["todo"], same) if same.key(task) not in being_done]
    return OpenTasks(tuple(todo), tuple(doing), tuple(ended))


def numbered_tasks(report: Report, vocabulary: Vocabulary) -> dict[int, Task]:
    """Return the open tasks of a report by number: their place among all of *todo*, *doing* and *done*.

    So a task that ends where it stands leaves the others their numbers; one that moves does not.
    """
    still_open = {id(task) for task in open_tasks(report, vocabulary).every}
    return {number: task for number, task in enumerate(tasks_of(report), 1) if id(task) in still_open}


def _once(tasks: Iterable[Task], same: SameWork) -> list[Task]:
    """Return tasks without later ones that say the same."""
    found: dict[object, Task] = {}
    for task in tasks:
        found.setdefault(same.exactly(task), task)
    return list(found.values())


def planned(report: Report, vocabulary: Vocabulary) -> list[Task]:
    """Return the next steps of a report as tasks of the day after it."""
    found: list[Task] = []
    for note in report.notes:
        if "next" in note.role.split("+") and note.text:
            marks = read_marks(note.text, "todo", vocabulary)
            since = note.since or marks.since
            found.append(
                Task(text=marks.text, state=marks.state, kind=note.kind, group=note.group, since=since)
            )
    return found


def same_words(text: str, vocabulary: Vocabulary) -> str:
    """Return the form in which two tasks are the same: without a trailing mark."""
    return fold_text(bare(text, vocabulary))
