"""Which decision on a paper counts, of reports and of screening."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from litnotes.model.candidate import Screened
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


def screened_in_order(lists: Iterable[Sequence[Screened]]) -> list[Screened]:
    """Return the decisions of all traces in the order they were made; each person has one spelling in them.

    Within a trace this is the order of the list, whatever days `--date` gave them.
    """
    dated: list[tuple[datetime.date, Screened]] = []
    spelling: dict[str, str] = {}
    for decisions_of_trace in lists:
        day = datetime.date.min
        for decision in decisions_of_trace:
            day = max(day, decision.day)
            by = decision.by and spelling.setdefault(decision.by.casefold(), decision.by)
            dated.append((day, decision if by == decision.by else decision.model_copy(update={"by": by})))
    return [decision for _, decision in sorted(dated, key=lambda entry: entry[0])]


def agreed(decisions_on_one: Iterable[Screened]) -> Screened | None:
    """Return the last decision on a candidate; None if there is none, or people disagree."""
    last = {decision.by or "": decision for decision in decisions_on_one}
    return (
        next(reversed(last.values()), None) if len({one.decision for one in last.values()}) == 1 else None
    )
