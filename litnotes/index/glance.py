"""The notes at a glance, their days and a paper: all that typing into a report takes.

Names of files are listed, and what is asked for is read; no other file is looked at. So typing costs the
same however many papers and reports there are.
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
    """Return the days as the names of files, the index, and logs that changed since give them.

    A day that only a report named by another day has begun to hold since the index was made is not seen.
    """
    days = Days(notebook, lambda day: _load(days, reader, index, day), notebook.reports())
    known = dict(index.days_in_logs())
    for path in notebook.logs():
        name = notebook.name_of(path)
        if index.content_as_it_is(name) is None:
            known.pop(name, None)
            for found in _days_of_log(notebook, reader, path):
                if found.report.date and days.paths.setdefault(found.report.date, path) == path:
                    days.read_now[found.report.date] = found
    days.no_reports += [notebook.root / name for name, dates in known.items() if not dates]
    for name, dates in known.items():
        for date in map(datetime.date.fromisoformat, dates):
            days.paths.setdefault(date, notebook.root / name)
    days.unchanged = days.paths.keys() - days.read_now.keys()
    return days


def papers_at_a_glance(index: Index, name: str) -> Library | None:
    """Return the papers as the index has them, if `name` means one of them and its file did not change.

    Another file that took the same name since is not seen; the next reader reports that.
    """
    from litnotes.index.indexed_papers import IndexedPapers
    from litnotes.library.identify import Known, Library

    library = Library((), IndexedPapers(index))
    match library.identify(name):
        case Known(paper) if index.content_as_it_is(f"papers/{paper.key}.yaml"):
            return library
    return None


def _days_of_log(notebook: Notebook, reader: Reader, path: Path) -> Iterator[ReadReport]:
    """Yield the days of a file that is not named by one; nothing where it names none."""
    folders = path.relative_to(notebook.root).parts[:-1]
    try:
        found = reader.read_days(path, files.read(path), None, folders)
    except LitnotesError:  # what it is, nobody said
        return
    if any(day.written for day in found):
        yield from found


def _load(days: Days, reader: Reader, index: Index, day: datetime.date) -> Report:
    """Return the report of a day: from the index where its file is as it was read, else from the file."""
    path, notebook = days.paths[day], days.notebook
    try:
        as_read = index.content_as_it_is(notebook.name_of(path))
        content = index.content(f"days/{day}.yaml") if as_read is not None else None
        if content:
            return Report.model_validate_json(content)
    except database.BROKEN:
        pass
    folders = path.relative_to(notebook.root).parts[:-1]
    found = reader.read_days(path, files.read(path), notebook.day_named(path), folders)
    return next((one for one in found if one.report.date == day), found[0]).report
