"""An export as the day's report shows it: a line under *Done*, and the open task that asked for it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from litnotes.app.day import report_for_writing, up_to_date, write
from litnotes.app.named_day import day_of
from litnotes.app.notes import Notes, notes_to_type_into
from litnotes.app.numbered import headline
from litnotes.daily.open_tasks import numbered_tasks
from litnotes.daily.typing.done_line import note_done
from litnotes.values.today import today

if TYPE_CHECKING:
    from litnotes.model.reports import Report, Task

MAX_NAMED = 4
"""Papers that the line names; of more, the rest is counted."""

_ASKS = re.compile(r"overleaf", re.IGNORECASE)
DAYS_BACK = 30
"""How far back an open task is looked for that later reports do not mention."""


def log_export(notes: str | None, date: str | None, names: Sequence[str]) -> tuple[Notes, str]:
    """Write into the day's report that papers were put on Overleaf.

    Returns the notes and the line, with its place. A remark names each open task that asks for this with
    the command that ends it.
    """
    with notes_to_type_into(notes) as session:
        day = day_of(date, session.days.dates)
        target = report_for_writing(session, day)
        text = f"Put {listed(names)} on Overleaf"
        typed = note_done(target.found, target.layout, session.reader.vocabulary, text)
        if typed or target.new:
            write(session, target, typed.data if typed else target.data)
        if typed:
            line, done = typed.line, "done"
        else:
            line = next(task.line for task in target.found.report.done if task.text == text)
            done = "says so already"
        session.remarks += _asked(session, day)
    return session, f"{session.notebook.shown(target.path)}:{line} {done}: {text}"


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence has them: `VQ-GAN and LSGM`."""
    shown = list(names[:MAX_NAMED])
    if more := len(names) - len(shown):
        return f"{', '.join(shown)} and {more} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _asked(session: Notes, day: datetime.date) -> Iterator[str]:
    """Yield a sentence for each open task that asks for Overleaf, in the latest report that has one."""
    for known in reversed([one for one in session.days.dates if 0 <= (day - one).days <= DAYS_BACK]):
        found = list(_open(session, session.days.report(known)))
        for number, task in found:
            where = "" if known == today() else f" --date {known}"
            of_day = "" if known == day else f" of {known}"
            command = f"litnotes todo done {number}{where}"
            yield f"task {number}{of_day} asks for this: {headline(task)}; `{command}` ends it"
        if found:
            return


def _open(session: Notes, report: Report) -> Iterator[tuple[int, Task]]:
    tasks = numbered_tasks(up_to_date(session, report), session.reader.vocabulary)
    return ((number, task) for number, task in tasks.items() if _ASKS.search(task.text))
