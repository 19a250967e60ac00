"""Which of the decisions on a paper counts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from litnotes.model.reports import Conclusion

Said = tuple[datetime.date, Conclusion]
"""What was concluded on a paper, and the day of it."""


def decisions(conclusions: Iterable[Said]) -> list[Said]:
    """Return the conclusions that decide on a paper; the last one counts.

    The latest day wins: the day written beside a verdict, else that of the report. A name carried in a
    group such as *Not sure* decides nothing new: it counts from the day since which it says to be there.
    On one day, a verdict wins over standing in such a group. Reports come oldest first.
    """
    decided = [(_counts_from(day, said), said) for day, said in conclusions if said.decision]
    return sorted(decided, key=lambda entry: (entry[0], _is_verdict(entry[1])))


def _counts_from(day: datetime.date, said: Conclusion) -> datetime.date:
    return said.decided_on or day if _is_verdict(said) else min(said.since or day, day)


def _is_verdict(said: Conclusion) -> bool:
    """Whether somebody decided, rather than the paper only standing where a decision is expected."""
    return said.decision != "unsure" or bool(said.reason or said.by)
