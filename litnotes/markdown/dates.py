"""Dates as students write them, mostly without a year.

A date is recognised where a whole text is one (`May 31`, `2024.5.31`), or where it is followed by a
separator and a topic, or by a word such as *report*. The year is never taken from the clock.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from litnotes.markdown.document import shadow

_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "oct": 10, "nov": 11, "dec": 12,
    "januar": 1, "februar": 2, "märz": 3, "mai": 5, "juni": 6, "juli": 7, "oktober": 10,
    "dezember": 12,
    "janvier": 1, "février": 2, "mars": 3, "avril": 4, "juin": 6, "juillet": 7, "août": 8,
    "septembre": 9, "octobre": 10, "novembre": 11, "décembre": 12,
    "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7,
    "agosto": 8, "septiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12,
    "gennaio": 1, "febbraio": 2, "aprile": 4, "maggio": 5, "giugno": 6, "luglio": 7,
    "settembre": 9, "ottobre": 10, "dicembre": 12,
}  # fmt: skip
_NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip

_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?!\d)(?:st|nd|rd|th|\.)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_FORMS = tuple(
    re.compile(rf"{_WEEKDAY}{form}")
    for form in (
        r"(?P<year>(?:19|20)\d\d)(?P<sep>[-./_])(?P<m>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)",
        r"(?P<year>(?:19|20)\d\d)(?P<m>\d\d)(?P<day>\d\d)(?!\d)",
        r"(?:(?P<year>(?:19|20)\d\d)\s*年\s*)?(?P<m>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日",
        r"(?:(?P<year>(?:19|20)\d\d)\s*년\s*)?(?P<m>\d{1,2})\s*월\s*(?P<day>\d{1,2})\s*일",
        rf"{_MONTH}\s+{_DAY}(?:,?\s+(?P<year>(?:19|20)\d\d)(?!\d))?",
        rf"{_DAY}\s+(?:of\s+|de\s+)?{_MONTH}(?:,?\s+(?:de\s+)?(?P<year>(?:19|20)\d\d)(?!\d))?",
        r"(?P<day>\d{1,2})\.(?P<m>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?!\d)",
    )
)
_REPORT_WORD = re.compile(
    r"(?:\s*+[-–:·,]?\s*+(?:daily\s+|weekly\s+)?(?:report|log|journal|meeting|notes|周报|日报|报告|보고서?|日報)(?!\w))"
)
_TOPIC = re.compile(r"\s*(?:[-–—:：·|]\s|\([^()]*\)).*")
_LABEL = re.compile(r"(?:week|kw|sprint)\s*\d+|第[一二三四五六七八九十\d]+周")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as far as a text gives it; `year` is None when it does not."""

    month: int
    day: int
    year: int | None = None

    def on(self, year: int | None) -> datetime.date | None:
        """Return the day, with `year` where none was written; None for a day that does not exist."""
        if self.year is None and year is None:
            return None
        try:
            return datetime.date(self.year or year or 0, self.month, self.day)
        except ValueError:
            return None


def parse(text: str) -> WrittenDate | None:
    """Return the date that the whole of `text` is."""
    text = shadow(text).strip()
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _written(match)
    return None


def heading_date(text: str) -> WrittenDate | None:
    """Return the date of a day heading: a date alone, with a topic, or with a word like *report*."""
    text = shadow(text).strip()
    for form in _FORMS:
        if (match := form.match(text)) and _ends_heading(text[match.end() :]):
            return _written(match)
    return None


def is_day_label(text: str) -> bool:
    """Whether a text names a period without a date: `Week 6`, `第三周`."""
    return _LABEL.fullmatch(shadow(text).strip()) is not None


def restated(title: str, old: datetime.date, new: datetime.date) -> str | None:
    """Return `title` with its date changed from `old` to `new`, in the form it was written.

    A weekday beside the date changes with it, even one that was wrong. None when the title does not
    hold the old date in a form known here.
    """

    def weekday(match: re.Match[str]) -> str:
        written = match.group("day")
        forms = next(forms for forms in _WEEKDAYS if written.casefold() in map(str.casefold, forms))
        day = forms[new.weekday()]
        if written.isupper() or written.islower():
            day = day.upper() if written.isupper() else day.lower()
        return match.group("front") + day + match.group("behind")

    for form in _STYLES:
        written = form(old)
        if match := re.search(rf"(?<!\w){re.escape(written)}(?!\w)", title, re.IGNORECASE):
            before = _BEFORE.sub(weekday, title[: match.start()])
            return before + form(new) + _AFTER.sub(weekday, title[match.end() :])
    return None


def _written(match: re.Match[str]) -> WrittenDate | None:
    groups = match.groupdict()
    month = int(groups["m"]) if groups.get("m") else _MONTHS[groups["month"]]
    day = int(groups["day"])
    year = int(groups["year"]) if groups.get("year") else None
    return WrittenDate(month, day, year)


def _ends_heading(rest: str) -> bool:
    if match := _REPORT_WORD.match(rest):
        rest = rest[match.end() :]
    return not rest.strip() or _TOPIC.fullmatch(rest) is not None


_STYLES = (
    lambda day: day.isoformat(),
    lambda day: f"{day.year}/{day.month:02}/{day.day:02}",
    lambda day: f"{day.year}.{day.month:02}.{day.day:02}",
    lambda day: f"{_NAMES[day.month - 1]} {day.day}, {day.year}",
    lambda day: f"{day.day} {_NAMES[day.month - 1]} {day.year}",
    lambda day: f"{_NAMES[day.month - 1]} {day.day}",
    lambda day: f"{day.day} {_NAMES[day.month - 1]}",
    lambda day: f"{_NAMES[day.month - 1][:3]} {day.day}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.month}月{day.day}日",
)
"""How a date may be restated, longer forms first so that a year is not left behind."""

_WEEKDAYS = (
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    ("Mon", "Tues", "Wed", "Thurs", "Fri", "Sat", "Sun"),
    ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    ("월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"),
    ("月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日"),
)
_DAY_NAME = (
    "(?P<day>"
    + "|".join(sorted({day for days in _WEEKDAYS for day in days}, key=lambda day: (-len(day), day)))
    + ")"
)
_BEFORE = re.compile(rf"(?P<front>(?<!\w)){_DAY_NAME}(?P<behind>\.?[,，]?\s*)$", re.IGNORECASE)
_AFTER = re.compile(rf"^(?P<front>[,，]?\s*[(（]?){_DAY_NAME}(?P<behind>(?!\w))", re.IGNORECASE)
"""Weekdays directly before and behind a date."""


def weekday_heading(text: str) -> int | None:
    return None
