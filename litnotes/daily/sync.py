"""Reports as derived files: `days/DATE.yaml` follows the report of its day.

A report is read again only when its bytes, the reader or the settings changed. A derived file that
was edited by hand is never overwritten.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.errors import Conflict, Diagnostic, LitnotesError, Location
from litnotes.markdown import vocabulary
from litnotes.store import files
from litnotes.store.notebook import Notebook, day_text

if TYPE_CHECKING:
    from litnotes.markdown.reader import ReadReport
    from litnotes.markdown.vocabulary import Vocabulary
    from litnotes.model.report import Report


@dataclass(frozen=True, slots=True)
class Write:
    """A derived file to write from a report: the bytes it must still have (None for a new file)."""

    path: Path
    report: Report
    report_name: str
    expected: bytes | None


@dataclass(slots=True)
class Days:
    """The days of a notebook: read now, or left as they were derived before.

    `unchanged` days are loaded when asked for. `problems` are what could not be read or must not be
    written, `unreadable` those of them that leave a day without report; the others are read all the
    same.
    """

    notebook: Notebook
    paths: dict[datetime.date, Path] = field(default_factory=dict)
    read_now: dict[datetime.date, ReadReport] = field(default_factory=dict)
    unchanged: set[datetime.date] = field(default_factory=set)
    writes: list[Write] = field(default_factory=list)
    problems: list[LitnotesError] = field(default_factory=list)
    unreadable: dict[datetime.date, LitnotesError] = field(default_factory=dict)
    _loaded: dict[datetime.date, Report] = field(default_factory=dict)

    @property
    def dates(self) -> list[datetime.date]:
        """The days that have a report that can be read, oldest first."""
        return sorted({*self.read_now, *self.unchanged})

    def report(self, day: datetime.date) -> Report:
        """Return the report of a day of `dates`."""
        if day in self.read_now:
            return self.read_now[day].report
        if day not in self._loaded:
            self._loaded[day] = self.notebook.load_day(day)
        return self._loaded[day]

    def reports(self) -> dict[datetime.date, Report]:
        """Return all reports, oldest first."""
        return {day: self.report(day) for day in self.dates}

    def diagnostics(self) -> list[tuple[Path, Diagnostic]]:
        """Return what was unclear in the reports read now."""
        return [
            (self.paths[day], diagnostic)
            for day, found in sorted(self.read_now.items())
            for diagnostic in found.diagnostics
        ]


class Reader:
    """How reports are read in one notebook. Nothing is loaded before a report is read."""

    def __init__(self, sections: Mapping[str, Iterable[str]], people: Iterable[str]) -> None:
        """Take the section names and people of a project's settings."""
        self._sections = sections
        self._people = people
        self._read: dict[tuple[datetime.date, str], ReadReport] = {}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words to read by."""
        return vocabulary.load(self._sections, self._people)

    @cached_property
    def fingerprint(self) -> str:
        """A text that changes whenever a report may be read in another way."""
        return vocabulary.fingerprint(self._sections, self._people)

    def read(self, path: Path, data: bytes, day: datetime.date) -> ReadReport:
        """Return the report that `data` holds, kept under `day`, with its source."""
        from litnotes.markdown.reader import ReadReport, read
        from litnotes.model.report import Source

        key = (day, files.sha256(data))
        if key not in self._read:  # a command may look twice; the same bytes are read once
            found = read(data, self.vocabulary, filed_on=day)
            source = Source(file=path.name, sha256=key[1], reader=self.fingerprint)
            report = found.report.model_copy(update={"source": source})
            self._read[key] = ReadReport(report, found.outline, found.diagnostics, found.written)
        return self._read[key]


def sync(notebook: Notebook, reader: Reader) -> Days:
    """Return the days as they are now, with what must be written so that files follow reports."""
    days = Days(notebook, notebook.reports())
    days.problems += notebook.report_twins()
    for day, path in days.paths.items():
        try:
            _sync_day(days, reader, day, path)
        except LitnotesError as problem:
            days.problems.append(problem)
            days.unreadable[day] = problem
    return days


def _sync_day(days: Days, reader: Reader, day: datetime.date, path: Path) -> None:
    notebook = days.notebook
    data = files.read(path)
    derived = notebook.day_file(day)
    edited = derived is not None and not derived.intact
    current = derived and not edited and _is_current(derived.sha256, derived.reader, data, reader)
    if current and not _has_errors(data):
        days.unchanged.add(day)
        return
    days.read_now[day] = reader.read(path, data, day)
    if current:
        return
    if edited:
        days.problems.append(_edited_by_hand(notebook, day, path))
        return
    report = days.read_now[day].report
    days.writes.append(Write(notebook.day_path(day), report, path.name, derived.data if derived else None))


def _is_current(sha256: str | None, fingerprint: str | None, data: bytes, reader: Reader) -> bool:
    return fingerprint == reader.fingerprint and sha256 == files.sha256(data)


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
