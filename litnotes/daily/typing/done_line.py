"""Work that litnotes did for the student, as one line under *Done*."""

from __future__ import annotations

from litnotes.daily.typing.causes import advice_on_entry
from litnotes.daily.typing.guard import Typed, line_of_new, typed
from litnotes.markdown.edit.append import add
from litnotes.markdown.edit.edits import Edit
from litnotes.markdown.edit.layout import Layout
from litnotes.markdown.read.reader import ReadReport
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Entry, Report, Task


def note_done(
    original: ReadReport, layout: Layout, vocabulary: Vocabulary, what: str, how: str = ""
) -> Typed | None:
    """Return the report with `what: how`, or `what` alone, under *Done*; None if it is there already.

    If that day already has a line for `what` with another outcome, that line gets the new outcome.

    Raises:
        WrongUse: the line would be read differently.
    """
    text = f"{what}: {how}" if how else what
    if any(task.text == text for task in original.report.done):
        return None
    same = [task for task in original.report.done if how and task.text.startswith(f"{what}: ")]
    if same and (changed := _changed(original, vocabulary, same[-1], text)):
        return changed
    ways = add(original.outline, layout, "done", lambda marker: [f"{marker}{text}"])

    def line_of(after: Report) -> int | None:
        return line_of_new(original.report, after, "done", lambda entry: _is_done(entry, text))

    return typed(
        original, vocabulary, ways, line_of, text, advice=lambda: advice_on_entry(text, "todo", vocabulary)
    )


def _changed(original: ReadReport, vocabulary: Vocabulary, task: Task, text: str) -> Typed | None:
    """Return the report with a new text for a task; None unless one line holds its whole text once."""
    line = original.document.lines[task.line - 1].text
    if line.count(task.text) != 1:
        return None
    edit = Edit(task.line - 1, task.line, (line.replace(task.text, text),))

    def line_of(after: Report) -> int | None:
        done = [
            one.model_copy(update={"text": text}) if one == task else one for one in original.report.done
        ]
        expected = original.report.model_copy(update={"done": tuple(done)})
        return task.line if expected.words() == after.words() else None

    return typed(original, vocabulary, iter([[edit]]), line_of, text, advice=lambda: "")


def _is_done(entry: Entry, text: str) -> bool:
    return isinstance(entry, Task) and (entry.text, entry.state, entry.kind) == (text, "done", "item")
