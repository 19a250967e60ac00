"""Bring days/ and papers/ up to date."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from litnotes.app.notes import open_notes
from litnotes.app.unidentified import unidentified
from litnotes.app.unread import add_errors
from litnotes.cli.line.declare import Context
from litnotes.cli.line.options import DryRunOption
from litnotes.cli.prompts import can_ask, confirmed
from litnotes.cli.say import finished, out, say, say_diagnostic
from litnotes.render.text import count
from litnotes.values.printable import printable

if TYPE_CHECKING:
    from litnotes.store.notebook import Notebook


def sync(context: Context, dry_run: DryRunOption = False) -> int:
    """Bring days/ and papers/ up to date with the reports.

    Commands that read the notes do this too. `sync` also lists new papers and names not identified.

    Example: litnotes sync
    """
    session = open_notes(context.notes, dry_run=dry_run)
    session.adopt_all()
    notebook = session.notebook
    written = len(session.days.read_now)
    out(f"{count(len(session.days.dates), 'report')}, {written} read again")
    for write in session.days.writes if dry_run else ():
        out(f"would write {notebook.shown(write.path)}")
    for paper in session.adopted:
        mark = session.years.outside(paper.year)
        title = f"{printable(paper.title)}{f' ({mark})' if mark else ''}"
        out(f"{'would add' if dry_run else 'new'} paper {paper.key}: {title}")
    for name, day in unidentified(session):
        out(f"not identified: {printable(name)} ({day})")
    for path in session.days.no_reports:
        say(f"{notebook.shown(path)} has no date in its name or text and is not read")
    for path, note in session.days.undated:
        say_diagnostic(notebook.shown(path), note)
    for path, note in session.days.diagnostics():
        if note.severity == "warning":
            say_diagnostic(notebook.shown(path), note)
    for path in session.days.without_report():
        say(f"{notebook.shown(path)} has no report; delete it, or restore its report")
    if not dry_run:
        _offer_removal(notebook)
    add_errors(session)
    return finished(session, everything=True)


def _offer_removal(notebook: Notebook) -> None:
    """Print the folder of an earlier version, and remove it if the user agrees."""
    from litnotes.app.left_over import left_over, remove_left_over

    place = left_over(notebook)
    if place is None:
        return
    shown = notebook.shown(place)
    say(f"litnotes 0.6 and later do not use {shown}; it may hold copies of merged papers")
    if not can_ask():
        say(f"to remove it: rm -r {shlex.quote(shown)}")
    elif confirmed(f"Remove {shown} now?"):
        remove_left_over(place)
        say(f"{shown} removed")
