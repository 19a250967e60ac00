"""What a check of reports found: in a sentence, and as values for JSON."""

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


def as_data(found: Review) -> list[dict[str, Any]]:
    """Return the findings as values for JSON, each with the edits that would fix it."""
    by_path = defaultdict(list)
    for one in found.findings:
        by_path[one.path].append(one.diagnostic)
    fixes = defaultdict(list)
    for report in found.reports:
        for told, edit in edits(report.document, by_path[report.shown]):
            fixes[report.shown, told].append(asdict(edit))
    return [{**finding_data(one), "fix": fixes[one.path, one.diagnostic]} for one in found.findings]


def summary(found: Review) -> str:
    """Return how much was found in how many files, and what to do next."""
    totals = severities(found.findings)
    files = count(len(found.reports), "file")
    if not found.findings:
        return f"{files}: nothing unclear"
    told = ", ".join(count(totals[name], name) for name in ("error", "warning", "info") if totals[name])
    worst = min(found.findings, key=lambda one: ("error", "warning", "info").index(one.diagnostic.severity))
    code = worst.diagnostic.code
    hints = [f"`litnotes check --explain {code}` says more on {code}"]
    if any(one.diagnostic.code in FIXED for one in found.findings):
        hints.append("`litnotes check --fix` mends what needs no choice")
    return f"{files}: {told}. {'; '.join(hints)}"


def failing(found: Review, *, strict: bool) -> str:
    """Return how many findings fail and need the user's own words; nothing where none does."""
    totals = severities(found.findings)
    return ", ".join(
        count(totals[name], name) for name in ("error", "warning")[: 1 + strict] if totals[name]
    )
