"""Calendar weeks by their number (ISO 8601), as texts give them: `2024-W22`, `KW 22`, `Week 22, 2024`."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from litnotes.markdown.dates.title_words import WEEK
from litnotes.markdown.dates.written import WrittenDate, WrittenRange, written_day
from litnotes.values.patterns import pattern

_FOUR = "(?:19|20)[0-9]{2}"
_YEAR = f"(?P<year>{_FOUR})"
_NUMBER = "(?P<week>0?[1-9]|[1-4][0-9]|5[0-3])(?![0-9])"
_CALENDAR = "kw|cw|kalenderwoche|calendar week|iso week|isoweek"
"""Words that only calendar weeks have; the weeks of a course or a project are counted in other words."""
_OF_YEAR = (
    rf"(?:(?:\s*+[,/-]\s*+|\s++(?:(?:of|de|del|di|von|da)\s++)?){_YEAR}(?![0-9]|[-./_][0-9]|\s?[年년])"
    rf"|\s*+\((?P<bracketed>{_FOUR})\))"
)

_YEAR_FIRST = pattern(
    rf"(?:{WEEK}\s++)?{_YEAR}(?:-?w|[\s,/-]\s*+(?:{_CALENDAR}|{WEEK}|w)[\s.#-]*+){_NUMBER}"
    r"(?:-?(?P<day>[1-7])(?![0-9]))?"
)
_WORD_FIRST = pattern(rf"(?:(?P<calendar>{_CALENDAR})|{WEEK}|w)[\s.#_-]*+{_NUMBER}{_OF_YEAR}?")
_CJK = pattern(rf"{_YEAR}\s?[年년]?\s?(?:第\s?|제\s?)?{_NUMBER}\s?(?:[周週](?!年)|주차?)")
_STARTS = frozenset("0123456789kwciswнs")


class CalendarWeek(NamedTuple):
    """A calendar week in a text, or a day of it, and the position after it."""

    written: WrittenDate | WrittenRange
    end: int


def week_at(text: str, start: int) -> CalendarWeek | None:
    """Return the calendar week that begins at `start` of a shadow.

    A counted week such as `Week 5` is a calendar week only beside a year: it may be that of a course.
    """
    if text[start : start + 1] not in _STARTS:
        return None
    if match := _YEAR_FIRST.match(text, start):
        return _week(match, int(match["year"]), day=int(match["day"] or 0))
    if match := _CJK.match(text, start):
        return _week(match, int(match["year"]))
    if not (match := _WORD_FIRST.match(text, start)):
        return None
    if year := match["year"] or match["bracketed"]:
        return _week(match, int(year))
    week = int(match["week"])
    return CalendarWeek(WrittenRange.of_week(week), match.end()) if match["calendar"] else None


def _week(match: re.Match[str], year: int, day: int = 0) -> CalendarWeek | None:
    """Return the week of a year, or its `day` from 1; None if the year has no such week."""
    try:
        first = datetime.date.fromisocalendar(year, int(match["week"]), day or 1)
        last = datetime.date.fromisocalendar(year, int(match["week"]), day or 7)
    except ValueError:  # most years have 52 weeks
        return None
    days = WrittenRange(written_day(first), written_day(last))
    return CalendarWeek(days.first if day else days, match.end())
