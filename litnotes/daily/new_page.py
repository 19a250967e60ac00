"""The report of a new day in the layout of the student's last report.

The last report, without all that is not carried, is the new one. It is read back: an entry that would be
read in another way is written anew instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from litnotes.daily.open_tasks import planned as open_steps
from litnotes.markdown import writer
from litnotes.markdown.edit.append import add_to_group
from litnotes.markdown.edit.carried_lines import marker_of, moved_task
from litnotes.markdown.edit.edits import Edit, edited
from litnotes.markdown.edit.layout import Layout, new_section, section_of
from litnotes.markdown.edit.next_page import keeps_layout, next_page, weekdays_of
from litnotes.markdown.paper_writer import paper_heading
from litnotes.markdown.read.outline import Outline
from litnotes.markdown.read.reader import ReadReport, read
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.markdown.written_lists import Marker, following, item_lines, numbered
from litnotes.model.reports import Conclusion, Entry, Mention, Question, Report, Task, TaskState
from litnotes.values.names import fold_text

MAX_TRIES = 3


def new_page(last: ReadReport, planned: Report, layout: Layout, vocabulary: Vocabulary) -> str | None:
    """Return the Markdown of a planned report in the layout of the last one.

    None if that has no layout of a single day, or if the new report would not be read as planned.
    """
    if not keeps_layout(last.outline, is_empty=not _listed(planned)):
        return None
    planned = _without_weekdays(last.outline, planned)
    apart: set[int] = set()
    for _ in range(MAX_TRIES):
        text = _written(last, planned, layout, vocabulary, apart)
        changed = _not_as_planned(planned, _read(text, planned, vocabulary).report)
        if changed is None:
            return text
        lines = {entry.line for entry in changed} - apart
        if not lines:
            return None
        apart |= lines
    return None


def _without_weekdays(outline: Outline, planned: Report) -> Report:
    """Return a planned report without the groups that are days of the last week."""
    days = weekdays_of(outline)
    if not days:
        return planned
    return planned.model_copy(
        update={
            role: tuple(
                entry.model_copy(update={"group": None}) if entry.group in days else entry
                for entry in getattr(planned, role)
            )
            for role in ("todo", "doing", "questions", "quick_notes")
        }
    )


def _written(
    last: ReadReport, planned: Report, layout: Layout, vocabulary: Vocabulary, apart: set[int]
) -> str:
    """Return the page with the entries in the lines `apart`, and those without a line, written anew."""
    before = {entry.line: entry for entry in (*_listed(last.report), *last.report.done)}
    in_place = {
        entry.line: (before[entry.line], entry)
        for entry in _listed(planned)
        if type(before.get(entry.line)) is type(entry) and entry.line not in apart
    }
    bodies: dict[str, str] = {}
    if planned.conclusions:
        bodies["conclusions"] = _papers(last.outline, planned.conclusions, layout, vocabulary)
    if any(entry.line not in in_place for entry in planned.questions):
        bodies["questions"] = writer.questions(planned.questions, vocabulary)
    if any(entry.line not in in_place for entry in planned.quick_notes):
        bodies["quick_notes"] = writer.mentions(planned.quick_notes, (), vocabulary)
    text = next_page(last.outline, planned.title, in_place, bodies)
    steps = {task.line: task for task in open_steps(last.report, vocabulary)}
    was = steps | {
        line: task for line, task in before.items() if isinstance(task, Task) and line not in apart
    }
    return _with_missing(text, planned, bodies, _Missing(last.outline, was, layout, vocabulary))


class _Missing(NamedTuple):
    """Writes tasks that are not in their place; `was` are those of the last report by their line."""

    outline: Outline
    was: Mapping[int, Task]
    layout: Layout
    vocabulary: Vocabulary

    def add(self, page: ReadReport, role: TaskState, group: str | None, tasks: Sequence[Task]) -> str:
        """Return a page with tasks added to a group of a section, as written or anew."""

        def write(marker: Marker) -> list[str]:
            steps = enumerate(tasks)
            return [
                line for step, task in steps for line in self._lines(following(marker, step), role, task)
            ]

        like = marker_of(self.outline, tasks[0]) if tasks[0].line in self.was else None
        return _edited(page, add_to_group(page.outline, self.layout, role, group, write, like))

    def _lines(self, marker: Marker, role: TaskState, task: Task) -> list[str]:
        was = self.was.get(task.line)
        if was and (lines := moved_task(self.outline, marker, was, task)):
            return lines
        forms = writer.task_forms(task, role, self.vocabulary, boxed=marker.boxed)
        return item_lines(marker.front, next(forms))


def _listed(report: Report) -> tuple[Entry, ...]:
    return (*report.todo, *report.doing, *report.questions, *report.quick_notes)


def _with_missing(text: str, planned: Report, bodies: Mapping[str, str], missing: _Missing) -> str:
    """Return a page with the tasks that it lacks, and with the sections that it lacks."""
    vocabulary = missing.vocabulary
    for role, body in bodies.items():
        page = _read(text, planned, vocabulary)
        if section_of(page.outline, role) is None:
            text = _edited(page, new_section(page.outline, missing.layout, role, body.split("\n")))
    page = _read(text, planned, vocabulary)
    there = [_words(task) for task in (*page.report.todo, *page.report.doing)]
    lists: tuple[tuple[TaskState, Sequence[Task]], ...] = (("todo", planned.todo), ("doing", planned.doing))
    for state, tasks in lists:
        absent = [task for task in tasks if _words(task) not in there]
        for group in dict.fromkeys(task.group for task in absent):
            members = [task for task in absent if task.group == group]
            text = missing.add(_read(text, planned, vocabulary), state, group, members)
    return text


def _edited(page: ReadReport, edit: Edit) -> str:
    return edited(page.document, [edit]).decode("utf-8", "surrogateescape")


def _read(text: str, planned: Report, vocabulary: Vocabulary) -> ReadReport:
    return read(text.encode("utf-8", "surrogateescape"), vocabulary, filed_on=planned.date)


def _papers(outline: Outline, papers: Sequence[Conclusion], layout: Layout, vocabulary: Vocabulary) -> str:
    """Return papers being read with empty fields, and groups of undecided papers as lists."""
    section = section_of(outline, "conclusions")
    marks = "#" * ((section.level if section else layout.level("conclusions")) + 1)
    deeper = marks + "#" * layout.forms.deeper
    fields = [] if layout.forms.labels else [f"{deeper} {name}" for name in layout.forms.fields.values()]
    parts: list[str] = []
    for group, members in groupby(papers, key=lambda paper: paper.group):
        names = [paper_heading(paper, vocabulary) for paper in members]
        if group:
            parts.append(f"\n{marks} {group}\n{numbered(names)}\n")
        else:
            parts += ["\n".join(["", f"{marks} {name}", "\n\n".join(fields), ""]) for name in names]
    return "\n".join(parts).rstrip("\n")


def _not_as_planned(planned: Report, made: Report) -> list[Entry] | None:
    """Return the planned entries that a report lacks; None if it is as planned."""
    changed: list[Entry] = []
    tasks = [_words(task) for task in (*made.todo, *made.doing)]
    changed += [task for task in (*planned.todo, *planned.doing) if _words(task) not in tasks]
    is_same = True
    for role in ("questions", "quick_notes"):
        entries = getattr(planned, role)
        if list(map(_words, entries)) != list(map(_words, getattr(made, role))):
            is_same = False
            changed += entries
    count = len(planned.todo) + len(planned.doing)
    papers = [[_words(paper) for paper in report.conclusions] for report in (planned, made)]
    notes = [note for note in made.notes if note.text and note.role != "footnote"]
    is_same &= len(tasks) == count and papers[0] == papers[1] and not made.done and not notes
    return None if is_same and not changed else changed


def _words(entry: Entry) -> object:
    """Return what must be read again of a carried entry."""
    common = (entry.since, fold_text(entry.group or ""))
    match entry:
        case Task():
            return (entry.text, entry.state, common, tuple(map(_words, entry.tasks)))
        case Question():
            return (entry.text, entry.state, entry.answers, common)
        case Mention():
            return (entry.text, entry.reading, entry.dropped, entry.list, common)
        case Conclusion():
            names = (entry.title, entry.short_name, entry.url, entry.venue)
            return (names, entry.reading, entry.decision, common)
        case _:
            return None
