"""Completions for a shell: days, papers, numbers of open tasks and questions.

Reports are read only if their names and the index are not enough, and nothing is written. Each value has
a short description.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.errors import LitnotesError

if TYPE_CHECKING:
    from litnotes.app.notes import Notes
    from litnotes.model.reports import Question, Report, Task
    from litnotes.model.several_days import WorkKind
    from litnotes.store.notebook import Notebook

MAX_READ = 300
"""At most this many papers outside the index are read for their names; of others, only keys are offered."""

PLAIN = r"\w[\w .,+/-]*"
"""Text that a shell takes literally: words without special characters."""

Offer = tuple[str, str]


def days(notebook: Notebook) -> list[datetime.date]:
    """Return the days of report files and of logs; only for logs are reports read."""
    named = notebook.reports()
    return sorted({*named, *(_days_inside(notebook) if notebook.logs() else [])})


def _days_inside(notebook: Notebook) -> list[datetime.date]:
    from litnotes.daily.derive import Reader, sync

    try:
        return sync(notebook, Reader.by(notebook.settings())).dates
    except LitnotesError:
        return notebook.derived_days()


def papers(notebook: Notebook, incomplete: str) -> Iterator[Offer]:
    """Yield keys and names of papers, from the index and from files that changed since."""
    import sqlite3

    from litnotes.index import database, items

    try:
        known = database.on_disk(notebook.root, make=False)
        changes = known.changes()
    except (sqlite3.Error, OSError):  # there is no usable index
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
    from litnotes.store import files
    from litnotes.values.names import fold_name

    wanted = fold_name(incomplete)
    for read, (key, path) in enumerate(sorted(paths.items())):
        try:
            data = files.read(path) if read < MAX_READ else b""
        except LitnotesError:  # deleted or unreadable
            continue
        if key.startswith(incomplete) or wanted in fold_name(data.decode(errors="replace")):
            yield from _ways_to_name(key, *_names(data), incomplete)


def _ways_to_name(key: str, title: str, names: Iterable[str], incomplete: str) -> Iterator[Offer]:
    if key.startswith(incomplete):
        yield key, title
    plain = (name for name in names if re.fullmatch(PLAIN, name))
    for name in dict.fromkeys(_as_typed(name, incomplete) for name in plain):
        if name:
            yield name, title


def _as_typed(name: str, incomplete: str) -> str:
    """Return a name that completes the typed word; empty if it does not.

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
    """Whether every report has its derived file: then the papers that it names have files."""
    days = notebook.reports()
    if not days and notebook.logs():
        return bool(notebook.derived_days())
    return all(notebook.day_path(day).is_file() for day in days)


def _looked_at(notebook: Notebook) -> Notes:
    """Return the notes, brought up to date in memory."""
    from litnotes.app.notes import open_notes

    return open_notes(str(notebook.root), dry_run=True)


def _names(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return title and short names in a paper's file; both empty if it is unreadable."""
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


def open_tasks(notebook: Notebook, date: str | None) -> Iterator[Offer]:
    """Yield the numbers of the open tasks of a day, by default today, and of earlier ones."""
    from litnotes.app.open_work import TASKS
    from litnotes.daily.open_tasks import numbered_tasks

    notes, report = _report(notebook, date)
    yield from _numbers(numbered_tasks(report, notes.reader.vocabulary))
    yield from _earlier(notes, report, TASKS)


def open_questions(notebook: Notebook, date: str | None) -> Iterator[Offer]:
    """Yield the numbers of the open questions of a day, by default today, and of earlier ones."""
    from litnotes.daily.waiting import numbered_questions

    notes, report = _report(notebook, date)
    yield from _numbers(numbered_questions(report))
    yield from _earlier(notes, report, ("question",))


def _numbers(entries: Mapping[int, Task] | Mapping[int, Question]) -> Iterator[Offer]:
    return ((str(number), entry.text.partition("\n")[0]) for number, entry in entries.items())


def _earlier(notes: Notes, report: Report, kinds: Sequence[WorkKind]) -> Iterator[Offer]:
    """Yield the numbers of what is no longer mentioned; none without an index, which takes time."""
    from litnotes.app.open_work import unmentioned

    if report.date and notes.index.is_made():
        for entry in unmentioned(notes, report.date, report, kinds).entries:
            yield str(entry.number), entry.text.partition("\n")[0]


def _report(notebook: Notebook, date: str | None) -> tuple[Notes, Report]:
    """Return the notes and the report of a day.

    If the day has no report yet, it is the planned one, as for the numbers of `todo` and `answer`.
    """
    from litnotes.app.day import up_to_date
    from litnotes.app.named_day import day_of
    from litnotes.app.starting import new_report

    notes = _looked_at(notebook)
    day = day_of(date, notes.days.dates)
    if day in notes.days.dates:
        return notes, up_to_date(notes, notes.days.report(day))
    return notes, new_report(notes, day).found.report
