"""The layout of a new day: a template that the user can copy and change.

A template is Markdown with `{{ title }}`, `{{ date }}`, `{{ todo }}`, `{{ doing }}`,
`{{ questions }}`, `{{ quick_notes }}`, the headings `reading` to loop over, and the list
`{{ undecided }}` with the name of its group, `{{ undecided_group }}`.
"""

from __future__ import annotations

import re
from pathlib import Path

from litnotes.markdown import writer
from litnotes.markdown.paper_writer import paper_heading
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.markdown.written_lists import Marker, numbered
from litnotes.model.reports import Conclusion, Report

NAME = "new-day.md"

_TASKS = ("todo", "doing")
_CARRIED = ("todo", "doing", "questions", "conclusions", "quick_notes")


def default_text() -> str:
    """Return the template that ships with litnotes."""
    return Path(__file__).with_name(NAME).read_text(encoding="utf-8")


def fill(text: str, report: Report, vocabulary: Vocabulary, path: str, like: Marker | None = None) -> str:
    """Return the Markdown of a new day; tasks have the marker `like`, or numbers.

    Raises Unreadable, with the line, if the template at `path` is not valid.
    """
    from litnotes.formats import sandbox

    undecided = [paper for paper in report.conclusions if _is_undecided(paper)]
    values = {
        "title": report.title,
        "date": str(report.date),
        "todo": "\n\n".join(
            part
            for part in (
                writer.tasks(report.todo, "todo", vocabulary, like),
                writer.footnotes(report.notes),
            )
            if part
        ),
        "doing": writer.tasks(report.doing, "doing", vocabulary, like),
        "questions": writer.questions(report.questions, vocabulary),
        "reading": [
            paper_heading(paper, vocabulary) for paper in report.conclusions if not _is_undecided(paper)
        ],
        "undecided": numbered([paper_heading(paper, vocabulary) for paper in undecided]),
        "undecided_group": undecided[0].group if undecided else "",
        "quick_notes": writer.mentions(report.quick_notes, (), vocabulary),
    }
    written = sandbox.filled(text, values, path)
    return _few_empty_lines(written).strip("\n") + "\n"


def left_out(planned: Report, written: Report) -> list[str]:
    """Return the carried entries that a filled template lacks or changes."""
    missing: list[str] = []
    tasks = (*written.todo, *written.doing)  # a task being done may be in a list of tasks to do
    for section in _CARRIED:
        kept = [_words(entry) for entry in (tasks if section in _TASKS else getattr(written, section))]
        missing += [name for entry in getattr(planned, section) if (name := _words(entry)) not in kept]
    return missing


def _is_undecided(paper: Conclusion) -> bool:
    return paper.reading != "reading"


def _words(entry: object) -> str:
    return _few_empty_lines(str(getattr(entry, "text", None) or getattr(entry, "title", "")))


def _few_empty_lines(text: str) -> str:
    """Return text with at most two empty lines in a row: empty sections of a template leave more."""
    return re.sub(r"\n{4,}", "\n\n\n", text)
