"""Open tasks and questions with the numbers that commands take."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from litnotes.render.terminal import fitted
from litnotes.render.text import age
from litnotes.values.printable import printable

if TYPE_CHECKING:
    from litnotes.model.reports import Question, Task


def numbered_list(entries: Mapping[int, Task | Question], day: datetime.date | None) -> str:
    """Return a line for each open entry: its number, text and age on `day`.

    On a terminal, lines wrap and Markdown marks are shown as on a page.
    """
    lines: list[str] = []
    for number, entry in entries.items():
        first, _, below = entry.text.partition("\n")
        doing = "[doing] " if entry.state == "doing" else ""
        about = [entry.group, _since(entry.since, day)]
        note = ", ".join(part for part in about if part)
        lines.append(f"{number:>4}. {doing}{first}{' …' if below else ''}{f'  ({note})' if note else ''}")
    return fitted(printable("\n".join(lines)))


def _since(since: datetime.date | None, day: datetime.date | None) -> str:
    if since is None:
        return ""
    return f"since {since}, {age((day - since).days)}" if day and day > since else f"since {since}"
