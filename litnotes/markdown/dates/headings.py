"""The day that a heading or a line such as `Date: May 31` gives.

Numbers are a date only in the places of dates: alone, before a separator and a topic, or beside a word
such as *report*. `2.3 Other metrics` is no day.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from litnotes.markdown.dates.forms import Form, WrittenDate, WrittenRange, find
from litnotes.markdown.dates.month_names import WEEKDAYS
from litnotes.markdown.document import shadow
from litnotes.values.patterns import pattern

_CLUE = pattern("[0-9０-９零一二三四五六七八九十]")

_WORD = (
    r"(?:(?:daily|weekly|progress|research|group|lab|team|work)\s+)?"
    r"(?:report|log|journal|diary|meeting(?:\s+(?:notes|minutes|log))?|minutes|notes|update|standup"
    r"|bericht|wochenbericht|tagesbericht|protokoll|rapport|compte[- ]rendu|informe|diario|reunión"
    r"|rapporto|riunione|relatório|diário|reunião|отч[её]т|журнал|встреча"
    r"|(?:工作|学习)?(?:周报|日报|月报|报告|日志|日记|组会)|週報|日報|報告書?|日誌|日記|会議|議事録"
    r"|보고서?|일지|일보|주보|회의록?|미팅)"
)
_AFTER = pattern(rf"[\s_]*+[-–:·,]?\s*+(?:{_WORD})(?!\w)")
_BEFORE = pattern(
    rf"(?:{_WORD})(?:\s*+[-–—:·,]\s*+|\s++(?:(?:of|for|vom|du|del)\s++)?|_|(?<=[一-龥]))"
    r"|(?:week|woche|semaine|semana|settimana)\s++(?:of|from|vom|du|del|dal)\s++"
)
_COUNTED = pattern(rf"(?:(?:{_WORD})\s*#?)?[0-9]{{1,3}}\s*+[-–—:·,)]\s++(?=[^\d\s])")
_TOPIC = pattern(r"\s*+(?:[-–—·|•]++\s|(?<=\s)[-–—|]|:(?![0-9])|,\s|\(|[0-9]{1,2}:[0-9]{2}(?![0-9]))")
_LABEL = pattern(
    r"(?:weeks?|wk|kw|woche|semaine|semana|settimana|неделя|sprint)[\s_#.-]*+[0-9]{1,3}(?![0-9])"
    r"(?:\s?[-–&]\s?[0-9]{1,3}(?![0-9./]))?"
    r"|第\s?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})\s?[周週]|(?:제\s?)?[0-9]{1,3}\s?주차"
)
_MARKS = " \t:,·|_-–—"
_MONTH_DAY = "(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])"
_MONTH_DAYS = pattern(rf"{_MONTH_DAY}(?:[-–~_]{_MONTH_DAY})?(?![0-9])")
_TWO_DIGITS = pattern(r"\s*+[0-9]{2}/[0-9]{2}(?![0-9])")
_FIRST_WORD = pattern(r"(?P<word>[^\W\d_]{2,13}+(?:-feira)?)\.?")

_DATE_LABEL = pattern(
    r"(?P<label>date|datum|fecha|data|дата|날짜|일자|日期|日付|日時)(?:\s?:\s*+|\s++(?=\w))"
)
_TIME = pattern(r"(?:\s*+,\s*+|\s++|t)[0-9]{1,2}:[0-9]{2}(?![0-9]).*")
_EMPHASIS = str.maketrans("", "", "*`")


class DayHeading(NamedTuple):
    """The day in a heading or a file name.

    `label` is a period without date (`Week 6`), `topic` is the rest of the heading. `weekday` (Monday is 0)
    is as written; it may not be the weekday of the date.
    """

    written: WrittenDate | WrittenRange | None
    label: str = ""
    topic: str = ""
    weekday: int | None = None


@lru_cache(maxsize=1024)
def day_heading(text: str) -> DayHeading | None:
    """Return the day in a heading; None if it is not the heading of a day."""
    if not _CLUE.search(text):
        return None
    words = shadow(text)
    start = len(words) - len(words.lstrip(" \t•·"))
    return _dated(text, words, start) or _worded(text, words, start) or _after_colon(text, words)


def weekday_heading(text: str) -> int | None:
    """Return the weekday (Monday is 0) in a heading: `Tuesday (1.5 h)`, `周二`; None if it names none."""
    words = shadow(text).strip()
    match = _FIRST_WORD.match(words)
    weekday = WEEKDAYS.get(match["word"]) if match else None
    if match is None or weekday is None:
        return None
    rest = words[match.end() :].lstrip(" ,:")
    return weekday if not rest or _TOPIC.match(words, match.end()) or day_heading(rest) else None


def labelled_date(line: str) -> WrittenDate | WrittenRange | None:
    """Return the date of a line that only gives a date: `Date: 2024-05-31`, `*(June 6, 2024)*`."""
    if not _CLUE.search(line):
        return None
    words = shadow(line).translate(_EMPHASIS).strip(" \t_-•")
    if match := _DATE_LABEL.match(words):
        # "data" is Italian for date; in English, "Data: 3/4" is no date.
        sure = match["label"] != "data" or _TWO_DIGITS.match(words, match.end())
        return _whole(words, match.end(), ("certain", "numbers") if sure else ("certain",))
    if words[:1] + words[-1:] == "()":
        return _whole(words[1:-1].strip(), 0, ("certain", "numbers"))
    return _whole(words, 0, ("certain",)) if line.lstrip()[:1] in ("*", "_") else None


def month_days(words: str, start: int = 0) -> tuple[WrittenDate | WrittenRange, int] | None:
    """Return the date or range of `0531` or `0511-0524` at `start`, and the position after it."""
    match = _MONTH_DAYS.match(words, start)
    if match is None:
        return None
    first = WrittenDate(int(match[1]), int(match[2]))
    last = WrittenDate(int(match[3]), int(match[4])) if match[3] else None
    return WrittenRange(first, last) if last else first, match.end()


def original(text: str, start: int, end: int | None = None) -> str:
    """Return the part of `text` between two positions of its shadow."""
    if len(shadow(text)) == len(text):
        return text[start:end]
    positions = [0]
    for char in text:
        positions.append(positions[-1] + (0 if unicodedata.combining(char) else len(shadow(char))))
    begin = bisect_left(positions, start)
    return text[begin:] if end is None else text[begin : bisect_left(positions, end)]


def _dated(
    text: str,
    words: str,
    start: int,
    forms: tuple[Form, ...] = ("certain", "numbers"),
    *,
    dots: bool = True,
) -> DayHeading | None:
    """Return the day of a heading with a date at `start`, perhaps in parentheses.

    `dots` allows dates such as `3.5`; after a word, `3.5` is the number of a section.
    """
    inside = words.startswith("(", start)
    for date in find(words, start + inside):
        end = date.end + inside
        if inside and words[date.end : end] != ")":
            continue
        whole = date.form == "dots" and dots and not words[end:].strip(" :")
        if whole or (date.form in forms and _ends(words, end)):
            return DayHeading(date.written, "", _topic(text, words, end), date.weekday)
    days = month_days(words, start)
    if days and _AFTER.match(words, days[1]) and _ends(words, days[1]):
        return DayHeading(days[0], "", _topic(text, words, days[1]))
    return None


def _worded(text: str, words: str, start: int) -> DayHeading | None:
    """Return the day of a heading that begins with a label, or with a word such as *report*."""
    if match := _LABEL.match(words, start):
        label = original(text, start, match.end()).strip()
        rest = words[match.end() :]
        if dated := _dated(text, words, len(words) - len(rest.lstrip(_MARKS))):
            return dated._replace(label=label)
        return (
            DayHeading(None, label, _topic(text, words, match.end())) if _ends(words, match.end()) else None
        )
    if match := _COUNTED.match(words, start):
        return _dated(text, words, match.end(), ("certain",), dots=False)
    if match := _BEFORE.match(words, start):
        joined = month_days(words, match.end())
        if joined and not words[joined[1] :].strip():
            return DayHeading(joined[0])
        return _dated(text, words, match.end(), dots=False)
    return None


def _after_colon(text: str, words: str) -> DayHeading | None:
    """Return the day of a heading that ends with its date: `kick-off: 25/06`."""
    colon = words.rfind(":")
    if colon < 1:
        return None
    start = len(words) - len(words[colon + 1 :].lstrip())
    sure = _TWO_DIGITS.match(words, start)
    written = _whole(words.rstrip(), start, ("certain", "numbers") if sure else ("certain",))
    return DayHeading(written, topic=original(text, 0, colon).strip()) if written else None


def _whole(words: str, start: int, forms: tuple[Form, ...]) -> WrittenDate | WrittenRange | None:
    """Return the date between `start` and the end, without a time of day after it."""
    for date in find(words, start):
        if date.form in forms and (date.end == len(words) or _TIME.fullmatch(words, date.end)):
            return date.written
    return None


def _ends(words: str, end: int) -> bool:
    """Whether only a word such as *report* or a topic follows the date of a heading."""
    if match := _AFTER.match(words, end):
        end = match.end()
    return not words[end:].strip() or _TOPIC.match(words, end) is not None


def _topic(text: str, words: str, end: int) -> str:
    if match := _AFTER.match(words, end):
        end = match.end()
    return original(text, end).strip(_MARKS + "：，") if words[end:].strip() else ""
