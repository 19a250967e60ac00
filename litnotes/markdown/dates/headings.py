"""The day that a heading or a line such as `Date: May 31` gives.

Numbers are a date only in the places of dates: alone, before a separator and a topic, or beside a word
such as *report*. `2.3 Other metrics` is no day.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from litnotes.markdown.dates.date_form import LONGEST_TITLE
from litnotes.markdown.dates.forms import Form, FoundDate, WrittenDate, WrittenRange, find, parse
from litnotes.markdown.dates.month_names import WEEKDAY_AFTER, WEEKDAYS, weekday_of
from litnotes.markdown.dates.title_words import (
    COUNTED_DAY,
    DEADLINE,
    DIARY,
    KIND,
    NO_TOPIC,
    PREPOSITION,
    RECORD,
    REPORT,
    WEEK,
    label_of_day,
    misspells_report,
)
from litnotes.markdown.dates.written import in_order_of
from litnotes.markdown.document import shadow
from litnotes.values.patterns import pattern

_CLUE = pattern("[0-9０-９零一二三四五六七八九十]")

_WORD = rf"(?:{KIND}\s+)?{REPORT}"
_RECORD = rf"(?:[^\W\d_]{{1,20}}[\s/&-]\s*+){{0,4}}(?:{REPORT}|{RECORD})"
_LINK = rf"(?:\s*+[-–—:·,|@]\s*+|\s++(?:{PREPOSITION}\s++)?|_|(?<=[一-龥ぁ-ヶ가-힣]))"
_AFTER = pattern(rf"[\s_]*+[-–:·,]?\s*+(?:(?:の|的|의)\s?)?(?:{_WORD})(?!\w)")
_BEFORE = pattern(rf"(?:{_WORD}){_LINK}|{WEEK}\s++(?:of|from|vom|du|del|dal)\s++")
_BEFORE_CERTAIN = pattern(rf"{_RECORD}{_LINK}|{WEEK}\s++(?:(?:beginning|starting|ending)\s++)?")
_COUNTED = pattern(rf"(?:(?:{_WORD})\s*#?)?[0-9]{{1,3}}\s*+[-–—:·,)]\s++(?=[^\d\s])")
_COUNTED_DAY = pattern(COUNTED_DAY)
_TOPIC = pattern(r"\s*+(?:[-–—·|•]++\s|(?<=\s)[-–—|]|:(?![0-9])|,\s|\(|[0-9]{1,2}:[0-9]{2}(?![0-9]))")
_LABEL = pattern(
    r"(?:weeks?|wk|kw|cw|woche|semaine|semana|settimana|неделя|sprint)[\s_#.-]*+[0-9]{1,3}(?![0-9])"
    r"(?:\s?[-–&]\s?[0-9]{1,3}(?![0-9./]))?"
    r"|第\s?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})\s?[周週]|(?:제\s?)?[0-9]{1,3}\s?주차"
)
_MARKS = " \t:,·|_-–—"
_MONTH_DAY = "(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])"
_MONTH_DAYS = pattern(rf"{_MONTH_DAY}(?:[-–~_]{_MONTH_DAY})?(?![0-9])")
_WORD_STARTS = pattern(r"(?<![^\W_])[^\W_]")
_TWO_DIGITS = pattern(r"\s*+[0-9]{2}/[0-9]{2}(?![0-9])")
_FIRST_WORD = pattern(r"(?P<word>[^\W\d_]{2,13}+(?:-feira)?)\.?")
_LABELLED = pattern(
    r"(?P<label>[^:|0-9]{1,40}?)\s?(?:::?|\|)\s*+[\"']?|(?P<bare>date|datum|fecha|дата)\s++"
)
_TIME = (
    r"(?:(?:at|um|à|alle|às|a\slas|в|kl|@)\.?\s)?[0-9]{1,2}"
    r"(?::[0-9]{2}|\s?(?:h|am|pm|a\.m|p\.m|uhr|[点點時时]|시))"
)
_AFTER_VALUE = pattern(
    rf"(?:(?:\s*+,\s*+|\s*+){_TIME}|\s?(?:[上下中]午|早上|晚上|午[前後]|오전|오후|[0-9]{{1,2}}[点時])"
    r"|\s*+[,;|(·]|\s++[-–—#]\s).*"
)
_STAMP = pattern(
    r"(?:t[0-9]{2}:?[0-9]{2}(?::?[0-9]{2})?|\s[0-9]{2}:[0-9]{2}:[0-9]{2})(?:[.,][0-9]{1,9})?"
    r"(?:z|\s?(?:utc|gmt)|\s?[+-][0-9]{2}:?[0-9]{2})?(?![0-9])"
)
_BRACKETS = {"[[": "]]", "[": "]", "<": ">", "【": "】", "(": ")"}
_IN_BRACKETS = pattern(r"[\s|#,][^\[\]<>()【】]{0,60}")
_STAMPED = pattern(
    r"(?:\[(?P<bracketed>[^\[\]\s]{6,12})(?:,?\s[0-9]{1,2}:[0-9]{2}[^\[\]]{0,12})?\]"
    r"|(?P<bare>[0-9]{4}-[0-9]{2}-[0-9]{2})\s[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)\s"
)
_BEFORE_TOPIC = pattern(
    r"(?:[\]>]|[日号號일]|(?<=[周週期拜])[一二三四五六])\s(?!截止|締|마감|까지|まで|前|之前)"
    r"|\)(?=[ぁ-ヶ一-龥가-힣])(?!\)(?:截止|締|마감|까지|まで|前|之前))"
)
_FREE_TOPIC = pattern(rf"\s(?=[^\W\d_])(?!{NO_TOPIC}(?!\w))")
_DIARY = pattern(rf"\s?{DIARY}(?!\w)")
_PADDED = pattern(r"[0-9]{2}-[0-9]{2}(?![0-9-])")
_EMPHASIS = str.maketrans("", "", "*`")
_BEFORE_LINE = " \t_-•>|+#:\"'"
_AFTER_LINE = " \t_-|\"'"


class DayHeading(NamedTuple):
    """The day in a heading or a file name.

    `label` is a period without date (`Week 6`), `topic` is the rest of the heading. `weekday` (Monday is 0)
    is as written; it may not be the weekday of the date.
    """

    written: WrittenDate | WrittenRange | None
    label: str = ""
    topic: str = ""
    weekday: int | None = None


class LabelledDate(NamedTuple):
    """The date of a line that only gives a date, and its weekday (Monday is 0).

    `edge` is `first` or `last` for one end of a range.
    """

    written: WrittenDate | WrittenRange
    weekday: int | None = None
    edge: str = ""


@lru_cache(maxsize=1024)
def day_heading(text: str) -> DayHeading | None:
    """Return the day in a heading; None if it is not the heading of a day."""
    if not _CLUE.search(text):
        return None
    words = shadow(text)
    start = len(words) - len(words.lstrip(" \t•·"))
    day = (
        _counted(text, words, start)
        or _dated(text, words, start)
        or _worded(text, words, start)
        or _after_colon(text, words)
    )
    return day and day._replace(written=in_order_of(words, day.written))


def closing_date(title: str) -> LabelledDate | None:
    """Return the date at the end of a title without other forms of a date: `Call with Lin, 31 May 2024`.

    None after words such as *due*: that is another day.
    """
    words = shadow(title[:LONGEST_TITLE]).rstrip(" .)]")
    for match in _WORD_STARTS.finditer(words):
        for date in find(words, match.start()):
            if date.form == "certain" and date.end == len(words):
                is_other = DEADLINE.search(words[: match.start()])
                return None if is_other else LabelledDate(date.written, date.weekday)
    return None


def is_stamped(line: str) -> bool:
    """Whether a line is an entry of a journal: `[2024-05-31 10:00] Call.`, `2024-05-31 10:00 Call.`."""
    match = _STAMPED.match(shadow(line))
    return match is not None and parse(match["bracketed"] or match["bare"]) is not None


def weekday_heading(text: str) -> int | None:
    """Return the weekday (Monday is 0) in a heading: `Tuesday (1.5 h)`, `周二`; None if it names none."""
    words = shadow(text).strip()
    match = _FIRST_WORD.match(words)
    weekday = WEEKDAYS.get(match["word"]) if match else None
    if match is None or weekday is None:
        return None
    rest = words[match.end() :].lstrip(" ,:")
    return weekday if not rest or _TOPIC.match(words, match.end()) or day_heading(rest) else None


def labelled_date(line: str) -> LabelledDate | None:
    """Return the date of a line that only gives a date: `Date: 2024-05-31`, `*(June 6, 2024)*`."""
    if not _CLUE.search(line):
        return None
    words = _of_line(line)
    if match := _LABELLED.match(words):
        label = label_of_day(match["label"] or match["bare"])
        if label is None:
            return None
        sure, edge = label
        # "data" is Italian for date; in English, "Data: 3/4" is no date.
        sure = sure and (match["label"] != "data" or _TWO_DIGITS.match(words, match.end()) is not None)
        forms: tuple[Form, ...] = ("certain", "numbers", "hyphens") if sure else ("certain",)
        date = _value(words, match.end(), forms)
        return LabelledDate(date.written, date.weekday, edge) if date else None
    date = None
    if words[:1] + words[-1:] == "()":
        date = _whole(words[1:-1].strip(), 0, ("certain", "numbers"))
    elif line.lstrip()[:1] in ("*", "_", ">"):
        date = _value(words, 0, ("certain",))
    return LabelledDate(date.written, date.weekday) if date else None


def whole_date(line: str) -> LabelledDate | None:
    """Return the date of a line that is a date and nothing else: `25 May - 1 June`, `[[2024-05-31]]`."""
    if not _CLUE.search(line):
        return None
    date = _whole(_of_line(line), 0, ("certain",))
    return LabelledDate(date.written, date.weekday) if date else None


def _of_line(line: str) -> str:
    """Return the words of a line without marks around them."""
    return shadow(line).translate(_EMPHASIS).lstrip(_BEFORE_LINE).rstrip(_AFTER_LINE)


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
    """Return the day of a heading with a date at `start`, perhaps in brackets.

    Any words are the topic after a stamp such as `[2024-05-31 10:00]`, `5月31日`, or a date with its year.
    `dots` allows dates such as `3.5`; after a word, `3.5` is the number of a section.
    """
    for date in _bracketed(words, start):
        whole = (dots and _is_day_alone(words, date)) or _is_before_report(words, start, date)
        has_topic = date.written.has_year and _FREE_TOPIC.match(words, date.end)
        topic_follows = has_topic or _BEFORE_TOPIC.match(words, date.end - 1)
        if whole or (date.form in forms and (topic_follows or _ends(words, date.end))):
            return DayHeading(date.written, "", _topic(text, words, date.end), date.weekday)
    days = month_days(words, start)
    if days and _AFTER.match(words, days[1]) and _ends(words, days[1]):
        return DayHeading(days[0], "", _topic(text, words, days[1]))
    return None


def _is_day_alone(words: str, date: FoundDate) -> bool:
    """Whether a date such as `3.5` is a whole heading, perhaps with a word such as `日报` behind it."""
    word = _DIARY.match(words, date.end)
    return date.form == "dots" and not words[word.end() if word else date.end :].strip(" :")


def _is_before_report(words: str, start: int, date: FoundDate) -> bool:
    """Whether a date such as `05-19` is before a word such as *meeting*; `1-1 meeting` is none."""
    return bool(_PADDED.match(words, start) and _AFTER.match(words, date.end) and _ends(words, date.end))


def _bracketed(words: str, start: int) -> Iterator[FoundDate]:
    """Yield the possible dates at `start`, with the brackets and the time of a stamp around them.

    In square or angle brackets, only a date without other meaning counts: `[3/5]` is a count.
    """
    opening = next((mark for mark in _BRACKETS if words.startswith(mark, start)), "")
    for date in find(words, start + len(opening)):
        end = date.end
        if match := _STAMP.match(words, end):
            end = match.end()
        if not opening:
            yield date._replace(end=end)
            continue
        if opening != "(" and date.form != "certain":
            continue
        if opening != "(" and (match := _IN_BRACKETS.match(words, end)):
            end = match.end()
        if words.startswith(_BRACKETS[opening], end):
            end += len(_BRACKETS[opening])
            after = WEEKDAY_AFTER.match(words, end)
            weekday = weekday_of(after) if after else None
            if after and weekday is not None:
                yield date._replace(end=after.end(), weekday=weekday)
            else:
                yield date._replace(end=end)


def _counted(text: str, words: str, start: int) -> DayHeading | None:
    """Return the day of a heading that begins with a counted week or day: `Week 2 (3/5)`."""
    match = _LABEL.match(words, start) or _COUNTED_DAY.match(words, start)
    if match is None:
        return None
    rest = words[(_AFTER.match(words, match.end()) or match).end() :]
    dated = _dated(text, words, len(words) - len(rest.lstrip(_MARKS)))
    return dated._replace(label=original(text, start, match.end()).strip()) if dated else None


def _worded(text: str, words: str, start: int) -> DayHeading | None:
    """Return the day of a heading that begins with a label, or with a word such as *report*."""
    if match := _LABEL.match(words, start):
        if not _ends(words, match.end()):
            return None
        label = original(text, start, match.end()).strip()
        return DayHeading(None, label, _topic(text, words, match.end()))
    if match := _COUNTED.match(words, start):
        return _dated(text, words, match.end(), ("certain",), dots=False)
    if match := _BEFORE.match(words, start):
        joined = month_days(words, match.end())
        if joined and not words[joined[1] :].strip():
            return DayHeading(joined[0])
        if dated := _dated(text, words, match.end(), dots=False):
            return dated
    match = _BEFORE_CERTAIN.match(words, start)
    return _dated(text, words, match.end(), ("certain",), dots=False) if match else None


def _after_colon(text: str, words: str) -> DayHeading | None:
    """Return the day of a heading that ends with its date: `kick-off: 25/06`, `Call - 2024-05-31`."""
    colon = max(words.rfind(":"), words.rfind(" - ") + 1, words.rfind(" – ") + 1)
    if colon < 1 or DEADLINE.search(words[:colon]):
        return None
    start = len(words) - len(words[colon + 1 :].lstrip())
    has_colon = words[colon] == ":"
    sure = has_colon and _TWO_DIGITS.match(words, start)
    date = _whole(words.rstrip(), start, ("certain", "numbers") if sure else ("certain",))
    date = date if date and (has_colon or date.written.has_year) else None
    return DayHeading(date.written, "", original(text, 0, colon).strip(), date.weekday) if date else None


def _whole(words: str, start: int, forms: tuple[Form, ...]) -> FoundDate | None:
    """Return the date between `start` and the end."""
    for date in _bracketed(words, start):
        if date.form in forms and date.end == len(words):
            return date
    return None


def _value(words: str, start: int, forms: tuple[Form, ...]) -> FoundDate | None:
    """Return the date at `start`, alone or before a time of day or other words on the line."""
    for date in _bracketed(words, start):
        if date.form in forms and (date.end == len(words) or _AFTER_VALUE.match(words, date.end)):
            return date
    return None


def _ends(words: str, end: int) -> bool:
    """Whether only a word such as *report* or a topic follows the date of a heading."""
    if match := _AFTER.match(words, end):
        end = match.end()
    rest = words[end:].strip()
    return not rest or _TOPIC.match(words, end) is not None or misspells_report(rest)


def _topic(text: str, words: str, end: int) -> str:
    if match := _AFTER.match(words, end):
        end = match.end()
    return original(text, end).strip(_MARKS + "：，") if words[end:].strip() else ""
