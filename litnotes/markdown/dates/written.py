"""What a text says of a day: a date or a range, perhaps without its year or its order of numbers."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from litnotes.values.day_order import Order

LONGEST_WRAP = datetime.timedelta(days=183)
"""A range over New Year is shorter; a longer one is a slip."""


class WrittenDate(NamedTuple):
    """A date as far as a text gives it: `year` is None when it does not.

    Numbers alone, as in `3/4`, have a reading for each order of day, month and year that the calendar
    allows. While there are several, what they do not agree on is None.
    """

    month: int | None
    day: int | None
    year: int | None = None
    readings: tuple[tuple[Order, WrittenDate], ...] = ()

    @property
    def orders(self) -> frozenset[Order] | None:
        """The orders in which its numbers are a date; None when it does not depend on any."""
        return frozenset(order for order, _ in self.readings) or None

    def reading(self, order: Order | None) -> WrittenDate | None:
        """Return the date that numbers in `order` mean; None while that is open."""
        if self.month is not None:
            return self
        return dict(self.readings).get(order) if order else None

    def is_open(self, order: Order | None) -> bool:
        """Whether it is still unknown which day is meant when numbers stand in `order`."""
        return self.reading(order) is None

    def on(self, year: int | None, order: Order | None = None) -> datetime.date | None:
        """Return the day, with `year` where none was written.

        None when there is no such day, when its year is not known, or while it is open.
        """
        date = self.reading(order)
        year = (date.year if date else None) or year
        if date is None or year is None or date.month is None or date.day is None:
            return None
        try:
            return datetime.date(year, date.month, date.day)
        except ValueError:
            return None


class WrittenRange(NamedTuple):
    """Two dates with all between them; what one leaves out is taken from the other."""

    first: WrittenDate
    last: WrittenDate

    def is_open(self, order: Order | None) -> bool:
        """Whether it is still unknown which days are meant when numbers stand in `order`."""
        return self.first.is_open(order) or self.last.is_open(order)

    def start_year(self, year: int | None, order: Order | None = None) -> int | None:
        """Return the year of the first day, with `year` where none was written."""
        first, last = self.first.reading(order), self.last.reading(order)
        if first and last and first.year is None and last.year is not None:
            return last.year - _is_later(first, last)
        return (first and first.year) or year

    def on(
        self, year: int | None, order: Order | None = None
    ) -> tuple[datetime.date, datetime.date] | None:
        """Return the first and last day, the last in the next year when New Year lies between.

        None as for one date, and when the range ends before it begins.
        """
        start_year = self.start_year(year, order)
        first, last = self.first.reading(order), self.last.reading(order)
        if start_year is None or first is None or last is None:
            return None
        start, end = first.on(start_year), last.on(start_year + _is_later(first, last))
        if start is None or end is None or end < start:
            return None
        wrapped = first.year is None or last.year is None
        return (start, end) if not wrapped or end - start <= LONGEST_WRAP else None


def numbered(readings: dict[Order, WrittenDate]) -> WrittenDate | None:
    """Return the date of numbers from what they mean in each order.

    Readings that are no day are left out; when none is a day, those stay that nearly are, as 31 June.
    """
    days = {order: date for order, date in readings.items() if date.on(2000)}
    days = days or {
        order: date
        for order, date in readings.items()
        if date.month and date.day and date.month <= 12 and date.day <= 31
    }
    return joined(tuple(days.items()))


def joined(readings: tuple[tuple[Order, WrittenDate], ...]) -> WrittenDate | None:
    """Return the date that has these readings; None without any."""
    if not readings:
        return None
    dates = {(date.month, date.day, date.year) for _, date in readings}
    if len(dates) == 1:
        month, day, year = dates.pop()
        return WrittenDate(month, day, year, readings)
    years = {year for _, _, year in dates}
    return WrittenDate(None, None, years.pop() if len(years) == 1 else None, readings)


def _is_later(first: WrittenDate, last: WrittenDate) -> bool:
    """Whether the first day stands behind the last in the calendar."""
    return (first.month or 0, first.day or 0) > (last.month or 0, last.day or 0)
