"""Add a question to the report of a day."""

from __future__ import annotations

from typing import Annotated

from litnotes.app.day import DayReport, report_for_writing, save, stays
from litnotes.app.named_day import named_day
from litnotes.app.notes import Notes, notes_to_type_into
from litnotes.app.numbered import headline
from litnotes.cli.line.declare import Argument, Context
from litnotes.cli.line.options import DateOption
from litnotes.cli.say import finished, out
from litnotes.values.typed import one_line


def ask(
    context: Context,
    question: Annotated[list[str], Argument(metavar="TEXT...", help="The question.")],
    date: DateOption = None,
) -> int:
    """Add a question to the report of a day.

    Example: litnotes ask "do diffusion models count as trained on a latent space?"
    """
    text = one_line(" ".join(question), "the question")
    with notes_to_type_into(context.notes) as session:
        _ask(session, report_for_writing(session, named_day(session, date)), text)
    return finished(session)


def _ask(session: Notes, target: DayReport, text: str) -> None:
    from litnotes.daily.typing.question_line import add_question
    from litnotes.values.names import fold_text

    for question in target.found.report.questions:
        if fold_text(text) in (fold_text(question.text), fold_text(headline(question))):
            answered = ", answered" if question.answers else ""
            place = stays(session, target, question.line)
            out(f"{place} is already in the report{answered}: {headline(question)}")
            return
    typed = add_question(target.found, target.layout, session.reader.vocabulary, text)
    out(f"{save(session, target, typed)} asked: {text}")
