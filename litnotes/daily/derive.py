"""Reports as derived files: `days/DATE.yaml` follows the report of its day.

A file named by its day is the report of that day; any file may contain further days. A file is read
again only if its bytes, the reader or the settings changed. A derived file that the user edited is
never overwritten.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Self

from litnotes.daily.derived_files import Write, removable
from litnotes.daily.row import Row
from litnotes.errors import Conflict, DayTaken, Diagnostic, LitnotesError, Location, Unreadable
from litnotes.markdown import vocabulary
from litnotes.model import file_formats
from litnotes.model.reports import Source
from litnotes.store import files
from litnotes.store.derived import DayFile
from litnotes.store.notebook import Notebook

if TYPE_CHECKING:
    from litnotes.config import Settings
    from litnotes.markdown.read.reader import ReadReport
    from litnotes.markdown.vocabulary import Vocabulary
    from litnotes.model.reports import Report
    from litnotes.values.day_order import Order

_NO_DATE = ("R050", "R051", "R052")
_NO_YEAR = "Write the year, or put the file in a folder named by its year."


class KnownReports(NamedTuple):
    """The names of report files that have not changed; they are not opened.

    `named` are files with one day, by that day; `logs` are the others, with their days. `derived` are the
    names in `days/`.
    """

    named: Mapping[datetime.date, str] = MappingProxyType({})
    logs: Mapping[str, frozenset[datetime.date]] = MappingProxyType({})
    derived: frozenset[str] = frozenset()


@dataclass
class Days:
    """The days of a notebook, read now or unchanged since they were derived.

    `load` returns the report of an `unchanged` day. `problems` are files that cannot be read or written;
    those in `unreadable` leave their day without a report. `undated` are the diagnostics of days that have
    no date, `no_reports` the Markdown files without any date. `days_in` gives the days in each file that
    was read without problems, `hashes` the SHA-256 of each opened file, both by file name. `removals` are
    unedited derived files to remove, because their report is gone.
    """

    notebook: Notebook
    load: Callable[[datetime.date], Report]
    paths: dict[datetime.date, Path] = field(default_factory=dict)
    read_now: dict[datetime.date, ReadReport] = field(default_factory=dict)
    unchanged: set[datetime.date] = field(default_factory=set)
    writes: list[Write] = field(default_factory=list)
    removals: list[Path] = field(default_factory=list)
    problems: list[LitnotesError] = field(default_factory=list)
    unreadable: dict[datetime.date, LitnotesError] = field(default_factory=dict)
    undated: list[tuple[Path, Diagnostic]] = field(default_factory=list)
    no_reports: list[Path] = field(default_factory=list)
    days_in: dict[str, frozenset[datetime.date]] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    anew: bool = False
    _loaded: dict[datetime.date, Report] = field(default_factory=dict)
    _derived: dict[datetime.date, DayFile | None] = field(default_factory=dict)

    def derived_file(self, day: datetime.date) -> DayFile | None:
        """Return the head of the derived file of a day; None if there is none."""
        if day not in self._derived:
            self._derived[day] = None if self.anew else self.notebook.day_file(day)
        return self._derived[day]

    @cached_property
    def derived(self) -> dict[datetime.date, DayFile]:
        """The heads of the derived files of days that no report file is named after."""
        days = [day for day in self.notebook.derived_days() if day not in self.paths]
        return {day: file for day in days if (file := self.derived_file(day))}

    @property
    def dates(self) -> list[datetime.date]:
        """The days with a readable report, oldest first."""
        return sorted({*self.read_now, *self.unchanged})

    def report(self, day: datetime.date) -> Report:
        """Return the report of a day of `dates`."""
        if day in self.read_now:
            return self.read_now[day].report
        if day not in self._loaded:
            self._loaded[day] = self.load(day)
        return self._loaded[day]

    def reports(self) -> dict[datetime.date, Report]:
        """Return all reports, oldest first."""
        return {day: self.report(day) for day in self.dates}

    def row(self) -> Row:
        """Return the reports, oldest first; each is loaded on first use."""
        return Row(self.dates, self.report)

    def without_report(self) -> list[Path]:
        """Return the derived files of days whose report no longer exists."""
        gone = [day for day in self.notebook.derived_days() if day not in self.paths]
        return [self.notebook.day_path(day) for day in gone]

    def diagnostics(self) -> list[tuple[Path, Diagnostic]]:
        """Return the unsilenced diagnostics of the reports read now."""
        return [
            (self.paths[day], diagnostic)
            for day, read in sorted(self.read_now.items())
            for diagnostic in read.unsilenced
        ]


class Reader:
    """Reads the reports of one notebook. Nothing is loaded before the first report is read."""

    def __init__(
        self,
        sections: Mapping[str, Iterable[str]],
        people: Iterable[str],
        placeholders: Iterable[str] = (),
        date_order: Order | None = None,
    ) -> None:
        """Take the settings that affect reading."""
        self._words = (sections, people, tuple(placeholders), date_order)
        self._read: dict[tuple[Path, datetime.date | None, bytes], list[ReadReport]] = {}

    @classmethod
    def by(cls, settings: Settings) -> Self:
        """Return the reader for some settings."""
        return cls(settings.sections, settings.people, settings.placeholders, settings.order)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words to read by."""
        return vocabulary.load(*self._words)

    @cached_property
    def fingerprint(self) -> str:
        """A text that changes whenever reports may be read differently."""
        return vocabulary.fingerprint(*self._words)

    def read(self, path: Path, data: bytes, day: datetime.date) -> ReadReport:
        """Return the report of a day from the file named by that day."""
        days = self.read_days(path, data, day)
        return next((read for read in days if read.report.date == day), days[0])

    def read_days(
        self, path: Path, data: bytes, filed_on: datetime.date | None, folders: Sequence[str] = ()
    ) -> list[ReadReport]:
        """Return the days of a file; `filed_on` is the day it is named by, None for a log in `folders`."""
        from litnotes.markdown.read.filing import Filing
        from litnotes.markdown.read.reader import read_days

        key = (path, filed_on, data)
        if key not in self._read:  # a command may ask twice; the same bytes are read once
            filing = Filing(filed_on) if filed_on else Filing.of(PurePosixPath(*folders, path.name))
            self._read[key] = read_days(data, self.vocabulary, filing)
        return self._read[key]


