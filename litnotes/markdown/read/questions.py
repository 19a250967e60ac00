"""Questions with their answers, which may follow later."""

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
from litnotes.markdown.read.entries import ReadEntry, is_marked
from litnotes.markdown.read.entry_marks import question_state, read_marks
from litnotes.markdown.read.signatures import asks_at_end, signed
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Answer, Question

MAX_NAMED = 5

DiagnoseLine = Callable[[str, Severity, int, str, str], None]
"""Called with code, severity, line number (0-based), message and advice."""


class Questions:
    """Collects the questions of a report in order, and adds answers to them."""

    def __init__(self, vocabulary: Vocabulary, diagnose: DiagnoseLine) -> None:
        self.vocabulary = vocabulary
        self._diagnose = diagnose
        self.questions: list[Question] = []
        self._open: list[int] = []  # in their order; answered ones are removed from the end
        self._with_answer: set[int] = set()
        self._late: dict[int, list[Answer]] = {}
        self._numbers: dict[int, int] = {}
        self._first = 0

    def start_section(self) -> None:
        """Start a section, in which numbers count anew."""
        self._numbers = {}
        self._first = len(self.questions)

    def read(
        self, entries: Sequence[ReadEntry], group: str | None, heading: int | None = None
    ) -> list[ReadEntry]:
        """Read the entries of a group of questions; `heading` is the line (0-based) of its name.

        A heading that asks, with only answers below, is itself a question. Below a heading such as
        *Answers*, items have the numbers of their questions. Return the paragraphs below the list that
        neither ask nor answer.
        """
        if group and self.names_answers(group):
            entries = [entry for entry in entries if not self.answers_number(entry)]
        elif group and heading is not None and self._all_answers(group, entries):
            self._ask(ReadEntry(heading, [group], "item"), None, None)
            group = None
        asked, below_list, remarks = False, False, []
        for entry in entries:
            if asked and entry.kind == "prose" and self._answers_above(entry.lines[0]):
                self._late_answer(entry, len(self.questions) - 1)
            elif self.questions and self._is_answer(entry.lines[0]):
                self._late_answer(entry, self._answered(entry))
            elif below_list and entry.kind == "prose" and is_remark(entry.text, self.vocabulary):
                remarks.append(entry)
            else:
                asked |= self._ask(entry, explicit_question(entry.lines, self.vocabulary), group)
            below_list |= entry.kind == "item"
        return remarks

    def _answers_above(self, line: str) -> bool:
        """Whether a paragraph answers the question directly above: a quote, or a signed comment."""
        return is_quote(line) or (line.lstrip().startswith("<!--") and is_answer(line, self.vocabulary))

    def _is_answer(self, line: str) -> bool:
        """Whether an entry of its own is an answer; `Lin: is it so?` is a question to Lin."""
        by_name = signed(line, self.vocabulary)
        return is_answer(line, self.vocabulary) and not (
            by_name and asks_at_end(by_name.text, self.vocabulary)
        )

    def _all_answers(self, group: str, entries: Sequence[ReadEntry]) -> bool:
        first_lines = [entry.lines[0] for entry in entries]
        return (
            bool(first_lines)
            and group.rstrip().endswith(("?", "？"))
            and all(is_answer(line, self.vocabulary) for line in first_lines)
        )

    def names_answers(self, heading: str) -> bool:
        """Whether a heading such as *Answers* follows questions: its items have their numbers."""
        return bool(self.questions) and shadow(heading).removesuffix("s") in self.vocabulary.answer_prefixes

    def answers_number(self, entry: ReadEntry) -> bool:
        """Add an item with the number of a question as its answer; return whether it is one."""
        if entry.number not in self._numbers:
            return False
        read = read_question(["", f"-> {entry.lines[0]}", *entry.lines[1:]], self.vocabulary)
        self._add_answers(self._numbers[entry.number], read.answers)
        return True

    def take(self, entry: ReadEntry, group: str | None) -> bool:
        """Read an entry of another section if it is marked as a question, or answers such a question.

        Return whether it was read.
        """
        lines = explicit_question(entry.lines, self.vocabulary)
        if entry.asked or lines:
            return self._ask(entry, lines, group)
        waiting = self._last_open(-1) >= self._first
        if not waiting or not is_answer(entry.lines[0], self.vocabulary):
            return False
        self._late_answer(entry, self._answered(entry))
        return True

    def _ask(self, entry: ReadEntry, lines: list[str] | None, group: str | None) -> bool:
        """Add a question; return whether the entry has content."""
        read = read_question(lines or entry.lines, self.vocabulary)
        self._diagnose_answers(entry.start, read, ["", *entry.lines[1:]])
        marks = read_marks(read.text, "todo", self.vocabulary)
        for code, severity, reading, advice in marks.notes:
            self._diagnose(code, severity, entry.start, reading, advice)
        if self.vocabulary.is_placeholder(marks.text):
            return False
        state = question_state(marks.state)
        answers = list(self._own_answers(entry, read))
        if answers:
            state = "answered"
        elif state == "open":
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
        """Yield the answers of a question; add those with the number of another question to that one."""
        for answer, number in zip(read.answers, read.numbers, strict=True):
            if number is not None and number != entry.number and number in self._numbers:
                self._add_answers(self._numbers[number], [answer])
            else:
                yield answer

    def _last_open(self, default: int) -> int:
        while self._open and self._open[-1] in self._with_answer:
            self._open.pop()
        return self._open[-1] if self._open else default

    def _add_answers(self, index: int, answers: list[Answer]) -> None:
        self._with_answer.add(index)
        self._late.setdefault(index, []).extend(answers)

    def _late_answer(self, entry: ReadEntry, index: int) -> None:
        """Add an answer that is an entry below its question, or below all questions."""
        read = read_question(["", *entry.lines], self.vocabulary)
        if read.text and read.answers:
            last = read.answers[-1]
            read.answers[-1] = last.model_copy(update={"text": f"{last.text}\n{read.text}".strip()})
        self._diagnose_answers(entry.start - 1, read, entry.lines)
        for answer, number in zip(read.answers, read.numbers, strict=True):
            self._add_answers(index if number is None else self._numbers.get(number, index), [answer])

    def _answered(self, entry: ReadEntry) -> int:
        """Return the index of the question that an answer names, or of the last open question above."""
        number = answered_number(entry.lines[0], self.vocabulary)
        if number in self._numbers:
            return self._numbers[number]
        index = self._last_open(len(self.questions) - 1)
        near = [other for other in self._open[-MAX_NAMED - 1 :] if other not in self._with_answer]
        if len(near) > 1:
            lines_open = ", ".join(str(self.questions[number].line) for number in near)
            message = f"this answer may belong to the questions in lines {lines_open}; "
            message += f"it was read as the answer to line {self.questions[index].line}."
            self._diagnose("R040", "warning", entry.start, message, "Write it directly below its question.")
        return index

    def _diagnose_answers(self, start: int, read: ReadQuestion, lines: list[str]) -> None:
        for offset in read.unsigned:
            message, advice = "this answer has no name.", 'Put the name before it: "Name: …".'
            line = lines[min(offset, len(lines) - 1)]
            if name := unknown_signature(line, self.vocabulary):
                message = f'this answer has an unknown name: "{name}".'
                advice = "Add it under people: in litnotes.yaml."
            self._diagnose("R041", "info", start + offset, message, advice)
        for offset, unknown in read.possible:
            message = "this may be an answer; it was read as part of the question."
            advice = 'Write "Answer: …", or a name and a colon.'
            if unknown:
                message = f'this may be an answer by "{unknown}"; it was read as part of the question.'
                advice = f"Add {unknown} to the attendees of the report, or to people: in litnotes.yaml."
            self._diagnose("R042", "warning", start + offset, message, advice)

    def answered(self) -> Iterator[Question]:
        """Yield the questions with all their answers."""
        for index, question in enumerate(self.questions):
            late = self._late.get(index)
            answers = {"answers": (*question.answers, *late), "state": "answered"} if late else None
            yield question.model_copy(update=answers) if answers else question


def is_remark(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a paragraph below a list of questions has no mark of a question and asks nothing."""
    return not (is_marked(text, vocabulary) or "?" in text or "？" in text or asks_at_end(text, vocabulary))
