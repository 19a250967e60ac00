"""Open work of earlier reports, taken up in the report of a day with its words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial

from litnotes.daily.next_day import by_name, unsure_group
from litnotes.daily.typing.causes import advice_on_entry
from litnotes.daily.typing.guard import Typed, line_of_new, typed
from litnotes.markdown.edit.append import add, put_apart, put_in
from litnotes.markdown.edit.conclusion import group_end
from litnotes.markdown.edit.edits import Edit, inserted
from litnotes.markdown.edit.layout import Layout, new_section, section_of, spaced_below
from litnotes.markdown.paper_writer import paper_heading
from litnotes.markdown.read.outline import Outline
from litnotes.markdown.read.reader import ReadReport
from litnotes.markdown.read.since import with_since
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.markdown.writer import task_forms
from litnotes.markdown.written_lists import FIRST, Marker, item_lines
from litnotes.model.reports import Conclusion, Entry, Question, Report, Task, TaskState

_SECTIONS: dict[TaskState, TaskState] = {
    "done": "done",
    "doing": "doing",
    "todo": "todo",
    "dropped": "todo",
}


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
    new = task.model_copy(update={"state": state, "since": since, "group": None})

    def is_new(entry: Entry) -> bool:
        return isinstance(entry, Task) and _content(entry) == _content(new)

    def attempts() -> Iterator[list[Edit]]:
        for boxed in (False, True):
            for form in _forms(new, role, vocabulary, boxed=boxed):
                yield from add(original.outline, layout, role, partial(_lines, form))

    return typed(
        original,
        vocabulary,
        attempts(),
        lambda after: line_of_new(original.report, after, role, is_new),
        task.text,
        advice=lambda: advice_on_entry(task.text, "todo", vocabulary),
    )


def _forms(task: Task, role: TaskState, vocabulary: Vocabulary, *, boxed: bool) -> Iterator[str]:
    """Yield ways to write a task; a dropped one is struck through, as `todo drop` does it."""
    if task.state == "dropped" and not boxed and not task.tasks:
        first, *rest = task.text.split("\n")
        yield "\n".join([f"~~{first}~~", *rest])
    yield from task_forms(task, role, vocabulary, boxed=boxed)


def _lines(form: str, marker: Marker) -> list[str]:
    return item_lines(marker.front, form)


def _content(task: Task) -> tuple[object, ...]:
    """Return what must be read again of a task."""
    return task.text, task.state, task.since, tuple(map(_content, task.tasks))


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


def take_up_undecided(
    original: ReadReport,
    vocabulary: Vocabulary,
    layout: Layout,
    paper: Conclusion,
    since: datetime.date | None,
) -> Typed:
    """Return the report with the name of a paper in its group of undecided papers, new or not.

    Raises WrongUse as `take_up_task` does.
    """
    heading = paper_heading(by_name(paper, since), vocabulary)

    def is_new(entry: Entry) -> bool:
        return isinstance(entry, Conclusion) and (entry.title, entry.decision, entry.since) == (
            paper.title, "unsure", since
        )  # fmt: skip

    def line_of(after: Report) -> int | None:
        return line_of_new(original.report, after, "conclusions", is_new)

    return typed(
        original,
        vocabulary,
        _in_group(original.outline, layout, vocabulary, unsure_group(paper, vocabulary), heading),
        line_of,
        paper.title,
        advice=lambda: "Write it there yourself",
    )


def _in_group(
    outline: Outline, layout: Layout, vocabulary: Vocabulary, name: str, heading: str
) -> Iterator[list[Edit]]:
    """Yield ways to add an undecided paper: as a heading or an item of its group, or in a new group."""
    document, section = outline.document, section_of(outline, "conclusions")
    if section is None:
        marks = "#" * min(6, layout.level("conclusions") + 1)
        yield [new_section(outline, layout, "conclusions", [f"{marks} {name}", f"1. {heading}"])]
        return
    for group in section.groups:
        if group.heading and vocabulary.is_unsure_group(group.heading.text):
            if group.papers:
                last = group.papers[-1]
                lines = [f"{'#' * last.heading.level} {heading}"]
                yield [put_apart(document, section, group, lines)]
            yield [put_in(document, section, group, lambda marker: [f"{marker}{heading}"], FIRST)]
    marks = "#" * min(6, section.level + 1)
    at = group_end(section, section.groups[-1])
    yield [inserted(at, spaced_below(document, at, ["", f"{marks} {name}", f"1. {heading}"]))]
