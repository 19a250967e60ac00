"""Today and this week at a glance."""

from __future__ import annotations

from litnotes.app.at_a_glance import status_of
from litnotes.app.notes import open_notes
from litnotes.app.unread import add_errors
from litnotes.cli.line.declare import Context
from litnotes.cli.line.options import JsonOption
from litnotes.cli.say import finished, out, say
from litnotes.render.text import as_json


def status(context: Context, json: JsonOption = False) -> int:
    """Show what is open, how the papers stand and what waits for the advisor.

    Example: litnotes status
    """
    from litnotes.render.status_page import show_status
    from litnotes.values.today import today

    session = open_notes(context.notes)
    found = status_of(session, today())
    if json:
        out(as_json(found.model_dump(mode="json")))
    elif found.latest is None:
        say("no reports yet; `litnotes import-reports FILE…` takes yours, `litnotes new-day` starts one")
    else:
        show_status(found)
    add_errors(session)
    return finished(session, everything=True)
