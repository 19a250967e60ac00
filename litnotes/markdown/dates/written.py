"""A date or a range as a text gives it, perhaps without year or with an open order of numbers."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from litnotes.values.day_order import Order
from litnotes.values.patterns import pattern

_EAST_ASIAN = pattern("[ぁ-ヶ一-龥가-힣]")
LONGEST_WRAP = datetime.timedelta(days=183)
"""The longest range over New Year without years; a longer one is probably a slip of the pen."""


class WrittenDate(NamedTuple):
    """A date as a text gives it; `year` is None if the text has no year.

    Dates of numbers only, such as `3/4`, have a reading for each order of day, month and year that the
    calendar allows. Parts on which several readings differ are None.
    """

    month: int | None
    day: int | None
    year: int | None = None
    readings: tuple[tuple[Order, WrittenDate], ...] = ()

    @property
    def orders(self) -> frozenset[Order] | None:
        """The orders in which its numbers are a date; None if it does not depend on an order."""
        return frozenset(order for order, _ in self.readings) or None

    @property
    def has_year(self) -> bool:
        """Whether the text gives the year."""
        return self.year is not None

    def reading(self, order: Order | None) -> WrittenDate | None:
        """Return the date with its numbers in `order`; None if it stays open."""
        if self.month is not None:
            return self
        return dict(self.readings).get(order) if order else None

    def is_open(self, order: Order | None) -> bool:
        """Whether the date stays open with its numbers in `order`."""
        return self.reading(order) is None

    def on(self, year: int | None, order: Order | None = None) -> datetime.date | None:
        """Return the day, in `year` if the text gives no year.

        None if the day does not exist, its year is not known, or the date is open.
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
    """First and last day of a range; one takes a missing year from the other.

    A calendar `week` without year has the days of 2024, which begins with week 1; `on` gives its own.
    """

    first: WrittenDate
    last: WrittenDate
    week: int | None = None

    @classmethod
    def of_week(cls, week: int) -> WrittenRange:
        """Return the days of a calendar week without year."""
        monday = datetime.date(2024, 1, 1) + datetime.timedelta(weeks=week - 1)
        sunday = monday + datetime.timedelta(days=6)
        first, last = (WrittenDate(day.month, day.day) for day in (monday, sunday))
        return cls(first, last, week)

    def is_open(self, order: Order | None) -> bool:
        """Whether one of the dates stays open with its numbers in `order`."""
        return self.first.is_open(order) or self.last.is_open(order)

    @property
    def has_year(self) -> bool:
        """Whether the text gives the year of the last day."""
        return self.last.has_year

    def start_year(self, year: int | None, order: Order | None = None) -> int | None:
        """Return the year of the first day, or `year` if the text gives no year."""
        first, last = self.first.reading(order), self.last.reading(order)
        if first and last and first.year is None and last.year is not None:
            return last.year - _is_later(first, last)
        return (first and first.year) or year

    def on(
        self, year: int | None, order: Order | None = None
    ) -> tuple[datetime.date, datetime.date] | None:
        """Return the first and last day; a range over New Year ends in the next year.

        None as for a single date, and if the range ends before it begins.
        """
        if self.week:
            return _days_of_week(year, self.week)
        start_year = self.start_year(year, order)
        first, last = self.first.reading(order), self.last.reading(order)
        if start_year is None or first is None or last is None:
            return None
        start, end = first.on(start_year), last.on(start_year + _is_later(first, last))
        if start is None or end is None or end < start:
            return None
        wrapped = first.year is None or last.year is None
        return (start, end) if not wrapped or end - start <= LONGEST_WRAP else None


def in_order_of(text: str, written: WrittenDate | WrittenRange | None) -> WrittenDate | WrittenRange | None:
    """Return a date in an order of the language of a text.

    Chinese, Japanese and Korean never put the day first.
    """
    if written is None or text.isascii() or not _EAST_ASIAN.search(text):
        return written
    if isinstance(written, WrittenRange):
        return written._replace(first=_month_first(written.first), last=_month_first(written.last))
    return _month_first(written)


def _month_first(date: WrittenDate) -> WrittenDate:
    return joined(tuple(reading for reading in date.readings if reading[0] != "dmy")) or date


def written_day(day: datetime.date) -> WrittenDate:
    """Return a day as a date with its year."""
    return WrittenDate(day.month, day.day, day.year)


def numbered(readings: dict[Order, WrittenDate]) -> WrittenDate | None:
    """Return the date of numbers with these readings.

    Readings that do not exist are dropped, unless all do not: then near ones such as 31 June are kept.
    """
    days = {order: date for order, date in readings.items() if date.on(2000)}
    days = days or {
        order: date
        for order, date in readings.items()
        if date.month and date.day and date.month <= 12 and date.day <= 31
    }
    return joined(tuple(days.items()))


def joined(readings: tuple[tuple[Order, WrittenDate], ...]) -> WrittenDate | None:
    """Return the date with these readings; None if there are none."""
    if not readings:
        return None
    dates = {(date.month, date.day, date.year) for _, date in readings}
    if len(dates) == 1:
        month, day, year = dates.pop()
        return WrittenDate(month, day, year, readings)
    years = {year for _, _, year in dates}
    return WrittenDate(None, None, years.pop() if len(years) == 1 else None, readings)


def _days_of_week(year: int | None, week: int) -> tuple[datetime.date, datetime.date] | None:
    try:
        return datetime.date.fromisocalendar(year or 0, week, 1), datetime.date.fromisocalendar(
            year or 0, week, 7
        )
    except ValueError:
        return None


def _is_later(first: WrittenDate, last: WrittenDate) -> bool:
    """Whether the first day is later in the calendar year than the last."""
    return (first.month or 0, first.day or 0) > (last.month or 0, last.day or 0)
