"""A report as a page of plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from litnotes.render.text import count, indented, labelled, numbered
from litnotes.values.printable import printable

if TYPE_CHECKING:
    from litnotes.model.reports import Question, Report, Task

SECTIONS = (
    ("todo", "To do"), ("done", "Done"), ("doing", "Doing"), ("questions", "Questions"),
    ("conclusions", "Papers"), ("quick_notes", "Quick notes"), ("notes", "Notes"),
)  # fmt: skip
_STATE_MARKS = {"todo": " ", "doing": "~", "done": "x", "dropped": "-", "moved": ">"}


def summary(report: Report) -> str:
    """Return the number of tasks in each state, and of other entries, in a report, on one line."""
    trees = (*report.todo, *report.doing, *report.done)
    states = [task.state for tree in trees for task in tree.walk()]
    parts = [
        *(count(states.count(state), state, state) for state in ("todo", "done", "doing")),
        count(len(report.questions), "question"),
        count(len(report.conclusions), "paper"),
        count(len(report.quick_notes), "quick note"),
    ]
    if report.notes:
        parts.append(count(len(report.notes), "other note"))
    return ", ".join(parts)


def page(report: Report) -> str:
    """Return a report as a page of plain text."""
    lines = [report.title or str(report.date)]
    if report.date and str(report.date) not in report.title:
        lines[0] = f"{lines[0]}  ({report.date})"
    for name, title in SECTIONS:
        entries: Sequence[Any] = getattr(report, name)
        if entries:
            lines += ["", title, *_entries(name, entries)]
    return printable("\n".join(lines))


def _entries(section: str, entries: Sequence[Any]) -> list[str]:
    if section == "conclusions":
        return _conclusions(entries)
    if section == "notes":
        return [line for note in entries for line in _note(note)]
    if section == "quick_notes":
        return _mentions(entries)
    lines: list[str] = []
    for number, entry in enumerate(entries, 1):
        lines += numbered(number, _question(entry) if section == "questions" else _task(section, entry))
        for answer in getattr(entry, "answers", ()):
            lines += indented(f"{answer.by or 'answer'}: {answer.text}", "       ")
        lines += _sub_tasks(entry, "       ")
    return lines


def _sub_tasks(entry: Any, indent: str) -> Iterator[str]:
    for task in getattr(entry, "tasks", ()):
        yield from indented(f"[{_STATE_MARKS[task.state]}] {_since(task)}", indent)
        yield from _sub_tasks(task, f"{indent}    ")


def _task(section: str, task: Task) -> str:
    mark = "" if task.state == section else f"[{_STATE_MARKS[task.state]}] "
    return f"{mark}{_since(task)}"


def _question(question: Question) -> str:
    mark = "" if question.state in ("open", "answered") else f"[{question.state}] "
    return f"{mark}{_since(question)}"


def _since(entry: Any) -> str:
    return f"{entry.text} (since {entry.since})" if entry.since else str(entry.text)


def _mentions(entries: Sequence[Any]) -> list[str]:
    lines: list[str] = []
    for _, mentions in groupby(entries, key=lambda mention: mention.list):
        if lines:
            lines.append("")
        for number, mention in enumerate(mentions, 1):
            state = "dropped" if mention.dropped else mention.reading
            lines += numbered(number, f"{_since(mention)}  [{state}]" if state else _since(mention))
    return lines


def _conclusions(papers: Iterable[Any]) -> list[str]:
    lines: list[str] = []
    group = None
    for paper in papers:
        if paper.group != group:
            group = paper.group
            lines.append(f"  {group}" if group else "")
        lines += paper_lines(paper, "    " if group else "  ")
    return lines


def paper_lines(paper: Any, indent: str) -> list[str]:
    """Return the lines of a `Conclusion` on a paper, or of an object with the same fields."""
    about = [paper.short_name, paper.venue, paper.reading, paper.decision, _signed(paper)]
    note = ", ".join(str(part) for part in about if part)
    lines = [f"{indent}{paper.title}{f'  [{note}]' if note else ''}"]
    below = indent + "  "
    if paper.url:
        lines += indented(paper.url, below)
    if paper.description:
        lines += indented(paper.description, below)
    for name, text in paper.fields.items():
        lines += indented(labelled(name, text), below)
    for title, points in (("similar", paper.similarities), ("different", paper.differences)):
        for point in points:
            lines += indented(labelled(title, point), below)
    return lines


def _signed(paper: Any) -> str:
    by = f"by {paper.by}" if paper.by else ""
    return ": ".join(part for part in (by, paper.reason) if part)


def _note(note: Any) -> list[str]:
    name = note.heading or note.role.replace("_", " ")
    if name == "notes":
        return indented(note.text, "  ")
    return [f"  {name}", *indented(note.text, "    ")]
