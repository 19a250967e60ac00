"""What weekdays and dates inside reports prove: the order of day and month, and the year."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from litnotes.markdown.dates.written import WrittenDate, WrittenRange
from litnotes.values.day_order import Order

LONGEST_REPORT = datetime.timedelta(days=62)
"""A report covers at most this time; a longer range has day and month in another order."""

_SOME_YEAR = 2023
_SHIFTS = (-2, -1, 1, 2)
"""In five years, a day has each weekday at most once."""
_LEAST_WEEKDAYS = 2
"""One weekday may be a slip of the pen; two that agree are not."""
_LEAST_DAYS = 3
"""Reports of three days are not each of another year, if they may be of one."""


class Clues(NamedTuple):
    """The date of a report with its weekday (Monday is 0), and the dates of headings inside the report."""

    written: WrittenDate | WrittenRange
    weekday: int | None = None
    inside: tuple[WrittenDate, ...] = ()

    def fits_weekday(self, year: int | None, order: Order | None) -> bool | None:
        """Whether the date has its weekday in a year; None if that is not known."""
        day = self.written.on(year, order) if self.weekday is not None else None
        return day.weekday() == self.weekday if isinstance(day, datetime.date) else None

    def fits(self, year: int | None, order: Order) -> bool:
        """Whether an order contradicts no weekday and no date inside, and makes no report too long."""
        if self.fits_weekday(year, order) is False:
            return False
        days = self.written.on(year or _SOME_YEAR, order)
        if not isinstance(days, tuple):
            return not isinstance(self.written, WrittenRange)
        first, last = days
        if last - first > LONGEST_REPORT:
            return False
        inside = (date.on(first.year) or date.on(last.year) for date in self.inside)
        return all(
            day is None or first <= day <= last or first <= _next_year(day) <= last for day in inside
        )


def proven_order(clues: Sequence[Clues], year: int | None) -> Order | None:
    """Return the only order of numbers that fits all clues; None if several or none do."""
    orders = [orders for clue in clues for date in _dates(clue.written) if (orders := date.orders)]
    common = frozenset.intersection(*orders) if orders else frozenset[Order]()
    fitting = [order for order in common if all(clue.fits(year, order) for clue in clues)]
    fitting = fitting if len(fitting) == 1 else _in_fewest_years(clues, fitting)
    return fitting[0] if len(fitting) == 1 else None


def _in_fewest_years(clues: Sequence[Clues], orders: Sequence[Order]) -> list[Order]:
    """Return the orders under which not each of several days is of another year: `09/05/22`, `10/05/22`."""
    dates = {clue.written for clue in clues}
    years = {order: {_year(date, order) for date in dates} for order in orders}
    several = len(dates) >= _LEAST_DAYS and any(len(years[order]) == 1 for order in orders)
    return [order for order in orders if not several or len(years[order]) < len(dates)]


def _year(written: WrittenDate | WrittenRange, order: Order) -> int | None:
    date = _dates(written)[-1].reading(order)
    return date.year if date else None


def proven_shift(clues: Sequence[Clues], years: Sequence[int | None], order: Order | None) -> int:
    """Return by how many years weekdays prove dates without year to be later; 0 if they prove nothing.

    `years` are the years that the dates were taken to be of.
    """
    dated = [(clue, year) for clue, year in zip(clues, years, strict=True) if clue.weekday is not None]
    if len({clue.written for clue, _ in dated}) < _LEAST_WEEKDAYS or _all_fit(dated, 0, order):
        return 0
    shifts = [shift for shift in _SHIFTS if _all_fit(dated, shift, order)]
    return shifts[0] if len(shifts) == 1 else 0


def _all_fit(dated: Sequence[tuple[Clues, int | None]], shift: int, order: Order | None) -> bool:
    return all(year is not None and clue.fits_weekday(year + shift, order) for clue, year in dated)


def _next_year(day: datetime.date) -> datetime.date:
    return day + datetime.timedelta(days=365)


def _dates(written: WrittenDate | WrittenRange) -> tuple[WrittenDate, ...]:
    return (written.first, written.last) if isinstance(written, WrittenRange) else (written,)
