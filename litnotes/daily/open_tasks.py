"""Which tasks of a report are still open.

A task is done if *done* has the same words or a mark ends it; similar words never end it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from litnotes.daily.same_task import Key, SameWork, tasks_of
from litnotes.markdown.read.entry_marks import bare, read_marks
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Note, Report, Task
from litnotes.values.names import fold_text


class OpenTasks(NamedTuple):
    """The open tasks, each once; `ended` are the tasks outside *done* that ended, with their state."""

    todo: tuple[Task, ...]
    doing: tuple[Task, ...]
    ended: tuple[tuple[Task, str], ...]

    @property
    def every(self) -> tuple[Task, ...]:
        """All open tasks, those being done last."""
        return (*self.todo, *self.doing)


def open_tasks(report: Report, vocabulary: Vocabulary, planned: Iterable[Task] = ()) -> OpenTasks:
    """Return the open tasks of a report, and the tasks outside *done* that ended.

    `planned` are further tasks, such as next steps.
    """
    unfinished = (*report.todo, *report.doing, *planned)
    tasks = (*unfinished, *report.done)
    same = SameWork(tasks, vocabulary)
    marked: dict[Key, Task] = {}
    for task in tasks:
        if task.state not in ("todo", "doing"):
            marked.setdefault(same.key(task), task)
    ended = [(task, task.state) for task in unfinished if task.state not in ("todo", "doing")]
    left: dict[str, list[Task]] = {"doing": [], "todo": []}
    for state, still_open in left.items():
        for task in (task for task in tasks if task.state == state):
            if twin := marked.get(same.key(task)):
                ended.append((task, twin.state))
            else:
                still_open.append(task)
    doing = _once(left["doing"], same)
    being_done = {same.key(task) for task in doing}
    todo = [task for task in _once(left["todo"], same) if same.key(task) not in being_done]
    return OpenTasks(tuple(todo), tuple(doing), tuple(ended))


def numbered_tasks(report: Report, vocabulary: Vocabulary) -> dict[int, Task]:
    """Return the open tasks of a report by number: the position among all of *todo*, *doing* and *done*.

    A task that ends in place does not change the other numbers; a task that moves does.
    """
    still_open = {id(task) for task in open_tasks(report, vocabulary).every}
    return {number: task for number, task in enumerate(tasks_of(report), 1) if id(task) in still_open}


def _once(tasks: Iterable[Task], same: SameWork) -> list[Task]:
    """Return the first of tasks with the same text."""
    first: dict[object, Task] = {}
    for task in tasks:
        first.setdefault(same.exactly(task), task)
    return list(first.values())


def planned(report: Report, vocabulary: Vocabulary) -> list[Task]:
    """Return the next steps of a report as tasks of the day after it."""
    return [task for note in report.notes if (task := planned_task(note, vocabulary))]


def planned_task(note: Note, vocabulary: Vocabulary) -> Task | None:
    """Return a next step as a task; None for another note."""
    if "next" not in note.role.split("+") or not note.text:
        return None
    marks = read_marks(note.text, "todo", vocabulary)
    since = note.since or marks.since
    return Task(
        text=marks.text, state=marks.state, kind=note.kind, group=note.group, since=since, line=note.line
    )


def same_words(text: str, vocabulary: Vocabulary) -> str:
    """Return the text by which tasks compare: folded, without trailing marks."""
    return fold_text(bare(text, vocabulary))
