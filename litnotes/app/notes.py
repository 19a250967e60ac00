"""The notes in use: read from their index, brought up to date, or opened to type into a report.

A reader checks the stamps of all files and reads the changed ones; if none changed, the index answers. A
writer reads what it needs, writes, and leaves the rest to the next reader.
"""

from __future__ import annotations

import contextlib
import datetime
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from litnotes.app.ended import Ended
from litnotes.errors import PROBLEMS_FOUND, Conflict, LitnotesError, Unwritable

if TYPE_CHECKING:
    import sqlite3

    from litnotes.app.ended import Started
    from litnotes.config import Settings
    from litnotes.daily.derive import Days, Reader
    from litnotes.index.database import Index
    from litnotes.library.identify import Library
    from litnotes.model.decisions import DayConclusion
    from litnotes.model.limits import AllowedYears
    from litnotes.model.paper import Paper
    from litnotes.model.reports import Report
    from litnotes.store.notebook import Notebook

T = TypeVar("T")

NOTES_VARIABLE = "LITNOTES_NOTES"
MOST_TO_READ = 30
"""A writer reads up to this many changed papers; if there are more, it updates the index first."""


class Notes:
    """The notes in use, and the problems of their files.

    `started` and `remarks` are messages for the end of the command. `adopted` are papers made because a
    report names them. `days` is set once the notes are brought up to date or glanced at.
    """

    days: Days

    def __init__(self, notebook: Notebook, index: Index, *, dry_run: bool = False) -> None:
        self.notebook = notebook
        self.dry_run = dry_run
        self._use(index)
        self.adopted: list[Paper] = []
        self.problems: list[LitnotesError] = []
        self.started: list[Started] = []
        self.remarks: list[str] = []

    def _use(self, index: Index) -> None:
        from litnotes.index.follow import Upkeep

        self.upkeep = Upkeep(self.notebook, index)
        self.is_up_to_date = False
        for cached in ("reader", "settings", "library"):
            vars(self).pop(cached, None)

    @property
    def index(self) -> Index:
        """The index of the notes."""
        return self.upkeep.index

    @cached_property
    def reader(self) -> Reader:
        """The reader of their reports."""
        return self.upkeep.reader()

    @cached_property
    def settings(self) -> Settings:
        """The settings."""
        return self.upkeep.settings()

    @cached_property
    def library(self) -> Library:
        """The own papers; unreadable ones are added to `problems`."""
        if not self.is_up_to_date:
            self.upkeep.look()
            if len(self.upkeep.papers) > MOST_TO_READ:
                self.bring_up_to_date()
        self.problems += self.upkeep.problems
        return self.upkeep.library

    def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Return the answer of the index to a question; a broken index is rebuilt."""
        from litnotes.index import database, follow

        try:
            return question(self.index.connection)
        except database.BROKEN as problem:
            if not database.is_out_of_reach(problem):
                database.remove(self.notebook.root)
            follow.with_index(self.notebook, self._look_up_in)
            return question(self.index.connection)

    def _look_up_in(self, index: Index) -> None:
        self._use(index)
        self.look_up()

    def look_up(self) -> None:
        """Bring the notes up to date if a file changed; else load nothing and use the index."""
        if changes := self.index.changes():
            self.opened()
        else:
            self.index.note(changes)

    def opened(self) -> Notes:
        """Return the notes, brought up to date, with all days and papers."""
        if not self.is_up_to_date:
            self.bring_up_to_date()
            self.problems += self.upkeep.problems
        return self

    def concluded(self, last: datetime.date) -> Callable[[str], Sequence[DayConclusion]] | None:
        """Return a function that finds conclusions on a paper up to a day; None without a current index."""
        if not self.is_up_to_date or (self.dry_run and (self.upkeep.changes or self.days.read_now)):
            return None
        return lambda identity: self.conclusions_on(identity, last)

    def conclusions_on(self, identity: str, last: datetime.date = datetime.date.max) -> list[DayConclusion]:
        """Return the conclusions on a paper up to a day, from the index as it is."""
        from litnotes.index import items
        from litnotes.model.reports import Conclusion

        rows = items.concluded(self.index.connection, identity, str(last))
        return [
            (datetime.date.fromisoformat(day), Conclusion.model_validate_json(data)) for day, data in rows
        ]

    def glance(self) -> None:
        """Find the days for typing into a report; bring the notes up to date if the index cannot help."""
        from litnotes.index.glance import glance

        if self.upkeep.parsed or not self.index.is_made():  # new settings or no index yet
            self.bring_up_to_date()
        else:
            self.days = glance(self.notebook, self.reader, self.index)

    def glance_at(self, name: str) -> None:
        """Take the papers from the index, without a check of all files, if it knows the paper."""
        from litnotes.index.glance import papers_at_a_glance

        if not self.is_up_to_date and (known := papers_at_a_glance(self.index, name)):
            self.__dict__["library"] = known

    def refresh(self) -> None:
        """Bring the notes up to date after a write; without a usable index, do it in memory."""
        from litnotes.index import database

        try:
            self.bring_up_to_date()
        except database.BROKEN as problem:
            if not database.is_out_of_reach(problem):
                database.remove(self.notebook.root)
            self.upkeep.index = database.in_memory(self.notebook.root)
            self.bring_up_to_date()

    def bring_up_to_date(self) -> None:
        """Bring derived files and the index up to date with the reports and papers."""
        self.problems, self.adopted = [], []
        alone = self.notebook.is_locked
        self._look()
        if self.dry_run:
            self.adopted = self._new_papers(self._read_now())
        elif self.days.writes or self.days.removals:
            self._while_locked(lambda: self._follow(alone=alone))
        if not self.dry_run:
            self.upkeep.take_in(self.days, self.adopted)
        self.problems = [*self.days.problems, *self.problems]

    def bring_index_up_to_date(self) -> None:
        """Bring only the index up to date; the next reader writes the derived files."""
        from litnotes.index.glance import glance

        self._look_at_files()
        if self.upkeep.changes:
            self._look_into_reports()
            self.upkeep.take_in(self.days, [], self.days.writes)
        else:
            self.index.note(self.upkeep.changes)
            self.days = glance(self.notebook, self.reader, self.index)

    def _look(self) -> None:
        """Check all files, and read those that changed."""
        self._look_at_files()
        self._look_into_reports()

    def _look_at_files(self) -> None:
        self.__dict__.pop("library", None)
        self.is_up_to_date = True
        self.upkeep.look()

    def _look_into_reports(self) -> None:
        from litnotes.daily.derive import sync

        self.days = sync(self.notebook, self.reader, self.upkeep.known_reports(), self.upkeep.load)

    @property
    def years(self) -> AllowedYears:
        """The years of the criteria."""
        return self.upkeep.years()

    def adopt_all(self) -> None:
        """Make the files of all papers that reports name exactly, also of deleted ones."""
        from litnotes.index import items
        from litnotes.library.adopt import adopt_named

        if self.dry_run:
            self.adopted += self._new_papers(self.days.reports())
            return
        named = items.unidentified(self.index.connection)
        if new := adopt_named(named, self.library):
            self._while_locked(lambda: self._make(new))
            self.upkeep.look()
            self.upkeep.take_in(self.days, [])

    def _follow(self, *, alone: bool) -> None:
        """Write the derived files and the papers of the changed reports."""
        from litnotes.daily.derived_files import apply

        if not (alone or self.index.is_as_seen(self.upkeep.changes)):
            self._look()  # another command wrote before the lock was free
        self._make(self._new_papers(self._read_now()))
        self.problems += apply(self.days.writes, self.days.removals)
        gone = [self.notebook.shown(path) for path in self.days.removals if not path.exists()]
        self.remarks += [f"removed with its report: {', '.join(gone)}"] if gone else []

    def _read_now(self) -> dict[datetime.date, Report]:
        return {day: read.report for day, read in self.days.read_now.items()}

    def _new_papers(self, reports: Mapping[datetime.date, Report]) -> list[Paper]:
        """Return the papers that reports name exactly and that the library does not have."""
        from litnotes.library.adopt import adopt

        return adopt(reports, self.library)

    def _make(self, papers: list[Paper]) -> None:
        from litnotes.store import files
        from litnotes.store.notebook import paper_text

        for paper in papers:
            # An unreadable file has that name: it is reported as a problem, and stays.
            with contextlib.suppress(Conflict):
                path = self.notebook.paper_path(paper.key)
                files.create(path, paper_text(paper), is_derived=True)
                self.adopted.append(paper)

    def refuse_broken(self, key: str) -> None:
        """Raise the problem of a paper's file, because an unreadable paper is not a missing one."""
        shown = self.notebook.shown(self.notebook.paper_path(key))
        for problem in self.problems:
            if problem.location and problem.location.path == shown:
                self.problems = []
                raise problem

    def _while_locked(self, write: Callable[[], None]) -> None:
        """Call `write` while no other command writes; an error becomes a problem."""
        try:
            with self.notebook.locked():
                write()
        except Unwritable as problem:
            why = f"{problem.message.partition(';')[0]}, so days/ and papers/ are out of date"
            self.problems.append(LitnotesError(why, location=problem.location))
        except LitnotesError as problem:
            self.problems.append(problem)

    def ended(self, *asked: Path, everything: bool = False) -> Ended:
        """Return the messages for the end of a command, and its exit code.

        A problem in an asked file gives its own exit code; problems in other files give PROBLEMS_FOUND.

        Args:
            asked: the files that the command works on.
            everything: whether it works on all files.
        """
        shown = {self.notebook.shown(path) for path in asked} | {str(path) for path in asked}
        problems = list({str(problem): problem for problem in self.problems}.values())
        code = 0
        for problem in problems:
            about = everything or (problem.location is not None and problem.location.path in shown)
            code = max(code, problem.exit_code if about else PROBLEMS_FOUND)
        return Ended(self.started, self.remarks, problems, code)


