"""Continues a list by date after the last row that a service numbers.

Services list the newest papers first, so the remaining papers are as old as the last rows, or older. A
range of dates includes its end, so the papers of one day are listed twice.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Any

from litnotes.values import plain

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day(date: Any, year: Any = None) -> str | None:
    """Return a date; 1 January if only the year is known, as services do; None without either."""
    if isinstance(date, str) and _DAY.fullmatch(date) and plain.year(date) and _is_day(date):
        return date
    known = plain.year(year)
    return f"{known}-01-01" if known else None


def older(label: str, days: Iterable[str | None], before: str | None, reach: int) -> tuple[str | None, str]:
    """Return the last day of the remaining papers of a list, and a message on papers that are missing.

    The day is None if no date leads further: then only undated papers can remain.

    Args:
        label: the name of the service in messages.
        days: the dates of the last rows received, None for a paper without date.
        before: the last day that was asked for.
        reach: how many rows of one list can be asked for.
    """
    oldest = min(filter(None, days), default=None)
    if oldest is None or before is None or oldest < before:
        return oldest, ""
    if oldest > before:
        return (
            None,
            f"{label} ignores the dates asked for: papers older than {oldest} are missing",
        )
    eve = datetime.date.fromisoformat(before) - datetime.timedelta(days=1)
    return str(eve), f"{reach} papers or more are dated {before}, and {label} lists no more of them"


def _is_day(date: str) -> bool:
    try:
        datetime.date.fromisoformat(date)
    except ValueError:
        return False
    return True
