"""Reviews of reports: of all notes, or of single files inside or outside notes."""

from __future__ import annotations

import datetime
import os
import shlex
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
from litnotes.store import files, traces
from litnotes.store.notebook import Notebook

MARKDOWN = (".md", ".markdown")

ACROSS = frozenset({"R054", "R055", "R056", "R060", "R061", "R062", "R063"})


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file with the reports of its days; `filed_on` is the day it is named by in the notes."""

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
    """The findings in some files, in order, and the problems of unreadable ones."""

    reports: list[ReportFile]
    findings: list[Finding]
    problems: list[LitnotesError]


class RereadingReader(Reader):
    """A reader with another fingerprint than all derived files, so that `sync` reads each report again."""

    @cached_property
    def fingerprint(self) -> str:
        """A fingerprint that no derived file has."""
        return ""


class Reviewer:
    """Reviews reports, with the notes in use or without notes."""

    def __init__(self, notebook: Notebook | None, reader: Reader) -> None:
        """Take the notes in use, if any, and the reader of reports."""
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
        """Return the review of files.

        Args:
            asked: the files; they may be outside the notes.
            around: the notes around them, if any.
            describe: returns a short description of a paper.
        """
        reports, problems = self._read_all(asked)
        across: Iterable[Finding] = ()
        if around:
            shown = {report.shown for report in reports}
            findings = _across_files(around, reports, describe)
            across = [finding for finding in findings if shown & {finding.path, *finding.others}]
        return Review(reports, _all_findings(reports, across), problems)

    def review_all(self, days: Days, describe: Callable[[Paper], str]) -> Review:
        """Return the review of all notes, with the problems of traces.

        Every day of `days` must have been read now.
        """
        others = set(days.no_reports)
        reports, problems = self._read_all(path for path, _ in self._filed.values() if path not in others)
        across, unreadable = _across(days, reports, describe)
        of_traces = traces.problems(self.notebook) if self.notebook else []
        return Review(reports, _all_findings(reports, across), [*problems, *unreadable, *of_traces])

    def read(self, path: Path, filed_on: datetime.date | None, data: bytes) -> list[ReadReport]:
        """Return the days of a file with the bytes `data`."""
        folders = path.parts[:-1]
        if self.notebook and self._real(path) in self._filed:
            folders = path.relative_to(self.notebook.root).parts[:-1]
        return self.reader.read_days(path, data, filed_on, folders)

    def _read_all(self, paths: Iterable[Path]) -> tuple[list[ReportFile], list[LitnotesError]]:
        """Return files as reports, each once, and the problems of unreadable ones."""
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
                f"this is a folder; give its files: litnotes check {inside}/*.md", location=place
            )
        data = files.read(path)
        if path.suffix.lower() not in MARKDOWN:
            raise WrongUse("this is not a Markdown file; its name must end in .md", location=place)
        path, filed_on = self._filed.get(self._real(path), (path, None))
        return ReportFile(path, _shown(path), filed_on, data, self.read(path, filed_on, data))

    def _real(self, path: Path) -> str:
        """Return the real path of a file; each folder is resolved once, because there may be many files."""
        if os.path.islink(path):  # noqa: PTH114 faster for a thousand paths
            return os.path.realpath(path)
        if path.parent not in self._folders:
            self._folders[path.parent] = os.path.realpath(path.parent)
        return f"{self._folders[path.parent]}/{path.name}"


def _across(
    days: Days, reports: Iterable[ReportFile], describe: Callable[[Paper], str]
) -> tuple[list[Finding], list[LitnotesError]]:
    """Return the findings across all files, and the problems of files other than reports."""
    papers, problems = days.notebook.papers()
    library = Library(papers)
    filed = [_filed(days, day, read.report) for day, read in sorted(days.read_now.items())]
    papers_named = histories({one.day: one.report for one in filed}, library)
    shown = {report.shown for report in reports}
    findings = [
        *(Finding(_shown(path), note) for path, note in days.undated),
        *files_not_read(days),
        *changed_verdicts((one.conclusions for one in papers_named), lambda day: _shown(days.paths[day])),
        *nearly_carried(filed),
        *suspected_twins(papers, lambda key: _shown(days.notebook.paper_path(key))),
        *lookalikes([one for one in filed if one.path in shown], library, describe),
    ]
    edited = [problem for problem in days.problems if isinstance(problem, Conflict)]
    return findings, [*edited, *problems]


def _across_files(
    around: Around, reports: Iterable[ReportFile], describe: Callable[[Paper], str]
) -> Iterator[Finding]:
    """Yield the findings between some files and the rest of the notes, and some findings in other files."""
    days = around.days
    filed = _first_of_their_days(days, reports)
    yield from (Finding(_shown(path), note) for path, note in days.undated)
    yield from reports_not_read(days)
    identities = {
        around.library.identity(*ways_to_write(conclusion)): None
        for one in filed
        for conclusion in one.report.conclusions
        if conclusion.decision
    }
    yield from changed_verdicts(map(around.concluded, identities), lambda day: _shown(days.paths[day]))
    for one in filed:
        for before in days.row().before(one.day).days[-1:]:
            yield from nearly_carried([_filed(days, before, days.report(before)), one])
    yield from lookalikes(filed, around.library, describe)


def _first_of_their_days(days: Days, reports: Iterable[ReportFile]) -> list[Filed]:
    """Return the reports in files, oldest first, for days whose report is that file."""
    by_day: dict[datetime.date, Filed] = {}
    for file in reports:
        for one in file.days:
            day = one.report.date
            if day and days.paths.get(day) == file.path:
                by_day.setdefault(day, Filed(file.shown, day, one.report))
    return [one for _, one in sorted(by_day.items())]


def _filed(days: Days, day: datetime.date, report: Report) -> Filed:
    return Filed(_shown(days.paths[day]), day, report)


def _shown(path: Path) -> str:
    return Notebook(Path()).shown(path)


def _all_findings(reports: Sequence[ReportFile], across: Iterable[Finding]) -> list[Finding]:
    """Return the findings in each file and across files, in order."""
    own = (
        Finding(report.shown, note) for report in reports for day in report.days for note in day.diagnostics
    )
    return in_order(_unsilenced(dict.fromkeys((*own, *across)), reports))


def _unsilenced(findings: Iterable[Finding], reports: Iterable[ReportFile]) -> Iterator[Finding]:
    """Yield the findings that no comment silences, and findings on comments that silence nothing."""
    lines = {report.shown: report.document.lines for report in reports}
    by_path: dict[str, list[Finding]] = {path: [] for path in lines}
    for finding in findings:
        by_path.setdefault(finding.path, []).append(finding)
    for path, in_file in by_path.items():
        outcome = silenced(lines.get(path) or _lines(path), [one.diagnostic for one in in_file])
        others = {one.diagnostic: one.others for one in in_file}
        unused = [_unused(one) for one in outcome.unused if one.code not in {*ACROSS, "R071"}]
        for note in (*outcome.diagnostics, *silenced(lines.get(path, ()), unused).diagnostics):
            yield Finding(path, note, others.get(note, ()))


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
        reading = f"{silence.code} does not occur here, so the comment silences nothing."
    else:
        reading = f'there is no code "{silence.code[:60]}", so the comment silences nothing.'
    return Diagnostic("R071", "info", silence.line, silence.column, reading, "Remove it from the comment.")
