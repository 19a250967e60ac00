"""The date in a title: its place, and another date in the same form."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from litnotes.markdown.dates.forms import FoundDate, find
from litnotes.markdown.dates.month_names import MONTH_ROWS, MONTHS, WEEKDAY_ROWS, WITHOUT_ACCENTS
from litnotes.markdown.dates.written import WrittenDate, WrittenRange
from litnotes.markdown.document import shadow
from litnotes.values.day_order import Order
from litnotes.values.patterns import pattern

LONGEST_TITLE = 200

_STARTS = pattern(r"(?<![^\W_])[^\W_]|(?<=[^\W\d_])[0-9]")
_PART = pattern(r"[0-9]+|[^\W\d_]+")
_ORDINAL = pattern(r"(?:st|nd|rd|th|er|º|°)(?![^\W_])", re.IGNORECASE)
_AFTER_DATE = pattern(r"\s?[日号號일](?![报報志誌记記지보기])|\s?г(?:ода)?\.?(?!\w)|\]{1,2}|\.(?=\s|$)")


class _Part(NamedTuple):
    """A number or the name of a month in a date; `kind` is `d`, `m` or `y`."""

    kind: str
    match: re.Match[str]

    def is_of(self, day: datetime.date) -> bool:
        """Whether the part is that of a day."""
        value = {"d": day.day, "m": day.month, "y": day.year}[self.kind]
        text = self.match[0]
        if not text.isdecimal():
            return MONTHS.get(shadow(text)) == value
        return int(text) == (value % 100 if self.kind == "y" and len(text) < 4 else value)


def placed_date(title: str, written: WrittenDate | WrittenRange) -> tuple[int, int] | None:
    """Return the start and end of a date that was read in a title, with weekdays beside it."""
    for start, date in _dates(title):
        if date.written == written:
            return start, date.end
    return None


def in_same_form(title: str, old: datetime.date, new: datetime.date) -> tuple[int, int, str] | None:
    """Return the place of the date `old` in a title, and the date `new` in the same form and language.

    None if the title gives `old` in no form, or in one that may mean another day.
    """
    for start, date in _dates(title):
        if not isinstance(date.written, WrittenDate):
            continue
        known = date.written.orders
        orders = [order for order in known or () if date.written.on(old.year, order) == old]
        if len(orders) == 1 if known else date.written.on(old.year) == old:
            parts = _parts(title, start, date.end, orders[0] if orders else None)
            if parts and all(part.is_of(old) for part in parts):
                return _rewritten(title, parts, old, new)
    return None


def _dates(title: str) -> list[tuple[int, FoundDate]]:
    """Return the dates in a title with their places, in order; none if its shadow has another length."""
    words = shadow(title)
    if len(words) != len(title):
        return []
    dates: list[tuple[int, FoundDate]] = []
    end = 0
    for match in _STARTS.finditer(words[:LONGEST_TITLE]):
        if match.start() >= end:
            dates += [(match.start(), date) for date in find(words, match.start())]
            end = dates[-1][1].end if dates else 0
    return dates


def _parts(title: str, start: int, end: int, order: Order | None) -> list[_Part]:
    """Return the parts of a date; empty if it has others, such as Chinese numerals."""
    found = list(_PART.finditer(title, start, end))
    names = [match for match in found if shadow(match[0]) in MONTHS]
    numbers = [match for match in found if match[0].isdecimal() and len(match[0]) < 4]
    kinds: str = "dy" if names else order or "ymd"
    if len(numbers) < len(kinds):
        kinds = kinds.replace("y", "")
    parts = [_Part("m", match) for match in names]
    parts += [_Part("y", match) for match in found if match[0].isdecimal() and len(match[0]) == 4]
    parts += [_Part(kind, match) for kind, match in zip(kinds, numbers, strict=False)]
    complete = sorted(part.kind for part in parts) in (["d", "m"], ["d", "m", "y"])
    return sorted(parts, key=lambda part: part.match.start()) if complete else []


def _rewritten(
    title: str, parts: list[_Part], old: datetime.date, new: datetime.date
) -> tuple[int, int, str]:
    """Return the place of a date with these parts, and `new` in their form."""
    start = end = parts[0].match.start()
    numbers = [part.match[0] for part in parts if part.kind in "dm" and part.match[0].isdecimal()]
    padded = any(number[0] == "0" for number in numbers) or (
        len(numbers) == 2 and all(len(number) == 2 for number in numbers)
    )
    text = ""
    for part in parts:
        match = part.match
        text += title[end : match.start()]
        if match[0].isdecimal():
            text += _number(part.kind, match[0], new, padded=padded)
        else:
            text += _month(match[0], title, old, new)
        end = match.end()
        if part.kind == "d" and (ordinal := _ORDINAL.match(title, end)):
            text += _ordinal(ordinal[0], new.day)
            end = ordinal.end()
    if suffix := _AFTER_DATE.match(title, end):
        text += suffix[0]
        end = suffix.end()
    return start, end, text


def _number(kind: str, written: str, new: datetime.date, *, padded: bool) -> str:
    if kind == "y":
        return str(new.year) if len(written) == 4 else f"{new.year % 100:02}"
    number = new.day if kind == "d" else new.month
    return f"{number:02}" if padded else str(number)


def _month(written: str, title: str, old: datetime.date, new: datetime.date) -> str:
    """Return the month of `new` in the language, length and case of `written`.

    `mai` is a month in three languages; the weekday, the dot and the capital letter tell which.
    """
    if old.month == new.month:
        return written
    name = shadow(written)
    rows = [row for row in MONTH_ROWS if name in _names(row, old.month)]
    rows = rows or [row for row in MONTH_ROWS if name in _names(row.translate(WITHOUT_ACCENTS), old.month)]
    words = shadow(title)
    weekdays = [row for row in WEEKDAY_ROWS if any(day in words for day in row.replace("/", " ").split())]
    if weekdays and (alike := _of_language(rows, WEEKDAY_ROWS.index(weekdays[0]))):
        rows = alike
    elif len(rows) > 1 and not (written.istitle() or written.isupper() or f". {name}" in words):
        rows = [row for row in rows if row not in MONTH_ROWS[2:4]] or rows
    chosen = _names(rows[0] if rows else MONTH_ROWS[0], new.month)[0]
    if written.isupper():
        return chosen.upper()
    return chosen.capitalize() if written.istitle() else chosen


def _of_language(rows: list[str], language: int) -> list[str]:
    """Return the rows of a language; rows of months come in pairs, those of weekdays in the same order."""
    return [row for row in rows if MONTH_ROWS.index(row) // 2 == language]


def _names(row: str, month: int) -> list[str]:
    return row.split()[month - 1].split("/")


def _ordinal(written: str, day: int) -> str:
    """Return the ending of a day: English has one for each day, other languages for the first only."""
    if written.lower() in ("st", "nd", "rd", "th"):
        return "th" if 10 < day % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return written if day == 1 else ""
