"""Open work: tasks, questions, undecided papers, remarks, and days without a report."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from litnotes.daily.catch_up import caught_up
from litnotes.daily.next_day import Identity, next_day
from litnotes.daily.row import Row
from litnotes.daily.same_task import name_of, parts
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
    """Return a report with the entries that the latest of some reports leaves open on a day."""
    return next_day(on + ONE_DAY, "", reports, identity, vocabulary).report


def open_tasks(after: Report, on: datetime.date) -> tuple[OpenTask, ...]:
    """Return the open tasks and sub-tasks with their age in days, *doing* first.

    `after` comes from `left_open`.
    """
    return tuple(
        OpenTask(
            text=task.text,
            state=task.state,
            group=tree.group,
            part_of=name_of(above),
            owner=task.owner or tree.owner,
            due=task.due,
            since=task.since or tree.since or on,
            age=age(task.since or tree.since or on, on),
        )
        for tree in (*after.doing, *after.todo)
        for task, above in parts([tree])
        if task.state in ("todo", "doing")
    )


def open_questions(
    after: Report, reports: Sequence[Report], on: datetime.date, vocabulary: Vocabulary
) -> tuple[AskedQuestion, ...]:
    """Return the open questions, oldest first; `after` comes from `left_open`.

    Their numbers are those in the report of `on`; if there is none yet, those they will have in it.
    """
    numbered = after
    if reports and day_of(reports[-1]) == on:
        numbered = caught_up(reports[-1], reports, vocabulary)
    numbers: dict[str, int] = {}
    for number, question in numbered_questions(numbered).items():
        numbers.setdefault(fold_text(question.text), number)
    questions = [
        AskedQuestion(
            text=question.text,
            state="open",
            number=numbers.get(fold_text(question.text)),
            since=question.since or on,
            age=age(question.since or on, on),
        )
        for question in after.questions
    ]
    return tuple(sorted(questions, key=lambda question: question.since))


def numbered_questions(report: Report) -> dict[int, Question]:
    """Return the open questions of a report by their position among all its questions."""
    return {number: asked for number, asked in enumerate(report.questions, 1) if asked.is_open}


def remarks(reports: Iterable[Report]) -> Iterator[Remark]:
    """Yield blockers, feedback and decisions by role, each text once."""
    seen: set[tuple[str, str]] = set()
    notes = [(day_of(report), note) for report in reports for note in report.notes]
    for role in REMARKS:
        for day, note in notes:
            if role in note.role.split("+") and note.text.strip() and (role, note.text) not in seen:
                seen.add((role, note.text))
                yield Remark(day=day, role=role, text=note.text, by=note.by)


def days_without_report(
    reports: Sequence[Report], today: datetime.date, back: int = 14
) -> list[datetime.date]:
    """Return the working days among the last `back` days before today that no report covers.

    Days before the first report do not count.
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
    """Whether a report covers a day from `first` to `last`."""
    return report.date is not None and report.date >= first and (report.first_day or report.date) <= last


def day_of(report: Report) -> datetime.date:
    """Return the day of a report; the earliest date if it has none."""
    return report.date or datetime.date.min


def age(since: datetime.date, on: datetime.date) -> int:
    """Return the number of days from `since` to `on`, at least 0."""
    return max((on - since).days, 0)
