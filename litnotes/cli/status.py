"""Today and this week at a glance."""

from __future__ import annotations

from typing import Annotated

from litnotes.app.at_a_glance import status_of
from litnotes.app.named_day import named_day
from litnotes.app.notes import open_notes
from litnotes.app.unread import add_errors
from litnotes.cli.line.declare import Context, Option
from litnotes.cli.line.options import DateOption, JsonOption
from litnotes.cli.say import finished, out_data, say
from litnotes.render.text import as_json
from litnotes.values.today import today


def status(
    context: Context,
    date: DateOption = None,
    json: JsonOption = False,
    *,
    everything: Annotated[
        bool, Option("--all", help="Show everything, however old, not only what fits a screen.")
    ] = False,
) -> int:
    """Show what is open and what waits for the advisor.

    One screen: counts, the first entries of each list, and the command that shows the rest.

    With --date, tasks and questions are those of that day; papers are counted as they are now.

    Example: litnotes status
    """
    session = open_notes(context.notes)
    day = named_day(session, date)
    current = status_of(session, day, every=everything, past=day < today())
    if json:
        out_data(as_json(current.model_dump(mode="json")))
    elif current.latest is None and session.days.dates:
        say(f"there is no report up to {day}; the first is of {session.days.dates[0]}")
    elif current.latest is None:
        say(
            "no reports yet; start one with `litnotes new-day`, or copy yours with "
            "`litnotes import-reports FILE...`"
        )
    elif everything:
        from litnotes.render.status_page import show_status

        show_status(current)
    else:
        from litnotes.render.short_status import short_status
        from litnotes.render.terminal import show_styled, terminal_columns

        show_styled(short_status(current, terminal_columns()))
    add_errors(session)
    return finished(session, everything=True)
