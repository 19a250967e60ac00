"""How an open date is resolved: its year, the order of its numbers, or a slip in it."""

from __future__ import annotations

import calendar
import datetime
import itertools
from collections.abc import Iterable, Sequence

from litnotes.markdown.dates.written import LONGEST_WRAP, WrittenDate, WrittenRange
from litnotes.values.day_order import Order

NEAR = datetime.timedelta(days=60)
"""A day without year gets the year that places it at most this far from another report."""

_YEAR = 12 * 31
_SLIP = 31
"""How far out of order a date of a file may be, in days of a year with 12 months of 31 days."""


def decided_order(
    dates: Iterable[WrittenDate | WrittenRange], default: Order | None = None
) -> Order | None:
    """Return the only order that all dates of a file or folder allow.

    Where they allow several, `default` decides. None if they contradict each other, or without default.
    """
    single = (date for written in dates for date in _dates(written))
    orders = [date.orders for date in single if date.orders]
    common = frozenset.intersection(*orders) if orders else frozenset[Order]()
    if len(common) == 1:
        return next(iter(common))
    return default if not orders or default in common else None


def suggested(
    written: WrittenDate | WrittenRange, year: int | None, order: Order | None = None
) -> datetime.date | None:
    """Return the existing day nearest to a day that does not exist; in a range, to its wrong day."""
    if written.on(year, order):
        return None
    if isinstance(written, WrittenDate):
        return _nearest(written.reading(order), year)
    if written.week:
        return None
    start_year = written.start_year(year, order)
    first, last = written.first.on(start_year, order), written.last.reading(order)
    if first is None or last is None:
        return suggested(written.first, start_year, order)
    if last.on(first.year) is None:
        return _nearest(last, first.year)
    ends = (WrittenDate(last.month, last.day).on(first.year + later) for later in (0, 1))
    return next((end for end in ends if end and LONGEST_WRAP >= end - first >= datetime.timedelta()), None)


def year_from_neighbours(month: int, day: int, known: Iterable[datetime.date]) -> int | None:
    """Return the only year that places a day near a known report; None if no year or several do."""
    years = set()
    for report in known:
        for year in (report.year - 1, report.year, report.year + 1):
            date = WrittenDate(month, day).on(year)
            if date and abs(date - report) <= NEAR:
                years.add(year)
    return years.pop() if len(years) == 1 else None


def years_of_file(
    written: Sequence[WrittenDate | WrittenRange], first_year: int | None, order: Order | None = None
) -> list[int | None]:
    """Return the years of the dates of one file, in the order of the file.

    A date without year takes that of the date before it; dates before the first year take that one. Each
    New Year between two dates adds a year, or subtracts one if the newest day comes first. If the file
    has no year, the first date is of `first_year`. Without `order`, the dates decide on it.
    """
    order = order or decided_order(written)
    places = [_place(date, order) for date in written]
    years = [_start_year(date, order) for date in written]
    anchor = next((index for index, year in enumerate(years) if year is not None), None)
    if anchor is None:
        anchor = next((index for index, place in enumerate(places) if place is not None), None)
        if anchor is None or first_year is None:
            return years
        years[anchor] = first_year
    step = _direction(places, years)
    _lend(places, years, range(anchor, len(years)), step)
    _lend(places, years, range(anchor, -1, -1), -step)
    return years


def _lend(places: list[int | None], years: list[int | None], indexes: range, step: int) -> None:
    """Fill `years` along `indexes`, from a known year on; `step` is the direction of the days."""
    before, year = places[indexes[0]], years[indexes[0]]
    for index in indexes[1:]:
        place = places[index]
        if years[index] is None and place is not None and year is not None:
            years[index] = year + _years_passed(before or place, place, step)
        if years[index] is not None:
            before, year = place, years[index]


def _years_passed(before: int, place: int, step: int) -> int:
    """Return the number of years from the date at `before` to the date at `place`."""
    if (before - place) * step % _YEAR <= _SLIP:  # slightly out of order, not most of a year later
        return -step if (before - place) * step < 0 else 0
    return step if (before - place) * step > 0 else 0


def _direction(places: list[int | None], years: list[int | None]) -> int:
    """Return 1 if the oldest day of a file comes first, -1 if the newest does."""
    whole = [
        year * _YEAR + place
        for year, place in zip(years, places, strict=True)
        if year is not None and place is not None
    ]
    votes = sum((b > a) - (b < a) for a, b in itertools.pairwise(whole))
    if votes == 0:
        days = [place for place in places if place is not None]
        ways = ((b - a) % _YEAR for a, b in itertools.pairwise(days) if a != b)
        votes = sum(1 if way <= _YEAR // 2 else -1 for way in ways)
    return -1 if votes < 0 else 1


def _dates(written: WrittenDate | WrittenRange) -> tuple[WrittenDate, ...]:
    return (written.first, written.last) if isinstance(written, WrittenRange) else (written,)


def _place(written: WrittenDate | WrittenRange, order: Order | None) -> int | None:
    date = _dates(written)[0].reading(order)
    return date.month * 31 + date.day if date and date.month and date.day else None


def _start_year(written: WrittenDate | WrittenRange, order: Order | None) -> int | None:
    if isinstance(written, WrittenRange):
        return written.start_year(None, order)
    date = written.reading(order)
    return date.year if date else written.year


def _nearest(date: WrittenDate | None, year: int | None) -> datetime.date | None:
    year = (date.year if date else None) or year
    if date is None or year is None or not date.month or not date.day:
        return None
    if date.month > 12:
        return WrittenDate(date.day, date.month, year).on(year)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return None
    return datetime.date(year, date.month, min(date.day, calendar.monthrange(year, date.month)[1]))
