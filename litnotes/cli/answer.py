"""Questions to be asked and their answers, typed into the report of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

from litnotes.app.day import DayReport, report_for_writing, report_or_plan, save, stays, up_to_date
from litnotes.app.named_day import day_of
from litnotes.app.notes import Notes, notes_to_type_into, open_notes
from litnotes.app.numbered import choose, headline, matching, number_in
from litnotes.cli.line.completion import open_questions
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import DateOption, JsonOption
from litnotes.cli.say import finished, out, say
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
            help="The question: its number, or words of it. Nothing lists them.",
        ),
    ] = None,
    text: Annotated[Optional[list[str]], Argument(metavar="[TEXT]", help="The answer.")] = None,
    by: Annotated[Optional[str], Option(metavar="NAME", help="Who answers.")] = None,
    date: DateOption = None,
    json: JsonOption = False,
) -> int:
    """List the questions without an answer, or write an answer below one.

    Example: litnotes answer 1 "yes, they count" --by Lin
    """
    if question is None:
        if by is not None:
            raise WrongUse('say what is answered: litnotes answer 1 "…" --by NAME')
        session = open_notes(context.notes)
        _list(report_or_plan(session, date), json=json)
        return finished(session)
    if not text:
        raise WrongUse(f'say what the answer is: litnotes answer {question} "…"')
    if len(text) > 1 and not question.isdecimal():
        raise WrongUse(
            "where the question ends and the answer begins is not clear; put each in quotes, or name the "
            f"question by its number: litnotes answer 1 {' '.join(text)}"
        )
    if json:
        raise WrongUse("--json is for the list: litnotes answer --json")
    word, said = one_line(question, "the question"), paragraphs(" ".join(text), "the answer")
    name = one_line(by, "--by") if by is not None else None
    with notes_to_type_into(context.notes) as session:
        day = day_of(date, session.days.dates)
        command = f"litnotes answer --date {day}" if date else "litnotes answer"
        target = report_for_writing(session, day)
        _answer(session, target, _chosen(session, target.found.report, word, command), said, name)
    return finished(session)


def _list(report: Report, *, json: bool) -> None:
    from litnotes.daily.waiting import numbered_questions
    from litnotes.render.listing import numbered_list
    from litnotes.render.text import as_json

    found = numbered_questions(report)
    if json:
        questions = [{"number": number, **one.model_dump(mode="json")} for number, one in found.items()]
        out(as_json({"date": str(report.date), "questions": questions}))
    elif found:
        out(numbered_list(found, report.date))
    else:
        say('no open questions; `litnotes ask "…"` adds one')


def _answer(session: Notes, target: DayReport, question: Question, text: str, by: str | None) -> None:
    from litnotes.daily.typing.question_line import add_answer, is_same_answer
    from litnotes.model.reports import Answer

    said = Answer(text=text, by=by)
    if any(is_same_answer(one, said) for one in question.answers):
        out(f"{stays(session, target, question.line)} says this already; nothing was changed")
    else:
        typed = add_answer(target.found, session.reader.vocabulary, question, said)
        out(f"{save(session, target, typed)} answered: {headline(question)}")


def _chosen(session: Notes, report: Report, word: str, command: str) -> Question:
    """Return the question a word means: by number any, by words an open one, else another."""
    from litnotes.daily.waiting import numbered_questions

    every = dict(enumerate(report.questions, 1))
    if question := every.get(number_in(word)):
        return question
    still_open = numbered_questions(up_to_date(session, report))
    found = {number: every[number] for number in still_open}
    others = [one for number, one in every.items() if number not in found]
    if not word.isdecimal() and not matching(list(found.values()), word):
        same = matching(others, word)
        if len(same) == 1:
            return same[0]
    return choose(found, word, "question", command)
