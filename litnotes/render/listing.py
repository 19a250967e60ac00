"""Open tasks and questions with the numbers that commands take."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from litnotes.render.terminal import fitted
from litnotes.render.text import age

if TYPE_CHECKING:
    from litnotes.daily.open_tasks import NumberedTask
    from litnotes.model.reports import Question, Task


def numbered_list(entries: Mapping[int, Question], day: datetime.date | None) -> str:
    """Return a line for each open question: its number, text and age on `day`.

    On a terminal, lines wrap and Markdown marks are shown as on a page.
    """
    return fitted(_line(f"{number:>4}.", entry, day) for number, entry in entries.items())


def task_list(rows: Iterable[NumberedTask], day: datetime.date | None) -> str:
    """Return a line for each open task as `numbered_list` does, sub-tasks below what they are part of.

    An ended task above an open one has no number.
    """
    return fitted(
        _line(f"{row.number:>4}." if row.is_open else " " * 5, row.task, day, "  " * row.depth)
        for row in rows
    )


def _line(number: str, entry: Task | Question, day: datetime.date | None, indent: str = "") -> str:
    first, _, below = entry.text.partition("\n")
    state = "" if entry.state in ("todo", "open") else f"[{entry.state}] "
    about = [entry.group, _since(entry.since, day)]
    note = ", ".join(part for part in about if part)
    return f"{number} {indent}{state}{first}{' …' if below else ''}{f'  ({note})' if note else ''}"


def _since(since: datetime.date | None, day: datetime.date | None) -> str:
    if since is None:
        return ""
    return f"since {since}, {age((day - since).days)}" if day and day > since else f"since {since}"
