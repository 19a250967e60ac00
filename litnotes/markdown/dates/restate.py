"""A title with its date changed, in the form it was written."""

from __future__ import annotations

import datetime
import re

_NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
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
_CJK = "\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3"
_GLUED_BEFORE = r"(?:(?<!\w)|(?<=[周週][一二三四五六日天])|(?<=星期[一二三四五六日天]))"
_GLUED_BEHIND = rf"(?![^\W{_CJK}])"
"""Chinese, Japanese and Korean set no space between a date, its weekday and the next word."""

_BEFORE = re.compile(rf"(?P<front>(?<![^\W{_CJK}])){_DAY_NAME}(?P<behind>\.?[,，]?\s*)$", re.IGNORECASE)
_AFTER = re.compile(rf"^(?P<front>[,，]?\s*[(（]?){_DAY_NAME}(?P<behind>{_GLUED_BEHIND})", re.IGNORECASE)
"""Weekdays directly before and behind a date."""


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
        if match := re.search(rf"{_GLUED_BEFORE}{re.escape(written)}{_GLUED_BEHIND}", title, re.IGNORECASE):
            before = _BEFORE.sub(weekday, title[: match.start()])
            return before + form(new) + _AFTER.sub(weekday, title[match.end() :])
    return None
