"""Open questions, and answers written into the report of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

from litnotes.app.numbered import headline
from litnotes.cli.line.completion import open_questions
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import DateOption, EveryOption, JsonOption
from litnotes.cli.say import finished, out, out_data, say
from litnotes.errors import WrongUse
from litnotes.values.typed import line_if_any, one_line, paragraphs

if TYPE_CHECKING:
    from litnotes.app.asking import QuestionList
    from litnotes.app.day import TypedEntry
    from litnotes.model.reports import Question


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
    every: EveryOption = False,
    json: JsonOption = False,
) -> int:
    """List the open questions or answer one.

    Example: litnotes answer 1 "yes, they count" --by Lin
    """
    from litnotes.app import asking

    if question is None:
        if by is not None:
            raise WrongUse('no question given; example: litnotes answer 1 "…" --by NAME')
        listed = asking.listed_questions(context.notes, date, every=every)
        _show_list(listed, json=json)
        return finished(listed.notes)
    if not text:
        raise WrongUse(f'no answer given; example: litnotes answer {question} "…"')
    if len(text) > 1 and not question.isdecimal():
        raise WrongUse(
            "cannot tell the question from the answer; put each in quotes, or use the number of the "
            f"question: litnotes answer 1 {' '.join(text)}"
        )
    if json or every:
        option = "--json" if json else "--all"
        raise WrongUse(f"{option} only prints the list: litnotes answer {option}")
    word, written = one_line(question, "the question"), paragraphs(" ".join(text), "the answer")
    name = line_if_any(by, "--by")
    from litnotes.model.reports import Answer

    entry = asking.add_answer(context.notes, date, word, Answer(text=written, by=name))
    _show(entry)
    return finished(entry.notes)


def _show_list(listed: QuestionList, *, json: bool) -> None:
    from litnotes.render.listing import numbered_list
    from litnotes.render.text import as_json
    from litnotes.render.unmentioned import unmentioned_list

    if json:
        rows = [
            {"number": number, **question.model_dump(mode="json")}
            for number, question in listed.questions.items()
        ]
        earlier = listed.unmentioned.model_dump(mode="json")
        out_data(as_json({"date": str(listed.day), "questions": rows, "no_longer_mentioned": earlier}))
        return
    if listed.questions:
        out(numbered_list(listed.questions, listed.day))
    else:
        say('no open questions; add one with `litnotes ask "…"`')
    if below := unmentioned_list(listed.unmentioned, "litnotes answer"):
        out(f"\n{below}" if listed.questions else below)


def _show(entry: TypedEntry[Question]) -> None:
    if entry.is_written:
        out(f"{entry.place} answered: {headline(entry.known) if entry.known else ''}")
    else:
        out(f"{entry.place} has this answer already; nothing was changed")
