"""Diagnostics with their file: sorted, counted, and formatted in three ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from litnotes.errors import Diagnostic

SHOWN = 3
"""For each code, at most this many findings of a file are shown; the others are counted."""

_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic of a file; `others` are further files involved."""

    path: str
    diagnostic: Diagnostic
    others: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.path}:{self.diagnostic}"


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by path, line and column."""
    return sorted(findings, key=lambda one: (one.path, _place(one.diagnostic)))


def _place(diagnostic: Diagnostic) -> tuple[int, int, str, str]:
    return diagnostic.line, diagnostic.column, diagnostic.code, diagnostic.reading


def severities(findings: Iterable[Finding]) -> Counter[str]:
    """Return the number of findings by severity."""
    return Counter(finding.diagnostic.severity for finding in findings)


def folded(findings: Sequence[Finding]) -> Iterator[tuple[Finding, int]]:
    """Yield the first few findings of each code in a file; the last has the number of the others."""
    totals = Counter((finding.path, finding.diagnostic.code) for finding in findings)
    shown: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        key = (finding.path, finding.diagnostic.code)
        shown[key] += 1
        if shown[key] <= SHOWN:
            yield finding, totals[key] - SHOWN if shown[key] == SHOWN else 0


def as_errorformat(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield lines that Vim and reviewdog read with `%f:%l:%c: %t%*[a-z]: %m`."""
    for finding in findings:
        note = finding.diagnostic
        yield _one_line(
            f"{finding.path}:{note.line}:{note.column}: {note.severity}: {note.code} {note.message}"
        )


def as_github(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield workflow commands, which GitHub shows next to the lines of a pull request."""
    for finding in findings:
        note = finding.diagnostic
        place = f"file={_property(finding.path)},line={note.line},col={note.column},title={note.code}"
        yield f"::{_GITHUB[note.severity]} {place}::{_escaped(note.message)}"


def as_data(finding: Finding) -> dict[str, Any]:
    """Return a finding as values for JSON."""
    diagnostic = finding.diagnostic
    return {
        "path": finding.path,
        "line": diagnostic.line,
        "column": diagnostic.column,
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "reading": diagnostic.reading,
        "advice": diagnostic.advice,
    }


def _one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
