"""Which decision on a paper counts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from litnotes.model.reports import Conclusion

DayConclusion = tuple[datetime.date, Conclusion]
"""A conclusion on a paper, with its day."""


def decisions(conclusions: Iterable[DayConclusion]) -> list[DayConclusion]:
    """Return the conclusions with a decision on a paper; the last one counts.

    The latest day wins: the day written beside a verdict, else the day of the report. A name carried in a
    group such as *Not sure* is not a new decision: it counts from its `since` day. On one day, a verdict
    wins over such a group. Reports come oldest first.
    """
    decided = [
        (_counts_from(day, conclusion), conclusion)
        for day, conclusion in conclusions
        if conclusion.decision
    ]
    return sorted(decided, key=lambda entry: (entry[0], _is_verdict(entry[1])))


def _counts_from(day: datetime.date, conclusion: Conclusion) -> datetime.date:
    return conclusion.decided_on or day if _is_verdict(conclusion) else min(conclusion.since or day, day)


def _is_verdict(conclusion: Conclusion) -> bool:
    """Whether a person decided, and the paper is not merely listed as undecided."""
    return conclusion.decision != "unsure" or bool(conclusion.reason or conclusion.by)
