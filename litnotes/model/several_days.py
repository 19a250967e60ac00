"""The overview of several days, and the open work after them."""

from __future__ import annotations

import datetime

from pydantic import Field

from litnotes.model.reports import Answer, Decision, Model, QuestionState, Reading, TaskState


class DoneWork(Model):
    """A task done, with the first day on which a report lists it as done."""

    day: datetime.date
    text: str
    group: str | None = None


class OpenTask(Model):
    """An open task; `age` is the number of days since it was first written."""

    text: str
    state: TaskState
    group: str | None = None
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
    `assumed_read` counts papers that no report states as read: they only have a conclusion.
    """

    today: datetime.date
    latest: datetime.date | None = None
    done: tuple[DoneWork, ...]
    open: tuple[OpenTask, ...]
    questions: tuple[AskedQuestion, ...]
    reading: dict[str, int]
    assumed_read: int = 0
    decisions: dict[str, int]
    not_identified: int
    waiting: tuple[WaitingPaper, ...]
    days_without_report: tuple[datetime.date, ...]
    remarks: tuple[Remark, ...]
