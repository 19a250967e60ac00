"""Updates of the index: the files that changed, and what they contain."""

from __future__ import annotations

import contextlib
import datetime
import json
import sqlite3
import time
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, TypeVar

from litnotes.errors import LitnotesError
from litnotes.index import database
from litnotes.index.database import Changes, Index
from litnotes.index.scan import Stamp, names_in, stamp_of, stamps_in
from litnotes.model.limits import AllowedYears
from litnotes.store import files
from litnotes.store.notebook import SETTINGS, TRACES, paper_text

if TYPE_CHECKING:
    from litnotes.config import Settings
    from litnotes.daily.derive import Days, KnownReports, Reader
    from litnotes.daily.derived_files import Write
    from litnotes.library.identify import Library
    from litnotes.markdown.vocabulary import Vocabulary
    from litnotes.model.paper import Paper
    from litnotes.model.reports import Report
    from litnotes.store.notebook import Notebook
    from litnotes.store.traces import DecidedTrace

T = TypeVar("T")

_PAPERS, _DAYS = "papers/", "days/"
_date = datetime.date.fromisoformat


def with_index(notebook: Notebook, use: Callable[[Index], T], *, make: bool = True) -> T:
    """Return the result of `use` with the index.

    A broken index is rebuilt; if none can be kept or made, one in memory is used.
    """
    try:
        return use(database.on_disk(notebook.root, make=make))
    except OSError:
        pass
    except database.BROKEN as problem:
        if make and not database.is_out_of_reach(problem):
            database.remove(notebook.root)
            with contextlib.suppress(sqlite3.Error, OSError):
                return use(database.on_disk(notebook.root))
    return use(database.in_memory(notebook.root))


