"""Verdicts on a paper: `include – reason (by name)`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from litnotes.markdown.document import shadow
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.report import Decision

_VERDICT = re.compile(
    r"(?P<word>[^\W\d_][^–—:,;(\n-]{0,40}?)\s*(?:[–—:,;-]+\s*(?P<reason>.*?))?"
    r"(?<!\s)\s*(?:\(by (?P<by>[^()]+)\))?$",
    re.DOTALL,
)


@dataclass(frozen=True)
class Verdict:
    """A decision with its reason and who took it; names are those of `Conclusion`."""

    decision: Decision
    reason: str | None = None
    by: str | None = None


def read_verdict(text: str, vocabulary: Vocabulary) -> Verdict | None:
    """Return the verdict that a verdict field's text is, or None when it is not one."""
    match = _VERDICT.fullmatch(text.strip())
    decision = match and vocabulary.verdicts.get(shadow(match.group("word")).strip())
    if not match or not decision:
        return None
    return Verdict(cast("Decision", decision), match.group("reason") or None, match.group("by"))


def write_verdict(verdict: Verdict) -> str:
    """Return a verdict as the text of a verdict field."""
    reason = f" – {verdict.reason}" if verdict.reason else ""
    by = f" (by {verdict.by})" if verdict.by else ""
    return f"{verdict.decision}{reason}{by}"
