"""The findings of a check of reports: as a sentence, and as values for JSON."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from litnotes.checks.findings import as_data as finding_data
from litnotes.checks.findings import severities
from litnotes.checks.fix import FIXED, edits
from litnotes.render.text import count

if TYPE_CHECKING:
    from litnotes.checks.review import Review


def as_data(review: Review) -> list[dict[str, Any]]:
    """Return the findings as values for JSON, each with the edits that would fix it."""
    by_path = defaultdict(list)
    for finding in review.findings:
        by_path[finding.path].append(finding.diagnostic)
    fixes = defaultdict(list)
    for report in review.reports:
        for diagnostic, edit in edits(report.document, by_path[report.shown]):
            fixes[report.shown, diagnostic].append(asdict(edit))
    return [
        {**finding_data(finding), "fix": fixes[finding.path, finding.diagnostic]}
        for finding in review.findings
    ]


def summary(review: Review) -> str:
    """Return the number of findings by severity, and what to type next."""
    levels = ("error", "warning", "info")
    totals = severities(review.findings)
    files = count(len(review.reports), "file")
    if not review.findings:
        return f"{files}: no problems found"
    numbers = ", ".join(count(totals[level], level) for level in levels if totals[level])
    worst = min(review.findings, key=lambda finding: levels.index(finding.diagnostic.severity))
    code = worst.diagnostic.code
    hints = [f"`litnotes check --explain {code}` explains {code}"]
    if any(finding.diagnostic.code in FIXED for finding in review.findings):
        hints.append("`litnotes check --fix` fixes what can be fixed safely")
    return f"{files}: {numbers}. {'; '.join(hints)}"


def failing(review: Review, *, strict: bool) -> str:
    """Return the number of errors, and if `strict` of warnings; empty where there are none."""
    totals = severities(review.findings)
    return ", ".join(
        count(totals[name], name) for name in ("error", "warning")[: 1 + strict] if totals[name]
    )
