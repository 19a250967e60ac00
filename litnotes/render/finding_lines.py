"""Diagnostics as lines: the place, the code and the severity in its colour, then the message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from litnotes.checks.findings import Finding, folded
from litnotes.render.marked import Marked, marked

if TYPE_CHECKING:
    from litnotes.errors import Diagnostic, Severity

STYLES: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "info": "blue"}


def diagnostic_line(path: str, diagnostic: Diagnostic) -> Marked:
    """Return the line of a diagnostic of a file."""
    front = f"{path}:{diagnostic.front} "
    return marked(front, diagnostic.message, hang=None, style=STYLES[diagnostic.severity])


def finding_lines(findings: Sequence[Finding], *, fold: bool) -> Iterator[Marked]:
    """Yield a line for each finding; with `fold`, only the first few of a code in a file."""
    for finding, more in folded(findings) if fold else ((finding, 0) for finding in findings):
        yield diagnostic_line(finding.path, finding.diagnostic)
        if more > 0:
            yield marked(f"{finding.path} {finding.diagnostic.code}: ", f"and {more} more", style="dim")
