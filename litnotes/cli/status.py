"""Today and this week at a glance."""

from __future__ import annotations

from litnotes.app.at_a_glance import status_of
from litnotes.app.notes import open_notes
from litnotes.app.unread import add_errors
from litnotes.cli.line.declare import Context
from litnotes.cli.line.options import JsonOption
from litnotes.cli.say import finished, out_data, say
from litnotes.render.text import as_json


def status(context: Context, json: JsonOption = False) -> int:
    """Show what is open and what waits for the advisor.

    Example: litnotes status
    """
    from litnotes.render.status_page import show_status
    from litnotes.values.today import today

    session = open_notes(context.notes)
    current = status_of(session, today())
    if json:
        out_data(as_json(current.model_dump(mode="json")))
    elif current.latest is None:
        say(
            "no reports yet; start one with `litnotes new-day`, or copy yours with "
            "`litnotes import-reports FILE...`"
        )
    else:
        show_status(current)
    add_errors(session)
    return finished(session, everything=True)
