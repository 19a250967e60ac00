"""An export in the day's report: a line under *Done*, and the open tasks that ask for it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from litnotes.app.day import report_for_writing, up_to_date, write
from litnotes.app.named_day import named_day
from litnotes.app.notes import Notes, notes_to_type_into
from litnotes.app.numbered import headline
from litnotes.daily.open_tasks import numbered_tasks
from litnotes.daily.typing.done_line import note_done
from litnotes.values.today import today

if TYPE_CHECKING:
    from litnotes.model.reports import Report, Task

MAX_NAMED = 4
"""The line names at most this many papers and counts the others."""

_ASKS = re.compile(r"overleaf", re.IGNORECASE)
DAYS_BACK = 30
"""How many days back an open task is looked for."""


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
        session.remarks += _asked(session, day)
    return session, f"{session.notebook.shown(target.path)}:{line} {done}: {text}"


def listed(names: Sequence[str]) -> str:
    """Return names as an enumeration: `VQ-GAN and LSGM`."""
    shown = list(names[:MAX_NAMED])
    if more := len(names) - len(shown):
        return f"{', '.join(shown)} and {more} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _asked(notes: Notes, day: datetime.date) -> Iterator[str]:
    """Yield a message for each open task on Overleaf, from the latest report that has one."""
    for known in reversed([one for one in notes.days.dates if 0 <= (day - one).days <= DAYS_BACK]):
        tasks = list(_open(notes, notes.days.report(known)))
        for number, task in tasks:
            where = "" if known == today() else f" --date {known}"
            of_day = "" if known == day else f" of {known}"
            command = f"litnotes todo done {number}{where}"
            yield f"task {number}{of_day} asks for this: {headline(task)}; `{command}` ends it"
        if tasks:
            return


def _open(notes: Notes, report: Report) -> Iterator[tuple[int, Task]]:
    tasks = numbered_tasks(up_to_date(notes, report), notes.reader.vocabulary)
    return ((number, task) for number, task in tasks.items() if _ASKS.search(task.text))
