"""What waits: open tasks and questions, undecided papers, remarks to look at, days without a report."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from litnotes.daily.catch_up import caught_up
from litnotes.daily.next_day import Identity, next_day
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.decisions import Said, decisions
from litnotes.model.report import Question, Reading, Report
from litnotes.model.several_days import AskedQuestion, OpenTask, Remark
from litnotes.values.names import fold_text

REMARKS = ("blocker", "feedback", "decision")
"""The roles of notes that an overview repeats."""

ONE_DAY = datetime.timedelta(days=1)


def open_tasks(
    reports: Sequence[Report], on: datetime.date, identity: Identity, vocabulary: Vocabulary
) -> tuple[OpenTask, ...]:
    """Return the tasks that the latest of `reports` leaves open, being done first, as old as on a day."""
    after = next_day(on + ONE_DAY, "", reports, identity, vocabulary).report
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
    reports: Sequence[Report], on: datetime.date, identity: Identity, vocabulary: Vocabulary
) -> tuple[AskedQuestion, ...]:
    """Return the questions that the latest of `reports` leaves open, oldest first.

    Their numbers are those of the report of `on`; before it is started, those they will have there.
    """
    after = next_day(on + ONE_DAY, "", reports, identity, vocabulary).report
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
    return [
        day for day in days if day.weekday() < 5 and not any(within(report, day, day) for report in reports)
    ]


def waiting_since(conclusions: Sequence[Said], reading: Reading) -> datetime.date | None:
    """Return since when a paper is not decided on, though somebody should: None where nobody need to.

    That is a paper decided as *unsure*, and one that was read and written about without a decision.

    Args:
        conclusions: what was concluded on the paper, with the days, oldest first.
        reading: how far it is read.
    """
    decided = decisions(conclusions)
    if not decided:
        days = [day for day, said in conclusions if said.has_text]
        return days[0] if days and reading == "read" else None
    since = None
    for day, said in reversed(decided):
        if said.decision != "unsure":
            break
        since = min(said.since or day, since or day)
    return since


def within(report: Report, first: datetime.date, last: datetime.date) -> bool:
    """Whether a report tells of a day from `first` to `last`."""
    return report.date is not None and report.date >= first and (report.first_day or report.date) <= last


def day_of(report: Report) -> datetime.date:
    """Return the day of a report; one without sorts first."""
    return report.date or datetime.date.min


def age(since: datetime.date, on: datetime.date) -> int:
    """Return for how many days something waits."""
    return max((on - since).days, 0)
