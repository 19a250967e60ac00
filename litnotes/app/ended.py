"""What a command ends with: what is to be told, and its exit code."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from litnotes.errors import PROBLEMS_FOUND, LitnotesError

if TYPE_CHECKING:
    from litnotes.daily.next_day import NextDay
    from litnotes.model.reports import Report

HowMade = Literal["made", "would be made", "made to type into"]


class Started(NamedTuple):
    """A report that was started: what it holds, and what was planned for it.

    `from_day` is the day it goes on from, if there is one; `from_nothing` says that its report is empty.
    """

    day: datetime.date
    shown: str
    how: HowMade
    report: Report
    planned: NextDay
    from_day: datetime.date | None
    from_nothing: bool


class Ended(NamedTuple):
    """What a command ends with: what is to be told, and the exit code that asks for."""

    started: Sequence[Started]
    remarks: Sequence[str]
    problems: Sequence[LitnotesError]
    code: int

    def with_problems(self, problems: Sequence[LitnotesError], code: int = 0) -> Ended:
        """Return it with further problems, which are no more than that, and the higher exit code."""
        code = max(self.code, code, PROBLEMS_FOUND if problems else 0)
        return self._replace(problems=[*self.problems, *problems], code=code)


NOTHING_TO_SAY = Ended((), (), (), 0)
