"""Reports as derived files: `days/DATE.yaml` follows the report of its day.

A file named by its day is the report of that day; any file may hold further days. A file is read
again only when its bytes, the reader or the settings changed. A derived file that was edited by hand
is never overwritten.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Self

from litnotes.daily.row import Row
from litnotes.errors import Conflict, DayTaken, Diagnostic, LitnotesError, Location
from litnotes.markdown import vocabulary
from litnotes.model.reports import Source
from litnotes.store import files
from litnotes.store.derived import DayFile, day_text
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
    """The names of files of reports that are known to be as they were; they are not opened.

    `named` are those named by the one day they hold, `logs` are others, with their days.
    """

    named: Mapping[datetime.date, str] = MappingProxyType({})
    logs: Mapping[str, frozenset[datetime.date]] = MappingProxyType({})


class Write(NamedTuple):
    """A derived file to write from a report: the bytes it must still have (None for a new file)."""

    path: Path
    report: Report
    report_name: str
    expected: bytes | None


@dataclass
class Days:
    """The days of a notebook: read now, or left as they were derived before.

    `unchanged` days are fetched by `load` when asked for. `problems` are what could not be read or must not
    be written, `unreadable` those of them that leave a day without report; the others are read all the
    same. `undated` is what keeps a day of a file from being read, `no_reports` are Markdown files
    without any date. `days_in` tells by its name which days each file holds that was read without a
    problem, `hashes` what was read of those that were opened.
    """

    notebook: Notebook
    load: Callable[[datetime.date], Report]
    paths: dict[datetime.date, Path] = field(default_factory=dict)
    read_now: dict[datetime.date, ReadReport] = field(default_factory=dict)
    unchanged: set[datetime.date] = field(default_factory=set)
    writes: list[Write] = field(default_factory=list)
    problems: list[LitnotesError] = field(default_factory=list)
    unreadable: dict[datetime.date, LitnotesError] = field(default_factory=dict)
    undated: list[tuple[Path, Diagnostic]] = field(default_factory=list)
    no_reports: list[Path] = field(default_factory=list)
    days_in: dict[str, frozenset[datetime.date]] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    _loaded: dict[datetime.date, Report] = field(default_factory=dict)
    _derived: dict[datetime.date, DayFile | None] = field(default_factory=dict)

    def derived_file(self, day: datetime.date) -> DayFile | None:
        """Return what is known of the derived file of a day, if there is one."""
        if day not in self._derived:
            self._derived[day] = self.notebook.day_file(day)
        return self._derived[day]

    @cached_property
    def derived(self) -> dict[datetime.date, DayFile]:
        """What is known of the derived files of days that have no file of their own."""
        days = [day for day in self.notebook.derived_days() if day not in self.paths]
        return {day: file for day in days if (file := self.derived_file(day))}

    @property
    def dates(self) -> list[datetime.date]:
        """The days that have a report that can be read, oldest first."""
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
        """Return the reports, oldest first, each loaded when it is looked at."""
        return Row(self.dates, self.report)

    def without_report(self) -> list[Path]:
        """Return the derived files of days that have no report any more."""
        gone = [day for day in self.notebook.derived_days() if day not in self.paths]
        return [self.notebook.day_path(day) for day in gone]

    def diagnostics(self) -> list[tuple[Path, Diagnostic]]:
        """Return what was unclear in the reports read now."""
        return [
            (self.paths[day], diagnostic)
            for day, found in sorted(self.read_now.items())
            for diagnostic in found.told
        ]


class Reader:
    """How reports are read in one notebook. Nothing is loaded before a report is read."""

    def __init__(
        self,
        sections: Mapping[str, Iterable[str]],
        people: Iterable[str],
        placeholders: Iterable[str] = (),
        date_order: Order | None = None,
    ) -> None:
        """Take what a project's settings say on reading."""
        self._words = (sections, tuple(people), tuple(placeholders), date_order)
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
        """A text that changes whenever a report may be read in another way."""
        return vocabulary.fingerprint(*self._words)

    def read(self, path: Path, data: bytes, day: datetime.date) -> ReadReport:
        """Return the report of a day that a file named by that day holds."""
        days = self.read_days(path, data, day)
        return next((found for found in days if found.report.date == day), days[0])

    def read_days(
        self, path: Path, data: bytes, filed_on: datetime.date | None, folders: Sequence[str] = ()
    ) -> list[ReadReport]:
        """Return the days of a file: one named by its day, or a log in `folders` of the notes."""
        from litnotes.markdown.read.filing import Filing
        from litnotes.markdown.read.reader import read_days

        key = (path, filed_on, data)
        if key not in self._read:  # a command may look twice; the same bytes are read once
            filing = Filing(filed_on) if filed_on else Filing.of(PurePosixPath(*folders, path.name))
            self._read[key] = read_days(data, self.vocabulary, filing)
        return self._read[key]


