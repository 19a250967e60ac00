"""Why a typed text would be read as something else, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from litnotes.markdown.read.answers import read_question
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
    """Return how to write a text so that it is read as a task, question or quick note."""
    return next(_causes(text, role, vocabulary))


def _causes(text: str, role: Role, vocabulary: Vocabulary) -> Iterator[str]:
    if match := _FENCE.match(text):
        yield f'It opens a code block: write it without "{match.group()}"'
    if _is_entry(text, role, vocabulary):
        yield "The lines around it in the report change its meaning; edit the report yourself"
    if role == "questions" and (answers := read_question(text.split("\n"), vocabulary).answers):
        yield f'It contains its answer, "{answers[0].text}": leave it out, then use `litnotes answer`'
    if vocabulary.is_placeholder(text):
        yield "It is read as an empty entry, as in a template: write more words"
    marks = read_marks(text, "todo", vocabulary)
    if marks.since:
        yield 'Leave out "(since …)": litnotes writes it when it carries the entry to another day'
    if marks.state != "todo":
        yield f"It contains a mark for {marks.state}: leave out the mark"
    if marks.text != text:
        yield "It begins with a mark, which is not part of the text: leave out the mark"
    if match := _LABEL.match(text):
        yield f'It begins with "{match.group()}", the mark of another entry: begin with another word'
    yield "Write it in other words"


def advice_on_answer(text: str, by: str | None, vocabulary: Vocabulary) -> str:
    """Return how to write an answer so that it is read as one: another name, or other words."""
    if by is not None and not _is_answer("yes", by, vocabulary):
        return f'--by "{by[:60]}" is not read as a name: write it without brackets, ":" or other marks'
    if match := _FENCE.search(text):
        return f'It opens a code block: write it without "{match.group()}"'
    if _is_answer(text, by, vocabulary):
        return "The lines around the question change its meaning; edit the report yourself"
    return "Write it in other words"


def _is_entry(text: str, role: Role, vocabulary: Vocabulary) -> bool:
    entries = getattr(_read(f"## {TITLES[role]}\n1. one\n2. {text}\n", vocabulary), role)
    is_open = all(getattr(entry, "state", "open") in ("todo", "open") for entry in entries)
    return is_open and [entry.text for entry in entries] == ["one", text]


def _is_answer(text: str, by: str | None, vocabulary: Vocabulary) -> bool:
    signed = f"Answer ({by})" if by else "Answer"
    below = text.replace("\n", "\n   > ")
    report = _read(f"## {TITLES['questions']}\n1. one\n   > {signed}: {below}\n", vocabulary)
    return [(answer.text, answer.by) for question in report.questions for answer in question.answers] == [
        (text, by)
    ]


def _read(text: str, vocabulary: Vocabulary) -> Report:
    return read(text.encode("utf-8", "surrogateescape"), vocabulary).report