class Upkeep:
    """The index, compared with the files as they are now.

    `library` are all own papers, `papers` the changed ones: None for a deleted one, or an unreadable one,
    which is in `problems`. `parsed` is the stamp of the settings before they were parsed, and its time.
    """

    changes: Changes
    library: Library

    def __init__(self, notebook: Notebook, index: Index) -> None:
        self.notebook = notebook
        self.index = index
        self.papers: dict[str, Paper | None] = {}
        self.hashes: dict[str, str] = {}
        self.problems: list[LitnotesError] = []
        self.parsed: tuple[Stamp, int] | None = None
        self._settings = self._as_json()
        self._words: Vocabulary | None = None
        self._is_apart = False

    def _as_json(self) -> str:
        """Return the settings as JSON; they are parsed only if their file changed."""
        content = self.index.content_as_it_is(SETTINGS)
        if content:
            return content
        with contextlib.suppress(OSError):  # reading the file raises the error
            self.parsed = stamp_of(self.notebook.settings_path), time.time_ns()
        return self.notebook.settings().model_dump_json(by_alias=True)

    def settings(self) -> Settings:
        """Return the settings; this loads their models."""
        from litnotes.config import Settings

        return Settings.model_validate_json(self._settings)

    def years(self) -> AllowedYears:
        """Return the years of the criteria; this loads no models."""
        years = json.loads(self._settings)["criteria"]["years"]
        return AllowedYears(years["from"], years["to"])

    def reader(self) -> Reader:
        """Return the reader of reports for the settings."""
        from litnotes.daily.derive import Reader
        from litnotes.values.day_order import ORDERS

        words = json.loads(self._settings)
        order = ORDERS.get(words["date_order"] or "")
        return Reader(words["sections"], words["people"], words["placeholders"], order)

    def _vocabulary(self) -> Vocabulary:
        if self._words is None:
            self._words = self.reader().vocabulary
        return self._words

    def look(self) -> None:
        """Compare the files with the index, and read the changed papers."""
        from litnotes.index.indexed_papers import IndexedPapers
        from litnotes.library.identify import Library

        self.changes = self.index.changes()
        self.papers, self.hashes, self.problems = {}, {}, []
        for name in sorted(self.changes.removed | self.changes.changed):
            if name.startswith(_PAPERS):
                self.papers[name[len(_PAPERS) : -len(".yaml")]] = self._read_paper(name)
        papers = (paper for paper in self.papers.values() if paper)
        shelf = IndexedPapers(self.index, without=self.papers)
        self.library = Library(papers, shelf or None)

    def _read_paper(self, name: str) -> Paper | None:
        if name in self.changes.removed:
            return None
        path = self.notebook.root / name
        try:
            data = files.read(path)
            paper = self.notebook.read_paper(path, data)
        except LitnotesError as problem:
            self.problems.append(problem)
            return None
        self.hashes[name] = files.sha256(data)
        return paper

    def known_reports(self) -> KnownReports:
        """Return the report files that have not changed, with their days.

        If any report changed, a day in a file with several days may now belong to another file. Then only
        files with the one day they are named by are returned.
        """
        from litnotes.daily.derive import KnownReports

        names = names_in(self.changes.found["days"])
        if SETTINGS in self.changes.changed:
            return KnownReports(derived=names)
        moved = self.changes.changed | self.changes.removed
        reports_moved = any(name.endswith(".md") for name in moved)
        derived = names - {name.removeprefix(_DAYS) for name in moved}
        named = self.index.named_days()
        own = {_date(day): name for day, name in named if name not in moved and f"{day}.yaml" in derived}
        logs = {
            name: frozenset(map(_date, days))
            for name, days in self.index.days_in_logs()
            if name not in moved and derived.issuperset(f"{day}.yaml" for day in days)
        }
        return KnownReports(own, {} if reports_moved else logs, names)

    def load(self, day: datetime.date) -> Report:
        """Return the report of an unchanged day."""
        from litnotes.model.reports import Report

        name = f"{_DAYS}{day}.yaml"
        content = None if name in self.changes.changed else self.index.content(name)
        return Report.model_validate_json(content) if content else self.notebook.load_day(day)

    def take_in(self, days: Days, made: Collection[Paper], left: Collection[Write] = ()) -> None:
        """Bring the index up to date with the changes.

        Args:
            days: the days as they are now.
            made: new papers of this command.
            left: derived files that the next command writes; it reads their reports again.
        """
        from litnotes.index import catalogue

        if not (self.changes or days.read_now or made):
            self.index.note(self.changes)
            return
        derived = self.index.names(_DAYS) - self.changes.changed
        fresh = [day for day in days.unchanged if f"{_DAYS}{day}.yaml" not in derived]
        gone = self.index.days() - days.unchanged - days.read_now.keys()
        new = {paper.key: paper for paper in made}
        reports: dict[datetime.date, Report | None] = dict.fromkeys(gone)
        reports |= {day: days.report(day) for day in (*days.read_now, *fresh)}
        if not (self.changes.stamps or self.changes.removed or new or reports):
            return
        with self.index.writing():
            papers = {**self.papers, **new}
            traces = self._traces()
            catalogue.update(self.index, self.library, papers, reports, traces, self._vocabulary)
            self._keep_read(days)
            for paper in new.values():
                self._keep_made(paper)
            for day, report in reports.items():
                self._keep_derived(day, report)
            for write in left:
                self.index.leave(write.report_name)
            self.index.settle(self.changes)

    def take_in_apart(self, days: Days, made: Collection[Paper]) -> None:
        """Take in the changes once, in a copy of the index: nothing is written."""
        if not self._is_apart and (self.changes or days.read_now or made):
            self._is_apart = True
            self.index = database.copied(self.index)
            self.take_in(days, made)

    def _traces(self) -> dict[str, DecidedTrace | None]:
        """Return the changed traces by name, and record them; commands that screen report broken ones."""
        read: dict[str, DecidedTrace | None] = {}
        for path in self.changes.changed | self.changes.removed:
            if path.startswith(f"{TRACES}/"):
                name = path[len(TRACES) + 1 : -len(".yaml")]
                read[name] = self._read_trace(path, name)
        return read

    def _read_trace(self, path: str, name: str) -> DecidedTrace | None:
        from litnotes.index import screened
        from litnotes.store import traces

        if path in self.changes.changed:
            known = screened.keys(self.index.connection)
            with contextlib.suppress(LitnotesError):
                trace = traces.decided(self.notebook, name, self.index.content(path) or "", known)
                self.index.keep(path, self.changes.stamps[path], self.changes.at, trace.sha256, trace.found)
                return trace
        self.index.forget(path)
        return None

    def _keep_made(self, paper: Paper) -> None:
        name = f"{_PAPERS}{paper.key}.yaml"
        self.index.keep_written(name, files.sha256(paper_text(paper)), paper.model_dump_json())

    def _keep_derived(self, day: datetime.date, report: Report | None) -> None:
        """Record the derived file of a day if it fits the report, else remove it."""
        name = f"{_DAYS}{day}.yaml"
        file = self.notebook.day_file(day) if report and report.source else None
        if (
            file
            and report
            and report.source
            and file.is_replaceable
            and file.sha256 == report.source.sha256
        ):
            self.index.keep_written(name, files.sha256(file.data), report.model_dump_json())
        else:
            self.index.forget(name)

    def _keep_read(self, days: Days) -> None:
        """Record the files that were read without problems, and remove files to report again."""
        stamps, at = self.changes.stamps, self.changes.at
        if days.hashes.keys() - stamps.keys():
            stamps = stamps_in(self.changes.found)  # unchanged files that were read again
        broken = {f"{_PAPERS}{key}.yaml" for key, paper in self.papers.items() if paper is None}
        to_report = {name for name, _ in self.index.days_in_files()} - days.days_in.keys()
        for name in self.changes.removed | broken:
            self.index.forget(name)
        for name in to_report - self.changes.removed:
            self.index.leave(name)
        for key, paper in self.papers.items():
            if paper:
                name = f"{_PAPERS}{key}.yaml"
                self.index.keep(name, stamps[name], at, self.hashes[name], paper.model_dump_json())
        for name, sha256 in days.hashes.items():
            if name in days.days_in and name in stamps:
                content = json.dumps(sorted(map(str, days.days_in[name])))
                self.index.keep(name, stamps[name], at, sha256, content)
        if self.parsed:
            # Without a hash: the parsed bytes are not kept, and the file may have changed meanwhile.
            self.index.keep(SETTINGS, *self.parsed, "", self._settings)
