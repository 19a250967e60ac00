"""Carried entries that the user has ended in an earlier report since.

An entry with `(since 2024-05-31)` is the same as entries with the same words in the reports from that
day on. An entry without it is new, even if an earlier report ended an entry with the same words.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence

from litnotes.daily.row import Row
from litnotes.daily.same_task import Key, SameWork, parts_of, tasks_of, trees_of
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Question, Report, Task
from litnotes.values.names import fold_text

_ROLES = ("todo", "doing", "done")


def carried_from(report: Report) -> datetime.date | None:
    """Return the earliest `since` of the tasks and questions of a report, or None."""
    entries: tuple[Task | Question, ...] = (*tasks_of(report), *report.questions)
    return min((entry.since for entry in entries if entry.since), default=None)


def caught_up(report: Report, reports: Iterable[Report], vocabulary: Vocabulary) -> Report:
    """Return a report whose carried entries have the state and answers that earlier reports now give.

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
    same = SameWork((task for each in (*earlier, report) for task in trees_of(each)), vocabulary)
    ended: dict[Key, list[tuple[datetime.date, Task]]] = defaultdict(list)
    for before in earlier:
        for task, above in parts_of(before):
            if before.date and task.state in ("done", "dropped"):
                ended[same.key(task, above)].append((before.date, task))

    def caught(task: Task, above: Task | None = None, carried: datetime.date | None = None) -> Task:
        """Return a task with its state now; a sub-task without a day is as old as what it is part of."""
        since = task.since or carried
        states = [
            other.state for day, other in ended.get(same.key(task, above), ()) if since and day >= since
        ]
        state = states[-1] if states and task.state in ("todo", "doing") else task.state
        below = tuple(caught(child, task, since) for child in task.tasks)
        return (
            task
            if (state, below) == (task.state, task.tasks)
            else task.model_copy(update={"state": state, "tasks": below})
        )

    return {role: tuple(map(caught, getattr(report, role))) for role in _ROLES}


def _questions(report: Report, earlier: Sequence[Report]) -> tuple[Question, ...]:
    asked: dict[str, list[tuple[datetime.date, Question]]] = defaultdict(list)
    for before in earlier:
        for question in before.questions:
            if before.date and not question.is_open:
                asked[fold_text(question.text)].append((before.date, question))

    def caught(question: Question) -> Question:
        since = question.since
        if since is None or not question.is_open:
            return question
        settled = [other for day, other in asked.get(fold_text(question.text), ()) if day >= since]
        if not settled:
            return question
        answers = tuple(dict.fromkeys(answer for other in settled for answer in other.answers))
        state = "answered" if answers else settled[-1].state
        return question.model_copy(update={"answers": answers, "state": state})

    return tuple(map(caught, report.questions))
