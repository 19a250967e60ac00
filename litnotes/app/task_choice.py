"""Which task a number or some words mean: one of the day, or one that is no longer mentioned."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from litnotes.app import last_numbers, open_work
from litnotes.app.day import DayReport, up_to_date
from litnotes.app.notes import Notes
from litnotes.app.numbered import choose, headline, matching, number_in
from litnotes.daily.open_tasks import numbered_tasks
from litnotes.daily.same_task import tasks_of
from litnotes.errors import Ambiguous, NotFound
from litnotes.model.reports import Conclusion, Task

if TYPE_CHECKING:
    from litnotes.model.reports import TaskState
    from litnotes.model.several_days import NoLongerMentioned

DAYS_BACK = 30
"""How many days back an ended task is looked for."""


class NumberMoved(Ambiguous):
    """A number means another task than it did when the user last saw the list."""


class ChosenTask(NamedTuple):
    """A task; `last` is the last day with it, None for a task of the day itself, `since` the first."""

    task: Task
    last: datetime.date | None = None
    since: datetime.date | None = None

    @property
    def text(self) -> str:
        """The words of the task."""
        return self.task.text


class TaskChoice:
    """The tasks that a number or words may mean, for a command that changes the report of a day."""

    def __init__(self, session: Notes, target: DayReport, command: str) -> None:
        """Take the report, and the command that lists its tasks."""
        self.session = session
        self.day = target.day
        self.command = command
        self.report = up_to_date(session, target.found.report)
        self.every = _chosen(enumerate(tasks_of(self.report), 1))
        self.own = _chosen(numbered_tasks(self.report, session.reader.vocabulary).items())

    @cached_property
    def earlier(self) -> dict[int, ChosenTask]:
        """What is no longer mentioned, and then what was deleted; this brings the notes up to date."""
        self.session.bring_up_to_date()
        entries = open_work.unmentioned(
            self.session, self.day, self.report, open_work.TASKS, every=True
        ).entries
        listed = (*entries, *open_work.deleted(self.session, self.day, self.report))
        return {
            each.number: ChosenTask(as_task(each), each.day, each.since)
            for each in listed
            if each.kind in open_work.TASKS
        }

    def find(self, word: str, state: TaskState) -> ChosenTask:
        """Return the task to give a state: an open one first; the state `todo` reopens one.

        Raises:
            NotFound: no task has this number or these words.
            Ambiguous: several tasks contain the words.
        """
        if state == "todo":
            return self._to_reopen(word)
        number = number_in(word)
        if number in self.own or _has(self.own, word):
            return choose(self.own, word, "task", self.command)
        ended = {at: each for at, each in self.every.items() if each.task.state == state}
        if number in ended:
            return ended[number]
        if not _has(self.earlier, word) and (same := _with(ended, word)):
            return same[0]
        return choose({**self.own, **self.earlier}, word, "task", self.command)

    def _to_reopen(self, word: str) -> ChosenTask:
        """Return the task to reopen: an ended one of the day, of the days before, or an open one."""
        if moved := self._moved(number_in(word)):
            return moved
        for tasks in (self._ended, self.own, self.earlier):
            if _has(tasks, word):
                return choose(tasks, word, "task", self.command)
        before = () if word.isdecimal() else matching(self._ended_before(), word)
        if len(before) > 1:
            texts = "\n".join(f"  {headline(task)}" for task in before)
            raise Ambiguous(f'"{word}" matches several ended tasks; type more of its words:\n{texts}')
        if not before:
            raise NotFound(f'no ended task is called "{word}"; type words of it')
        return before[0]

    @property
    def _ended(self) -> dict[int, ChosenTask]:
        return {number: task for number, task in self.every.items() if number not in self.own}

    def _moved(self, number: int) -> ChosenTask | None:
        """Return the ended task that had a number when the list was last shown."""
        was = last_numbers.last_shown(self.session, self.day).get(number)
        return next((task for task in self._ended.values() if headline(task) == was), None)

    def _ended_before(self) -> list[ChosenTask]:
        """Return the tasks that the reports of the last days ended; they have no numbers to type."""
        reports = self.session.days.row().before(self.day)
        ended: dict[str, ChosenTask] = {}
        for report in reversed(reports.since(self.day - datetime.timedelta(days=DAYS_BACK))):
            for task in tasks_of(report):
                if task.state not in ("todo", "doing"):
                    ended.setdefault(task.text, ChosenTask(task, report.date))
        return list(ended.values())

    def refuse_moved(self, words: Iterable[str], state: TaskState) -> None:
        """Raise NumberMoved if a number was that of another task when the list was last shown."""
        shown = last_numbers.last_shown(self.session, self.day)
        for number in map(number_in, words):
            if number not in shown or (state == "todo" and self._moved(number)):
                continue
            now = self.own.get(number) or self.every.get(number) or self.earlier.get(number)
            if now and headline(now) != shown[number]:
                was = shown[number]
                ended = any(
                    each.task.state == state and headline(each) == was for each in self.every.values()
                )
                why = f"is {state} already" if ended else f"was number {number}"
                raise NumberMoved(
                    f'task {number} is now: {headline(now)}; the task you mean {why} ("{was}"). '
                    f"`{self.command}` shows the numbers"
                )

    def remember(self) -> None:
        """Keep the numbers from before a change."""
        loaded: Mapping[int, ChosenTask] = vars(self).get("earlier", {})
        texts = {number: headline(task) for number, task in {**self.every, **loaded}.items()}
        last_numbers.remember(self.session, self.day, texts)


def _chosen(tasks: Iterable[tuple[int, Task]]) -> dict[int, ChosenTask]:
    return {number: ChosenTask(task) for number, task in tasks}


def _with(tasks: Mapping[int, ChosenTask], word: str) -> Sequence[ChosenTask]:
    return () if word.isdecimal() else matching(list(tasks.values()), word)


def _has(tasks: Mapping[int, ChosenTask], word: str) -> bool:
    return number_in(word) in tasks or bool(_with(tasks, word))


def as_task(work: NoLongerMentioned) -> Task:
    """Return work as a task: a paper that is being read becomes a task to read it."""
    if isinstance(work.entry, Task):
        return work.entry
    name = ": ".join(work.entry.names) if isinstance(work.entry, Conclusion) else work.text
    return Task(text=f"currently reading: {name}", state="doing", paper=name)
