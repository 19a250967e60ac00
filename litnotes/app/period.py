"""Several days: which ones the options mean, and what their reports say together."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from litnotes.app.named_day import day_of
from litnotes.app.notes import Notes
from litnotes.app.starting import identity_of
from litnotes.errors import NotFound, WrongUse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from litnotes.daily.overview import PaperNames
    from litnotes.library.history import History
    from litnotes.model.limits import AllowedYears
    from litnotes.model.reports import Report
    from litnotes.model.several_days import Overview, PaperState

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`."""

    first: datetime.date
    last: datetime.date


def period(session: Notes, date: str | None, first: str | None, last: str | None, *, week: bool) -> Period:
    """Return the days that the options mean; raises WrongUse or NotFound.

    An end that is not given is that of the reports.
    """
    if week and (first is not None or last is not None):
        raise WrongUse("--week is Monday to Sunday, --from and --to are any days; use one or the other")
    days = session.days.dates
    if not days:
        raise NotFound("there are no reports yet. `litnotes new-day` starts one")
    if week:
        return week_of(days[-1] if date is None else day_of(date, days))
    start = day_of(first, days, "--from") if first is not None else None
    end = day_of(last, days, "--to") if last is not None else None
    if start and end and start > end:
        raise WrongUse(f"--from {start} is after --to {end}")
    # An open end that no report reaches makes a period without reports, told by its nearest days.
    return Period(start or min(days[0], end or days[0]), end or max(days[-1], start or days[-1]))


def week_of(day: datetime.date) -> Period:
    """Return the week of a day, Monday to Sunday."""
    monday = day - datetime.timedelta(days=day.weekday())
    return Period(monday, monday + datetime.timedelta(days=6))


def overview_of(session: Notes, chosen: Period) -> Overview:
    """Return what the reports of some days say together; raises NotFound where there are none."""
    from litnotes.daily.overview import overview
    from litnotes.daily.waiting import within

    reports = session.days.reports()
    if not any(within(report, chosen.first, chosen.last) for report in reports.values()):
        raise _nothing(chosen, list(reports))
    known = {day: report for day, report in reports.items() if _starts_by(report, chosen.last)}
    return overview(
        list(known.values()),
        chosen.first,
        chosen.last,
        _papers(known, session, chosen.first),
        session.reader.vocabulary,
    )


def _starts_by(report: Report, last: datetime.date) -> bool:
    day = report.first_day or report.date
    return day is not None and day <= last


def _nothing(chosen: Period, days: list[datetime.date]) -> NotFound:
    near = [day for day in days if day < chosen.first][-1:] + [day for day in days if day > chosen.last][:1]
    return NotFound(
        f"there is no report from {chosen.first} to {chosen.last}; "
        f"the nearest {'is' if len(near) == 1 else 'are'} of {' and '.join(map(str, near))}"
    )


def _papers(reports: Mapping[datetime.date, Report], session: Notes, first: datetime.date) -> PaperNames:
    """Return how far papers are before a day, or on the day that names them first, and at the end."""
    from litnotes.daily.overview import PaperNames
    from litnotes.library.history import histories

    library, years = session.library, session.years
    before, after = {}, {}
    for history in histories(reports, library):
        paper = library.identity(history.paper.key if history.paper else history.name)
        named = history.days[:1]
        after[paper] = state_of(history, years)
        earlier = _until(max([first - ONE_DAY, *named]), history)
        before[paper] = state_of(earlier, years) if named else after[paper]
    return PaperNames(identity_of(session, max(reports)), before, after)


def _until(last: datetime.date, history: History) -> History:
    return replace(
        history,
        conclusions=[said for said in history.conclusions if said[0] <= last],
        mentions=[said for said in history.mentions if said[0] <= last],
    )


def state_of(history: History, years: AllowedYears) -> PaperState:
    """Return how far a paper is, the latest decision on it, and how it misses the years of the criteria."""
    from litnotes.model.several_days import PaperState

    decided, said = history.verdict or (None, None)
    return PaperState(
        name=history.paper.headline if history.paper else " ".join(history.name.split()),
        key=history.paper.key if history.paper else None,
        outside=(years.outside(history.paper.year) or None) if history.paper else None,
        reading=history.reading,
        decision=said.decision if said else None,
        reason=said.reason if said else None,
        by=said.by if said else None,
        decided=decided,
    )
