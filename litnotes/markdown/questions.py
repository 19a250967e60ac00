"""Questions with their answers, wherever those stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from litnotes.errors import Severity
from litnotes.markdown.answers import is_answer, is_quote, read_question
from litnotes.markdown.marks import question_state, read_marks
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.report import Answer, Kind, Question

MAX_NAMED = 5

Tell = Callable[[str, Severity, int, str, str], None]
"""Called with code, severity, line number (0-based), how it was read, and what to write."""


class Questions:
    """Collects the questions of a report in order, and binds answers to them."""

    def __init__(self, vocabulary: Vocabulary, tell: Tell) -> None:
        self.vocabulary = vocabulary
        self._tell = tell
        self.questions: list[Question] = []
        self._open: list[int] = []
        self._late: dict[int, list[Answer]] = {}

    def read(self, entries: Iterable[tuple[int, list[str], Kind]], group: str | None) -> None:
        """Read entries of a group: first line number, text lines and kind of each."""
        asked = False
        for start, lines, kind in entries:
            if asked and kind == "prose" and is_quote(lines[0]):
                self._late_answer(start, lines, len(self.questions) - 1)
                continue
            if is_answer(lines[0], self.vocabulary) and self.questions:
                self._late_answer(start, lines, self._open_question(start))
                continue
            read = read_question(lines, self.vocabulary)
            self._tell_unsigned(start, read.unsigned)
            marks = read_marks(read.text, "todo", self.vocabulary)
            for code, severity, reading, advice in marks.notes:
                self._tell(code, severity, start, reading, advice)
            if self.vocabulary.is_placeholder(marks.text):
                continue
            state = question_state(marks.state)
            if not read.answers and state == "open":
                self._open.append(len(self.questions))
            self.questions.append(
                Question(
                    text=marks.text,
                    state=state,
                    kind=kind,
                    answers=tuple(read.answers),
                    group=group,
                    since=marks.since,
                    line=start + 1,
                )
            )
            asked = True

    def _late_answer(self, start: int, lines: list[str], index: int) -> None:
        """Add an answer that stands below its question, or below all questions, on its own."""
        read = read_question(["", *lines], self.vocabulary)
        *earlier, last = read.answers
        if read.text:
            last = last.model_copy(update={"text": f"{last.text}\n{read.text}".strip()})
        self._tell_unsigned(start - 1, read.unsigned)
        if self._open and self._open[-1] == index:
            self._open.pop()
        self._late.setdefault(index, []).extend([*earlier, last])

    def _open_question(self, start: int) -> int:
        """Return the nearest question still open above an answer."""
        index = self._open[-1] if self._open else len(self.questions) - 1
        if len(self._open) > 1:
            near = self._open[-MAX_NAMED - 1 :]
            lines_open = ", ".join(str(self.questions[number].line) for number in near)
            self._tell(
                "R040",
                "warning",
                start,
                f"this answer could belong to the questions in lines {lines_open}; it was read as the "
                f"answer to the one in line {self.questions[index].line}.",
                "Write it directly below its question.",
            )
        return index

    def _tell_unsigned(self, start: int, offsets: Iterable[int]) -> None:
        for offset in offsets:
            told = "an answer without a name."
            self._tell("R041", "info", start + offset, told, 'Put the name in front: "Name: …".')

    def answered(self) -> Iterator[Question]:
        """Yield the questions with all their answers."""
        for index, question in enumerate(self.questions):
            late = self._late.get(index)
            yield question.model_copy(update={"answers": (*question.answers, *late)}) if late else question