def sync(
    notebook: Notebook,
    reader: Reader,
    known: KnownReports | None = None,
    load: Callable[[datetime.date], Report] | None = None,
    *,
    anew: bool = False,
) -> Days:
    """Return the days as they are now, with the derived files to write.

    Args:
        notebook: the notes.
        reader: how reports are read.
        known: the files that have not changed.
        load: returns the report of an unchanged day; by default from its derived file.
        anew: read all reports, as if there were no derived files.
    """
    known = known or KnownReports()
    listed = notebook.listed()
    days = Days(
        notebook,
        load or notebook.load_day,
        {day: notebook.root / name for day, name in listed.reports.items()},
        anew=anew,
    )
    days.problems += notebook.report_twins(listed)
    same = listed.reports.items() & known.named.items()
    days.unchanged.update(day for day, _ in same)
    days.days_in.update((name, frozenset((day,))) for day, name in same)
    for day, name in listed.reports.items():
        if (day, name) in same:
            continue
        try:
            _sync_file(days, reader, name, day, known)
        except LitnotesError as problem:
            days.problems.append(problem)
            days.unreadable[day] = problem
    for name in listed.logs:
        try:
            _sync_file(days, reader, name, None, known)
        except LitnotesError:
            days.no_reports.append(notebook.root / name)  # it may be anything, so this is no problem
    unread = [name for name in (*listed.reports.values(), *listed.logs) if name not in days.days_in]
    days.removals += removable(notebook.root, known.derived, days.paths, unread)
    return days


def _sync_file(
    days: Days,
    reader: Reader,
    name: str,
    filed_on: datetime.date | None,
    known: KnownReports,
) -> None:
    path = days.notebook.root / name
    if name in known.logs:
        _leave(days, name, known.logs[name])
        return
    data = files.read(path)
    days.hashes[name] = files.sha256(data)
    derived = _known_days(days, reader, name, data, filed_on)
    if derived and not _has_errors(data):
        _leave(days, name, frozenset(derived))
        return
    read = reader.read_days(path, data, filed_on, name.split("/")[:-1])
    if filed_on is None and not any(day.written for day in read):
        _leave(days, name, frozenset())
        return
    problems = len(days.problems) + len(days.undated)
    own = [day for day in read if _is_first_of_its_day(days, path, day)]
    dates = [day.report.date for day in own if day.report.date]
    for day, date in zip(own, dates, strict=True):
        others = tuple(other for other in dates if other != date)
        _follow(days, reader, path, data, _with_source(day, others, name, data, reader))
    if len(days.problems) + len(days.undated) == problems and not _has_errors(data):
        days.days_in[name] = frozenset(dates)


