"""Which tasks of a report are still open.

A task is done when the same words stand under *done*, or a mark says so; never because two tasks
are alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from litnotes.markdown.marks import bare, read_marks
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.names import fold_text
from litnotes.model.report import Report, Task


@dataclass(frozen=True, slots=True)
class OpenTasks:
    """The tasks to do and being done, each once; `ended` are those that are not, with their state."""

    todo: tuple[Task, ...]
    doing: tuple[Task, ...]
    ended: tuple[tuple[Task, str], ...]

    @property
    def every(self) -> tuple[Task, ...]:
        """All open tasks, in the order in which they are numbered."""
        return (*self.todo, *self.doing)


def open_tasks(report: Report, vocabulary: Vocabulary, planned: Iterable[Task] = ()) -> OpenTasks:
    """Return the tasks of a report that are still open, and those not under *done* that ended.

    `planned` are tasks that it names beside *todo* and *doing*.
    """
    unfinished = (*report.todo, *report.doing, *planned)
    every = (*unfinished, *report.done)
    same = _Same(unfinished, vocabulary)
    marked = [task for task in every if task.state not in ("todo", "doing")]
    ended = [(task, task.state) for task in unfinished if task in marked]
    doing: list[Task] = []
    todo: list[Task] = []
    for state, tasks in (("doing", doing), ("todo", todo)):
        for task in every:
            if task.state != state:
                continue
            if twin := same.among(task, marked):
                ended.append((task, twin.state))
            else:
                tasks.append(task)
    doing = same.once(doing)
    todo = [task for task in same.once(todo) if not same.among(task, doing)]
    return OpenTasks(tuple(todo), tuple(doing), tuple(ended))


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


class _Same:
    """Tells which tasks are the same, among the unfinished ones of a report."""

    def __init__(self, tasks: Iterable[Task], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.groups: dict[str, set[str]] = {}
        for task in tasks:
            groups = self.groups.setdefault(self._words(task.text), set())
            groups |= {task.group} if task.group is not None else set()

    def once(self, tasks: Iterable[Task]) -> list[Task]:
        """Return tasks without later ones of the same words in the same group."""
        found: dict[tuple[str, str], Task] = {}
        for task in tasks:
            found.setdefault((fold_text(task.group or ""), self._words(task.text)), task)
        return list(found.values())

    def among(self, task: Task, others: Iterable[Task]) -> Task | None:
        """Return the same task among `others`.

        It has the same words in the same group; a group is needed on both sides only where the same
        words stand in several. Lines below a task are notes on it, so where only one of two tasks has
        some, their first lines decide.
        """
        return next((other for other in others if self._is_same(task, other)), None)

    def _is_same(self, task: Task, other: Task) -> bool:
        if fold_text(task.group or "") != fold_text(other.group or "") and not (
            (task.group is None or other.group is None) and self._is_unique(task.text)
        ):
            return False
        first, _, below = task.text.partition("\n")
        other_first, _, other_below = other.text.partition("\n")
        if self._words(task.text) == self._words(other.text):
            return True
        return bool(below) != bool(other_below) and self._words(first) == self._words(other_first)

    def _is_unique(self, text: str) -> bool:
        """Whether these words stand in one group only."""
        return len(self.groups.get(self._words(text), set())) <= 1

    def _words(self, text: str) -> str:
        return same_words(text, self.vocabulary)
