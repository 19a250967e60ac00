"""Start the report of a day."""

from __future__ import annotations

import sys
from typing import Annotated

from litnotes.app.named_day import far_from_reports, named_day
from litnotes.app.notes import find_notebook, open_notes
from litnotes.app.starting import layout_in, start_day
from litnotes.cli.line.declare import Context, Option
from litnotes.cli.line.options import DateOption, DryRunOption
from litnotes.cli.prompts import confirmed
from litnotes.cli.say import finished, out, say
from litnotes.errors import WrongUse


def new_day(
    context: Context,
    date: DateOption = None,
    dry_run: DryRunOption = False,
    show_template: Annotated[
        bool, Option("--show-template", help="Print the template, to copy and edit it.")
    ] = False,
    yes: Annotated[
        bool, Option("--yes", help="Do not ask about a day far from all other reports.")
    ] = False,
) -> int:
    """Start a report with what the last report left open.

    To change the template, save an edited copy as notes/templates/new-day.md:
    litnotes new-day --show-template

    Example: litnotes new-day --date 2024-06-01
    """
    if show_template:
        out(layout_in(find_notebook(context.notes).root)[0].rstrip("\n"))
        return 0
    session = open_notes(context.notes, dry_run=dry_run)
    day = named_day(session, date, ahead=True)
    path = session.days.paths.get(day) or session.notebook.report_path(day)
    if path.exists():
        out(f"{session.notebook.shown(path)} exists; nothing was changed")
    elif not (yes or dry_run or _agreed(far_from_reports(session, day))):
        say("nothing was written")
    else:
        new = start_day(session, day, dry_run=dry_run)
        if dry_run:
            out(new.data.decode().replace("\r", "").rstrip("\n"))
    return finished(session)


def _agreed(far: str | None) -> bool:
    """Ask whether a report far from the others is meant; raises WrongUse without a terminal."""
    if far is None:
        return True
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise WrongUse(f"{far}; nothing was written. If you mean that day, add --yes")
    return confirmed(f"{far}. Start it?")
