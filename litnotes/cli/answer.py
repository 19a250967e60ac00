"""Open questions, and answers written into the report of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

from litnotes.app.day import DayReport, report_for_writing, report_or_plan, save, stays, up_to_date
from litnotes.app.named_day import day_of
from litnotes.app.notes import Notes, notes_to_type_into, open_notes
from litnotes.app.numbered import choose, headline, matching, number_in
from litnotes.cli.line.completion import open_questions
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import DateOption, JsonOption
from litnotes.cli.say import finished, out, out_data, say
from litnotes.errors import WrongUse
from litnotes.values.typed import one_line, paragraphs

if TYPE_CHECKING:
    from litnotes.model.reports import Question, Report


def answer(
    context: Context,
    question: Annotated[
        Optional[str],
        Argument(
            metavar="[N]",
            autocompletion=open_questions,
            help="The number of a question, or words of it. Without it: list open questions.",
        ),
    ] = None,
    text: Annotated[Optional[list[str]], Argument(metavar="[TEXT]", help="The answer.")] = None,
    by: Annotated[Optional[str], Option(metavar="NAME", help="Who answers.")] = None,
    date: DateOption = None,
    json: JsonOption = False,
) -> int:
    """List the open questions or answer one.

    Example: litnotes answer 1 "yes, they count" --by Lin
    """
    if question is None:
        if by is not None:
            raise WrongUse('no question given; example: litnotes answer 1 "…" --by NAME')
        session = open_notes(context.notes)
        _list(report_or_plan(session, date), json=json)
        return finished(session)
    if not text:
        raise WrongUse(f'no answer given; example: litnotes answer {question} "…"')
    if len(text) > 1 and not question.isdecimal():
        raise WrongUse(
            "cannot tell the question from the answer; put each in quotes, or use the number of the "
            f"question: litnotes answer 1 {' '.join(text)}"
        )
    if json:
        raise WrongUse("--json only prints the list: litnotes answer --json")
    word, written = one_line(question, "the question"), paragraphs(" ".join(text), "the answer")
    name = one_line(by, "--by") if by is not None else None
    with notes_to_type_into(context.notes) as session:
        day = day_of(date, session.days.dates)
        command = f"litnotes answer --date {day}" if date else "litnotes answer"
        target = report_for_writing(session, day)
        _answer(session, target, _chosen(session, target.found.report, word, command), written, name)
    return finished(session)


def _list(report: Report, *, json: bool) -> None:
    from litnotes.daily.waiting import numbered_questions
    from litnotes.render.listing import numbered_list
    from litnotes.render.text import as_json

    questions = numbered_questions(report)
    if json:
        rows = [
            {"number": number, **question.model_dump(mode="json")} for number, question in questions.items()
        ]
        out_data(as_json({"date": str(report.date), "questions": rows}))
    elif questions:
        out(numbered_list(questions, report.date))
    else:
        say('no open questions; add one with `litnotes ask "…"`')


def _answer(session: Notes, target: DayReport, question: Question, text: str, by: str | None) -> None:
    from litnotes.daily.typing.question_line import add_answer, is_same_answer
    from litnotes.model.reports import Answer

    new = Answer(text=text, by=by)
    if any(is_same_answer(answer, new) for answer in question.answers):
        out(f"{stays(session, target, question.line)} has this answer already; nothing was changed")
    else:
        typed = add_answer(target.found, session.reader.vocabulary, question, new)
        out(f"{save(session, target, typed)} answered: {headline(question)}")


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
