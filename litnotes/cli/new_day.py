"""Start the report of a day."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from litnotes.app.named_day import far_from_reports, named_day
from litnotes.app.notes import Notes, find_notebook, open_notes
from litnotes.app.starting import layout_in, start_day
from litnotes.cli.line.declare import Context, Option
from litnotes.cli.line.options import DateOption, DryRunOption
from litnotes.cli.prompts import can_ask, confirmed
from litnotes.cli.say import finished, out, out_data, say
from litnotes.errors import WrongUse

if TYPE_CHECKING:
    from litnotes.model.several_days import NoLongerMentioned


def new_day(
    context: Context,
    date: DateOption = None,
    carry_all: Annotated[
        bool, Option("--carry-all", help="Take up also what the last report no longer mentions.")
    ] = False,
    dry_run: DryRunOption = False,
    show_template: Annotated[
        bool, Option("--show-template", help="Print the template, to copy and edit it.")
    ] = False,
    yes: Annotated[
        bool, Option("--yes", help="Do not ask about a day far from all other reports.")
    ] = False,
) -> int:
    """Start a report with what the last report left open.

    It has the headings and markers of the last report. For a layout of your own, save an edited copy
    of the template as notes/templates/new-day.md: litnotes new-day --show-template

    Example: litnotes new-day --date 2024-06-01
    """
    from litnotes.app.carrying import carry_into, to_carry
    from litnotes.render.unmentioned import counted

    if show_template:
        out_data(layout_in(find_notebook(context.notes).root)[0].rstrip("\n"))
        return 0
    session = open_notes(context.notes, dry_run=dry_run)
    day = named_day(session, date, ahead=True)
    path = session.days.paths.get(day) or session.notebook.report_path(day)
    shown = session.notebook.shown(path)
    if path.exists():
        carried = to_carry(session, day).entries if carry_all else ()
        if carried and not dry_run:
            carry_into(session, day, carried)
        would = "would be taken up" if dry_run else "taken up"
        out(f"{shown}: {would}: {counted(carried)}" if carried else f"{shown} exists; nothing was changed")
        return finished(session)
    if not (yes or dry_run or _agreed(far_from_reports(session, day))):
        say("nothing was written")
        return finished(session)
    new = start_day(session, day, _chosen(session, day, carry_all=carry_all), dry_run=dry_run)
    if dry_run:
        out_data(new.data.decode("utf-8", "surrogateescape").replace("\r", "").rstrip("\n"))
    return finished(session)


def _chosen(session: Notes, day: datetime.date, *, carry_all: bool) -> Sequence[NoLongerMentioned]:
    """Return the open work to take up that the last report no longer mentions.

    Without `carry_all`, ask on a terminal where the student wrote the last report without `new-day`.
    """
    from litnotes.app.carrying import is_first_after_import, to_carry
    from litnotes.render.unmentioned import counted, unmentioned_text

    asks = can_ask() and is_first_after_import(session, day)
    if not (carry_all or asks):
        return ()
    entries = to_carry(session, day).entries
    if carry_all or not entries:
        return entries
    for entry in entries:
        say(f"  - {unmentioned_text(entry)}")
    question = f"The last report no longer mentions {counted(entries)}. Take them up"
    return entries if confirmed(question) else ()


def _agreed(far: str | None) -> bool:
    """Ask whether a report far from the others is meant; raises WrongUse without a terminal."""
    if far is None:
        return True
    if not can_ask():
        raise WrongUse(f"{far}; nothing was written. If you mean that day, add --yes")
    return confirmed(f"{far}. Start it?")
