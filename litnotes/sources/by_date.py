"""Going on by date where the numbers of a list end before the list does.

Services list the newest papers first, so what is left is as old as the last rows, or older. The end
of a range of dates counts, so that the papers of one day come twice.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Any

from litnotes.values import plain

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day(date: Any, year: Any = None) -> str | None:
    """Return a date; 1 January where the year alone is known, as services count it. None without either."""
    if isinstance(date, str) and _DAY.fullmatch(date) and plain.year(date) and _is_day(date):
        return date
    known = plain.year(year)
    return f"{known}-01-01" if known else None


def older(label: str, days: Iterable[str | None], before: str | None, reach: int) -> tuple[str | None, str]:
    """Return the last day of what is left of a list, and for people what is left out on the way there.

    None where no date leads further: what is left, if anything, has none.

    Args:
        label: the name of the service for people.
        days: the dates of the last rows that came, None for a paper without one.
        before: the last day that was asked for.
        reach: how many rows of one list can be asked for.
    """
    oldest = min(filter(None, days), default=None)
    if oldest is None or before is None or oldest < before:
        return oldest, ""
    if oldest > before:
        return (
            None,
            f"{label} gives other dates than those asked for: what is older than {oldest} is missing",
        )
    eve = datetime.date.fromisoformat(before) - datetime.timedelta(days=1)
    return str(eve), f"{reach} papers or more are dated {before}, and {label} gives no more of them"


def _is_day(date: str) -> bool:
    try:
        datetime.date.fromisoformat(date)
    except ValueError:
        return False
    return True
