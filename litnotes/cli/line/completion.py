"""Completion in the shell: days with a report, papers, numbers of tasks and questions.

Nothing is written, asked or printed, and errors offer no values: the user is in the middle of a line.
Values come from files, and shells evaluate some values, so only plain words are offered. Shells keep only
values that begin with the typed text, letter by letter.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.app import offers
from litnotes.app.offers import PLAIN, Offer

if TYPE_CHECKING:
    import typer

    from litnotes.store.notebook import Notebook

SHELL_VARIABLE = "_LITNOTES_COMPLETE"
MAX_HELP = 60

_NOT_IN_HELP = r"[^\w .,+/–—’-]+"

CHANGES = {
    "done": "a task is done",
    "start": "a task is being done",
    "drop": "a task is given up",
    "reopen": "a task is open again",
}


def days(context: typer.Context, incomplete: str) -> list[str]:
    """Return the days with a report."""
    days = _offered(context, lambda notebook: ((str(day), "") for day in offers.days(notebook)))
    return [value for value, _ in days if value.startswith(incomplete)]


def papers(context: typer.Context, incomplete: str) -> list[Offer]:
    """Return keys and short names of papers, with their titles for shells that show them."""
    return _offered(context, lambda notebook: offers.papers(notebook, incomplete))


def open_tasks(context: typer.Context, incomplete: str) -> list[Offer]:
    """Return the words that change a task, then the numbers of open tasks: to do first, then doing."""
    if not context.params.get("words"):
        return [(word, about) for word, about in CHANGES.items() if word.startswith(incomplete)]
    return _numbers(context, incomplete, offers.open_tasks)


def open_questions(context: typer.Context, incomplete: str) -> list[Offer]:
    """Return the numbers of the open questions of a report."""
    return _numbers(context, incomplete, offers.open_questions)


def _numbers(
    context: typer.Context, incomplete: str, find: Callable[[Notebook, str | None], Iterable[Offer]]
) -> list[Offer]:
    offered = _offered(context, lambda notebook: find(notebook, context.params.get("date")))
    return [(value, about) for value, about in offered if value.startswith(incomplete)]


def _offered(context: typer.Context, find_values: Callable[[Notebook], Iterable[Offer]]) -> list[Offer]:
    """Return the values from the notes in use that are plain words."""
    from litnotes.app.notes import NOTES_VARIABLE
    from litnotes.store.notebook import find

    named = context.find_root().params.get("notes_folder") or os.environ.get(NOTES_VARIABLE)
    try:
        notebook = find(Path.cwd(), str(Path(named).expanduser()) if named else None)
        return [
            _offer(value, about) for value, about in find_values(notebook) if re.fullmatch(PLAIN, value)
        ]
    except Exception:  # noqa: BLE001 a traceback would appear in the line that the user types
        return []


def _offer(value: str, about: str) -> Offer:
    # Bash puts the value unquoted into the line; the other shells quote it.
    quoted = value.replace(" ", "\\ ") if os.environ.get(SHELL_VARIABLE) == "complete_bash" else value
    plain = " ".join(re.sub(_NOT_IN_HELP, " ", about).split())
    return quoted, plain if len(plain) <= MAX_HELP else f"{plain[:MAX_HELP].rstrip()}…"
