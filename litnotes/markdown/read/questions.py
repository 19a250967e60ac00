"""Questions with their answers, wherever those stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from litnotes.errors import Severity
from litnotes.markdown.document import shadow
from litnotes.markdown.read.answers import (
    ReadQuestion,
    answered_number,
    explicit_number,
    explicit_question,
    is_answer,
    is_quote,
    read_question,
    unknown_signature,
)
from litnotes.markdown.read.details import links
from litnotes.markdown.read.entries import ReadEntry
from litnotes.markdown.read.entry_marks import question_state, read_marks
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Answer, Question

MAX_NAMED = 5

TellOfQuestion = Callable[[str, Severity, int, str, str], None]
"""Called with code, severity, line number (0-based), how it was read, and what to write."""


class Questions:
    """Collects the questions of a report in order, and binds answers to them."""

    def __init__(self, vocabulary: Vocabulary, tell: TellOfQuestion) -> None:
        self.vocabulary = vocabulary
        self._tell = tell
        self.questions: list[Question] = []
        self._open: list[int] = []  # in the order they were asked; answered ones at the end are dropped
        self._answered_ones: set[int] = set()
        self._late: dict[int, list[Answer]] = {}
        self._numbers: dict[int, int] = {}
        self._first = 0

    def start_section(self) -> None:
        """Start a section: numbers count anew."""
        self._numbers = {}
        self._first = len(self.questions)

    def read(self, entries: Sequence[ReadEntry], group: str | None, heading: int | None = None) -> None:
        """Read the entries of a group of questions; `heading` is the line (0-based) of its name.

        A heading that asks, with nothing but answers below, is the question; below one such as
        *Answers*, numbers are those of the questions.
        """
        if group and shadow(group).removesuffix("s") in self.vocabulary.answer_prefixes:
            entries = [entry for entry in entries if not self._is_numbered_answer(entry)]
        elif group and heading is not None and self._all_answers(group, entries):
            self._ask(ReadEntry(heading, [group], "item"), None, None)
            group = None
        asked = False
        for entry in entries:
            if asked and entry.kind == "prose" and is_quote(entry.lines[0]):
                self._late_answer(entry, len(self.questions) - 1)
            elif self.questions and is_answer(entry.lines[0], self.vocabulary):
                self._late_answer(entry, self._answered(entry))
            else:
                asked |= self._ask(entry, explicit_question(entry.lines, self.vocabulary), group)

    def _all_answers(self, group: str, entries: Sequence[ReadEntry]) -> bool:
        first_lines = [entry.lines[0] for entry in entries]
        return (
            bool(first_lines)
            and group.rstrip().endswith(("?", "？"))
            and all(is_answer(line, self.vocabulary) for line in first_lines)
        )

    def _is_numbered_answer(self, entry: ReadEntry) -> bool:
        if entry.number not in self._numbers:
            return False
        said = read_question(["", f"-> {entry.lines[0]}", *entry.lines[1:]], self.vocabulary)
        self._give(self._numbers[entry.number], said.answers)
        return True

    def takes(self, entry: ReadEntry, group: str | None) -> bool:
        """Read an entry of another section if it says that it is a question, or answers such a one."""
        lines = explicit_question(entry.lines, self.vocabulary)
        if entry.asked or lines:
            return self._ask(entry, lines, group)
        waiting = self._last_open(-1) >= self._first
        if not waiting or not is_answer(entry.lines[0], self.vocabulary):
            return False
        self._late_answer(entry, self._answered(entry))
        return True

    def _ask(self, entry: ReadEntry, lines: list[str] | None, group: str | None) -> bool:
        """Add a question; return whether the entry says anything."""
        read = read_question(lines or entry.lines, self.vocabulary)
        self._tell_about(entry.start, read, ["", *entry.lines[1:]])
        marks = read_marks(read.text, "todo", self.vocabulary)
        for code, severity, reading, advice in marks.notes:
            self._tell(code, severity, entry.start, reading, advice)
        if self.vocabulary.is_placeholder(marks.text):
            return False
        state = question_state(marks.state)
        answers = list(self._own_answers(entry, read))
        if not answers and state == "open":
            self._open.append(len(self.questions))
        number = explicit_number(entry.lines[0]) or entry.number
        if number is not None:
            self._numbers[number] = len(self.questions)
        self.questions.append(
            Question.of(
                text=marks.text,
                state=state,
                kind=entry.kind,
                answers=tuple(answers),
                links=links(marks.text),
                group=group,
                since=marks.since,
                line=entry.start + 1,
            )
        )
        return True

    def _own_answers(self, entry: ReadEntry, read: ReadQuestion) -> Iterator[Answer]:
        """Yield the answers of a question; those that say they answer another one go there."""
        for said, number in zip(read.answers, read.numbers, strict=True):
            if number is not None and number != entry.number and number in self._numbers:
                self._give(self._numbers[number], [said])
            else:
                yield said

    def _last_open(self, default: int) -> int:
        while self._open and self._open[-1] in self._answered_ones:
            self._open.pop()
        return self._open[-1] if self._open else default

    def _give(self, index: int, answers: list[Answer]) -> None:
        self._answered_ones.add(index)
        self._late.setdefault(index, []).extend(answers)

    def _late_answer(self, entry: ReadEntry, index: int) -> None:
        """Add an answer that stands below its question, or below all questions, on its own."""
        read = read_question(["", *entry.lines], self.vocabulary)
        if read.text:
            last = read.answers[-1]
            read.answers[-1] = last.model_copy(update={"text": f"{last.text}\n{read.text}".strip()})
        self._tell_about(entry.start - 1, read, entry.lines)
        for said, number in zip(read.answers, read.numbers, strict=True):
            self._give(index if number is None else self._numbers.get(number, index), [said])

    def _answered(self, entry: ReadEntry) -> int:
        """Return the question that an answer says it answers, or the nearest above still open."""
        number = answered_number(entry.lines[0], self.vocabulary)
        if number in self._numbers:
            return self._numbers[number]
        index = self._last_open(len(self.questions) - 1)
        near = [one for one in self._open[-MAX_NAMED - 1 :] if one not in self._answered_ones]
        if len(near) > 1:
            lines_open = ", ".join(str(self.questions[number].line) for number in near)
            told = f"this answer could belong to the questions in lines {lines_open}; "
            told += f"it was read as the answer to the one in line {self.questions[index].line}."
            self._tell("R040", "warning", entry.start, told, "Write it directly below its question.")
        return index

    def _tell_about(self, start: int, read: ReadQuestion, lines: list[str]) -> None:
        for offset in read.unsigned:
            told, advice = "an answer without a name.", 'Put the name in front: "Name: …".'
            line = lines[min(offset, len(lines) - 1)]
            if name := unknown_signature(line, self.vocabulary):
                told = f'an answer; "{name}" is not known as a name.'
                advice = "Add it under people: in litnotes.yaml."
            self._tell("R041", "info", start + offset, told, advice)
        for offset in read.perhaps:
            told = "this may be an answer; it was read as part of the question."
            self._tell("R042", "warning", start + offset, told, 'Write "Answer: …", or a name and a colon.')

    def answered(self) -> Iterator[Question]:
        """Yield the questions with all their answers."""
        for index, question in enumerate(self.questions):
            late = self._late.get(index)
            yield question.model_copy(update={"answers": (*question.answers, *late)}) if late else question
