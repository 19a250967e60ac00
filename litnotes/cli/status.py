"""Today and this week at a glance."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from litnotes.cli.daily import identity_of, tell_errors
from litnotes.cli.options import JsonOption
from litnotes.cli.parameters import Context
from litnotes.cli.period import state_of, week_of
from litnotes.cli.session import Session, open_session
from litnotes.cli.shared import out, say

if TYPE_CHECKING:
    from litnotes.config import Years
    from litnotes.library.history import History
    from litnotes.model.several_days import Status, WaitingPaper

READING = ("to-read", "reading", "read")
DECISIONS = ("include", "exclude", "unsure", "undecided")


def status(context: Context, json: JsonOption = False) -> int:
    """Show what is open, how the papers stand and what waits for the advisor.

    Example: litnotes status
    """
    from litnotes.config import today
    from litnotes.render.status_page import show_status
    from litnotes.render.text import as_json

    session = open_session(context.notes)
    found = _status(session, today())
    if json:
        out(as_json(found.model_dump(mode="json")))
    elif found.latest is None:
        say("no reports yet; `litnotes import-reports FILE…` takes yours, `litnotes new-day` starts one")
    else:
        show_status(found)
    tell_errors(session)
    return session.exit_code(everything=True)


def _status(session: Session, today: datetime.date) -> Status:
    from litnotes.daily import waiting
    from litnotes.daily.overview import done
    from litnotes.library.history import histories
    from litnotes.model.several_days import Status

    reports = list(session.days.reports().values())
    past = [report for report in reports if waiting.day_of(report) <= today]
    vocabulary, identity = session.reader.vocabulary, identity_of(session.library)
    week = week_of(today)
    this_week = [report for report in reports if waiting.within(report, week.first, week.last)]
    papers = histories(session.days.reports(), session.library)
    named = [history for history in papers if history.paper]
    reading, decisions = _counted(named)
    return Status(
        today=today,
        latest=reports[-1].date if reports else None,
        done=tuple(done(this_week, vocabulary)),
        open=waiting.open_tasks(reports, today, identity, vocabulary),
        questions=waiting.open_questions(reports, today, identity, vocabulary),
        reading=reading,
        decisions=decisions,
        not_identified=len(papers) - len(named),
        waiting=tuple(sorted(_waiting(papers, today, session.years), key=lambda paper: paper.since)),
        days_without_report=tuple(waiting.days_without_report(past, today)),
        remarks=tuple(waiting.remarks(reports[-1:])),
    )


def _counted(papers: Iterable[History]) -> tuple[dict[str, int], dict[str, int]]:
    known = list(papers)
    reading = Counter[str](history.reading for history in known)
    decisions = Counter[str](history.decision or "undecided" for history in known)
    return {state: reading[state] for state in READING}, {state: decisions[state] for state in DECISIONS}


def _waiting(papers: Iterable[History], today: datetime.date, years: Years) -> Iterator[WaitingPaper]:
    from litnotes.daily.waiting import age, waiting_since
    from litnotes.model.several_days import WaitingPaper

    for history in papers:
        if since := waiting_since(history.conclusions, history.reading):
            state = state_of(history, years)
            yield WaitingPaper(
                name=state.name, key=state.key, outside=state.outside, since=since, age=age(since, today)
            )
