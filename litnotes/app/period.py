"""Several days: the days that options mean, and the overview of their reports."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from litnotes.app.named_day import ONE_DAY, named_day
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


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`."""

    first: datetime.date
    last: datetime.date


def period(notes: Notes, date: str | None, first: str | None, last: str | None, *, week: bool) -> Period:
    """Return the days that the options mean; raises WrongUse or NotFound.

    By default, the days are those of all reports.
    """
    if week and (first is not None or last is not None):
        raise WrongUse("--week cannot be used with --from or --to; use one of them")
    days = notes.days.dates
    if not days:
        raise NotFound("there are no reports yet. `litnotes new-day` starts one")
    if week:
        return week_of(days[-1] if date is None else named_day(notes, date))
    start = named_day(notes, first, "--from") if first is not None else None
    end = named_day(notes, last, "--to") if last is not None else None
    if start and end and start > end:
        raise WrongUse(f"--from {start} is after --to {end}")
    # Without a report in the period, the message names the nearest reports.
    return Period(start or min(days[0], end or days[0]), end or max(days[-1], start or days[-1]))


def week_of(day: datetime.date) -> Period:
    """Return the week of a day, Monday to Sunday."""
    monday = day - datetime.timedelta(days=day.weekday())
    return Period(monday, monday + datetime.timedelta(days=6))


def overview_of(notes: Notes, chosen: Period) -> Overview:
    """Return the overview of some days; raises NotFound if they have no reports."""
    from litnotes.app.open_work import unmentioned
    from litnotes.daily.overview import overview
    from litnotes.daily.waiting import within

    reports = notes.days.reports()
    if not any(within(report, chosen.first, chosen.last) for report in reports.values()):
        raise _nothing(chosen, list(reports))
    known = {day: report for day, report in reports.items() if _starts_by(report, chosen.last)}
    shown = overview(
        list(known.values()),
        chosen.first,
        chosen.last,
        _papers(known, notes, chosen.first),
        notes.reader.vocabulary,
    )
    last = max(known)
    earlier = unmentioned(notes, last, known[last])
    return shown.model_copy(update={"no_longer_mentioned": earlier})


def _starts_by(report: Report, last: datetime.date) -> bool:
    day = report.first_day or report.date
    return day is not None and day <= last


def _nothing(chosen: Period, days: list[datetime.date]) -> NotFound:
    near = [day for day in days if day < chosen.first][-1:] + [day for day in days if day > chosen.last][:1]
    return NotFound(
        f"there is no report from {chosen.first} to {chosen.last}; "
        f"nearest report{'s' if len(near) > 1 else ''}: {' and '.join(map(str, near))}"
    )


def _papers(reports: Mapping[datetime.date, Report], notes: Notes, first: datetime.date) -> PaperNames:
    """Return the states of papers before a day (or on the day that first names them) and at the end."""
    from litnotes.daily.overview import PaperNames
    from litnotes.library.history import histories

    library, years = notes.library, notes.years
    before, after = {}, {}
    for history in histories(reports, library):
        paper = library.identity(history.paper.key if history.paper else history.name)
        named = history.days[:1]
        after[paper] = state_of(history, years)
        earlier = _until(max([first - ONE_DAY, *named]), history)
        before[paper] = state_of(earlier, years) if named else after[paper]
    return PaperNames(identity_of(notes, max(reports)), before, after)


def _until(last: datetime.date, history: History) -> History:
    return replace(
        history,
        conclusions=[dated for dated in history.conclusions if dated[0] <= last],
        mentions=[dated for dated in history.mentions if dated[0] <= last],
    )


def state_of(history: History, years: AllowedYears) -> PaperState:
    """Return the reading state of a paper, its latest verdict, and how it misses the allowed years."""
    from litnotes.model.several_days import PaperState

    decided, verdict = history.verdict or (None, None)
    return PaperState(
        name=history.paper.headline if history.paper else " ".join(history.name.split()),
        key=history.paper.key if history.paper else None,
        outside=(years.outside(history.paper.year) or None) if history.paper else None,
        reading=history.reading,
        decision=verdict.decision if verdict else None,
        reason=verdict.reason if verdict else None,
        by=verdict.by if verdict else None,
        decided=decided,
    )
