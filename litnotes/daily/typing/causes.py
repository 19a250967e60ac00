"""Why a text would not be read back as what it is typed as, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from litnotes.markdown.read.entry_marks import read_marks
from litnotes.markdown.read.reader import read
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.markdown.writer import TITLES
from litnotes.model.reports import Report
from litnotes.values.patterns import pattern

Role = Literal["todo", "questions", "quick_notes"]

_FENCE = pattern("```|~~~")
_LABEL = pattern(r"\**[^\s:：][^:：]{0,39}[:：]|[-=]+>|>")


def advice_on_entry(text: str, role: Role, vocabulary: Vocabulary) -> str:
    """Return what makes a text readable as a task, question or quick note, by what it is read as now."""
    return next(_causes(text, role, vocabulary))


def _causes(text: str, role: Role, vocabulary: Vocabulary) -> Iterator[str]:
    if match := _FENCE.match(text):
        yield f'It would be code from here on: write it without "{match.group()}"'
    if _is_entry(text, role, vocabulary):
        yield "What stands around it in the report makes something else of it; write it there yourself"
    if vocabulary.is_placeholder(text):
        yield "It stands for nothing, as in a template: write more words"
    marks = read_marks(text, "todo", vocabulary)
    if marks.since:
        yield 'Leave "(since …)" off: that is written when it is carried to another day'
    if marks.state != "todo":
        yield f"A mark in it says {marks.state}: leave the mark off"
    if marks.text != text:
        yield "A mark in front is taken off it: leave the mark off"
    if match := _LABEL.match(text):
        yield f'"{match.group()}" in front makes an entry of another kind of it: begin with another word'
    yield "Write it in other words"


def advice_on_answer(text: str, by: str | None, vocabulary: Vocabulary) -> str:
    """Return what makes an answer readable: another name, or other words."""
    if by is not None and not _is_answer("yes", by, vocabulary):
        return f'--by "{by[:60]}" is not read as a name: write it without brackets, ":" or other marks'
    if match := _FENCE.search(text):
        return f'It would be code from here on: write it without "{match.group()}"'
    if _is_answer(text, by, vocabulary):
        return "What stands around the question makes something else of it; write it there yourself"
    return "Write it in other words"


def _is_entry(text: str, role: Role, vocabulary: Vocabulary) -> bool:
    entries = getattr(_read(f"## {TITLES[role]}\n1. one\n2. {text}\n", vocabulary), role)
    is_open = all(getattr(entry, "state", "open") in ("todo", "open") for entry in entries)
    return is_open and [entry.text for entry in entries] == ["one", text]


def _is_answer(text: str, by: str | None, vocabulary: Vocabulary) -> bool:
    signed = f"Answer ({by})" if by else "Answer"
    below = text.replace("\n", "\n   > ")
    report = _read(f"## {TITLES['questions']}\n1. one\n   > {signed}: {below}\n", vocabulary)
    return [(said.text, said.by) for one in report.questions for said in one.answers] == [(text, by)]


def _read(text: str, vocabulary: Vocabulary) -> Report:
    return read(text.encode("utf-8", "surrogateescape"), vocabulary).report
