"""The notes at a glance: the days, and the papers of one name, for typing into a report.

Files are listed, and only the files in question are read, so the cost does not grow with the numbers of
papers and reports.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.daily.derive import Days, Reader
from litnotes.errors import LitnotesError
from litnotes.index import database
from litnotes.index.database import Index
from litnotes.model.reports import Report
from litnotes.store import files

if TYPE_CHECKING:
    from litnotes.library.identify import Library
    from litnotes.markdown.read.reader import ReadReport
    from litnotes.store.notebook import Notebook


def glance(notebook: Notebook, reader: Reader, index: Index) -> Days:
    """Return the days from the file names, the index, and changed logs.

    A new day inside a report that is named by another day is not seen before the next reader.
    """
    days = Days(notebook, lambda day: _load(days, reader, index, day), notebook.reports())
    known = dict(index.days_in_logs())
    for path in notebook.logs():
        name = notebook.name_of(path)
        if index.content_as_it_is(name) is None:
            known.pop(name, None)
            for read in _days_of_log(notebook, reader, path):
                if read.report.date and days.paths.setdefault(read.report.date, path) == path:
                    days.read_now[read.report.date] = read
    days.no_reports += [notebook.root / name for name, dates in known.items() if not dates]
    for name, dates in known.items():
        for date in map(datetime.date.fromisoformat, dates):
            days.paths.setdefault(date, notebook.root / name)
    days.unchanged = days.paths.keys() - days.read_now.keys()
    return days


def papers_at_a_glance(index: Index, name: str) -> Library | None:
    """Return the papers in the index if `name` means one of them and its file has not changed.

    A changed file of another paper with the same name is not seen; the next reader reports it.
    """
    from litnotes.index.indexed_papers import IndexedPapers
    from litnotes.library.identify import Known, Library

    library = Library((), IndexedPapers(index))
    match library.identify(name):
        case Known(paper) if index.content_as_it_is(f"papers/{paper.key}.yaml"):
            return library
    return None


def _days_of_log(notebook: Notebook, reader: Reader, path: Path) -> Iterator[ReadReport]:
    """Yield the days of a log; none if it gives no date."""
    folders = path.relative_to(notebook.root).parts[:-1]
    try:
        days = reader.read_days(path, files.read(path), None, folders)
    except LitnotesError:  # it may be anything, so this is no problem
        return
    if any(day.written for day in days):
        yield from days


def _load(days: Days, reader: Reader, index: Index, day: datetime.date) -> Report:
    """Return the report of a day from the index or, if its file changed, from the file."""
    path, notebook = days.paths[day], days.notebook
    try:
        as_read = index.content_as_it_is(notebook.name_of(path))
        content = index.content(f"days/{day}.yaml") if as_read is not None else None
        if content:
            return Report.model_validate_json(content)
    except database.BROKEN:
        pass
    folders = path.relative_to(notebook.root).parts[:-1]
    read = reader.read_days(path, files.read(path), notebook.day_named(path), folders)
    return next((each for each in read if each.report.date == day), read[0]).report
