"""Diagnostics with the file they are about: sorted, counted, folded and printed in four formats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from litnotes.errors import Diagnostic

SHOWN = 3
"""So many of one code in one file are shown before the rest is counted."""

_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic of a file; `others` are further files that it is about."""

    path: str
    diagnostic: Diagnostic
    others: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.path}:{self.diagnostic}"

    @property
    def message(self) -> str:
        """How it was read and what to write, in one sentence or two."""
        return " ".join(part for part in (self.diagnostic.reading, self.diagnostic.advice) if part)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by path, line and column."""
    return sorted(findings, key=lambda one: (one.path, _place(one.diagnostic)))


def _place(diagnostic: Diagnostic) -> tuple[int, int, str, str]:
    return diagnostic.line, diagnostic.column, diagnostic.code, diagnostic.reading


def severities(findings: Iterable[Finding]) -> Counter[str]:
    """Return how many findings there are of each severity."""
    return Counter(one.diagnostic.severity for one in findings)


def as_text(findings: Sequence[Finding], *, fold: bool = True) -> Iterator[str]:
    """Yield a line for each finding; many of one code in one file are folded after a few."""
    totals = Counter((one.path, one.diagnostic.code) for one in findings)
    told: Counter[tuple[str, str]] = Counter()
    for one in findings:
        key = (one.path, one.diagnostic.code)
        told[key] += 1
        if told[key] <= SHOWN or not fold:
            yield _one_line(str(one))
        if told[key] == SHOWN and totals[key] > SHOWN and fold:
            yield _one_line(f"{one.path} {one.diagnostic.code}: and {totals[key] - SHOWN} more")


def as_errorformat(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield lines that Vim and reviewdog read with `%f:%l:%c: %t%*[a-z]: %m`."""
    for one in findings:
        told = one.diagnostic
        yield _one_line(f"{one.path}:{told.line}:{told.column}: {told.severity}: {told.code} {one.message}")


def as_github(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield workflow commands, which GitHub shows beside the lines of a pull request."""
    for one in findings:
        told = one.diagnostic
        place = f"file={_property(one.path)},line={told.line},col={told.column},title={told.code}"
        yield f"::{_GITHUB[told.severity]} {place}::{_escaped(one.message)}"


def as_data(finding: Finding) -> dict[str, Any]:
    """Return a finding as values for JSON."""
    told = finding.diagnostic
    return {
        "path": finding.path,
        "line": told.line,
        "column": told.column,
        "code": told.code,
        "severity": told.severity,
        "reading": told.reading,
        "advice": told.advice,
    }


def _one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