def _leave(days: Days, name: str, dates: frozenset[datetime.date]) -> None:
    """Keep the days of a file without reading it again."""
    path = days.notebook.root / name
    days.days_in[name] = dates
    days.unchanged |= dates
    days.paths.update(dict.fromkeys(dates, path))
    if not dates:
        days.no_reports.append(path)


def _known_days(
    days: Days, reader: Reader, name: str, data: bytes, filed_on: datetime.date | None
) -> set[datetime.date]:
    """Return the days in a file if all their derived files are up to date, else an empty set."""
    first = filed_on or next((day for day, file in days.derived.items() if file.is_from(name)), None)
    file = days.derived_file(first) if first else None
    if first is None or file is None or not _is_current(file, data, reader):
        return set()
    dates = {first, *file.others}
    others = (days.derived_file(day) for day in file.others)
    return dates if all(other and _is_current(other, data, reader) for other in others) else set()


def _is_first_of_its_day(days: Days, path: Path, day: ReadReport) -> bool:
    """Whether a day has a date that no other file has; if so, record the file as its report."""
    date = day.report.date
    line = day.outline.title.start + 1 if day.outline.title else 1
    if date is None:
        no_year = Diagnostic(
            "R050", "warning", line, 1, "this day has no year, so it is not read.", _NO_YEAR
        )
        notes = (note for note in day.diagnostics if note.code in _NO_DATE)
        days.undated.append((path, next(notes, no_year)))
        return False
    if days.paths.setdefault(date, path) != path or date in days.read_now:
        place = Location(days.notebook.shown(path), line)
        days.problems.append(DayTaken(date, days.notebook.shown(days.paths[date]), location=place))
        return False
    days.read_now[date] = day
    return True


def _with_source(
    day: ReadReport, others: tuple[datetime.date, ...], name: str, data: bytes, reader: Reader
) -> ReadReport:
    source = Source(file=name, others=others, sha256=files.sha256(data), reader=reader.fingerprint)
    return day._replace(report=day.report.model_copy(update={"source": source}))


def _follow(days: Days, reader: Reader, path: Path, data: bytes, day: ReadReport) -> None:
    """Record a day; plan to write its derived file unless it is up to date, edited or newer."""
    date, source = day.report.date, day.report.source
    if date is None or source is None:
        return
    days.read_now[date] = day
    derived = days.derived_file(date)
    if derived and not derived.intact:
        days.problems.append(_edited_by_hand(days.notebook, date, path))
    elif derived and derived.is_newer:
        place = Location(days.notebook.shown(days.notebook.day_path(date)))
        days.problems.append(
            Unreadable(file_formats.newer(str(derived.format), file_formats.DAY), location=place)
        )
    elif derived is None or not _is_current(derived, data, reader) or derived.others != source.others:
        write = Write(
            days.notebook.day_path(date), day.report, source.file, derived.data if derived else None
        )
        days.writes.append(write)


def _is_current(derived: DayFile, data: bytes, reader: Reader) -> bool:
    same = derived.reader == reader.fingerprint and derived.sha256 == files.sha256(data)
    return derived.is_replaceable and same


def _has_errors(data: bytes) -> bool:
    """Whether part of a report cannot be read; such a file is read and reported each time."""
    if b"<<<<<<<" in data:
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return True
    return False


def _edited_by_hand(notebook: Notebook, day: datetime.date, path: Path) -> Conflict:
    day_path = notebook.shown(notebook.day_path(day))
    return Conflict(
        f"edited by hand, but litnotes makes this file from {notebook.shown(path)}; it is not changed. "
        f"Make the change in {notebook.shown(path)}, then delete {day_path}",
        location=Location(day_path),
    )
