"""Which tasks of several reports are the same piece of work.

Tasks are the same if they have the same words; similar words are not enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from litnotes.markdown.read.entry_marks import bare
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Report, Task, TaskState
from litnotes.values.names import fold_text

Key = tuple[str, str | None]

TaskPart = tuple[Task, Task | None]
"""A task, and the task it is part of."""

ENDED: tuple[TaskState, ...] = ("done", "dropped", "moved")


class SameWork:
    """Compares tasks by their words.

    Lines below a task are notes on it, unless tasks with the same first line have different lines below.
    The group, or the task that a sub-task is part of, counts only if several have the same words.
    """

    def __init__(self, tasks: Iterable[Task], vocabulary: Vocabulary) -> None:
        """Take the tasks that are compared, with their sub-tasks."""
        self._vocabulary = vocabulary
        self._below: dict[str, set[str]] = defaultdict(set)
        self._places: dict[str, set[str]] = defaultdict(set)
        for task, above in parts(tasks):
            first, below = self._words(task)
            if below:
                self._below[first].add(below)
            if place := self._place(task, above):
                self._places[first].add(place)

    def key(self, task: Task, above: Task | None = None) -> Key:
        """Return a key that is equal for tasks that are the same work; `above` is what it is part of."""
        first, below = self._words(task)
        place = self._place(task, above) if len(self._places[first]) > 1 else None
        return (f"{first}\n{below}" if len(self._below[first]) > 1 else first), place

    def exactly(self, task: Task, above: Task | None = None) -> tuple[str, str, str | None]:
        """Return a key that is equal for tasks with the same words, notes included."""
        first, below = self._words(task)
        return first, below, self.key(task, above)[1]

    def states(self, report: Report) -> dict[Key, Task]:
        """Return each piece of work of a report once: ended before *doing* before *todo*."""
        tasks: dict[Key, Task] = {}
        order: tuple[TaskState, ...] = (*ENDED, "doing", "todo")
        for task, above in sorted(parts_of(report), key=lambda part: order.index(part[0].state)):
            tasks.setdefault(self.key(task, above), task)
        return tasks

    def _words(self, task: Task) -> tuple[str, str]:
        first, _, below = task.text.partition("\n")
        return fold_text(bare(first, self._vocabulary)), fold_text(below)

    def _place(self, task: Task, above: Task | None) -> str | None:
        if above is not None:
            return f"{self._words(above)[0]}\n"
        return fold_text(task.group) if task.group else None


def parts(tasks: Iterable[Task], above: Task | None = None) -> Iterator[TaskPart]:
    """Yield tasks and their sub-tasks in the order of their lines, each with the task it is part of."""
    for task in tasks:
        yield task, above
        yield from parts(task.tasks, task)


def parts_of(report: Report) -> Iterator[TaskPart]:
    """Yield the tasks of a report and their sub-tasks, whatever their state."""
    return parts(trees_of(report))


def trees_of(report: Report) -> tuple[Task, ...]:
    """Return the tasks of a report with their sub-tasks in them, whatever their state."""
    return (*report.todo, *report.doing, *report.done)


def name_of(task: Task | None) -> str | None:
    """Return the first line of a task."""
    return task.text.partition("\n")[0] if task else None


def tasks_of(report: Report) -> tuple[Task, ...]:
    """Return the tasks of a report and their sub-tasks, whatever their state."""
    return tuple(task for task, _ in parts_of(report))
