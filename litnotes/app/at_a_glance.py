"""Today and this week at a glance."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from litnotes.app.notes import Notes
from litnotes.app.period import week_of
from litnotes.app.starting import identity_of

if TYPE_CHECKING:
    import sqlite3

    from litnotes.model.several_days import Status, WaitingPaper

READING = ("to-read", "reading", "read")
DECISIONS = ("include", "exclude", "unsure", "undecided")


def status_of(notes: Notes, today: datetime.date, *, every: bool = False, past: bool = False) -> Status:
    """Return open work, counts of papers and papers without a decision, as of today.

    `every` lists all that is no longer mentioned, however old. For a `past` day, later reports do not
    count; papers are always counted as they are now.
    """
    from litnotes.app import open_work
    from litnotes.app.left_to_screen import left_to_screen
    from litnotes.daily import waiting
    from litnotes.daily.overview import done
    from litnotes.index import items
    from litnotes.model.several_days import Status

    reports, vocabulary = notes.days.row(), notes.reader.vocabulary
    if past:
        reports = reports.before(today + waiting.ONE_DAY)
    week = week_of(today)
    this_week = [one for one in reports.since(week.first) if waiting.within(one, week.first, week.last)]
    latest = reports.days[-1] if reports else None
    after = waiting.left_open(reports, today, identity_of(notes, latest or today), vocabulary)
    numbered = reports[-1] if latest == today else after
    connection = notes.index.connection
    counts = items.counts(connection)
    return Status(
        today=today,
        latest=latest,
        done=tuple(done(this_week, vocabulary)),
        open=waiting.open_tasks(after, today),
        no_longer_mentioned=open_work.unmentioned(notes, today, numbered, every=every),
        questions=waiting.open_questions(after, reports, today, vocabulary),
        quick_notes=tuple(note.text for note in after.quick_notes),
        reading={state: _count(counts, reading=state) for state in READING},
        assumed_read=items.assumed_read(connection),
        decisions={decision: _count(counts, decision=decision) for decision in DECISIONS},
        not_identified=items.not_identified(connection),
        waiting=tuple(_waiting(connection, today, notes.years)),
        candidates=left_to_screen(notes),
        days_without_report=tuple(
            waiting.days_without_report(reports.before(today + waiting.ONE_DAY), today)
        ),
        remarks=tuple(waiting.remarks(reports[-1:])),
    )


def _count(
    counts: Mapping[tuple[str, str | None], int], reading: str | None = None, decision: str | None = None
) -> int:
    return sum(
        number
        for (state, decided), number in counts.items()
        if state == reading or (decision is not None and (decided or "undecided") == decision)
    )


def _waiting(
    connection: sqlite3.Connection, today: datetime.date, years: tuple[int | None, int | None]
) -> list[WaitingPaper]:
    """Return the papers without a decision, the oldest first."""
    from litnotes.daily.waiting import age
    from litnotes.index import items
    from litnotes.model.limits import outside
    from litnotes.model.several_days import WaitingPaper

    papers = []
    for row in items.waiting(connection):
        since = datetime.date.fromisoformat(row.since)
        outside_by = outside(row.year, *years) or None if row.key else None
        papers.append(
            WaitingPaper(name=row.name, key=row.key, outside=outside_by, since=since, age=age(since, today))
        )
    return papers
