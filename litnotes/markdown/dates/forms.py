"""Dates and ranges as students write them, mostly without a year and in any order of numbers.

Text is matched in the form of `document.shadow`. Years are never taken from the clock.
`headings` finds the dates of a report; `years` resolves ambiguous and incomplete ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from litnotes.markdown.dates.month_names import (
    DAY_FIRST_MONTHS,
    MONTHS,
    SHORT_WEEKDAY,
    SHORT_WEEKDAYS,
    WEEKDAY_AFTER,
    WEEKDAY_BEFORE,
    han_number,
    weekday_of,
)
from litnotes.markdown.dates.weeks import week_at
from litnotes.markdown.dates.written import WrittenDate, WrittenRange, joined, numbered
from litnotes.markdown.document import shadow
from litnotes.values.day_order import Order
from litnotes.values.patterns import pattern

__all__ = ["FoundDate", "Order", "WrittenDate", "WrittenRange", "find", "parse"]

Form = Literal["certain", "numbers", "dots", "hyphens"]
"""How certain a date is: `May 3` and `2024-05-03`; `3/5`; `3.5`, which may be the number of a section;
`05-27`, a date only after a label."""

_YEAR = "(?:19|20)[0-9]{2}"
_LETTERS = "a-zà-ÿąćęłńśźżğışа-яё\u0621-\u064a\u0900-\u0963"
_MONTH = rf"(?P<month>[{_LETTERS}]{{3,12}}+)(?![{_LETTERS}])\.?"
_ERA = "(?P<era>令和|平成)(?P<era_year>元|[0-9]{1,2})|民[国國](?P<republic>[0-9]{2,3})"
_ERAS = {"令和": 2018, "平成": 1988}
_HAN = "[0-9]{1,2}|[〇零一二三四五六七八九十廿]{1,3}"
_TAIL = (
    rf"(?:(?:(?:,\s*+|\s++)(?:(?:de|del|di|do)\s++)?|[-_])(?P<year>{_YEAR}|'[0-9]{{2}})(?![0-9])"
    r"(?:\s?г(?:ода)?\.?(?!\w))?)?"
)
_NO_MORE = rf"(?![0-9{_LETTERS}]|[./:][0-9])"

_OPENING = pattern(
    r"(?:(?:from|on|von|vom|zum|van|op|du|de|del|des|desde|dal|dalla|da|od|с|со|от)\s++|[从自從])"
)
_ARTICLE = pattern(r"(?:the|den|der|dem|am|le|el|al|il|dia|día)\s++")
_NAMED_YEAR_FIRST = pattern(
    rf"(?P<year>{_YEAR})[\s,/._-]{{1,2}}{_MONTH}[\s_/.-]*+(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?{_NO_MORE}"
)
_YEAR_FIRST = pattern(
    rf"(?P<y>{_YEAR})(?:(?P<s>[-/_]|\.\s?)(?P<m>[0-9]{{1,2}})(?P=s)(?P<d>[0-9]{{1,2}})\.?(?![0-9]|\.[0-9])"
    r"|(?P<mm>[0-9]{2})(?P<dd>[0-9]{2})(?![0-9]))"
)
_NUMBERS = pattern(
    rf"(?P<p>[0-9]{{1,2}})(?P<s>[-/._])(?P<q>[0-9]{{1,2}})"
    rf"(?:(?P=s)(?P<r>{_YEAR}|[0-9]{{2}})|(?P<dot>(?:(?<=\.[0-9])|(?<=\.[0-9][0-9]))\.))?"
    rf"(?![0-9{_LETTERS}%]|(?P=s)[0-9])"
)
_MONTH_FIRST = pattern(rf"{_MONTH}[\s_-]*+(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?{_NO_MORE}{_TAIL}")
_DAY_FIRST = pattern(
    rf"(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th|er|o|°|-?го)?\.?[\s_/-]*+(?:(?:of|de|den|di|do)\s++)?{_MONTH}"
    rf"(?:[/-](?P<short>[0-9]{{2}})(?![0-9{_LETTERS}]|[./:-][0-9])|/(?P<slashed>{_YEAR})(?![0-9])|{_TAIL})"
)
_CJK = pattern(
    rf"(?:(?:(?P<y>{_YEAR}|[0-9]{{2}})|{_ERA})\s?[年년]\s?)?(?P<m>{_HAN})\s?[月월]\s?(?P<d>{_HAN})"
    r"(?:\s?(?:日(?![报報](?!告))|[号號일]))?(?![0-9])"
)
_LEAST_SHORT_YEAR = 18
"""From this number on, the first of `24.05.31` may be a year."""
_TO = pattern(
    r"\s*+(?:[-–—~〜−]{1,3}|[-=]{0,2}[>→⇒]|_|至|到|から|부터)\s*+"
    r"|\s++(?:to|bis(?:\s++zum)?|tot(?:\s++en\s++met)?|t/m|until|till|through|thru|au|al|a|ao|à|até|do|по)\s++"
)
_END_OF_RANGE = pattern(r"\s?(?:まで|까지|止)")
_LEADING_DAY = pattern(rf"(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th|er|\.)?(?:{_TO.pattern})")
_FORM_OF: dict[str, Form] = {"/": "numbers", ".": "dots", "-": "hyphens"}
_TRAILING_DAY = pattern(
    rf"(?:(?P<m>0[1-9]|1[0-2])[-_]?(?=[0-3][0-9](?![0-9])))?(?P<d>[0-9]{{1,2}})"
    rf"(?:st|nd|rd|th|\.|\s?[日号일])?(?![0-9{_LETTERS}]|[-./:_][0-9]){_TAIL}"
)


class FoundDate(NamedTuple):
    """A date or range in a text, the position after it, and the weekday written beside it."""

    written: WrittenDate | WrittenRange
    end: int
    form: Form
    weekday: int | None = None


def parse(text: str) -> WrittenDate | None:
    """Return the date if `text` is a date and nothing else, or None."""
    text = shadow(text).strip()
    dated = _date_at(text, 0)
    written = dated.written if dated and dated.end == len(text) and dated.form != "hyphens" else None
    return written if isinstance(written, WrittenDate) else None


def find(text: str, start: int) -> Iterator[FoundDate]:
    """Yield the possible dates at `start` of a shadow: a range, then a single date."""
    if match := _OPENING.match(text, start):
        start = match.end()
    if dated := _from_leading_day(text, start):
        yield _through_end(dated, text)
    first = _date_at(text, start)
    if first is None:
        return
    if match := _TO.match(text, first.end):
        last = _date_at(text, match.end())
        dated = _between(first, last) if last else None
        if dated := dated or _to_day(first, _TRAILING_DAY.match(text, match.end())):
            yield _through_end(dated, text)
    yield first


def _from_leading_day(text: str, start: int) -> FoundDate | None:
    """Return the range of `3-9 May`; `3 - May 9` is a number and a date."""
    start, _ = _after_weekday(text, start)
    match = _LEADING_DAY.match(text, start)
    if match is None:
        return None
    end, _ = _after_weekday(text, match.end())
    if not text[end : end + 1].isdecimal():
        return None
    return _from_day(int(match["d"]), _bare_date(text, end))


def _through_end(dated: FoundDate, text: str) -> FoundDate:
    match = _END_OF_RANGE.match(text, dated.end)
    return dated._replace(end=match.end()) if match else dated


def _date_at(text: str, start: int) -> FoundDate | None:
    """Return the date that begins at `start`, with a weekday before or after it."""
    start, weekday = _after_weekday(text, start)
    dated = _bare_date(text, start)
    if dated is None and weekday is None:
        dated, weekday = _after_short_weekday(text, start)
    if dated is None:
        return None
    if (match := WEEKDAY_AFTER.match(text, dated.end)) and (after := weekday_of(match)) is not None:
        return dated._replace(end=match.end(), weekday=after)
    return dated._replace(weekday=weekday)


def _after_weekday(text: str, start: int) -> tuple[int, int | None]:
    """Return the position after a weekday and an article, and the weekday."""
    weekday = None
    if not text[start : start + 1].isdecimal():
        if match := WEEKDAY_BEFORE.match(text, start):
            weekday = weekday_of(match)
            start = match.end() if weekday is not None else start
        if match := _ARTICLE.match(text, start):
            start = match.end()
    return start, weekday


def _after_short_weekday(text: str, start: int) -> tuple[FoundDate | None, int | None]:
    """Return the date after a short weekday without a mark (`Fr 31. Mai`), and the weekday."""
    match = SHORT_WEEKDAY.match(text, start)
    weekday = SHORT_WEEKDAYS.get(match["short"]) if match else None
    if match is None or weekday is None:
        return None, None
    dated = _bare_date(text, match.end())
    return (dated, weekday) if dated and dated.form in ("certain", "dots") else (None, None)


def _bare_date(text: str, start: int) -> FoundDate | None:
    if week := week_at(text, start):
        return FoundDate(week.written, week.end, "certain")
    if not text[start : start + 1].isdecimal():
        return _month_first(text, start) or _cjk_date(text, start)
    if match := _YEAR_FIRST.match(text, start):
        month, day = int(match["m"] or match["mm"]), int(match["d"] or match["dd"])
        if match["s"] or (0 < month <= 12 and 0 < day <= 31):
            return FoundDate(WrittenDate(month, day, int(match["y"])), match.end(), "certain")
    if match := _NUMBERS.match(text, start):
        return _from_numbers(match)
    return _with_name(text, start) or _cjk_date(text, start)


def _month_first(text: str, start: int) -> FoundDate | None:
    match = _MONTH_FIRST.match(text, start)
    month = MONTHS.get(match["month"]) if match else None
    if match is None or month is None or (match["month"] in DAY_FIRST_MONTHS and not match["year"]):
        return None
    return FoundDate(WrittenDate(month, int(match["d"]), _year(match["year"])), match.end(), "certain")


def _with_name(text: str, start: int) -> FoundDate | None:
    """Return the date of a day or year before the name of a month: `31 May 2024`, `2024 May 31`."""
    match = _DAY_FIRST.match(text, start) or _NAMED_YEAR_FIRST.match(text, start)
    month = MONTHS.get(match["month"]) if match else None
    if match is None or month is None:
        return None
    groups = match.groupdict()
    year = _year(groups["year"] or groups.get("short") or groups.get("slashed"))
    return FoundDate(WrittenDate(month, int(match["d"]), year), match.end(), "certain")


def _cjk_date(text: str, start: int) -> FoundDate | None:
    match = _CJK.match(text, start)
    if match is None:
        return None
    year = _year(match["y"])
    if match["era"]:
        year = _ERAS[match["era"]] + (1 if match["era_year"] == "元" else int(match["era_year"]))
    elif match["republic"]:
        year = 1911 + int(match["republic"])
    written = WrittenDate(han_number(match["m"]), han_number(match["d"]), year)
    return FoundDate(written, match.end(), "certain")


def _from_numbers(match: re.Match[str]) -> FoundDate | None:
    p, q, r, mark = match["p"], match["q"], match["r"], match["s"]
    if (r is None and mark == "_") or (p, q, r) == ("24", "7", None):
        return None
    if r and len(r) == 2 and mark == "." and len(p + q) < 4:  # a version number
        return None
    year = _year(r)
    readings: dict[Order, WrittenDate] = {"dmy": WrittenDate(int(q), int(p), year)}
    if not match["dot"]:
        readings["mdy"] = WrittenDate(int(p), int(q), year)
    if r and len(r) == 2:
        readings["ymd"] = WrittenDate(int(q), int(r), 2000 + int(p))
    written = numbered(readings)
    if written and r and mark == "." and (len(r) == 4 or int(p) < _LEAST_SHORT_YEAR):
        # In dates with dots the day comes first.
        written = joined(written.readings[:1])
    form: Form = "certain" if r else _FORM_OF[mark]
    return FoundDate(written, match.end(), form) if written else None


def _from_day(day: int, last: FoundDate | None) -> FoundDate | None:
    """Return the range from `day` to a date whose day comes first: `14-15/07/2021`, `3-9 May`."""
    date = _in_order(last, "dmy")
    if last is None or date is None or date.day is None or not 0 < day < date.day:
        return None
    return last._replace(written=WrittenRange(_with_day(date, day), date))


def _to_day(first: FoundDate, match: re.Match[str] | None) -> FoundDate | None:
    """Return the range from a date whose month comes first to a later day: `May 3 - 9`.

    The last day has its own month only in `20240511-0524` and `2024-05-11-05-24`.
    """
    date = _in_order(first, "mdy")
    if match is None or date is None or date.day is None:
        return None
    day, year = int(match["d"]), _year(match["year"])
    if match["m"]:
        last = WrittenDate(int(match["m"]), day, year) if date.year else None
    else:
        last = _with_day(date, day)._replace(year=date.year or year) if date.day < day <= 31 else None
    return first._replace(written=WrittenRange(date, last), end=match.end()) if last else None


def _with_day(date: WrittenDate, day: int) -> WrittenDate:
    readings = tuple((order, reading._replace(day=day)) for order, reading in date.readings)
    return date._replace(day=day, readings=readings)


def _in_order(dated: FoundDate | None, order: Order) -> WrittenDate | None:
    """Return the date if its numbers may be in `order`; a date with words fits any order."""
    if dated is None or not isinstance(dated.written, WrittenDate):
        return None
    date = dated.written
    return joined(tuple(pair for pair in date.readings if pair[0] == order)) if date.readings else date


def _between(first: FoundDate, last: FoundDate) -> FoundDate | None:
    """Return the range of two dates, in the orders that both allow."""
    a: WrittenDate | WrittenRange | None = first.written
    b: WrittenDate | WrittenRange | None = last.written
    if not isinstance(a, WrittenDate) or not isinstance(b, WrittenDate):
        return None
    if a.year and not a.readings and last.form != "certain":  # 2024.5.11-5.24
        b = _in_order(last, "mdy")
        b = b._replace(readings=()) if b else None
    elif a.readings and b.readings:
        common = {order for order, _ in a.readings} & {order for order, _ in b.readings}
        a, b = (joined(tuple(pair for pair in date.readings if pair[0] in common)) for date in (a, b))
    if a is None or b is None:
        return None
    form: Form = "numbers"
    if "certain" in {first.form, last.form}:
        form = "certain"
    elif "hyphens" in {first.form, last.form}:
        form = "hyphens"
    return FoundDate(WrittenRange(a, b), last.end, form)


def _year(text: str | None) -> int | None:
    year = int(text.lstrip("'")) if text else None
    return year + 2000 if year is not None and year < 100 else year
