"""Which tasks of several reports are the same piece of work.

Tasks are the same if they have the same words; similar words are not enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from litnotes.markdown.read.entry_marks import bare
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Report, Task, TaskState
from litnotes.values.names import fold_text

Key = tuple[str, str | None]

_ENDED: tuple[TaskState, ...] = ("done", "dropped", "moved")


class SameWork:
    """Compares tasks by their words.

    Lines below a task are notes on it, unless tasks with the same first line have different lines below.
    The group counts only if several groups have the same words.
    """

    def __init__(self, tasks: Iterable[Task], vocabulary: Vocabulary) -> None:
        """Take the tasks that are compared."""
        self._vocabulary = vocabulary
        self._below: dict[str, set[str]] = defaultdict(set)
        self._groups: dict[str, set[str]] = defaultdict(set)
        for task in tasks:
            first, below = self._words(task)
            if below:
                self._below[first].add(below)
            if task.group:
                self._groups[first].add(fold_text(task.group))

    def key(self, task: Task) -> Key:
        """Return a key that is equal for tasks that are the same work."""
        first, below = self._words(task)
        group = fold_text(task.group) if task.group and len(self._groups[first]) > 1 else None
        return (f"{first}\n{below}" if len(self._below[first]) > 1 else first), group

    def exactly(self, task: Task) -> tuple[str, str, str | None]:
        """Return a key that is equal for tasks with the same words, notes included."""
        first, below = self._words(task)
        return first, below, self.key(task)[1]

    def states(self, report: Report) -> dict[Key, Task]:
        """Return each piece of work of a report once: ended before *doing* before *todo*."""
        tasks: dict[Key, Task] = {}
        order: tuple[TaskState, ...] = (*_ENDED, "doing", "todo")
        for task in sorted(tasks_of(report), key=lambda task: order.index(task.state)):
            tasks.setdefault(self.key(task), task)
        return tasks

    def _words(self, task: Task) -> tuple[str, str]:
        first, _, below = task.text.partition("\n")
        return fold_text(bare(first, self._vocabulary)), fold_text(below)


def tasks_of(report: Report) -> tuple[Task, ...]:
    """Return the tasks of a report, whatever their state."""
    return (*report.todo, *report.doing, *report.done)
