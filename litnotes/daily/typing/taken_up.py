"""Open work of earlier reports, taken up in the report of a day with its words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial

from litnotes.daily.typing.causes import advice_on_entry
from litnotes.daily.typing.guard import Typed, line_of_new, typed
from litnotes.markdown.edit.append import add
from litnotes.markdown.edit.edits import Edit
from litnotes.markdown.edit.layout import Layout
from litnotes.markdown.edit.numbering import Marker
from litnotes.markdown.read.entry_marks import box, with_since
from litnotes.markdown.read.reader import ReadReport
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Entry, Question, Report, Task, TaskState

_SECTIONS: dict[TaskState, str] = {"done": "done", "doing": "doing", "todo": "todo", "dropped": "todo"}


def take_up_task(
    original: ReadReport,
    layout: Layout,
    vocabulary: Vocabulary,
    task: Task,
    state: TaskState,
    since: datetime.date | None,
) -> Typed:
    """Return the report with a task of an earlier report in its section, in a new state.

    Raises:
        WrongUse: the task would be read differently.
    """
    role = _SECTIONS[state]

    def is_new(entry: Entry) -> bool:
        return isinstance(entry, Task) and (entry.text, entry.state, entry.since) == (
            task.text, state, since
        )  # fmt: skip

    def attempts() -> Iterator[list[Edit]]:
        for form in _forms(task.text, state, since):
            yield from add(original.outline, layout, role, partial(_lines, form, state))

    def line_of(after: Report) -> int | None:
        return line_of_new(original.report, after, role, is_new)

    return typed(
        original,
        vocabulary,
        attempts(),
        line_of,
        task.text,
        advice=lambda: advice_on_entry(task.text, "todo", vocabulary),
    )


def _forms(text: str, state: TaskState, since: datetime.date | None) -> Iterator[str]:
    """Yield ways to write a task: its words where the section gives the state, else with a mark."""
    if state == "dropped":
        first, *rest = text.split("\n")
        yield with_since("\n".join([f"~~{first}~~", *rest]), since)
    else:
        yield with_since(text, since)
    yield f"{box(state)} {with_since(text, since)}"


def _lines(form: str, state: TaskState, marker: Marker) -> list[str]:
    """Return a text as the lines of an item; the box of a list of boxes is that of the state."""
    first, *rest = form.split("\n")
    mark = f"{box(state)} " if marker.boxed and not first.startswith(box(state)) else ""
    indent = " " * len(marker.front)
    return [f"{marker.front}{mark}{first}", *(f"{indent}{line}".rstrip() for line in rest)]


def take_up_question(
    original: ReadReport,
    layout: Layout,
    vocabulary: Vocabulary,
    question: Question,
    since: datetime.date | None,
) -> Typed:
    """Return the report with a question of an earlier report; raises WrongUse as `take_up_task` does."""

    def is_new(entry: Entry) -> bool:
        return (
            isinstance(entry, Question)
            and entry.is_open
            and (entry.text, entry.since) == (question.text, since)
        )

    def lines(marker: Marker) -> list[str]:
        first, *rest = with_since(question.text, since).split("\n")
        return [f"{marker}{first}", *(f"{' ' * len(marker.front)}{line}".rstrip() for line in rest)]

    def line_of(after: Report) -> int | None:
        return line_of_new(original.report, after, "questions", is_new)

    return typed(
        original,
        vocabulary,
        add(original.outline, layout, "questions", lines),
        line_of,
        question.text,
        advice=lambda: advice_on_entry(question.text, "questions", vocabulary),
    )
