"""Which tasks of a report are still open.

A task is done if *done* has the same words or a mark ends it; similar words never end it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from litnotes.daily.same_task import ENDED, Key, SameWork, parts, parts_of
from litnotes.markdown.read.entry_marks import bare, read_marks
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Note, Report, Task, TaskState
from litnotes.values.names import fold_text


class OpenTasks(NamedTuple):
    """The open tasks, each once, with their sub-tasks; `ended` are tasks that ended, with their state.

    An ended task is open if a sub-task of it is. A sub-task that ended stays in an open task; `ended` are
    the other ones outside *done*.
    """

    todo: tuple[Task, ...]
    doing: tuple[Task, ...]
    ended: tuple[tuple[Task, str], ...]

    @property
    def every(self) -> tuple[Task, ...]:
        """All open tasks, those being done last."""
        return (*self.todo, *self.doing)


class NumberedTask(NamedTuple):
    """A task of a report with its number, and how deep it is below another; not open, it contains one."""

    number: int
    task: Task
    above: Task | None
    depth: int
    is_open: bool


def open_tasks(report: Report, vocabulary: Vocabulary, planned: Iterable[Task] = ()) -> OpenTasks:
    """Return the open tasks of a report, and the tasks outside *done* that ended.

    `planned` are further tasks, such as next steps.
    """
    return _TaskStates(report, vocabulary, planned).open_tasks()


def listed_tasks(report: Report, vocabulary: Vocabulary) -> list[NumberedTask]:
    """Return the open tasks of a report, and the ended tasks that they are part of.

    The number is the position among all tasks and sub-tasks of *todo*, *doing* and *done*. A task that
    ends in place does not change the other numbers; a task that moves does.
    """
    states = _TaskStates(report, vocabulary)
    trees = (*states.todo, *states.doing)
    still_open = {id(task) for tree in trees for task in tree.walk() if states.is_open(task)}
    rows: list[NumberedTask] = []
    depths: dict[int, int] = {}
    for number, (task, above) in enumerate(parts_of(report), 1):
        depth = depths[id(task)] = depths[id(above)] + 1 if above else 0
        if any(id(part) in still_open for part in task.walk()):
            rows.append(NumberedTask(number, task, above, depth, id(task) in still_open))
    return rows


def numbered_tasks(report: Report, vocabulary: Vocabulary) -> dict[int, Task]:
    """Return the open tasks and sub-tasks of a report by the number of `listed_tasks`."""
    return {row.number: row.task for row in listed_tasks(report, vocabulary) if row.is_open}


class _TaskStates:
    """The state of each task of a report; `todo` and `doing` are the trees with an open task, each once."""

    def __init__(self, report: Report, vocabulary: Vocabulary, planned: Iterable[Task] = ()) -> None:
        self.report = report
        self.trees = (*report.todo, *report.doing, *planned, *report.done)
        self.same = SameWork(self.trees, vocabulary)
        marked: dict[Key, TaskState] = {}
        for task, above in parts(self.trees):
            if task.state in ENDED:
                marked.setdefault(self.same.key(task, above), task.state)
        self.states: dict[int, TaskState] = {
            id(task): task.state
            if task.state in ENDED
            else marked.get(self.same.key(task, above), task.state)
            for task, above in parts(self.trees)
        }
        still_open = [tree for tree in self.trees if any(map(self.is_open, tree.walk()))]
        self.doing = self._once(tree for tree in still_open if self._is_doing(tree))
        being_done = self._open_keys(self.doing, self.same.key)
        todo = self._once(tree for tree in still_open if not self._is_doing(tree))
        self.todo = [tree for tree in todo if not self._open_keys([tree], self.same.key) <= being_done]

    def is_open(self, task: Task) -> bool:
        """Whether neither a mark on the task nor the same words elsewhere end it."""
        return self.states[id(task)] not in ENDED

    def open_tasks(self) -> OpenTasks:
        """Return the trees with the state of each task, and the tasks that ended in other trees."""
        kept = {id(tree) for tree in (*self.todo, *self.doing)}
        done = {id(task) for tree in self.report.done for task in tree.walk()}
        ended = [
            (task, self.states[id(task)])
            for tree in self.trees
            if id(tree) not in kept
            for task in tree.walk()
            if not self.is_open(task) and (id(task) not in done or task.state not in ENDED)
        ]
        ended.sort(key=lambda task_and_state: task_and_state[0].state not in ENDED)
        return OpenTasks(
            tuple(map(self._stated, self.todo)), tuple(map(self._stated, self.doing)), tuple(ended)
        )

    def _is_doing(self, tree: Task) -> bool:
        """Whether a tree is *doing*; an ended task is where it was written."""
        if self.is_open(tree):
            return tree.state == "doing"
        return any(tree is task for task in self.report.doing)

    def _once(self, trees: Iterable[Task]) -> list[Task]:
        """Return the trees with an open task whose words no earlier tree has."""
        seen: set[object] = set()
        kept: list[Task] = []
        for tree in trees:
            keys = self._open_keys([tree], self.same.exactly)
            if not keys <= seen:
                kept.append(tree)
            seen |= keys
        return kept

    def _open_keys(self, trees: Iterable[Task], key: Callable[[Task, Task | None], object]) -> set[object]:
        return {key(task, above) for task, above in parts(trees) if self.is_open(task)}

    def _stated(self, tree: Task) -> Task:
        """Return a tree with the state that each task has by its words elsewhere."""
        below = tuple(map(self._stated, tree.tasks))
        state = self.states[id(tree)]
        if state == tree.state and below == tree.tasks:
            return tree
        return tree.model_copy(update={"state": state, "tasks": below})


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
