"""What waits: open tasks and questions, undecided papers, remarks to look at, days without a report."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from litnotes.daily.catch_up import caught_up
from litnotes.daily.next_day import Identity, next_day
from litnotes.daily.row import Row
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Question, Report
from litnotes.model.several_days import AskedQuestion, OpenTask, Remark
from litnotes.values.names import fold_text

REMARKS = ("blocker", "feedback", "decision")
"""The roles of notes that an overview repeats."""

ONE_DAY = datetime.timedelta(days=1)


def left_open(
    reports: Sequence[Report], on: datetime.date, identity: Identity, vocabulary: Vocabulary
) -> Report:
    """Return what the latest of some reports leaves open on a day, as a report that carries it."""
    return next_day(on + ONE_DAY, "", reports, identity, vocabulary).report


def open_tasks(after: Report, on: datetime.date) -> tuple[OpenTask, ...]:
    """Return the tasks left open, being done first, as old as on a day; `after` is of `left_open`."""
    return tuple(
        OpenTask(
            text=task.text,
            state=task.state,
            group=task.group,
            owner=task.owner,
            due=task.due,
            since=task.since or on,
            age=age(task.since or on, on),
        )
        for task in (*after.doing, *after.todo)
    )


def open_questions(
    after: Report, reports: Sequence[Report], on: datetime.date, vocabulary: Vocabulary
) -> tuple[AskedQuestion, ...]:
    """Return the questions left open, oldest first; `after` is of `left_open`.

    Their numbers are those of the report of `on`; before it is started, those they will have there.
    """
    told = after
    if reports and day_of(reports[-1]) == on:
        told = caught_up(reports[-1], reports, vocabulary)
    numbers: dict[str, int] = {}
    for number, question in numbered_questions(told).items():
        numbers.setdefault(fold_text(question.text), number)
    found = [
        AskedQuestion(
            text=question.text,
            state="open",
            number=numbers.get(fold_text(question.text)),
            since=question.since or on,
            age=age(question.since or on, on),
        )
        for question in after.questions
    ]
    return tuple(sorted(found, key=lambda question: question.since))


def numbered_questions(report: Report) -> dict[int, Question]:
    """Return the questions of a report that nobody answered, by their place among all of them."""
    return {number: one for number, one in enumerate(report.questions, 1) if one.is_open}


def remarks(reports: Iterable[Report]) -> Iterator[Remark]:
    """Yield blockers, feedback and decisions by role, each text once."""
    told: set[tuple[str, str]] = set()
    said = [(day_of(report), note) for report in reports for note in report.notes]
    for role in REMARKS:
        for day, note in said:
            if role in note.role.split("+") and note.text.strip() and (role, note.text) not in told:
                told.add((role, note.text))
                yield Remark(day=day, role=role, text=note.text, by=note.by)


def days_without_report(
    reports: Sequence[Report], today: datetime.date, back: int = 14
) -> list[datetime.date]:
    """Return the working days of the last `back` days before today that no report tells of.

    Days before the first report are none of them.
    """
    if not reports:
        return []
    first = max(reports[0].first_day or day_of(reports[0]), today - back * ONE_DAY)
    days = [first + number * ONE_DAY for number in range((today - first).days)]
    reports = Row.of(reports).since(first)
    return [
        day for day in days if day.weekday() < 5 and not any(within(report, day, day) for report in reports)
    ]


def within(report: Report, first: datetime.date, last: datetime.date) -> bool:
    """Whether a report tells of a day from `first` to `last`."""
    return report.date is not None and report.date >= first and (report.first_day or report.date) <= last


def day_of(report: Report) -> datetime.date:
    """Return the day of a report; one without sorts first."""
    return report.date or datetime.date.min


def age(since: datetime.date, on: datetime.date) -> int:
    """Return for how many days something waits."""
    return max((on - since).days, 0)
