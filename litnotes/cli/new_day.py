"""Start the report of a day."""

from __future__ import annotations

from typing import Annotated

from litnotes.app.named_day import day_of
from litnotes.app.notes import find_notebook, open_notes
from litnotes.app.starting import layout_in, start_day
from litnotes.cli.line.declare import Context, Option
from litnotes.cli.line.options import DateOption, DryRunOption
from litnotes.cli.say import finished, out


def new_day(
    context: Context,
    date: DateOption = None,
    dry_run: DryRunOption = False,
    show_template: Annotated[
        bool, Option("--show-template", help="Print the template, to copy and edit it.")
    ] = False,
) -> int:
    """Start a report with what the last report left open.

    It has the headings and markers of the last report. For a layout of your own, save an edited copy
    of the template as notes/templates/new-day.md: litnotes new-day --show-template

    Example: litnotes new-day --date 2024-06-01
    """
    if show_template:
        out(layout_in(find_notebook(context.notes).root)[0].rstrip("\n"))
        return 0
    session = open_notes(context.notes, dry_run=dry_run)
    day = day_of(date, session.days.dates)
    path = session.days.paths.get(day) or session.notebook.report_path(day)
    if path.exists():
        out(f"{session.notebook.shown(path)} exists; nothing was changed")
    else:
        new = start_day(session, day, dry_run=dry_run)
        if dry_run:
            out(new.data.decode().replace("\r", "").rstrip("\n"))
    return finished(session)
