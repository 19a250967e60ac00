"""The overview of several days, and the open work after them."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field

from litnotes.model.reports import (
    Answer,
    Conclusion,
    Decision,
    Model,
    Question,
    QuestionState,
    Reading,
    Task,
    TaskState,
)


class DoneWork(Model):
    """A task done, with the first day on which a report lists it as done.

    `part_of` is the first line of the task that it is a sub-task of.
    """

    day: datetime.date
    text: str
    group: str | None = None
    part_of: str | None = None


class OpenTask(Model):
    """An open task; `age` is the number of days since it was first written.

    `part_of` is the first line of the task that it is a sub-task of.
    """

    text: str
    state: TaskState
    group: str | None = None
    part_of: str | None = None
    owner: str | None = None
    due: datetime.date | None = None
    since: datetime.date
    age: int


class TaskStep(Model):
    """The state of a task in the report of a day."""

    day: datetime.date
    state: TaskState


class MovedTask(Model):
    """A task whose state changed: its first state, then each change."""

    text: str
    steps: tuple[TaskStep, ...]


class AskedQuestion(Model):
    """A question with all answers; an open question has none, but a number and an age.

    Its number is its position among the open questions of the latest report.
    """

    text: str
    state: QuestionState
    answers: tuple[Answer, ...] = ()
    number: int | None = None
    since: datetime.date
    age: int | None = None


WorkKind = Literal["task", "question", "reading", "undecided"]
"""A task, a question, a paper being read, or a paper that waits for a decision."""


class NoLongerMentioned(Model):
    """Open work that later reports neither mention nor end.

    `day` is the last report that mentions it, `age` the number of days since it was first written. `number`
    is what `todo`, `answer` and `verdict` take. `may_be` are entries of later reports that may say the
    same in other words. `entry` is the entry of that report.
    """

    kind: WorkKind
    number: int
    text: str
    state: TaskState | None = None
    day: datetime.date
    since: datetime.date
    age: int
    may_be: tuple[str, ...] = ()
    entry: Task | Question | Conclusion | None = Field(default=None, exclude=True, repr=False)


class Unmentioned(Model):
    """What is no longer mentioned, the last mentioned first; `older` counts what is not listed."""

    entries: tuple[NoLongerMentioned, ...] = ()
    older: dict[WorkKind, int] = Field(default_factory=dict)


class PaperState(Model):
    """The reading state of a paper, and the latest decision on it: reason, person and day.

    `outside` is how its first public year is outside the criteria, such as `2017, before 2019`.
    """

    name: str
    key: str | None = None
    outside: str | None = None
    reading: Reading = "to-read"
    decision: Decision | None = None
    reason: str | None = None
    by: str | None = None
    decided: datetime.date | None = None


class Concluded(PaperState):
    """A paper with conclusions: all points made, and the latest description."""

    description: str = ""
    similarities: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    fields: dict[str, str] = Field(default_factory=dict)


class MovedPaper(Model):
    """A paper whose reading state or decision changed; `outside` is as in `PaperState`."""

    name: str
    key: str | None = None
    outside: str | None = None
    reading_before: Reading
    reading: Reading
    decision_before: Decision | None = None
    decision: Decision | None = None


class Remark(Model):
    """A blocker, feedback or a decision, in the words of the day."""

    day: datetime.date
    role: str
    text: str
    by: str | None = None


class Overview(Model):
    """The overview of the reports from `first` to `last`; `days` are those with a report."""

    first: datetime.date
    last: datetime.date
    days: tuple[datetime.date, ...]
    done: tuple[DoneWork, ...]
    open: tuple[OpenTask, ...]
    no_longer_mentioned: Unmentioned = Unmentioned()
    moved: tuple[MovedTask, ...]
    papers: tuple[Concluded, ...]
    papers_moved: tuple[MovedPaper, ...]
    questions: tuple[AskedQuestion, ...]
    quick_notes: tuple[str, ...]
    remarks: tuple[Remark, ...]


class WaitingPaper(Model):
    """A paper that waits for a decision: it is *unsure*, or has a conclusion without decision.

    `outside` is as in `PaperState`.
    """

    name: str
    key: str | None = None
    outside: str | None = None
    since: datetime.date
    age: int


class Status(Model):
    """Today and this week at a glance.

    `latest` is the day of the latest report; `done` is what was done this week. `reading` and
    `decisions` count the papers that are identified, `not_identified` the names that are not;
    `quick_notes` are the papers to look at, `candidates` the number of those left to screen.
    `assumed_read` counts papers that no report states as read: they only have a conclusion.
    """

    today: datetime.date
    latest: datetime.date | None = None
    done: tuple[DoneWork, ...]
    open: tuple[OpenTask, ...]
    no_longer_mentioned: Unmentioned = Unmentioned()
    questions: tuple[AskedQuestion, ...]
    quick_notes: tuple[str, ...] = ()
    reading: dict[str, int]
    assumed_read: int = 0
    decisions: dict[str, int]
    not_identified: int
    waiting: tuple[WaitingPaper, ...]
    candidates: int = 0
    days_without_report: tuple[datetime.date, ...]
    remarks: tuple[Remark, ...]
