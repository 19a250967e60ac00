"""What the shell offers after a tab: days that have a report, papers, numbers of tasks and questions.

Nothing is written, asked or told, and what goes wrong offers nothing: the user is in the middle of a
line. Values come from files, and shells evaluate some of what they are offered, so only plain words
are.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from litnotes.markdown.vocabulary import Vocabulary
    from litnotes.model.report import Report
    from litnotes.store.notebook import Notebook

SHELL_VARIABLE = "_LITNOTES_COMPLETE"
MAX_READ = 300
"""How many papers are read for their names at one tab; beyond, keys alone are offered."""
MAX_HELP = 60

_PLAIN = re.compile(r"\w[\w .,+/-]*")
_NOT_IN_HELP = re.compile(r"[^\w .,+/–—’-]+")

CHANGES = {"done": "a task is done", "start": "a task is being done", "drop": "a task is given up"}

Offer = tuple[str, str]


def days(context: typer.Context, incomplete: str) -> list[str]:
    """Return the days that have a report."""
    found = _offered(context, lambda notebook: ((str(day), "") for day in _days(notebook)))
    return [value for value, _ in found if value.startswith(incomplete)]


def papers(context: typer.Context, incomplete: str) -> list[Offer]:
    """Return keys and short names of papers, with their titles where the shell shows them."""
    return _offered(context, lambda notebook: _papers(notebook, incomplete))


def open_tasks(context: typer.Context, incomplete: str) -> list[Offer]:
    """Return what may become of a task, then the numbers of open tasks: to do first, then being done."""
    if not context.params.get("words"):
        return [(word, about) for word, about in CHANGES.items() if word.startswith(incomplete)]
    return _numbers(context, incomplete, _open_tasks)


def open_questions(context: typer.Context, incomplete: str) -> list[Offer]:
    """Return the numbers of the questions that nobody answered in the latest report."""
    return _numbers(context, incomplete, _open_questions)


def _offered(context: typer.Context, find_values: Callable[[Notebook], Iterable[Offer]]) -> list[Offer]:
    """Return what is found in the notes in use, as far as it is plain words."""
    from litnotes.cli.session import NOTES_VARIABLE
    from litnotes.store.notebook import find

    given = context.find_root().params.get("notes_folder") or os.environ.get(NOTES_VARIABLE)
    try:
        notebook = find(Path.cwd(), str(Path(given).expanduser()) if given else None)
        return [_offer(value, about) for value, about in find_values(notebook) if _PLAIN.fullmatch(value)]
    except Exception:  # noqa: BLE001 a traceback would land in the line that is being typed
        return []


def _offer(value: str, about: str) -> Offer:
    # Bash takes the value as it is into the line; the other shells quote it themselves.
    quoted = value.replace(" ", "\\ ") if os.environ.get(SHELL_VARIABLE) == "complete_bash" else value
    plain = " ".join(_NOT_IN_HELP.sub(" ", about).split())
    return quoted, plain if len(plain) <= MAX_HELP else f"{plain[:MAX_HELP].rstrip()}…"


def _days(notebook: Notebook) -> list[datetime.date]:
    """Return the days that have a file; those inside a log by their derived files, without reading it."""
    inside = notebook.derived_days() if notebook.logs() else []
    return sorted({*notebook.reports(), *inside})


def _papers(notebook: Notebook, incomplete: str) -> Iterator[Offer]:
    wanted = incomplete.encode()
    read = 0
    for path in sorted((notebook.root / "papers").glob("*.yaml")):
        is_key = path.stem.startswith(incomplete)
        data = path.read_bytes() if read < MAX_READ else b""
        if not is_key and wanted not in data:
            continue
        read += bool(data)
        title, names = _names(data)
        if is_key:
            yield path.stem, title
        for name in names:
            if name.startswith(incomplete):
                yield name, title


def _names(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return title and short names of a paper's file; nothing where it cannot be read."""
    from litnotes.errors import LitnotesError
    from litnotes.store import yaml

    try:
        record = yaml.load(data.decode(errors="replace"), "") if data else {}
    except LitnotesError:
        return "", ()
    title, names = record.get("title"), record.get("short_names")
    return (
        title if isinstance(title, str) else "",
        tuple(name for name in names if isinstance(name, str)) if isinstance(names, list) else (),
    )


def _numbers(
    context: typer.Context, incomplete: str, texts: Callable[[Report, Vocabulary], Iterable[str]]
) -> list[Offer]:
    def found(notebook: Notebook) -> Iterator[Offer]:
        for number, text in enumerate(texts(*_latest(notebook)), 1):
            if str(number).startswith(incomplete):
                yield str(number), text.split("\n")[0]

    return _offered(context, found)


def _latest(notebook: Notebook) -> tuple[Report, Vocabulary]:
    """Return the latest report as it is now, and the words it is read by."""
    from litnotes.cli.session import reader_by
    from litnotes.daily.sync import sync

    reader = reader_by(notebook.settings())
    found = sync(notebook, reader)  # in memory: what follows the reports is not written
    return found.report(found.dates[-1]), reader.vocabulary


def _open_tasks(report: Report, vocabulary: Vocabulary) -> Iterator[str]:
    from litnotes.config import today
    from litnotes.daily.open_tasks import open_tasks, planned

    # Before today's report is started, the numbers are those of what it will hold.
    further = planned(report, vocabulary) if report.date != today() else ()
    return (task.text for task in open_tasks(report, vocabulary, further).every)


def _open_questions(report: Report, _: Vocabulary) -> Iterator[str]:
    from litnotes.daily.waiting import waiting_questions

    return (question.text for question in waiting_questions(report))
