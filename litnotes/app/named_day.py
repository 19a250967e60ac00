"""The day that a user names."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from litnotes.errors import WrongUse

if TYPE_CHECKING:
    from litnotes.app.notes import Notes

ONE_DAY = datetime.timedelta(days=1)
USUAL_DELAY = 7 * ONE_DAY
LONGEST_BEFORE = 60 * ONE_DAY
LONGEST_AFTER = 366 * ONE_DAY

_COUNTED = re.compile(r"(?P<sign>[+-])(?P<days>[0-9]{1,4})")
_WEEKDAY = re.compile(r"(?:(?P<which>last|next|this)\s)?(?P<name>[^\W\d_]+(?:-feira)?)\.?")


def named_day(
    notes: Notes, text: str | None, option: str = "--date", *, ahead: bool = False
) -> datetime.date:
    """Return the day of `--date` or another option, by default today; `ahead` is for a new report.

    A remark gives the day that words such as `friday` mean.
    """
    day = day_of(text, notes.days.dates, option, ahead=ahead)
    if text is not None and _relative(_folded(text), day, ahead=ahead):
        remark = f'"{text.strip()}" is {day:%A}, {day}'
        notes.remarks += [remark] if remark not in notes.remarks else []
    return day


def day_of(
    text: str | None, known: Sequence[datetime.date], option: str = "--date", *, ahead: bool = False
) -> datetime.date:
    """Return the day of `--date` or another option, by default today; raises WrongUse for other words.

    A weekday is the last one, or with `ahead` the coming one; today counts. A day without a year is the
    latest such day among `known`, else the latest one up to today, or with `ahead` the nearest one.
    """
    from litnotes.values.today import today

    now = today()
    word = "today" if text is None else _folded(text)
    if word in ("today", "yesterday"):
        return now if word == "today" else now - ONE_DAY
    day = _relative(word, now, ahead=ahead) or _dated(word, known, now, ahead=ahead)
    if day is None:
        raise WrongUse(
            f'{option}: "{word[:60]}" is not a day; write 2024-05-31, "May 31", yesterday, friday or -1'
        )
    return day


def far_from_reports(notes: Notes, day: datetime.date) -> str | None:
    """Return how far a new report would be from all others, if that is probably a mistake in the year."""
    from litnotes.values.today import today

    days = notes.days.dates
    if not days or abs(day - today()) <= USUAL_DELAY:
        return None
    if days[0] - day > LONGEST_BEFORE:
        return f"{day} is {(days[0] - day).days} days before the first report, {days[0]}"
    if day - days[-1] > LONGEST_AFTER:
        return f"{day} is {(day - days[-1]).days} days after the last report, {days[-1]}"
    return None


def _folded(text: str) -> str:
    return " ".join(text.lower().split())


def _relative(word: str, now: datetime.date, *, ahead: bool) -> datetime.date | None:
    """Return the day of a word that counts from today: `tomorrow`, `-1`, `friday`, `last monday`."""
    from litnotes.markdown.dates.month_names import WEEKDAYS

    if word == "tomorrow":
        return now + ONE_DAY
    if match := _COUNTED.fullmatch(word):
        return now + int(match["sign"] + match["days"]) * ONE_DAY
    match = _WEEKDAY.fullmatch(word)
    weekday = WEEKDAYS.get(match["name"]) if match else None
    if match is None or weekday is None:
        return None
    if match["which"] == "this":
        return now + (weekday - now.weekday()) * ONE_DAY
    if match["which"]:
        ahead = match["which"] == "next"
        now += ONE_DAY if ahead else -ONE_DAY
    return now + ((weekday - now.weekday()) % 7 if ahead else -((now.weekday() - weekday) % 7)) * ONE_DAY


def _dated(
    word: str, known: Sequence[datetime.date], now: datetime.date, *, ahead: bool
) -> datetime.date | None:
    from litnotes.markdown.dates.forms import parse

    written = parse(word)
    if written is None or written.year is not None:
        return written.on(None) if written else None
    same = [day for day in known if (day.month, day.day) == (written.month, written.day)]
    if same:
        return same[-1]
    days = [day for year in range(now.year - 8, now.year + 9) if (day := written.on(year))]
    if ahead:
        return min(days, key=lambda day: abs(day - now), default=None)
    return max((day for day in days if day <= now), default=None)
