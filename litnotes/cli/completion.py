"""What the shell offers after a tab: days that have a report, papers, numbers of tasks and questions.

Nothing is written, asked or told, and what goes wrong offers nothing: the user is in the middle of a
line. Values come from files, and shells evaluate some of what they are offered, so only plain words
are. Shells take only what begins with what was typed, letter by letter.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

    from litnotes.cli.session import Session
    from litnotes.markdown.vocabulary import Vocabulary
    from litnotes.model.report import Question, Report, Task
    from litnotes.store.notebook import Notebook

SHELL_VARIABLE = "_LITNOTES_COMPLETE"
MAX_READ = 300
"""How many papers not in the index are read for their names at one tab; of more, keys alone are offered."""
MAX_HELP = 60

_PLAIN = r"\w[\w .,+/-]*"
_NOT_IN_HELP = r"[^\w .,+/–—’-]+"

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
    """Return the numbers of the questions of a report that nobody answered."""
    return _numbers(context, incomplete, _open_questions)


def _offered(context: typer.Context, find_values: Callable[[Notebook], Iterable[Offer]]) -> list[Offer]:
    """Return what is found in the notes in use, as far as it is plain words."""
    from litnotes.cli.session import NOTES_VARIABLE
    from litnotes.store.notebook import find

    given = context.find_root().params.get("notes_folder") or os.environ.get(NOTES_VARIABLE)
    try:
        notebook = find(Path.cwd(), str(Path(given).expanduser()) if given else None)
        return [
            _offer(value, about) for value, about in find_values(notebook) if re.fullmatch(_PLAIN, value)
        ]
    except Exception:  # noqa: BLE001 a traceback would land in the line that is being typed
        return []


def _offer(value: str, about: str) -> Offer:
    # Bash takes the value as it is into the line; the other shells quote it themselves.
    quoted = value.replace(" ", "\\ ") if os.environ.get(SHELL_VARIABLE) == "complete_bash" else value
    plain = " ".join(re.sub(_NOT_IN_HELP, " ", about).split())
    return quoted, plain if len(plain) <= MAX_HELP else f"{plain[:MAX_HELP].rstrip()}…"


def _days(notebook: Notebook) -> list[datetime.date]:
    """Return the days that have a file, and those inside a log; reports are read only for these."""
    named = notebook.reports()
    return sorted({*named, *(_days_inside(notebook) if notebook.logs() else [])})


def _days_inside(notebook: Notebook) -> list[datetime.date]:
    from litnotes.cli.session import reader_by
    from litnotes.daily.derive import sync
    from litnotes.errors import LitnotesError

    try:
        return sync(notebook, reader_by(notebook.settings())).dates
    except LitnotesError:
        return notebook.derived_days()


def _papers(notebook: Notebook, incomplete: str) -> Iterator[Offer]:
    """Return keys and names of papers: from the index, and from the files that changed since."""
    import sqlite3

    from litnotes.index import database, items

    try:
        known = database.on_disk(notebook.root, make=False)
        changes = known.changes()
    except (sqlite3.Error, OSError):  # there is none that can be used
        changed = {path.stem: path for path in (notebook.root / "papers").glob("*.yaml")}
    else:
        moved = {name for name in changes.changed | changes.removed if name.startswith("papers/")}
        changed = {Path(name).stem: notebook.root / name for name in moved}
        for key, title, names in items.beginning_with(known.connection, incomplete):
            if key not in changed:
                yield from _ways_to_name(key, title, names, incomplete)
        if not changes:
            return
    yield from _papers_in(changed, incomplete)
    if not _is_synced(notebook):
        for paper in _looked_at(notebook).adopted:
            yield from _ways_to_name(paper.key, paper.title, paper.short_names, incomplete)


def _papers_in(paths: Mapping[str, Path], incomplete: str) -> Iterator[Offer]:
    from litnotes.values.names import fold_name

    wanted = fold_name(incomplete)
    for read, (key, path) in enumerate(sorted(paths.items())):
        try:
            data = path.read_bytes() if read < MAX_READ else b""
        except OSError:  # gone, or no file that can be read
            continue
        if key.startswith(incomplete) or wanted in fold_name(data.decode(errors="replace")):
            yield from _ways_to_name(key, *_names(data), incomplete)


def _ways_to_name(key: str, title: str, names: Iterable[str], incomplete: str) -> Iterator[Offer]:
    if key.startswith(incomplete):
        yield key, title
    plain = (name for name in names if re.fullmatch(_PLAIN, name))
    for name in dict.fromkeys(as_typed(name, incomplete) for name in plain):
        if name:
            yield name, title


def as_typed(name: str, incomplete: str) -> str:
    """Return a name as it goes on from what was typed, or nothing where it does not.

    Names compare without case, hyphens and spaces, so `vqg` may become `vqgan`, which is VQ-GAN.
    """
    from litnotes.values.names import fold_name

    if name.startswith(incomplete):
        return name
    wanted = fold_name(incomplete)
    for end in range(1, len(name) + 1) if fold_name(name).startswith(wanted) else ():
        if fold_name(name[:end]) == wanted:
            rest = name[end:] if fold_name(incomplete[-1]) else name[end:].lstrip("-_ ")
            return incomplete + (rest.lower() if incomplete.islower() else rest)
    return ""


def _is_synced(notebook: Notebook) -> bool:
    """Whether every report was read before: then the papers it names have their files."""
    days = notebook.reports()
    if not days and notebook.logs():
        return bool(notebook.derived_days())
    return all(notebook.day_path(day).is_file() for day in days)


def _looked_at(notebook: Notebook) -> Session:
    """Return the notes as they are now; what follows the reports is not written."""
    from litnotes.cli.session import open_session

    return open_session(str(notebook.root), dry_run=True)


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
    context: typer.Context,
    incomplete: str,
    numbered: Callable[[Report, Vocabulary], Mapping[int, Task | Question]],
) -> list[Offer]:
    def found(notebook: Notebook) -> Iterator[Offer]:
        for number, entry in numbered(*_report(notebook, context.params.get("date"))).items():
            if str(number).startswith(incomplete):
                yield str(number), entry.text.split("\n")[0]

    return _offered(context, found)


def _report(notebook: Notebook, date: str | None) -> tuple[Report, Vocabulary]:
    """Return the report of the day typed so far, else of today, and the words it is read by.

    Before it is started, it is what it would hold, as the numbers of `todo` and `answer` are.
    """
    from litnotes.cli.daily import plan_day, up_to_date
    from litnotes.cli.shared import day_of

    session = _looked_at(notebook)
    day = day_of(date, session.days.dates)
    if day in session.days.dates:
        return up_to_date(session, session.days.report(day)), session.reader.vocabulary
    return plan_day(session, day).report, session.reader.vocabulary


def _open_tasks(report: Report, vocabulary: Vocabulary) -> Mapping[int, Task | Question]:
    from litnotes.daily.open_tasks import numbered_tasks

    return numbered_tasks(report, vocabulary)


def _open_questions(report: Report, _: Vocabulary) -> Mapping[int, Task | Question]:
    from litnotes.daily.waiting import numbered_questions

    return numbered_questions(report)
