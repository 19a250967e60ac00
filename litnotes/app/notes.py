"""The notes in use: looked up in their index, brought up to date, or glanced at to type into a report.

A reader looks at the stamps of all files and takes in what changed; where nothing changed, the index
answers. A writer reads what it needs, writes, and leaves the rest to the next reader.
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
    from litnotes.model.decisions import Said
    from litnotes.model.limits import AllowedYears
    from litnotes.model.paper import Paper
    from litnotes.model.reports import Report
    from litnotes.store.notebook import Notebook

T = TypeVar("T")

NOTES_VARIABLE = "LITNOTES_NOTES"
MOST_TO_READ = 30
"""As many papers that changed since the last reader are read to type; more are taken in first."""


class Notes:
    """The notes in use, and what could not be read on the way.

    `started` and `remarks` are what the user is to know at the end, `adopted` are papers made because a
    report names them. `days` are there once the notes are brought up to date or glanced at.
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
        """Their index."""
        return self.upkeep.index

    @cached_property
    def reader(self) -> Reader:
        """How their reports are read."""
        return self.upkeep.reader()

    @cached_property
    def settings(self) -> Settings:
        """The settings."""
        return self.upkeep.settings()

    @cached_property
    def library(self) -> Library:
        """The own papers; those that cannot be read are told."""
        if not self.is_up_to_date:
            self.upkeep.look()
            if len(self.upkeep.papers) > MOST_TO_READ:
                self.bring_up_to_date()
        self.problems += self.upkeep.problems
        return self.upkeep.library

    def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Return what a question to the index comes to; a broken one is made anew."""
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
        """Bring all up to date where any file changed; else the index answers, and nothing is loaded."""
        changes = self.index.changes()
        if changes:
            self.opened()
        else:
            self.index.note(changes)

    def opened(self) -> Notes:
        """Return the notes, brought up to date with all that reading and writing takes."""
        if not self.is_up_to_date:
            self.bring_up_to_date()
            self.problems += self.upkeep.problems
        return self

    def concluded(self, last: datetime.date) -> Callable[[str], Sequence[Said]] | None:
        """Return what finds the conclusions on a paper up to a day; None where the index does not know."""
        if self.dry_run or not self.is_up_to_date:
            return None
        return lambda identity: self.conclusions_on(identity, last)

    def conclusions_on(self, identity: str, last: datetime.date = datetime.date.max) -> list[Said]:
        """Return the conclusions on the paper of an identity up to a day, by the index as it is."""
        from litnotes.index import items
        from litnotes.model.reports import Conclusion

        found = items.concluded(self.index.connection, identity, str(last))
        return [
            (datetime.date.fromisoformat(day), Conclusion.model_validate_json(data)) for day, data in found
        ]

    def glance(self) -> None:
        """Look at what typing into a report takes; bring all up to date where no index helps with that."""
        from litnotes.index.glance import glance

        if self.upkeep.parsed or not self.index.is_made():  # the settings changed, or all is new
            self.bring_up_to_date()
        else:
            self.days = glance(self.notebook, self.reader, self.index)

    def glance_at(self, name: str) -> None:
        """Take the papers from the index, without a look at all files, where it knows the paper."""
        from litnotes.index.glance import papers_at_a_glance

        if not self.is_up_to_date and (known := papers_at_a_glance(self.index, name)):
            self.__dict__["library"] = known

    def refresh(self) -> None:
        """Bring all up to date again after something was written, without the index where that fails."""
        from litnotes.index import database

        try:
            self.bring_up_to_date()
        except database.BROKEN as problem:
            if not database.is_out_of_reach(problem):
                database.remove(self.notebook.root)
            self.upkeep.index = database.in_memory(self.notebook.root)
            self.bring_up_to_date()

    def bring_up_to_date(self) -> None:
        """Bring derived files and the index up to date with reports and papers as they are now."""
        from litnotes.store import files

        self.problems, self.adopted = [], []
        alone = files.is_held(self.notebook.lock_path)
        self._look()
        if self.dry_run:
            self.adopted = self._new_papers(self._read_now())
        elif self.days.writes:
            self._while_locked(lambda: self._follow(alone=alone))
        if not self.dry_run:
            self.upkeep.take_in(self.days, self.adopted)
        self.problems = [*self.days.problems, *self.problems]

    def bring_index_up_to_date(self) -> None:
        """Bring the index up to date, and write nothing into the notes: the next reader does that."""
        from litnotes.index.glance import glance

        self._look_at_files()
        if self.upkeep.changes:
            self._look_into_reports()
            self.upkeep.take_in(self.days, [], self.days.writes)
        else:
            self.index.note(self.upkeep.changes)
            self.days = glance(self.notebook, self.reader, self.index)

    def _look(self) -> None:
        """Look at the files as they are now, and read those that changed."""
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
        """Make the files of papers that any report names exactly, also of those deleted since."""
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
        """Write what follows the reports as they are now."""
        from litnotes.daily.derive import apply

        if not (alone or self.index.is_as_seen(self.upkeep.changes)):
            self._look()  # another command wrote until the lock was free
        self._make(self._new_papers(self._read_now()))
        self.problems += apply(self.days.writes)

    def _read_now(self) -> dict[datetime.date, Report]:
        return {day: found.report for day, found in self.days.read_now.items()}

    def _new_papers(self, reports: Mapping[datetime.date, Report]) -> list[Paper]:
        """Return the papers that reports name exactly and that are not in the library yet."""
        from litnotes.library.adopt import adopt

        return adopt(reports, self.library)

    def _make(self, papers: list[Paper]) -> None:
        from litnotes.store import files
        from litnotes.store.notebook import paper_text

        for paper in papers:
            # A file that cannot be read has that name already: it was told, and stays as it is.
            with contextlib.suppress(Conflict):
                files.create(self.notebook.paper_path(paper.key), paper_text(paper))
                self.adopted.append(paper)

    def refuse_broken(self, key: str) -> None:
        """Raise what is wrong with a paper's file: one that cannot be read is not one that is missing."""
        shown = self.notebook.shown(self.notebook.paper_path(key))
        for problem in self.problems:
            if problem.location and problem.location.path == shown:
                self.problems = []
                raise problem

    def _while_locked(self, write: Callable[[], None]) -> None:
        """Write while no other command does; what cannot be written is a problem to tell."""
        from litnotes.store import files

        try:
            with files.locked(self.notebook.lock_path):
                write()
        except Unwritable as problem:
            told = f"{problem.message.partition(';')[0]}, so days/ and papers/ do not follow the reports"
            self.problems.append(LitnotesError(told, location=problem.location))
        except LitnotesError as problem:
            self.problems.append(problem)

    def ended(self, *asked: Path, everything: bool = False) -> Ended:
        """Return what the user is to be told at the end of a command, and its exit code.

        A problem of a file that was asked for has its own code; where the work was done beside
        broken files, the code says that there are problems.

        Args:
            asked: the files that the command is about.
            everything: whether it is about all files.
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
    """Return the notes in use to be looked up; nothing is loaded to read them where nothing changed."""
    return _opened(find_notebook(notes), Notes.look_up)


@contextlib.contextmanager
def notes_to_write(notes: str | None) -> Iterator[Notes]:
    """Yield the notes in use, brought up to date, while no other command may change them.

    So what is read is still true when it is written: commands at the same time follow each other.
    """
    with _locked(notes) as notebook:
        yield _opened(notebook, Notes.bring_up_to_date)


@contextlib.contextmanager
def notes_to_type_into(notes: str | None) -> Iterator[Notes]:
    """Yield the notes in use to type into a report, while no other command may change them.

    They are not brought up to date, neither before nor after: the next reader does that.
    """
    with _locked(notes) as notebook:
        yield _opened(notebook, Notes.glance)


@contextlib.contextmanager
def _locked(notes: str | None) -> Iterator[Notebook]:
    from litnotes.store import files

    notebook = find_notebook(notes)
    with files.locked(notebook.lock_path):
        yield notebook


def _opened(notebook: Notebook, look: Callable[[Notes], None], *, dry_run: bool = False) -> Notes:
    from litnotes.index.follow import with_index

    def looked(index: Index) -> Notes:
        found = Notes(notebook, index, dry_run=dry_run)
        look(found)
        return found

    return with_index(notebook, looked, make=not dry_run)


def find_notebook(notes: str | None) -> Notebook:
    """Return the notes in use; raises NoNotes where there are none, NotFound where named ones are not."""
    from litnotes.store.notebook import find

    return find(Path.cwd(), notes or os.environ.get(NOTES_VARIABLE))