def open_notes(notes: str | None, *, dry_run: bool = False) -> Notes:
    """Return the notes in use, brought up to date; with `dry_run`, in memory only."""
    return _opened(find_notebook(notes), Notes.bring_up_to_date, dry_run=dry_run)


def look_up(notes: str | None) -> Notes:
    """Return the notes in use for reading; if no file changed, nothing is loaded."""
    return _opened(find_notebook(notes), Notes.look_up)


@contextlib.contextmanager
def notes_to_write(notes: str | None) -> Iterator[Notes]:
    """Yield the notes in use, brought up to date, and keep other commands from changing them.

    So the files do not change between reading and writing: commands wait for each other.
    """
    with _locked(notes) as notebook:
        yield _opened(notebook, Notes.bring_up_to_date)


@contextlib.contextmanager
def notes_to_type_into(notes: str | None) -> Iterator[Notes]:
    """Yield the notes in use for typing into a report, and keep other commands from changing them.

    The next reader brings them up to date.
    """
    with _locked(notes) as notebook:
        yield _opened(notebook, Notes.glance)


@contextlib.contextmanager
def _locked(notes: str | None) -> Iterator[Notebook]:
    notebook = find_notebook(notes)
    with notebook.locked():
        yield notebook


def _opened(notebook: Notebook, look: Callable[[Notes], None], *, dry_run: bool = False) -> Notes:
    from litnotes.index.follow import with_index
    from litnotes.store import turns

    turns.take_back_half_done(notebook.root)

    def looked(index: Index) -> Notes:
        opened = Notes(notebook, index, dry_run=dry_run)
        look(opened)
        return opened

    return with_index(notebook, looked, make=not dry_run)


def find_notebook(notes: str | None) -> Notebook:
    """Return the notes in use; raises NoNotes if there are none, NotFound if named ones do not exist."""
    from litnotes.store.notebook import find

    return find(Path.cwd(), notes or os.environ.get(NOTES_VARIABLE))
