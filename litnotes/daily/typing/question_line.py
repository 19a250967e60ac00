"""Questions and answers typed into a report."""

from __future__ import annotations

from litnotes.daily.typing.causes import advice_on_answer, advice_on_entry
from litnotes.daily.typing.guard import Typed, line_of_new, typed
from litnotes.errors import WrongUse
from litnotes.markdown.edit.append import add
from litnotes.markdown.edit.layout import Layout
from litnotes.markdown.edit.places import place_of
from litnotes.markdown.edit.reply import reply
from litnotes.markdown.read.reader import ReadReport
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Answer, Entry, Question, Report


def add_question(found: ReadReport, layout: Layout, vocabulary: Vocabulary, text: str) -> Typed:
    """Return the report with a question at the end of its questions; raises WrongUse as `typed` does."""
    ways = add(found.outline, layout, "questions", lambda marker: [f"{marker}{text}"])

    def is_new(entry: Entry) -> bool:
        return isinstance(entry, Question) and (entry.text, entry.state, entry.kind, entry.answers) == (
            text, "open", "item", ()
        )  # fmt: skip

    def line_of(after: Report) -> int | None:
        return line_of_new(found.report, after, "questions", is_new)

    return typed(
        found,
        vocabulary,
        ways,
        line_of,
        text,
        advice=lambda: advice_on_entry(text, "questions", vocabulary),
    )


def add_answer(found: ReadReport, vocabulary: Vocabulary, question: Question, answer: Answer) -> Typed:
    """Return the report with an answer below one of its questions.

    Raises:
        WrongUse: nothing can be typed below the question, or the answer would not be read back.
    """
    place = place_of(found.outline, question.line)
    if place is None or place.is_part:
        raise WrongUse(
            f"the question in line {question.line} is not an item or a paragraph, so litnotes does not "
            "type below it; write the answer there yourself"
        )
    ways = reply(found.document, place, answer.text, answer.by, vocabulary)

    def line_of(after: Report) -> int | None:
        return _line_of_answered(found.report, after, question, answer)

    try:
        return typed(
            found,
            vocabulary,
            ways,
            line_of,
            answer.text,
            advice=lambda: advice_on_answer(answer.text, answer.by, vocabulary),
        )
    except WrongUse:
        _refuse_answer_apart(found)
        raise


def _refuse_answer_apart(found: ReadReport) -> None:
    """An answer that stands below several questions goes to the one that is open."""
    for note in found.diagnostics:
        if note.code == "R040":
            raise WrongUse(
                f"the answer in line {note.line} could belong to several questions and would then be read "
                "as one to another; nothing was written. Put it directly below its question first"
            )


def _line_of_answered(before: Report, after: Report, question: Question, answer: Answer) -> int | None:
    """Return the line of a question that has one answer more, or None if anything else has changed."""
    index = before.questions.index(question)
    if len(after.questions) != len(before.questions):
        return None
    answered = after.questions[index]
    places = [at for at, one in enumerate(answered.answers) if says(one, answer)]
    for at in places:
        others = (*answered.answers[:at], *answered.answers[at + 1 :])
        without = answered.model_copy(update={"answers": others})
        questions = (*after.questions[:index], without, *after.questions[index + 1 :])
        if after.model_copy(update={"questions": questions}).words() == before.words():
            return answered.line
    return None


def says(one: Answer, other: Answer) -> bool:
    """Whether two answers are the same words of the same person."""
    return (one.text, one.by) == (other.text, other.by)