def sync(
    notebook: Notebook,
    reader: Reader,
    known: KnownReports | None = None,
    load: Callable[[datetime.date], Report] | None = None,
) -> Days:
    """Return the days as they are now, with what must be written so that files follow reports.

    Args:
        notebook: the notes.
        reader: how reports are read.
        known: what is known to be as it was.
        load: returns the report of a day that did not change; from its derived file where not given.
    """
    known = known or KnownReports()
    listed = notebook.listed()
    days = Days(
        notebook,
        load or notebook.load_day,
        {day: notebook.root / name for day, name in listed.reports.items()},
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
            days.no_reports.append(notebook.root / name)  # what it is, nobody said
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
    found = reader.read_days(path, data, filed_on, name.split("/")[:-1])
    if filed_on is None and not any(day.written for day in found):
        _leave(days, name, frozenset())
        return
    problems = len(days.problems) + len(days.undated)
    own = [day for day in found if _is_first_of_its_day(days, path, day)]
    dates = [day.report.date for day in own if day.report.date]
    for day, date in zip(own, dates, strict=True):
        others = tuple(other for other in dates if other != date)
        _follow(days, reader, path, data, _with_source(day, others, name, data, reader))
    if len(days.problems) + len(days.undated) == problems and not _has_errors(data):
        days.days_in[name] = frozenset(dates)


def _leave(days: Days, name: str, dates: frozenset[datetime.date]) -> None:
    """Take a file as it was: nothing in it is read again."""
    path = days.notebook.root / name
    days.days_in[name] = dates
    days.unchanged |= dates
    days.paths.update(dict.fromkeys(dates, path))
    if not dates:
        days.no_reports.append(path)


def _known_days(
    days: Days, reader: Reader, name: str, data: bytes, filed_on: datetime.date | None
) -> set[datetime.date]:
    """Return the days a file holds when their derived files are all as they should be, else nothing."""
    first = filed_on or next((day for day, file in days.derived.items() if file.is_from(name)), None)
    file = days.derived_file(first) if first else None
    if first is None or file is None or not _is_current(file, data, reader):
        return set()
    every = {first, *file.others}
    others = (days.derived_file(day) for day in file.others)
    return every if all(other and _is_current(other, data, reader) for other in others) else set()


def _is_first_of_its_day(days: Days, path: Path, day: ReadReport) -> bool:
    """Whether a day read from a file has a date that nothing else has; note that file as its report."""
    date = day.report.date
    line = day.outline.title.start + 1 if day.outline.title else 1
    if date is None:
        told = Diagnostic("R050", "warning", line, 1, "this day has no year, so it is not read.", _NO_YEAR)
        days.undated += [(path, next((note for note in day.diagnostics if note.code in _NO_DATE), told))]
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
    """Keep a day read now, and write its derived file unless that is current or edited by hand."""
    date, source = day.report.date, day.report.source
    if date is None or source is None:
        return
    days.read_now[date] = day
    derived = days.derived_file(date)
    if derived and not derived.intact:
        days.problems.append(_edited_by_hand(days.notebook, date, path))
    elif derived is None or not _is_current(derived, data, reader) or derived.others != source.others:
        write = Write(
            days.notebook.day_path(date), day.report, source.file, derived.data if derived else None
        )
        days.writes.append(write)


def _is_current(derived: DayFile, data: bytes, reader: Reader) -> bool:
    same = derived.reader == reader.fingerprint and derived.sha256 == files.sha256(data)
    return derived.intact and same


def _has_errors(data: bytes) -> bool:
    """Whether part of a report cannot be read, which is told until it is mended."""
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
        f"edited by hand, but this file is made from {notebook.shown(path)}; it was left as it is. "
        f"Make the change in {notebook.shown(path)}, then delete {day_path}",
        location=Location(day_path),
    )


def apply(writes: list[Write]) -> list[LitnotesError]:
    """Write derived files; return what could not be written."""
    problems: list[LitnotesError] = []
    for write in writes:
        try:
            data = day_text(write.report, write.report_name)
            files.replace(write.path, data, expected=write.expected)
        except LitnotesError as problem:
            problems.append(problem)
    return problems
