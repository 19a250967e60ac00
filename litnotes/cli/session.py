"""The notes in use: found, brought up to date, and held while a command writes."""

from __future__ import annotations

import contextlib
import datetime
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.cli.asking import answered, confirmed
from litnotes.cli.shared import say, tell
from litnotes.errors import PROBLEMS_FOUND, Conflict, LitnotesError, NotFound, Unwritable

if TYPE_CHECKING:
    from litnotes.cli.upkeep import Upkeep
    from litnotes.config import Settings, Years
    from litnotes.daily.derive import Days, Reader
    from litnotes.index.database import Index
    from litnotes.library.identify import Library
    from litnotes.model.paper import Paper
    from litnotes.model.report import Report
    from litnotes.store.notebook import Notebook

NOTES_VARIABLE = "LITNOTES_NOTES"


class Session:
    """The notes in use, brought up to date, and what could not be read on the way.

    `written` are the files that a command wrote since, which saves `refresh` to look at all of them.
    """

    days: Days

    def __init__(self, notebook: Notebook, upkeep: Upkeep, *, dry_run: bool) -> None:
        self.notebook = notebook
        self.upkeep = upkeep
        self.settings = upkeep.settings()
        self.reader = reader_by(self.settings)
        self.dry_run = dry_run
        self.adopted: list[Paper] = []
        self.problems: list[LitnotesError] = []
        self.written: list[Path] = []

    @cached_property
    def library(self) -> Library:
        """The own papers; those that cannot be read are told."""
        self.problems += self.upkeep.problems
        return self.upkeep.library

    def refresh(self) -> None:
        """Bring all up to date again after something was written, without the index where that fails."""
        from litnotes.index import database

        try:
            self.bring_up_to_date()
        except database.BROKEN as problem:
            if not database.is_out_of_reach(problem):
                database.remove(self.notebook.root)
            self.upkeep.index = database.in_memory(self.notebook.root)
            self.written = []
            self.bring_up_to_date()

    def bring_up_to_date(self) -> None:
        """Bring derived files and the index up to date with reports and papers as they are now."""
        from litnotes.store import files

        self.problems, self.adopted = [], []
        alone = files.is_held(self.notebook.lock_path)
        self._look(self.written if alone else ())
        self.written = []
        if self.dry_run:
            self.adopted = self._new_papers(self._read_now())
        elif self.days.writes:
            self._while_locked(lambda: self._follow(alone=alone))
        if not self.dry_run:
            self.upkeep.take_in(self.days, self.adopted, self.settings)
        self.problems = [*self.days.problems, *self.problems]

    def _look(self, written: Sequence[Path] = ()) -> None:
        """Look at the files as they are now, and read those that changed."""
        from litnotes.daily.derive import sync

        self.__dict__.pop("library", None)
        self.upkeep.look(written)
        self.days = sync(self.notebook, self.reader, self.upkeep.known_reports(), self.upkeep.load)

    @property
    def years(self) -> Years:
        """The years of the criteria."""
        return self.settings.criteria.years

    def adopt_all(self) -> None:
        """Make the files of papers that any report names exactly, also of those deleted since."""
        from litnotes.index import items
        from litnotes.library.adopt import adopt_named

        if self.dry_run:
            self.adopted += self._new_papers(self.days.reports())
            return
        named = items.unidentified(self.upkeep.index.connection)
        if new := adopt_named(named, self.library):
            self._while_locked(lambda: self._make(new))
            self.upkeep.look()
            self.upkeep.take_in(self.days, [], self.settings)

    def _follow(self, *, alone: bool) -> None:
        """Write what follows the reports as they are now."""
        from litnotes.daily.derive import apply

        if not alone:
            self._look()  # another command may have written until the lock was free
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

    def exit_code(self, *asked: Path, everything: bool = False) -> int:
        """Tell what could not be read or written, and return the exit code it asks for.

        A problem of a file that was asked for has its own code; where the work was done beside
        broken files, the code says that there are problems.

        Args:
            asked: the files that the command is about.
            everything: whether it is about all files.
        """
        shown = {self.notebook.shown(path) for path in asked} | {str(path) for path in asked}
        code = 0
        for problem in _once(self.problems):
            tell(problem)
            about = everything or (problem.location is not None and problem.location.path in shown)
            code = max(code, problem.exit_code if about else PROBLEMS_FOUND)
        return code


def open_session(notes: str | None, *, dry_run: bool = False) -> Session:
    """Return the notes in use, brought up to date; with `dry_run`, in memory only."""
    return _opened(find_notebook(notes), dry_run=dry_run)


@contextlib.contextmanager
def writing_session(notes: str | None) -> Iterator[Session]:
    """Yield the notes in use, brought up to date, while no other command may change them.

    So what is read is still true when it is written: commands at the same time follow each other.
    """
    from litnotes.store import files

    notebook = find_notebook(notes)
    with files.locked(notebook.lock_path):
        yield _opened(notebook)


def _opened(notebook: Notebook, *, dry_run: bool = False) -> Session:
    from litnotes.cli.upkeep import with_index

    return with_index(
        notebook, lambda index: session_with(notebook, index, dry_run=dry_run), make=not dry_run
    )


def session_with(notebook: Notebook, index: Index, *, dry_run: bool = False) -> Session:
    """Return notes, brought up to date with an index; with `dry_run`, nothing is written."""
    from litnotes.cli.upkeep import Upkeep

    session = Session(notebook, Upkeep(notebook, index), dry_run=dry_run)
    session.bring_up_to_date()
    return session


def reader_by(settings: Settings) -> Reader:
    """Return how reports are read by some settings."""
    from litnotes.daily.derive import Reader

    return Reader(settings.sections, settings.people, settings.placeholders, settings.order)


def find_notebook(notes: str | None) -> Notebook:
    """Return the notes in use; on a terminal, offer to make them where there are none."""
    from litnotes.store.notebook import Notebook, find

    given = notes or os.environ.get(NOTES_VARIABLE)
    try:
        return find(Path.cwd(), given)
    except NotFound as missing:
        if given or not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise
        say(missing.message)
        return Notebook(make_notes(Path.cwd() / "notes", _asked_topic()))


def _asked_topic() -> str:
    if not confirmed("Make them in notes/ now?"):
        raise NotFound("nothing was made")
    return answered("What is the related work about, in one sentence", default="")


def make_notes(root: Path, topic: str) -> Path:
    """Make a notes folder with its settings and keep `.litnotes/` out of git; return the folder."""
    from litnotes.config import starting_text
    from litnotes.store import files
    from litnotes.store.notebook import SETTINGS

    ignore = root / ".gitignore"
    before = files.read(ignore) if ignore.exists() else None
    if before is None or b".litnotes/" not in before.split():
        kept = before or b""
        separator = b"" if not kept or kept.endswith(b"\n") else b"\n"
        # A command that is killed may leave a temporary file beside the one it was writing.
        files.replace(ignore, kept + separator + b".litnotes/\n.*.new\n", expected=before)
    files.create(root / SETTINGS, starting_text(topic).encode())
    return root


def _once(problems: list[LitnotesError]) -> list[LitnotesError]:
    return list({str(problem): problem for problem in problems}.values())
