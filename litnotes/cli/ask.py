"""Add a question to the report of a day."""

from __future__ import annotations

from typing import Annotated

from litnotes.app.numbered import headline
from litnotes.cli.line.declare import Argument, Context
from litnotes.cli.line.options import DateOption
from litnotes.cli.say import finished, out
from litnotes.values.typed import one_line


def ask(
    context: Context,
    question: Annotated[
        list[str],
        Argument(metavar="TEXT...", help="The question, or the number of one that is no longer mentioned."),
    ],
    date: DateOption = None,
) -> int:
    """Add a question to the report of a day.

    Example: litnotes ask "do diffusion models count as trained on a latent space?"
    """
    from litnotes.app import asking

    text = one_line(" ".join(question), "the question")
    entry = asking.add_question(context.notes, date, text)
    if entry.known and not entry.is_written:
        answered = ", answered" if entry.known.answers else ""
        out(f"{entry.place} is already in the report{answered}: {headline(entry.known)}")
    else:
        out(f"{entry.place} asked: {headline(entry.known) if entry.known else text}")
    return finished(entry.notes)
