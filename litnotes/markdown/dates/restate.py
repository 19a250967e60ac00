"""A title with another date, in the form in which it is written."""

from __future__ import annotations

import datetime
import re

from litnotes.markdown.dates.date_form import in_same_form, placed_date
from litnotes.markdown.dates.headings import day_heading, is_stamped
from litnotes.markdown.dates.month_names import SHORT_WEEKDAY_ROWS
from litnotes.values.patterns import pattern

_WEEKDAYS = tuple(
    tuple(row.split())
    for row in (
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "Mon Tue Wed Thu Fri Sat Sun",
        "Mon Tues Wed Thurs Fri Sat Sun",
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "lunes martes miércoles jueves viernes sábado domingo",
        "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
        "понедельник вторник среда четверг пятница суббота воскресенье",
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        "poniedziałek wtorek środa czwartek piątek sobota niedziela",
        "星期一 星期二 星期三 星期四 星期五 星期六 星期日",
        "星期一 星期二 星期三 星期四 星期五 星期六 星期天",
        "周一 周二 周三 周四 周五 周六 周日",
        "周一 周二 周三 周四 周五 周六 周天",
        "週一 週二 週三 週四 週五 週六 週日",
        "월요일 화요일 수요일 목요일 금요일 토요일 일요일",
        "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
    )
)
_IN_BRACKETS = tuple(tuple(row) for row in ("月火水木金土日", "월화수목금토일", "一二三四五六日"))
"""Weekdays of one letter, read as weekdays only in brackets."""

_NAMES_OF_DAYS = sorted({day for days in _WEEKDAYS for day in days}, key=lambda day: (-len(day), day))
_DAY_NAME = f"(?P<day>{'|'.join(_NAMES_OF_DAYS)})"
_CJK = "\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3"
_GLUED_AFTER = rf"(?![^\W{_CJK}])"
"""Chinese, Japanese and Korean write no space between a date, its weekday and the next word."""

_DAY = pattern(rf"(?<![^\W{_CJK}]){_DAY_NAME}{_GLUED_AFTER}", re.IGNORECASE)
_BESIDE = pattern(r"\.?[,，]?\s*")
_BRACKETED = pattern(r"(?P<open>[(（]\s*)(?P<day>[^()（）]+?)(?P<close>\s*[)）])")
_SHORT_ROWS = tuple(
    tuple(day.split("/") for day in row.split()) for row in SHORT_WEEKDAY_ROWS if len(row.split()[0]) > 1
)
_DUTCH_ROW = next(row for row in _SHORT_ROWS if row[0] == ["ma"])
_DUTCH = pattern(
    r"\b(?:januari|februari|maart|mrt|mei|augustus|\d{1,2} (?:juni|juli|april|september|oktober|november"
    r"|december))\b",
    re.IGNORECASE,
)
"""Dutch and German share weekdays and months; German writes a stop behind the day."""
_SHORT_BESIDE = pattern(r"(?<!to )(?<!\w)(?P<day>[^\W\d_]{2,7})(?P<after>[.,，]*\s+)$", re.IGNORECASE)
"""A short weekday such as *Fr* directly before a date; the `do` of *To do 30 May* is none."""

_PIECE = pattern(
    r"(?P<front>\s+[-–—/]+\s+|\s*[–—|·:：,，;；]\s*|\s*)"
    r"(?P<text>[(（][^()（）]*[)）]|(?:(?!\s[-–—/]+\s)[^–—|·:：,，;；(（])+|.)"
)
"""One piece of the text after a date, with the separator before it."""

_REPORT = pattern(
    r"(?<![^\W_])(?:report|log|journal|diary|notes|update|tagesbericht|bericht|protokoll|rapport"
    r"|compte[- ]rendu|informe|diario|rapporto|relatório|diário|отч[её]т|журнал)(?![^\W_])"
    r"|[周日月]报|报告|纪要|记录|总结|汇报|議事録|会議録|회의|미팅|노트|日志|日记|週報|日報|報告|日誌|日記|보고|일지|일보|주보",
    re.IGNORECASE,
)
"""Words that the titles of all reports share; other words after a date are the topic of one day."""

_RANGE_BEFORE = pattern(r"\d\S{0,3}(?:\s\w{3,10})?\s*(?:[-–—~〜]|\b(?:to|bis|au|al|a|до)\b|至|から)\s*$")
_OPENS = pattern(r"[(（][^()（）]*$")
_CLOSES = pattern(r"\s*[)）]")
"""The bracket around a date."""

