"""The current day."""

from __future__ import annotations

import datetime
import os

from litnotes.errors import WrongUse

TODAY_VARIABLE = "LITNOTES_TODAY"


def today() -> datetime.date:
    """Return the current day, or the day set by the variable LITNOTES_TODAY."""
    fixed = os.environ.get(TODAY_VARIABLE)
    try:
        return datetime.date.fromisoformat(fixed) if fixed else datetime.date.today()  # noqa: DTZ011
    except ValueError:
        raise WrongUse(f'{TODAY_VARIABLE}: there is no day "{fixed}"; write it like 2024-05-31') from None
