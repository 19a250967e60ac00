"""Lines that give days because a file has several of their kind.

`Second meeting (30/01)`, `6-24` alone and `Date: 3 June` are days of a log if another line of the kind has
another date; one of them proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from litnotes.markdown.dates.forms import WrittenDate, WrittenRange, find
from litnotes.markdown.dates.headings import LabelledDate, closing_date, labelled_date
from litnotes.markdown.dates.title_words import MEETING_OR_REPORT
from litnotes.markdown.document import Line, shadow
from litnotes.markdown.read.list_markers import starts_item
from litnotes.values.patterns import pattern

MAX_LINE = 80
MAX_LINES = 500
"""How many lines that may give days are looked at."""

MAX_EMPTY = 4
_RECORD = "record"
_ENDS = frozenset("0123456789)*_ ")
_DATE_AT_END = pattern(r"\d\)?[\s*_:]{0,4}$")
_HASHES = pattern(r"#{1,6}(?=\s)")
_PADDED = pattern(r"\d{2}[./-]\d{2}")
_BARE = pattern(r"\d{1,2}-\d{1,2}")
_CLOSING = pattern(r"\s\((?P<date>[^()]{4,24})\)$")
_SPOKEN = pattern(rf"(?<!\w){MEETING_OR_REPORT}(?!\w)")


class DayLines(NamedTuple):
    """The days that lines of a file give, by their number (0-based); `plain` are those without hashes."""

    dates: dict[int, LabelledDate]
    plain: frozenset[int]


class _Found(NamedTuple):
    """A line that may give a day; `heading` is that of a heading directly above it, or -1."""

    kind: str
    number: int
    date: LabelledDate
    heading: int = -1


def day_lines(lines: Sequence[Line]) -> DayLines:
    """Return the lines of a file that give days, because their kind does so more than once."""
    found = list(_found(lines))
    dates: dict[str, set[WrittenDate | WrittenRange]] = {}
    for each in found:
        dates.setdefault(each.kind, set()).add(each.date.written)
    sure = [each for each in found if len(dates[each.kind]) > 1 or _is_title(each, lines)]
    records = [each for each in sure if each.kind == _RECORD]
    if all(each.heading >= 0 for each in records):  # `## Meeting 3`, and below it `Date: 3 June`
        sure = [each._replace(number=each.heading) if each.heading >= 0 else each for each in sure]
    plain = frozenset(each.number for each in sure if lines[each.number].text[:1] != "#")
    return DayLines({each.number: each.date for each in sure}, plain)


def _found(lines: Sequence[Line]) -> Iterator[_Found]:
    """Yield the lines that may give days."""
    looked_at = 0
    for number, line in enumerate(lines):
        text = line.text
        if text[-1:] in _ENDS and text and _may_end_with_date(line):
            looked_at += 1
            above = _text_above(lines, number)
            is_apart = above < 0 or above < number - 1 or lines[above].text[:1] == "#"
            if is_apart and (found := _date_in(text, number, above, lines)):
                yield found
            if looked_at > MAX_LINES:
                return


def _text_above(lines: Sequence[Line], number: int) -> int:
    """Return the last line above another with text, among a few; -1 if there is none."""
    for above in range(number - 1, max(-1, number - 1 - MAX_EMPTY), -1):
        if lines[above].text.strip():
            return above
    return -1


def _may_end_with_date(line: Line) -> bool:
    """Whether a short line ends with a digit, perhaps in brackets; this test is quick."""
    return len(line.text) <= MAX_LINE and line.region is None and bool(_DATE_AT_END.search(line.text[-6:]))


def _date_in(text: str, number: int, above: int, lines: Sequence[Line]) -> _Found | None:
    hashes = _HASHES.match(text)
    words = shadow(text[hashes.end() if hashes else 0 :]).strip(" \t*_:")
    if not any(map(str.isdecimal, words)):
        return None
    kind = hashes.group() if hashes else text[: text.find(words[0])] if words in text else ""
    if _BARE.fullmatch(words):
        date = next((each for each in find(words, 0) if each.end == len(words)), None)
        return (
            _Found(f"{kind} bare", number, LabelledDate(date.written)) if date and words != "1-1" else None
        )
    if not hashes and (":" in text or "：" in text):
        record = labelled_date(text)
        if record is None or record.edge or starts_item(text):
            return None
        is_below = above >= 0 and lines[above].text[:1] == "#"
        return _Found(_RECORD, number, record, above if is_below else -1)
    if starts_item(text) or not _SPOKEN.search(words):
        return None
    closing = _closing(words)
    return _Found(f"{kind} closing", number, closing) if closing else None


def _closing(words: str) -> LabelledDate | None:
    """Return the date that ends a line on a meeting or a report."""
    if (match := _CLOSING.search(words)) is None:
        return closing_date(words)
    for date in find(match["date"], 0):
        is_date = date.form == "certain" or _PADDED.match(match["date"])
        if date.end == len(match["date"]) and is_date:
            return LabelledDate(date.written, date.weekday)
    return None


def _is_title(found: _Found, lines: Sequence[Line]) -> bool:
    """Whether a bare date is the first heading of a file."""
    is_first = not any(line.text.strip() for line in lines[: found.number])
    below = lines[found.number + 1].text if found.number + 1 < len(lines) else ""
    return is_first and found.kind.endswith("bare") and (found.kind[:1] == "#" or below[:2] in ("==", "--"))
