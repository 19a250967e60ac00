"""Safe fixes of diagnostics.

They add a space after `##` (R011) or the last line end (R002), or write a box in the usual form (R031).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from litnotes.checks.review import ReportFile, Review, Reviewer
from litnotes.errors import Conflict, Diagnostic, LitnotesError, Location
from litnotes.markdown.document import Document
from litnotes.markdown.read.reader import ReadReport
from litnotes.model.reports import Report

FIXED = frozenset({"R002", "R011", "R031"})

_MARKER = r"\s*(?:[-*+]|\(?\d+[.)]|[•・])?\s*"
_GLUED_HEADING = re.compile(r"[ ]{0,3}(?P<old>#{2,6})(?=[^\s#])")
_GLUED_BOX = re.compile(r"\s*(?P<old>-)(?=\[[ xX/~>!?-]?\])")
_EMPTY_BOX = re.compile(rf"{_MARKER}(?:~~)?(?P<old>\[\]|［］)(?=\s|~~|$)")
# A box with spaces around its sign.
_WIDE_BOX = re.compile(
    rf"{_MARKER}(?:~~)?(?P<old>[\[［](?=\s?\S\s?[\]］])(?! \]|\S\])\s?(?P<box>[xX/~>!?-])\s?[\]］])(?!\()"
)
_TIGHT_BOX = re.compile(rf"{_MARKER}(?:~~)?(?P<old>\[[ xX/~>!?-]\])(?=\w)")
_RULES: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "R011": ((_GLUED_HEADING, r"\g<old> "),),
    "R031": ((_GLUED_BOX, "- "), (_EMPTY_BOX, "[ ]"), (_WIDE_BOX, r"[\g<box>]"), (_TIGHT_BOX, r"\g<old> ")),
}


@dataclass(frozen=True, slots=True)
class Fix:
    """Replace `old` at a place (line and column from 1) by `new`."""

    line: int
    column: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """A file to replace: the report before, and its new bytes."""

    report: ReportFile
    new: bytes


def changes(desk: Reviewer, review: Review) -> tuple[list[Change], list[LitnotesError]]:
    """Return the fixed files, and errors for files that would be read differently afterwards."""
    fixes: list[Change] = []
    refused: list[LitnotesError] = []
    for report in review.reports:
        diagnostics = [finding.diagnostic for finding in review.findings if finding.path == report.shown]
        new = fixed(report.data, diagnostics)
        if new == report.data:
            continue
        if _words(desk.read(report.path, report.filed_on, new)) == _words(report.days):
            fixes.append(Change(report, new))
        else:
            sentence = "the report would be read differently after these fixes; it is not changed"
            refused.append(Conflict(sentence, location=Location(report.shown)))
    return fixes, refused


def _words(days: Iterable[ReadReport]) -> list[Report]:
    return [day.report.words() for day in days]


def edits(document: Document, diagnostics: Iterable[Diagnostic]) -> list[tuple[Diagnostic, Fix]]:
    """Return the fixes of diagnostics, each once, with their diagnostic."""
    fixes: dict[Fix, Diagnostic] = {}
    for diagnostic in diagnostics:
        for edit in _edits(document, diagnostic):
            fixes.setdefault(edit, diagnostic)
    return [(diagnostic, edit) for edit, diagnostic in fixes.items()]


def fixed(data: bytes, diagnostics: Iterable[Diagnostic]) -> bytes:
    """Return a report with the fixes applied; all other bytes stay the same."""
    document = Document.from_bytes(data)
    by_line: dict[int, list[Fix]] = defaultdict(list)
    for _, edit in edits(document, diagnostics):
        by_line[edit.line].append(edit)
    if not by_line:
        return data
    for number, line in enumerate(document.lines, 1):
        # From the end of the line, so that columns stay valid.
        for edit in sorted(by_line[number], key=lambda edit: -edit.column) if number in by_line else ():
            before, after = line.text[: edit.column - 1], line.text[edit.column - 1 + len(edit.old) :]
            if edit.new in ("\n", "\r\n"):
                line.end = edit.new
            else:
                line.text = f"{before}{edit.new}{after}"
    return b"".join(document.spans())


def _edits(document: Document, diagnostic: Diagnostic) -> Iterator[Fix]:
    if diagnostic.code not in FIXED or not 0 < diagnostic.line <= len(document.lines):
        return
    line = document.lines[diagnostic.line - 1]
    if diagnostic.code == "R002":
        if not line.end:
            yield Fix(diagnostic.line, len(line.text) + 1, "", document.newline)
        return
    for form, new in _RULES[diagnostic.code]:
        if match := form.match(line.text):
            old = match.group("old")
            yield Fix(diagnostic.line, match.start("old") + 1, old, match.expand(new))
