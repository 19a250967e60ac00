"""Edits of tasks in a report: add, start, end or drop one.

The box of a task changes in place. A task without a box moves, with its notes, to the section of its
new state; a dropped task is struck through.
"""

from __future__ import annotations

import itertools

from litnotes.daily.open_tasks import open_tasks
from litnotes.daily.typing.causes import advice_on_entry
from litnotes.daily.typing.guard import Typed, line_of_new, typed
from litnotes.errors import WrongUse
from litnotes.markdown.document import Document
from litnotes.markdown.edit import tick
from litnotes.markdown.edit.append import add
from litnotes.markdown.edit.layout import Layout, entry_role
from litnotes.markdown.edit.move import move
from litnotes.markdown.edit.numbering import is_plain
from litnotes.markdown.edit.places import Place, place_of
from litnotes.markdown.read.blocks import Item
from litnotes.markdown.read.reader import ReadReport
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Entry, Report, Task, TaskState
from litnotes.values.names import fold_text

_ROLES = ("todo", "doing", "done")


def add_task(original: ReadReport, layout: Layout, vocabulary: Vocabulary, text: str) -> Typed:
    """Return the report with a new task at the end of *todo*.

    Raises:
        WrongUse: the task would be read differently, or as ended, because *done* has the same words.
    """
    ways = add(original.outline, layout, "todo", lambda marker: [f"{marker}{text}"])

    def is_new(entry: Entry) -> bool:
        if not isinstance(entry, Task) or (entry.owner and entry.owner == entry.group):
            return False  # it would be read as a task of that person
        return (entry.text, entry.state, entry.kind) == (text, "todo", "item")

    def line_of(after: Report) -> int | None:
        line = line_of_new(original.report, after, "todo", is_new)
        if line:
            _refuse_ended(after, line, vocabulary)
        return line

    return typed(
        original, vocabulary, ways, line_of, text, advice=lambda: advice_on_entry(text, "todo", vocabulary)
    )


def change_task(
    original: ReadReport, layout: Layout, vocabulary: Vocabulary, task: Task, state: TaskState
) -> Typed:
    """Return the report with a new state of one of its tasks.

    Raises:
        WrongUse: litnotes cannot edit the line of the task, or the task would be read differently.
    """
    place = place_of(original.outline, task.line)
    if place is None:
        raise WrongUse(
            f"line {task.line} is not part of a list or paragraph, so litnotes cannot change it; "
            "write the state there yourself"
        )
    reworded = list(tick.reworded(original.document, place, state))
    unstruck = tick.unstruck(original.document, place) if state == "todo" else None
    moves = not unstruck and state != "dropped" and not _stays(original.document, place, state, vocabulary)
    if moves:
        ways = move(original.outline, layout, place, state)
    elif state == "dropped":
        ways = tick.drop(original.document, place, vocabulary)
    else:
        ways = iter([[unstruck or tick.tick(original.document, place, state, vocabulary)]])
    ways = itertools.chain(reworded, ways)

    def line_of(after: Report) -> int | None:
        if moves:
            return _line_of_moved(original.report, after, place, state)
        renamed = _line_of_reworded(original.report, after, task, state) if reworded else None
        return renamed or _line_of_ticked(original.report, after, task, state)

    return typed(
        original, vocabulary, ways, line_of, task.text, advice=lambda: f"Change line {task.line} yourself"
    )


def _stays(document: Document, place: Place, state: TaskState, vocabulary: Vocabulary) -> bool:
    """Whether a task keeps its place in its new state.

    It does if it has a box, is part of another task, is in the right section already, or follows the name
    of its section on the same line.
    """
    if tick.is_boxed(document, place, vocabulary) or place.is_part or entry_role(place.section) == state:
        return True
    return isinstance(place.block, Item) and not is_plain(document, place.block)


def _line_of_ticked(before: Report, after: Report, task: Task, state: TaskState) -> int | None:
    """Return the line of a changed task; None if anything but its state changed."""
    ticked = {
        role: tuple(_ticked(tree, task.line, state) for tree in getattr(before, role)) for role in _ROLES
    }
    return task.line if before.model_copy(update=ticked).words() == after.words() else None


def _line_of_reworded(before: Report, after: Report, task: Task, state: TaskState) -> int | None:
    """Return the line of a task whose word of a state was replaced; None if anything else changed."""
    changed = task.model_copy(update={"state": state}).words()
    is_there = any(
        one.line == task.line and one.words() == changed for role in _ROLES for one in getattr(after, role)
    )
    return task.line if is_there and _without(before, task.line) == _without(after, task.line) else None


def _without(report: Report, line: int) -> Report:
    """Return the words of a report without the task in a line."""
    others = {role: tuple(one for one in getattr(report, role) if one.line != line) for role in _ROLES}
    return report.model_copy(update=others).words()


def _ticked(tree: Task, line: int, state: TaskState) -> Task:
    """Return a task with a new state for the task or sub-task in a line."""
    if tree.line == line:
        return tree.model_copy(update={"state": state})
    below = tuple(_ticked(task, line, state) for task in tree.tasks)
    return tree.model_copy(update={"tasks": below}) if below != tree.tasks else tree


def _line_of_moved(before: Report, after: Report, place: Place, state: TaskState) -> int | None:
    """Return the line of a task in its new section; None if anything but its place and state changed.

    Its sub-tasks move with it.
    """
    source = entry_role(place.section) or ""
    lines = range(place.block.start + 1, place.block.end + 1)
    first, *more = [task for task in getattr(before, source) if task.line in lines]
    moved = [first.model_copy(update={"state": state}), *more]
    stay = [task for task in getattr(before, source) if task.line not in lines]
    expected = before.model_copy(update={source: tuple(stay)}).words()
    tasks: tuple[Task, ...] = getattr(after, state)
    for at in range(len(tasks) - len(moved) + 1):
        here = tasks[at : at + len(moved)]
        others = after.model_copy(update={state: (*tasks[:at], *tasks[at + len(moved) :])})
        if all(map(_is_moved, moved, here)) and others.words() == expected:
            return here[0].line
    return None


def _is_moved(task: Task, other: Task) -> bool:
    """Whether a task is another one after a move; a paragraph may become an item of a list."""
    kind = other.kind if task.kind == "prose" else task.kind
    same_group = fold_text(task.group or "") == fold_text(other.group or "")
    return same_group and other.words() == task.words().model_copy(
        update={"group": other.group, "kind": kind}
    )


def _refuse_ended(report: Report, line: int, vocabulary: Vocabulary) -> None:
    for task, state in open_tasks(report, vocabulary).ended:
        if task.line == line:
            raise WrongUse(
                f'"{task.text[:60]}" would count as {state}: a {state} task has the same words; '
                "write it in other words"
            )