_SURE = 5
"""Letters that make a word a weekday also apart from the date; there, `Sun` may mean something else."""


def restated(title: str, old: datetime.date, new: datetime.date) -> str | None:
    """Return `title` with the date `new` in place of `old`, in the same form.

    A weekday directly beside the date changes too, even a wrong one; other weekdays change if they are
    the weekday of `old`. After the date, only weekdays and words such as *report* are kept: the rest is
    the topic of the old day. None if the title does not contain `old` in a known form, or as the end of
    several days, or begins an entry of a journal.
    """
    place = in_same_form(title, old, new)
    if place is None or is_stamped(f"{title} "):
        return None
    start, end, date = place
    if _RANGE_BEFORE.search(title[:start]):
        return None
    closes = _CLOSES.match(title, end) if _OPENS.search(title[:start]) else None
    close, end = (closes[0], closes.end()) if closes else ("", end)
    before = _before(title[:start], old, new, is_dutch=_DUTCH.search(title) is not None)
    return f"{before}{date}{close}{_after(title[end:], new)}".rstrip()


def with_days(title: str, first: datetime.date | None, last: datetime.date | None) -> str:
    """Return a title that gives its days also outside its file: in ISO form, unless it does so already."""
    if last is None:
        return title
    heading = day_heading(title)
    days = (first, last) if first else last
    if heading and heading.written and heading.written.on(None) == days:
        return title
    iso = f"{first} - {last}" if first else str(last)
    place = placed_date(title, heading.written) if heading and heading.written else None
    if place:
        start, end = place
        changed = f"{title[:start]}{iso}{title[end:]}"
        heading = day_heading(changed)
        if heading and heading.written and heading.written.on(None) == days:
            return changed
    return f"{iso}: {title}" if title else iso


def _before(text: str, old: datetime.date, new: datetime.date, *, is_dutch: bool) -> str:
    def changed(match: re.Match[str]) -> str:
        day = match["day"]
        is_beside = _BESIDE.fullmatch(text, match.end()) is not None
        is_apart = len(day) >= _SURE or not day.isascii()
        is_old = day.casefold() == _day(day, old).casefold()
        return _day(day, new) if is_beside or (is_apart and is_old) else day

    return _SHORT_BESIDE.sub(
        lambda match: _short(match, old, new, is_dutch=is_dutch), _DAY.sub(changed, text)
    )


def _short(match: re.Match[str], old: datetime.date, new: datetime.date, *, is_dutch: bool) -> str:
    """Return a short weekday of `old` for `new`; nothing if languages differ on it, as after *mar*."""
    written = match["day"]
    rows = [row for row in _SHORT_ROWS if written.casefold() in row[old.weekday()]]
    if _DUTCH_ROW in rows and len(rows) > 1:
        rows = [row for row in rows if (row == _DUTCH_ROW) == is_dutch]
    days = {row[new.weekday()][0] for row in rows}
    if not rows:
        return match[0]
    day = days.pop() if len(days) == 1 else ""
    return f"{day.capitalize() if written[0].isupper() else day}{match['after']}" if day else ""


def _after(tail: str, new: datetime.date) -> str:
    """Return the text after a date with the weekday of `new` and without the old topic."""
    kept = ""
    for piece in _PIECE.finditer(tail):
        text = piece["text"]
        bracketed = _BRACKETED.fullmatch(text)
        if bracketed and (letters := _row(_IN_BRACKETS, bracketed["day"])):
            kept += f"{piece['front']}{bracketed['open']}{letters[new.weekday()]}{bracketed['close']}"
        elif _REPORT.search(text):
            kept += piece["front"] + _DAY.sub(lambda match: _day(match["day"], new), text)
        elif match := _DAY.search(text):
            day = _day(match["day"], new)
            in_brackets = f"{bracketed['open']}{day}{bracketed['close']}" if bracketed else day
            kept += piece["front"] + in_brackets
    return kept


def _day(written: str, new: datetime.date) -> str:
    """Return the weekday of `new` in the language, length and case of the weekday `written`."""
    day = (_row(_WEEKDAYS, written) or _WEEKDAYS[0])[new.weekday()]
    if written.isupper() or written.islower():
        return day.upper() if written.isupper() else day.lower()
    return day.capitalize() if written.istitle() else day


def _row(rows: tuple[tuple[str, ...], ...], written: str) -> tuple[str, ...] | None:
    day = written.casefold()
    return next((row for row in rows if day in map(str.casefold, row)), None)
