"""What the shell offers after a tab: days that have a report, papers, numbers of tasks and questions.

Nothing is written, asked or printed, and what goes wrong offers nothing: the user is in the middle of a
line. Values come from files, and shells evaluate some of what they are offered, so only plain words
are. Shells take only what begins with what was typed, letter by letter.
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

CHANGES = {"done": "a task is done", "start": "a task is being done", "drop": "a task is given up"}


def days(context: typer.Context, incomplete: str) -> list[str]:
    """Return the days that have a report."""
    found = _offered(context, lambda notebook: ((str(day), "") for day in offers.days(notebook)))
    return [value for value, _ in found if value.startswith(incomplete)]


def papers(context: typer.Context, incomplete: str) -> list[Offer]:
    """Return keys and short names of papers, with their titles where the shell shows them."""
    return _offered(context, lambda notebook: offers.papers(notebook, incomplete))


def open_tasks(context: typer.Context, incomplete: str) -> list[Offer]:
    """Return what may become of a task, then the numbers of open tasks: to do first, then being done."""
    if not context.params.get("words"):
        return [(word, about) for word, about in CHANGES.items() if word.startswith(incomplete)]
    return _numbers(context, incomplete, offers.open_tasks)


def open_questions(context: typer.Context, incomplete: str) -> list[Offer]:
    """Return the numbers of the questions of a report that nobody answered."""
    return _numbers(context, incomplete, offers.open_questions)


def _numbers(
    context: typer.Context, incomplete: str, find: Callable[[Notebook, str | None], Iterable[Offer]]
) -> list[Offer]:
    found = _offered(context, lambda notebook: find(notebook, context.params.get("date")))
    return [(value, about) for value, about in found if value.startswith(incomplete)]


def _offered(context: typer.Context, find_values: Callable[[Notebook], Iterable[Offer]]) -> list[Offer]:
    """Return what is found in the notes in use, as far as it is plain words."""
    from litnotes.app.notes import NOTES_VARIABLE
    from litnotes.store.notebook import find

    given = context.find_root().params.get("notes_folder") or os.environ.get(NOTES_VARIABLE)
    try:
        notebook = find(Path.cwd(), str(Path(given).expanduser()) if given else None)
        return [
            _offer(value, about) for value, about in find_values(notebook) if re.fullmatch(PLAIN, value)
        ]
    except Exception:  # noqa: BLE001 a traceback would land in the line that is being typed
        return []


def _offer(value: str, about: str) -> Offer:
    # Bash takes the value as it is into the line; the other shells quote it themselves.
    quoted = value.replace(" ", "\\ ") if os.environ.get(SHELL_VARIABLE) == "complete_bash" else value
    plain = " ".join(re.sub(_NOT_IN_HELP, " ", about).split())
    return quoted, plain if len(plain) <= MAX_HELP else f"{plain[:MAX_HELP].rstrip()}…"
