"""The questions of the report of a day: the open ones, a new one, an answer to one."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from litnotes.app import open_work
from litnotes.app.day import (
    DayReport,
    TypedEntry,
    edited,
    report_for_writing,
    report_or_plan,
    save,
    stays,
    up_to_date,
)
from litnotes.app.named_day import named_day
from litnotes.app.notes import Notes, notes_to_type_into, open_notes
from litnotes.app.numbered import choose, headline, matching, number_in
from litnotes.model.reports import Question
from litnotes.values.names import fold_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from litnotes.daily.typing.guard import Typed
    from litnotes.model.reports import Answer
    from litnotes.model.several_days import NoLongerMentioned, Unmentioned


class QuestionList(NamedTuple):
    """The open questions of a day by number, and what is no longer mentioned."""

    notes: Notes
    day: datetime.date
    questions: Mapping[int, Question]
    unmentioned: Unmentioned


def listed_questions(notes: str | None, date: str | None, *, every: bool = False) -> QuestionList:
    """Return the open questions of a day, by default of today; raises NotFound for a day without report.

    `every` lists all that is no longer mentioned, however old.
    """
    from litnotes.daily.waiting import numbered_questions

    session = open_notes(notes)
    report = report_or_plan(session, date)
    day = report.date or datetime.date.min
    unmentioned = open_work.unmentioned(session, day, report, ("question",), every=every)
    return QuestionList(session, day, numbered_questions(report), unmentioned)


def add_question(notes: str | None, date: str | None, text: str) -> TypedEntry[Question]:
    """Add a question to the report of a day, unless the report has it already, open or answered.

    The number of a question that is no longer mentioned asks it again.

    Raises NotFound for a number that no such question has.
    """
    with notes_to_type_into(notes) as session:
        target = report_for_writing(session, named_day(session, date))
        for question in target.found.report.questions:
            if fold_text(text) in (fold_text(question.text), fold_text(headline(question))):
                place = stays(session, target, question.line)
                return TypedEntry(session, place, question, is_written=False)
        known = (
            choose(earlier_questions(session, target), text, "question", "litnotes answer")
            if text.isdecimal()
            else None
        )
        typed = _asked(session, target, known, text)
        again = Question(text=known.text) if known else None
        return TypedEntry(session, save(session, target, typed), again, is_written=True)


def add_answer(notes: str | None, date: str | None, word: str, answer: Answer) -> TypedEntry[Question]:
    """Write an answer below a question of the report of a day, unless the question has it already.

    A question that is no longer mentioned is asked again with its answer.

    Raises:
        NotFound: no question has this number or these words.
        Ambiguous: several questions contain the words.
    """
    with notes_to_type_into(notes) as session:
        day = named_day(session, date)
        command = f"litnotes answer --date {day}" if date else "litnotes answer"
        target = report_for_writing(session, day)
        chosen = chosen_question(session, target, word, command)
        edit = answer_typed(session, target, chosen, answer)
        if edit.typed is None:
            place = stays(session, target, edit.question.line)
            return TypedEntry(session, place, edit.question, is_written=False)
        return TypedEntry(session, save(session, target, edit.typed), edit.question, is_written=True)


class TypedAnswer(NamedTuple):
    """A question and the report with its new answer; `typed` is None if it has this answer already."""

    question: Question
    typed: Typed | None


def answer_typed(
    session: Notes, target: DayReport, chosen: Question | NoLongerMentioned, answer: Answer
) -> TypedAnswer:
    """Return the report with an answer; a question that is no longer mentioned is asked again."""
    from litnotes.daily.typing import question_line

    if isinstance(chosen, Question):
        question = chosen
    else:
        asked = _asked(session, target, chosen, chosen.text)
        target = edited(session, target, asked)
        question = next(each for each in target.found.report.questions if each.line == asked.line)
    if any(question_line.is_same_answer(known, answer) for known in question.answers):
        return TypedAnswer(question, None)
    return TypedAnswer(
        question, question_line.add_answer(target.found, session.reader.vocabulary, question, answer)
    )


def _asked(session: Notes, target: DayReport, known: NoLongerMentioned | None, text: str) -> Typed:
    """Return the report with a question; one that an earlier report leaves open keeps its day."""
    from litnotes.daily.typing import question_line, taken_up

    layout, vocabulary, day = target.layout, session.reader.vocabulary, target.day
    question = Question(text=known.text if known else text)
    if known:
        since = open_work.since_mark(session, day, known.day, known.since)
    else:
        since = open_work.since_mark_of(session, day, question)
    if known or since:
        return taken_up.take_up_question(target.found, layout, vocabulary, question, since)
    return question_line.add_question(target.found, layout, vocabulary, text)


def chosen_question(
    session: Notes, target: DayReport, word: str, command: str
) -> Question | NoLongerMentioned:
    """Return the question that a number or words mean; words mean an open question first."""
    from litnotes.daily.waiting import numbered_questions

    report = target.found.report
    all_questions = dict(enumerate(report.questions, 1))
    if question := all_questions.get(number_in(word)):
        return question
    still_open = numbered_questions(up_to_date(session, report))
    unanswered = {number: all_questions[number] for number in still_open}
    if not word.isdecimal() and matching(list(unanswered.values()), word):
        return choose(unanswered, word, "question", command)
    earlier = earlier_questions(session, target)
    others = [question for number, question in all_questions.items() if number not in unanswered]
    if not word.isdecimal() and not matching(list(earlier.values()), word):
        matches = matching(others, word)
        if len(matches) == 1:
            return matches[0]
    questions: dict[int, Question | NoLongerMentioned] = {**unanswered, **earlier}
    return choose(questions, word, "question", command)


def earlier_questions(session: Notes, target: DayReport) -> dict[int, NoLongerMentioned]:
    """Return the questions that are no longer mentioned, by number; this brings the notes up to date."""
    session.bring_up_to_date()
    report = up_to_date(session, target.found.report)
    entries = open_work.unmentioned(session, target.day, report, ("question",), every=True).entries
    listed = (*entries, *open_work.deleted(session, target.day, report))
    return {each.number: each for each in listed if each.kind == "question"}
