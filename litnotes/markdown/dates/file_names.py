"""The day of a report by its file name and folders."""

from __future__ import annotations

import re
from collections.abc import Sequence

from litnotes.markdown.dates.forms import WrittenDate, WrittenRange, find
from litnotes.markdown.dates.headings import DayHeading, day_heading, month_days, original
from litnotes.markdown.dates.month_names import MONTHS
from litnotes.markdown.dates.written import numbered
from litnotes.markdown.document import shadow
from litnotes.values.patterns import pattern

LONGEST_NAME = 255

_SUFFIXES = pattern(r"(?:\.(?:md|markdown|txt))+$", re.IGNORECASE)
_BRACKETS = pattern(r"\s*[\[【(（](?P<label>[^\])】）]*)[\])】）][\s_-]*")
_TWO = pattern(r"(?P<a>[0-9]{1,2})[-_](?P<b>[0-9]{1,2})")
_SIX = pattern(r"([0-9]{2})([0-9]{2})([0-9]{2})")
_DAY = pattern(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|日|일)?")
_TOKEN = pattern(
    r"(?<![0-9])(?:19|20)[0-9]{2}"
    r"|(?<![0-9a-zà-ÿа-яё])(?:[0-9]+|[a-zà-ÿа-яё]{3,10}(?=[\s_.-]*+[0-9]))"
)
_YEAR = pattern(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_MONTH_FOLDER = pattern(r"(?:(?:19|20)[0-9]{2}[-_. 年]*)?(?P<month>0?[1-9]|1[0-2])(?:\s?[月월])?")
_LETTERS = pattern(r"[^\W\d_]+")
_EDGES = " \t_-.,:~()[]"


def file_date(stem: str, folders: Sequence[str] = ()) -> DayHeading | None:
    """Return the day in a file name without its suffix; None if it contains no day.

    In a folder of a month (`2024/10/31.md`) the name may be only the day.
    """
    stem = _SUFFIXES.sub("", stem[:LONGEST_NAME]).strip()
    label = ""
    if (match := _BRACKETS.match(stem)) and match.end() < len(stem):
        label, stem = match["label"], stem[match.end() :]
    words = shadow(stem)
    if written := _numbers_alone(words) or _day_in_folder(words, folders):
        return DayHeading(written, label)
    heading = _whole(words) or day_heading(stem) or _inside(stem, words)
    if heading is None:
        return DayHeading(None, label, stem) if label and day_heading(label) else None
    return DayHeading(heading.written, heading.label or label, heading.topic, heading.weekday)


def folder_year(parts: Sequence[str]) -> int | None:
    """Return the year in the name of the innermost folder with exactly one year: `2024`, `logs-2024`."""
    for part in reversed(parts):
        years = set(_YEAR.findall(shadow(part)))
        if len(years) == 1:
            return int(years.pop())
    return None


def _numbers_alone(words: str) -> WrittenDate | WrittenRange | None:
    """Return the date of numbers that are a date only in file names: `0531`, `5-31`, `011921`."""
    if (days := month_days(words)) and days[1] == len(words):
        return days[0]
    if match := _TWO.fullmatch(words):
        a, b = int(match["a"]), int(match["b"])
        return numbered({"dmy": WrittenDate(b, a), "mdy": WrittenDate(a, b)})
    if match := _SIX.fullmatch(words):
        a, b, c = (int(part) for part in match.groups())
        return numbered(
            {
                "ymd": WrittenDate(b, c, 2000 + a),
                "dmy": WrittenDate(b, a, 2000 + c),
                "mdy": WrittenDate(a, b, 2000 + c),
            }
        )
    return None


def _day_in_folder(words: str, folders: Sequence[str]) -> WrittenDate | None:
    match = _DAY.fullmatch(words)
    month = _month(shadow(folders[-1]).strip()) if match and folders else None
    return WrittenDate(month, int(match["day"]), folder_year(folders)) if match and month else None


def _month(folder: str) -> int | None:
    if match := _MONTH_FOLDER.fullmatch(folder):
        return int(match["month"])
    months = {MONTHS[word] for word in _LETTERS.findall(folder) if word in MONTHS}
    return months.pop() if len(months) == 1 else None


def _whole(words: str) -> DayHeading | None:
    for date in find(words, 0):
        if date.end == len(words):
            return DayHeading(date.written, weekday=date.weekday)
    return None


def _inside(stem: str, words: str) -> DayHeading | None:
    """Return the first certain date among the parts of a name: `report_2024-05-31_final`."""
    for token in _TOKEN.finditer(words):
        for date in find(words, token.start()):
            if date.form == "certain" and not re.match("[0-9a-z]", words[date.end :]):
                before = original(stem, 0, token.start()).strip(_EDGES)
                after = original(stem, date.end).strip(_EDGES)
                label = day_heading(before)
                if label and label.written is None:
                    return DayHeading(date.written, before, after, date.weekday)
                return DayHeading(date.written, "", f"{before} {after}".strip(), date.weekday)
    return None
