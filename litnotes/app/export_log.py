"""An export in the day's report: a line under *Done*, and the open tasks that ask for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from litnotes.app.asked_for import asked_for
from litnotes.app.day import report_for_writing, write
from litnotes.app.named_day import named_day
from litnotes.app.notes import Notes, notes_to_type_into
from litnotes.daily.typing.done_line import note_done

MAX_NAMED = 4
"""The line names at most this many papers and counts the others."""

_ASKS = re.compile(r"overleaf", re.IGNORECASE)


def log_export(notes: str | None, date: str | None, names: Sequence[str]) -> tuple[Notes, str]:
    """Write a line on an export to Overleaf into the day's report.

    Returns the notes and the line with its place. A remark names each open task that asks for this, and the
    command that ends it.
    """
    with notes_to_type_into(notes) as session:
        day = named_day(session, date)
        target = report_for_writing(session, day)
        text = f"Put {listed(names)} on Overleaf"
        typed = note_done(target.found, target.layout, session.reader.vocabulary, text)
        if typed or target.new:
            write(session, target, typed.data if typed else target.data)
        if typed:
            line, done = typed.line, "done"
        else:
            line = next(task.line for task in target.found.report.done if task.text == text)
            done = "is there already"
        session.remarks += asked_for(session, day, lambda text: _ASKS.search(text) is not None)
    return session, f"{session.notebook.shown(target.path)}:{line} {done}: {text}"


def listed(names: Sequence[str]) -> str:
    """Return names as an enumeration: `VQ-GAN and LSGM`."""
    shown = list(names[:MAX_NAMED])
    if more := len(names) - len(shown):
        return f"{', '.join(shown)} and {more} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
