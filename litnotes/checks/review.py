"""Reports looked through: all of the notes, or single files with or without notes around them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from litnotes.checks.across import Filed, changed_verdicts, files_not_read, nearly_carried
from litnotes.checks.codes import codes
from litnotes.checks.findings import Finding, in_order
from litnotes.checks.lookalikes import lookalikes
from litnotes.daily.sync import Reader
from litnotes.errors import Diagnostic, LitnotesError, Location, Unreadable, WrongUse
from litnotes.library.identify import Library
from litnotes.markdown import dates
from litnotes.markdown.document import Document, Line
from litnotes.markdown.reader import ReadReport, read
from litnotes.markdown.silence import Silence, silenced
from litnotes.model.paper import Paper
from litnotes.store import files
from litnotes.store.notebook import Notebook

MARKDOWN = (".md", ".markdown")

ACROSS = frozenset({"R054", "R055", "R056", "R060", "R061", "R062"})


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file read as a report. `day` is the day it is filed under, None outside of notes."""

    path: Path
    shown: str
    day: datetime.date | None
    data: bytes
    found: ReadReport


@dataclass(frozen=True, slots=True)
class Review:
    """What is to be told of some files, in order, and which of them could not be read."""

    reports: list[ReportFile]
    findings: list[Finding]
    problems: list[LitnotesError]


class Desk:
    """Where reports are looked through: with the notes in use, or without any."""

    def __init__(self, notebook: Notebook | None) -> None:
        """Take the notes in use; raises Unreadable when their settings cannot be read."""
        settings = notebook.settings() if notebook else None
        self.notebook = notebook
        self.reader = Reader(settings.sections, settings.people) if settings else Reader({}, ())
        self._days = {path.resolve(): day for day, path in self._reports().items()}

    def _reports(self) -> dict[datetime.date, Path]:
        return self.notebook.reports() if self.notebook else {}

    def review(self, asked: Sequence[Path], describe: Callable[[Paper], str]) -> Review:
        """Return what is to be told of the files asked for, or of all notes when none is.

        Args:
            asked: the files; they need not lie in the notes.
            describe: returns a paper in a few words.
        """
        reports, problems = self.read(asked or self._reports().values())
        findings = [Finding(report.shown, told) for report in reports for told in report.found.diagnostics]
        if self.notebook:
            across, unreadable = self._across(reports, describe, everything=not asked)
            shown = {_shown(path) for path in asked}
            findings += [one for one in across if not asked or shown & {one.path, *one.others}]
            problems += [] if asked else unreadable
        return Review(reports, in_order(_told(findings, reports)), problems)

    def read(self, paths: Iterable[Path]) -> tuple[list[ReportFile], list[LitnotesError]]:
        """Return files as reports, each once, and what is wrong with those that cannot be read."""
        reports: list[ReportFile] = []
        problems: list[LitnotesError] = []
        for path in dict.fromkeys(paths):
            try:
                reports.append(self._read(path))
            except LitnotesError as problem:
                problems.append(problem)
        return reports, problems

    def said(self, path: Path, day: datetime.date | None, data: bytes) -> ReadReport:
        """Return what a file says if it holds `data`."""
        if day and path.resolve() in self._days:
            return self.reader.read(path, data, day)
        written = dates.parse(path.stem)
        year = written.year if written else None
        return read(data, self.reader.vocabulary, filed_on=day, year=year)

    def _read(self, path: Path) -> ReportFile:
        data = files.read(path)
        if path.suffix.lower() not in MARKDOWN:
            place = Location(_shown(path))
            raise WrongUse("this is no Markdown file; its name must end in .md", location=place)
        day = self._days.get(path.resolve()) or _day_in_name(path)
        return ReportFile(path, _shown(path), day, data, self.said(path, day, data))

    def _across(
        self, asked: list[ReportFile], describe: Callable[[Paper], str], *, everything: bool
    ) -> tuple[list[Finding], list[LitnotesError]]:
        if self.notebook is None:
            return [], []
        papers, problems = self.notebook.papers()
        library = Library(papers)
        rest, _ = self.read(self._reports().values()) if not everything else (asked, [])
        filed = [Filed(one.shown, one.day, one.found.report) for one in rest if one.day]
        paths = {one.shown for one in asked}
        found = [
            *files_not_read(self.notebook),
            *changed_verdicts(filed, library),
            *nearly_carried(filed),
            *lookalikes([one for one in filed if one.path in paths], library, describe),
        ]
        return found, problems


def _shown(path: Path) -> str:
    return Notebook(Path()).shown(path)


def _day_in_name(path: Path) -> datetime.date | None:
    """Return the day under which the notes would file a report of this name."""
    try:
        day = datetime.date.fromisoformat(path.stem)
    except ValueError:
        return None
    return day if str(day) == path.stem else None


def _told(findings: Iterable[Finding], reports: Iterable[ReportFile]) -> Iterator[Finding]:
    """Yield what no comment silences, and comments that silence nothing."""
    lines = {one.shown: one.found.document.lines for one in reports}
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
