"""The day that a user names."""

from __future__ import annotations

import datetime

from litnotes.errors import WrongUse


def day_of(text: str | None, known: list[datetime.date], option: str = "--date") -> datetime.date:
    """Return the day of `--date` or another option, by default today.

    A day without a year is the latest such day among `known`, else the latest one up to today.
    """
    from litnotes.markdown.dates import forms as dates
    from litnotes.values.today import today

    now = today()
    word = "today" if text is None else text.strip().lower()
    if word == "today":
        return now
    if word == "yesterday":
        return now - datetime.timedelta(days=1)
    written = dates.parse(word)
    if written and written.year is None:
        same = [day for day in known if (day.month, day.day) == (written.month, written.day)]
        day = same[-1] if same else written.on(now.year)
        if day and not same and day > now:
            day = written.on(now.year - 1)
    else:
        day = written.on(None) if written else None
    if day is None:
        raise WrongUse(
            f'{option}: "{word[:60]}" is not a day; write 2024-05-31, today, yesterday or "May 31"'
        )
    return day
