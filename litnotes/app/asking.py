"""The questions of the report of a day: the open ones, a new one, an answer to one."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from litnotes.app.day import TypedEntry, report_for_writing, report_or_plan, save, stays, up_to_date
from litnotes.app.named_day import day_of
from litnotes.app.notes import Notes, notes_to_type_into, open_notes
from litnotes.app.numbered import choose, headline, matching, number_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from litnotes.model.reports import Answer, Question, Report


class QuestionList(NamedTuple):
    """The open questions of a day by number."""

    notes: Notes
    day: datetime.date | None
    questions: Mapping[int, Question]


def listed_questions(notes: str | None, date: str | None) -> QuestionList:
    """Return the open questions of a day, by default of today; raises NotFound for a day without report."""
    from litnotes.daily.waiting import numbered_questions

    session = open_notes(notes)
    report = report_or_plan(session, date)
    return QuestionList(session, report.date, numbered_questions(report))


def add_question(notes: str | None, date: str | None, text: str) -> TypedEntry[Question]:
    """Add a question to the report of a day, unless it has the question already, open or answered."""
    from litnotes.daily.typing import question_line
    from litnotes.values.names import fold_text

    with notes_to_type_into(notes) as session:
        target = report_for_writing(session, day_of(date, session.days.dates))
        for question in target.found.report.questions:
            if fold_text(text) in (fold_text(question.text), fold_text(headline(question))):
                place = stays(session, target, question.line)
                return TypedEntry(session, place, question, is_written=False)
        typed = question_line.add_question(target.found, target.layout, session.reader.vocabulary, text)
        return TypedEntry(session, save(session, target, typed), None, is_written=True)


def add_answer(notes: str | None, date: str | None, word: str, answer: Answer) -> TypedEntry[Question]:
    """Write an answer below a question of the report of a day, unless the question has it already.

    Raises:
        NotFound: no question has this number or these words.
        Ambiguous: several questions contain the words.
    """
    from litnotes.daily.typing import question_line

    with notes_to_type_into(notes) as session:
        day = day_of(date, session.days.dates)
        command = f"litnotes answer --date {day}" if date else "litnotes answer"
        target = report_for_writing(session, day)
        question = _chosen(session, target.found.report, word, command)
        if any(question_line.is_same_answer(known, answer) for known in question.answers):
            return TypedEntry(session, stays(session, target, question.line), question, is_written=False)
        typed = question_line.add_answer(target.found, session.reader.vocabulary, question, answer)
        return TypedEntry(session, save(session, target, typed), question, is_written=True)


def _chosen(session: Notes, report: Report, word: str, command: str) -> Question:
    """Return the question that a number or words mean; words mean an open question first."""
    from litnotes.daily.waiting import numbered_questions

    all_questions = dict(enumerate(report.questions, 1))
    if question := all_questions.get(number_in(word)):
        return question
    still_open = numbered_questions(up_to_date(session, report))
    unanswered = {number: all_questions[number] for number in still_open}
    others = [question for number, question in all_questions.items() if number not in unanswered]
    if not word.isdecimal() and not matching(list(unanswered.values()), word):
        matches = matching(others, word)
        if len(matches) == 1:
            return matches[0]
    return choose(unanswered, word, "question", command)
