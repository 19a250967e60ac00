"""Reports looked through: all of the notes, or single files with or without notes around them."""

from __future__ import annotations

import datetime
import os
import shlex
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from litnotes.checks.across import (
    Around,
    Filed,
    changed_verdicts,
    files_not_read,
    nearly_carried,
    reports_not_read,
    suspected_twins,
)
from litnotes.checks.codes import codes
from litnotes.checks.findings import Finding, in_order
from litnotes.checks.lookalikes import lookalikes
from litnotes.daily.derive import Days, Reader
from litnotes.errors import Conflict, Diagnostic, LitnotesError, Location, Unreadable, WrongUse
from litnotes.library.history import histories, ways_to_write
from litnotes.library.identify import Library
from litnotes.markdown.document import Document, Line
from litnotes.markdown.read.reader import ReadReport
from litnotes.markdown.read.silence import Silence, silenced
from litnotes.model.paper import Paper
from litnotes.model.reports import Report
from litnotes.store import files
from litnotes.store.notebook import Notebook

MARKDOWN = (".md", ".markdown")

ACROSS = frozenset({"R054", "R055", "R056", "R060", "R061", "R062", "R063"})


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file read as a report of one or several days; `filed_on` is the day of its name in the notes."""

    path: Path
    shown: str
    filed_on: datetime.date | None
    data: bytes
    days: list[ReadReport]

    @property
    def document(self) -> Document:
        """The lines of the file."""
        return self.days[0].document


@dataclass(frozen=True, slots=True)
class Review:
    """What is to be told of some files, in order, and which of them could not be read."""

    reports: list[ReportFile]
    findings: list[Finding]
    problems: list[LitnotesError]


class Anew(Reader):
    """A reader by which no report has been read yet, so that `sync` reads each again."""

    @cached_property
    def fingerprint(self) -> str:
        """None that a derived file has."""
        return ""


class Reviewer:
    """Where reports are looked through: with the notes in use, or without any."""

    def __init__(self, notebook: Notebook | None, reader: Reader) -> None:
        """Take the notes in use, and how reports are read there."""
        self.notebook = notebook
        self.reader = reader
        self._folders: dict[Path, str] = {}
        self._filed: dict[str, tuple[Path, datetime.date | None]] = {}
        if notebook:
            filed = [*notebook.reports().items(), *((None, path) for path in notebook.logs())]
            self._filed = {self._real(path): (path, day) for day, path in filed}

    def review(
        self, asked: Sequence[Path], around: Around | None, describe: Callable[[Paper], str]
    ) -> Review:
        """Return what is to be told of files.

        Args:
            asked: the files; they need not lie in the notes.
            around: what is known of the notes, where there are any.
            describe: returns a paper in a few words.
        """
        reports, problems = self._read_all(asked)
        across: Iterable[Finding] = ()
        if around:
            shown = {one.shown for one in reports}
            found = _across_files(around, reports, describe)
            across = [one for one in found if shown & {one.path, *one.others}]
        return Review(reports, _all_told(reports, across), problems)

    def review_all(self, days: Days, describe: Callable[[Paper], str]) -> Review:
        """Return what is to be told of all notes; every day of `days` is one that was read now."""
        left_out = set(days.no_reports)
        reports, problems = self._read_all(path for path, _ in self._filed.values() if path not in left_out)
        across, unreadable = _across(days, reports, describe)
        return Review(reports, _all_told(reports, across), [*problems, *unreadable])

    def said(self, path: Path, filed_on: datetime.date | None, data: bytes) -> list[ReadReport]:
        """Return what a file says if it holds `data`."""
        folders = path.parts[:-1]
        if self.notebook and self._real(path) in self._filed:
            folders = path.relative_to(self.notebook.root).parts[:-1]
        return self.reader.read_days(path, data, filed_on, folders)

    def _read_all(self, paths: Iterable[Path]) -> tuple[list[ReportFile], list[LitnotesError]]:
        """Return files as reports, each once, and what is wrong with those that cannot be read."""
        reports: dict[str, ReportFile] = {}
        problems: list[LitnotesError] = []
        for path in dict.fromkeys(paths):
            try:
                report = self._read(path)
                reports[report.shown] = report
            except LitnotesError as problem:
                problems.append(problem)
        return list(reports.values()), problems

    def _read(self, path: Path) -> ReportFile:
        place = Location(_shown(path))
        if path.is_dir():
            inside = shlex.quote(str(path).rstrip("/"))
            raise WrongUse(
                f"this is a folder; name its files: litnotes check {inside}/*.md", location=place
            )
        data = files.read(path)
        if path.suffix.lower() not in MARKDOWN:
            raise WrongUse("this is no Markdown file; its name must end in .md", location=place)
        path, filed_on = self._filed.get(self._real(path), (path, None))
        return ReportFile(path, _shown(path), filed_on, data, self.said(path, filed_on, data))

    def _real(self, path: Path) -> str:
        """Return where a file really lies; each folder is looked up once, as there may be many files."""
        if os.path.islink(path):  # noqa: PTH114 a thousand paths are asked
            return os.path.realpath(path)
        if path.parent not in self._folders:
            self._folders[path.parent] = os.path.realpath(path.parent)
        return f"{self._folders[path.parent]}/{path.name}"


def _across(
    days: Days, reports: Iterable[ReportFile], describe: Callable[[Paper], str]
) -> tuple[list[Finding], list[LitnotesError]]:
    """Return what only shows across all files, and what could not be read beside reports."""
    papers, problems = days.notebook.papers()
    library = Library(papers)
    filed = [_filed(days, day, found.report) for day, found in sorted(days.read_now.items())]
    said = histories({one.day: one.report for one in filed}, library)
    shown = {one.shown for one in reports}
    found = [
        *(Finding(_shown(path), told) for path, told in days.undated),
        *files_not_read(days),
        *changed_verdicts((one.conclusions for one in said), lambda day: _shown(days.paths[day])),
        *nearly_carried(filed),
        *suspected_twins(papers, lambda key: _shown(days.notebook.paper_path(key))),
        *lookalikes([one for one in filed if one.path in shown], library, describe),
    ]
    edited = [problem for problem in days.problems if isinstance(problem, Conflict)]
    return found, [*edited, *problems]


def _across_files(
    around: Around, reports: Iterable[ReportFile], describe: Callable[[Paper], str]
) -> Iterator[Finding]:
    """Yield what shows between some files and the rest of the notes, and some of what is of other files."""
    days = around.days
    filed = _first_of_their_days(days, reports)
    yield from (Finding(_shown(path), told) for path, told in days.undated)
    yield from reports_not_read(days)
    identities = {
        around.library.identity(*ways_to_write(said)): None
        for one in filed
        for said in one.report.conclusions
        if said.decision
    }
    yield from changed_verdicts(map(around.concluded, identities), lambda day: _shown(days.paths[day]))
    dates = days.dates
    for one in filed:
        for before in dates[: bisect_left(dates, one.day)][-1:]:
            yield from nearly_carried([_filed(days, before, days.report(before)), one])
    yield from lookalikes(filed, around.library, describe)


def _first_of_their_days(days: Days, reports: Iterable[ReportFile]) -> list[Filed]:
    """Return what files say on the days of which they are the report, oldest first."""
    found: dict[datetime.date, Filed] = {}
    for file in reports:
        for one in file.days:
            day = one.report.date
            if day and days.paths.get(day) == file.path:
                found.setdefault(day, Filed(file.shown, day, one.report))
    return [one for _, one in sorted(found.items())]


def _filed(days: Days, day: datetime.date, report: Report) -> Filed:
    return Filed(_shown(days.paths[day]), day, report)


def _shown(path: Path) -> str:
    return Notebook(Path()).shown(path)


def _all_told(reports: Sequence[ReportFile], across: Iterable[Finding]) -> list[Finding]:
    """Return what is to be told of each file, and across files, in order."""
    own = (Finding(one.shown, told) for one in reports for day in one.days for told in day.diagnostics)
    return in_order(_told(dict.fromkeys((*own, *across)), reports))


def _told(findings: Iterable[Finding], reports: Iterable[ReportFile]) -> Iterator[Finding]:
    """Yield what no comment silences, and comments that silence nothing."""
    lines = {one.shown: one.document.lines for one in reports}
    by_path: dict[str, list[Finding]] = {path: [] for path in lines}
    for one in findings:
        by_path.setdefault(one.path, []).append(one)
    for path, found in by_path.items():
        outcome = silenced(lines.get(path) or _lines(path), [one.diagnostic for one in found])
        others = {one.diagnostic: one.others for one in found}
        unused = [_unused(one) for one in outcome.unused if one.code not in {*ACROSS, "R071"}]
        for told in (*outcome.diagnostics, *silenced(lines.get(path, ()), unused).diagnostics):
            yield Finding(path, told, others.get(told, ()))


def _lines(path: str) -> Sequence[Line]:
    """Return the lines of a file that is not read as a report."""
    try:
        return Document.from_bytes(files.read(Path(path))).lines if path.endswith(".md") else ()
    except Unreadable:
        return ()


def _unused(silence: Silence) -> Diagnostic:
    if not silence.code:
        reading = "this comment names no code, so it silences nothing."
    elif silence.code in codes():
        reading = f"{silence.code} is not told here, so there is nothing to silence."
    else:
        reading = f'there is no code "{silence.code[:60]}", so there is nothing to silence.'
    return Diagnostic("R071", "info", silence.line, silence.column, reading, "Take it out of the comment.")
