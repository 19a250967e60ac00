"""Questions and answers typed into a report."""

from __future__ import annotations

from litnotes.daily.typing.causes import advice_on_answer, advice_on_entry
from litnotes.daily.typing.guard import Typed, line_of_new, typed
from litnotes.errors import WrongUse
from litnotes.markdown.edit.answer_below import answer_below
from litnotes.markdown.edit.append import add
from litnotes.markdown.edit.layout import Layout
from litnotes.markdown.edit.places import place_of
from litnotes.markdown.read.reader import ReadReport
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Answer, Entry, Question, Report


def add_question(original: ReadReport, layout: Layout, vocabulary: Vocabulary, text: str) -> Typed:
    """Return the report with a new question; raises WrongUse as `typed` does."""
    ways = add(original.outline, layout, "questions", lambda marker: [f"{marker}{text}"])

    def is_new(entry: Entry) -> bool:
        return isinstance(entry, Question) and (entry.text, entry.state, entry.kind, entry.answers) == (
            text, "open", "item", ()
        )  # fmt: skip

    def line_of(after: Report) -> int | None:
        return line_of_new(original.report, after, "questions", is_new)

    return typed(
        original,
        vocabulary,
        ways,
        line_of,
        text,
        advice=lambda: advice_on_entry(text, "questions", vocabulary),
    )


def add_answer(original: ReadReport, vocabulary: Vocabulary, question: Question, answer: Answer) -> Typed:
    """Return the report with an answer below one of its questions.

    Raises:
        WrongUse: litnotes cannot write below the question, or the answer would be read differently.
    """
    place = place_of(original.outline, question.line)
    if place is None or place.is_part:
        raise WrongUse(
            f"the question in line {question.line} is not an item or a paragraph, so litnotes cannot "
            "write below it; write the answer there yourself"
        )
    ways = answer_below(original.document, place, answer.text, answer.by, vocabulary)

    def line_of(after: Report) -> int | None:
        return _line_of_answered(original.report, after, question, answer)

    try:
        return typed(
            original,
            vocabulary,
            ways,
            line_of,
            answer.text,
            advice=lambda: advice_on_answer(answer.text, answer.by, vocabulary),
        )
    except WrongUse:
        _refuse_answer_apart(original)
        raise


def _refuse_answer_apart(original: ReadReport) -> None:
    """Raise WrongUse if another answer below several questions would change its question."""
    for note in original.diagnostics:
        if note.code == "R040":
            raise WrongUse(
                f"the answer in line {note.line} may belong to several questions, and would now be read "
                "as the answer to another; nothing was written. Move it directly below its question first"
            )


def _line_of_answered(before: Report, after: Report, question: Question, answer: Answer) -> int | None:
    """Return the line of the question with the new answer; None if anything else changed."""
    index = before.questions.index(question)
    if len(after.questions) != len(before.questions):
        return None
    answered = after.questions[index]
    places = [at for at, other in enumerate(answered.answers) if is_same_answer(other, answer)]
    for at in places:
        others = (*answered.answers[:at], *answered.answers[at + 1 :])
        without = answered.model_copy(update={"answers": others, "state": question.state})
        questions = (*after.questions[:index], without, *after.questions[index + 1 :])
        if after.model_copy(update={"questions": questions}).words() == before.words():
            return answered.line
    return None


def is_same_answer(answer: Answer, other: Answer) -> bool:
    """Whether two answers have the same text and name."""
    return (answer.text, answer.by) == (other.text, other.by)
