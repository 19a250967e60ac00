"""Reports looked through: all of the notes, or single files with or without notes around them."""

from __future__ import annotations

import datetime
import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from litnotes.checks.across import Filed, changed_verdicts, files_not_read, nearly_carried, suspected_twins
from litnotes.checks.codes import codes
from litnotes.checks.findings import Finding, in_order
from litnotes.checks.lookalikes import lookalikes
from litnotes.config import Settings
from litnotes.daily.derive import Days, Reader, sync
from litnotes.errors import Conflict, Diagnostic, LitnotesError, Location, Unreadable, WrongUse
from litnotes.library.identify import Library
from litnotes.markdown.document import Document, Line
from litnotes.markdown.read.reader import ReadReport
from litnotes.markdown.read.silence import Silence, silenced
from litnotes.model.paper import Paper
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


class _Anew(Reader):
    """A reader by which no report has been read yet, so that `sync` reads each again."""

    @cached_property
    def fingerprint(self) -> str:
        """None that a derived file has."""
        return ""


class Reviewer:
    """Where reports are looked through: with the notes in use, or without any."""

    def __init__(self, notebook: Notebook | None) -> None:
        """Take the notes in use; raises Unreadable when their settings cannot be read."""
        settings = notebook.settings() if notebook else Settings()
        self.notebook = notebook
        self.reader = _Anew(settings.sections, settings.people, settings.placeholders, settings.order)
        self._filed: dict[Path, tuple[Path, datetime.date | None]] = {}
        if notebook:
            self._filed = {path.resolve(): (path, day) for day, path in notebook.reports().items()}
            self._filed.update({path.resolve(): (path, None) for path in notebook.logs()})

    def review(self, asked: Sequence[Path], describe: Callable[[Paper], str]) -> Review:
        """Return what is to be told of the files asked for, or of all notes when none is.

        Args:
            asked: the files; they need not lie in the notes.
            describe: returns a paper in a few words.
        """
        days = sync(self.notebook, self.reader) if self.notebook else None
        left_out = set(days.no_reports) if days else set()
        paths = asked or [path for path, _ in self._filed.values() if path not in left_out]
        reports, problems = self._read_all(paths)
        findings = [
            Finding(report.shown, told)
            for report in reports
            for day in report.days
            for told in day.diagnostics
        ]
        if days:
            across, unreadable = _across(days, reports, describe)
            shown = {one.shown for one in reports}
            findings += [one for one in across if not asked or shown & {one.path, *one.others}]
            problems += [] if asked else unreadable
        return Review(reports, in_order(_told(dict.fromkeys(findings), reports)), problems)

    def said(self, path: Path, filed_on: datetime.date | None, data: bytes) -> list[ReadReport]:
        """Return what a file says if it holds `data`."""
        folders = path.parts[:-1]
        if self.notebook and path.resolve() in self._filed:
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
        path, filed_on = self._filed.get(path.resolve(), (path, None))
        return ReportFile(path, _shown(path), filed_on, data, self.said(path, filed_on, data))


def _across(
    days: Days, asked: Sequence[ReportFile], describe: Callable[[Paper], str]
) -> tuple[list[Finding], list[LitnotesError]]:
    """Return what only shows across files, and what could not be read beside reports."""
    papers, problems = days.notebook.papers()
    library = Library(papers)
    filed = [
        Filed(_shown(days.paths[day]), day, found.report) for day, found in sorted(days.read_now.items())
    ]
    paths = {one.shown for one in asked}
    found = [
        *(Finding(_shown(path), told) for path, told in days.undated),
        *files_not_read(days),
        *changed_verdicts(filed, library),
        *nearly_carried(filed),
        *suspected_twins(papers, lambda key: _shown(days.notebook.paper_path(key))),
        *lookalikes([one for one in filed if one.path in paths], library, describe),
    ]
    edited = [problem for problem in days.problems if isinstance(problem, Conflict)]
    return found, [*edited, *problems]


def _shown(path: Path) -> str:
    return Notebook(Path()).shown(path)


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
