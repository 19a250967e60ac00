"""Which of the decisions on a paper counts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from litnotes.model.report import Conclusion

Said = tuple[datetime.date, Conclusion]
"""What was concluded on a paper, and the day it counts from."""


def decisions(conclusions: Iterable[Said]) -> list[Said]:
    """Return the conclusions that decide on a paper; the last one counts.

    The latest day wins. A name carried in a group such as *Not sure* decides nothing new: it counts from
    the day it says it is there since. On one day, a verdict wins over standing in such a group.

    Args:
        conclusions: what was concluded on the paper, with the days of the reports, oldest first.
    """
    decided = [(_counts_from(day, said), said) for day, said in conclusions if said.decision]
    return sorted(decided, key=lambda entry: (entry[0], _is_verdict(entry[1])))


def _counts_from(day: datetime.date, said: Conclusion) -> datetime.date:
    return min(said.since or day, day) if not _is_verdict(said) else day


def _is_verdict(said: Conclusion) -> bool:
    """Whether somebody decided, rather than the paper only standing where a decision is expected."""
    return said.decision != "unsure" or bool(said.reason or said.by)
