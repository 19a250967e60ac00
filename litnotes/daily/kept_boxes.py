"""Open boxes that a report keeps as text: they are no tasks, so nothing carries them."""

from __future__ import annotations

from collections.abc import Iterator

from litnotes.markdown.document import Document
from litnotes.markdown.read.asides import is_anchor
from litnotes.markdown.read.entry_marks import BOXED, boxed_state
from litnotes.markdown.read.list_markers import ITEM, OPEN_SIGNS
from litnotes.model.reports import Report

WITHOUT_TASKS = frozenset({"attendance", "comment", "conflict", "front matter"})
"""Roles of notes in which nothing is open work."""


def kept_boxes(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the words of each open box in notes and conclusions, with the heading it is below.

    Code, formulas, comments, lists of attendance and tables of contents contain none.
    """
    for note in report.notes:
        if note.role not in WITHOUT_TASKS:
            for words in _open_boxes(note.text):
                yield words, note.heading or note.role.replace("_", " ")
    for paper in report.conclusions:
        texts = (paper.description, *paper.similarities, *paper.differences, *paper.fields.values())
        for words in (words for text in texts for words in _open_boxes(text)):
            yield words, paper.title


def _open_boxes(text: str) -> Iterator[str]:
    if "[" not in text and "( )" not in text and not any(sign in text for sign in OPEN_SIGNS):
        return
    for line in Document.from_bytes(text.encode("utf-8", "surrogateescape")).lines:
        marker = ITEM.match(line.text) if not line.region else None
        start = marker.end() if marker else 0
        match = BOXED.match(line.text, start) if not line.region else None
        words = line.text[match.end() :].strip() if match else ""
        if match and words and boxed_state(match) in ("todo", "doing") and not is_anchor(words):
            yield words
