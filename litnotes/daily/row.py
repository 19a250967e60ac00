"""Reports in the order of their days, each loaded on use."""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import overload

from litnotes.model.reports import Report


class Row(Sequence[Report]):
    """Reports, oldest first. Counting and slicing by day load nothing."""

    def __init__(self, days: Sequence[datetime.date], load: Callable[[datetime.date], Report]) -> None:
        """Take the days, oldest first, and a function that returns the report of a day."""
        self.days = days
        self._load = load

    @classmethod
    def of(cls, reports: Iterable[Report]) -> Row:
        """Return a row of loaded reports; a report without a day sorts first."""
        if isinstance(reports, Row):
            return reports
        by_day = {report.date or datetime.date.min: report for report in reports}
        return cls(sorted(by_day), by_day.__getitem__)

    @overload
    def __getitem__(self, place: int) -> Report: ...
    @overload
    def __getitem__(self, place: slice) -> Row: ...
    def __getitem__(self, place: int | slice) -> Report | Row:
        if isinstance(place, slice):
            return Row(self.days[place], self._load)
        return self._load(self.days[place])

    def __len__(self) -> int:
        return len(self.days)

    def since(self, day: datetime.date) -> Row:
        """Return the reports of a day and of later ones."""
        return self[bisect_left(self.days, day) :]

    def before(self, day: datetime.date) -> Row:
        """Return the reports before a day."""
        return self[: bisect_left(self.days, day)]
