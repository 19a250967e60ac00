"""The state of a paper: what reports say of it, and what was decided in screening."""

from __future__ import annotations

import datetime

from litnotes.library.history import History
from litnotes.model.candidate import Screened
from litnotes.model.reports import Conclusion


def state_of(history: History | None, screened: Screened | None) -> tuple[str | bool | None, ...]:
    """Return the state of a paper.

    It is the reading state, the decision with reason, person and day, the day since when a decision is
    missing, whether the decision is from screening, and whether the paper is assumed to be read. A verdict
    of a report counts more than screening.
    """
    if history is None:
        return (*(None,) * 6, False, False)
    since = history.waiting_since
    day, verdict = history.verdict or (None, None)
    is_screened = screened is not None and _counts(screened, day, verdict)
    decision: tuple[str | None, ...] = (None,) * 4
    if verdict:
        decision = (verdict.decision, verdict.reason, verdict.by, str(day))
    if screened and is_screened:
        decision = (screened.decision, screened.reason, screened.by, str(screened.day))
        since = None if since and screened.decision != "unsure" and screened.day >= since else since
    waiting = str(since) if since else None
    return (history.reading, *decision, waiting, is_screened, history.is_assumed_read)


def _counts(screened: Screened, day: datetime.date | None, verdict: Conclusion | None) -> bool:
    """Whether a decision of screening counts beside the verdict of reports: only after *unsure*."""
    if screened.decision == "not-retrieved":
        return False
    if verdict is None or day is None:
        return True
    return verdict.decision == "unsure" != screened.decision and screened.day >= day
