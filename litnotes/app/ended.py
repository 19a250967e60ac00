"""The end of a command: its messages and its exit code."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from litnotes.errors import PROBLEMS_FOUND, LitnotesError

if TYPE_CHECKING:
    from litnotes.daily.next_day import NextDay
    from litnotes.model.reports import Report
    from litnotes.model.several_days import NoLongerMentioned, Unmentioned

HowMade = Literal["made", "would be made", "made to type into"]


class Started(NamedTuple):
    """A new report: its content, and the plan it was made from.

    `from_day` is the day whose report it continues, if any; `from_nothing` is true if that report is empty.
    `carried` is open work of reports before it that is taken up, `unmentioned` what is not. `deleted` was
    carried into that report, and the student deleted it there.
    """

    day: datetime.date
    shown: str
    how: HowMade
    report: Report
    planned: NextDay
    from_day: datetime.date | None
    from_nothing: bool
    carried: Sequence[NoLongerMentioned]
    unmentioned: Unmentioned
    deleted: Sequence[NoLongerMentioned]


class Ended(NamedTuple):
    """The messages at the end of a command, and its exit code."""

    started: Sequence[Started]
    remarks: Sequence[str]
    problems: Sequence[LitnotesError]
    code: int

    def with_problems(self, problems: Sequence[LitnotesError], code: int = 0) -> Ended:
        """Return it with further problems and the higher exit code; any problem gives one."""
        code = max(self.code, code, PROBLEMS_FOUND if problems else 0)
        return self._replace(problems=[*self.problems, *problems], code=code)


NOTHING_TO_SAY = Ended((), (), (), 0)
