"""Where the days of a file begin: headings with a date, at one level, outside the sections of a day."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from litnotes.markdown.dates.written import WrittenDate, WrittenRange
from litnotes.markdown.document import Document
from litnotes.markdown.read.blocks import Block, Heading
from litnotes.markdown.read.day_lines import DayLines
from litnotes.markdown.read.day_titles import date_given, date_of

MAX_LOOKED_AT = 500


class DayStart(NamedTuple):
    """The start of a day at a heading: whether it is the first, and whether its level differs."""

    is_first: bool
    drifts: bool = False


class DayStarts:
    """Recognises the headings of days, in order; `date` is that of the open day."""

    def __init__(self, document: Document, all_blocks: Sequence[Block], lines: DayLines) -> None:
        self.document = document
        self.all_blocks = all_blocks
        self.lines = lines
        self.level: int | None = None
        self.date: WrittenDate | WrittenRange | None = None
        self.title: Heading | None = None

    def start(self, index: int, heading: Heading, top_level: int | None) -> DayStart | None:
        """Return the start of a day if a heading has a date and is outside the sections of a day.

        `top_level` is the highest level of the sections so far. The level of the heading becomes that of
        the days.
        """
        if self.level is None:
            date = self._date(index, heading)
            if not date or not self._may_be_first(heading, top_level):
                return None
            self.title, self.level, self.date = heading, heading.level, date
            return DayStart(is_first=True)
        is_alike = self.title is not None and heading.form == self.title.form != "atx"
        drift = 0 if is_alike else heading.level - self.level  # without hashes, all have one level
        if abs(drift) > 1 or not (date := self._date(index, heading)):
            return None
        heading.level = self.level + drift
        if (drift == 1 and self._contains(heading, top_level)) or date == self.date:
            return None
        self.title, self.date = heading, date
        return DayStart(is_first=False, drifts=bool(drift))

    def _date(self, index: int, heading: Heading) -> WrittenDate | WrittenRange | None:
        below = self.all_blocks[index + 1] if index + 1 < len(self.all_blocks) else None
        if date := date_given(self.document, heading, below, self.level):
            return date
        found = self.lines.dates.get(heading.start)
        by_lines = self.title is None or self.title.start in self.lines.dates
        return found.written if found and by_lines else None

    def _may_be_first(self, heading: Heading, top_level: int | None) -> bool:
        """Whether all sections above a heading belong to the whole file, if there are any.

        They do if the heading is higher, or if several days have the level of the sections.
        """
        if top_level is None or heading.level < top_level:
            return True
        if heading.level > top_level:
            return False
        alike = (
            other
            for other in self.all_blocks
            if isinstance(other, Heading) and other.level == heading.level
        )
        days = (self._is_day(other) for other in itertools.islice(alike, MAX_LOOKED_AT))
        return sum(days) > 1

    def _is_day(self, heading: Heading) -> bool:
        return date_of(heading.text) is not None or heading.start in self.lines.dates

    def _contains(self, heading: Heading, top_level: int | None) -> bool:
        """Whether a heading is part of the open day: a day of a week, or beside the day's sections."""
        if top_level is not None and top_level <= heading.level:
            return True
        return not isinstance(self.date, WrittenDate)
