"""What became of an entry in an earlier report after it had been carried on.

An entry that says `(since 2024-05-31)` is the one with the same words in the reports from that day on.
One without is new, also where an earlier report has ended another in the same words.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence

from litnotes.daily.row import Row
from litnotes.daily.same_task import Key, SameWork, tasks_of
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Question, Report, Task
from litnotes.values.names import fold_text

_ROLES = ("todo", "doing", "done")


def carried_from(report: Report) -> datetime.date | None:
    """Return the first day from which a report carries a task or a question, or None."""
    entries: tuple[Task | Question, ...] = (*tasks_of(report), *report.questions)
    return min((entry.since for entry in entries if entry.since), default=None)


def caught_up(report: Report, reports: Iterable[Report], vocabulary: Vocabulary) -> Report:
    """Return a report in which what it carries is done, dropped or answered where an earlier one says so.

    Args:
        report: the report.
        reports: reports, oldest first; those before it count.
        vocabulary: the words that reports are read by.
    """
    first, day = carried_from(report), report.date
    if first is None or day is None:
        return report
    earlier = Row.of(reports).since(first).before(day)
    if not earlier:
        return report
    return report.model_copy(
        update={**_tasks(report, earlier, vocabulary), "questions": _questions(report, earlier)}
    )


def _tasks(
    report: Report, earlier: Sequence[Report], vocabulary: Vocabulary
) -> dict[str, tuple[Task, ...]]:
    same = SameWork((task for one in (*earlier, report) for task in tasks_of(one)), vocabulary)
    ended: dict[Key, list[tuple[datetime.date, Task]]] = defaultdict(list)
    for one in earlier:
        for task in tasks_of(one):
            if one.date and task.state in ("done", "dropped"):
                ended[same.key(task)].append((one.date, task))

    def caught(task: Task) -> Task:
        if task.since is None or task.state not in ("todo", "doing"):
            return task
        states = [other.state for day, other in ended.get(same.key(task), ()) if day >= task.since]
        return task.model_copy(update={"state": states[-1]}) if states else task

    return {role: tuple(map(caught, getattr(report, role))) for role in _ROLES}


def _questions(report: Report, earlier: Sequence[Report]) -> tuple[Question, ...]:
    asked: dict[str, list[tuple[datetime.date, Question]]] = defaultdict(list)
    for one in earlier:
        for question in one.questions:
            if one.date and not question.is_open:
                asked[fold_text(question.text)].append((one.date, question))

    def caught(question: Question) -> Question:
        since = question.since
        if since is None or not question.is_open:
            return question
        found = [other for day, other in asked.get(fold_text(question.text), ()) if day >= since]
        if not found:
            return question
        answers = tuple(dict.fromkeys(answer for other in found for answer in other.answers))
        return question.model_copy(update={"answers": answers, "state": found[-1].state})

    return tuple(map(caught, report.questions))
