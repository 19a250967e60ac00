"""How long an entry stays open: from one report to the next report that mentions it.

An entry is open until a report ends it. A report that does not mention it ends nothing, so an open entry
may be in no later report: it is *no longer mentioned*. Entries are the same as everywhere in `daily`:
tasks and questions by their words, papers by their identity.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from litnotes.daily.open_tasks import planned_task, same_words
from litnotes.daily.same_task import ENDED
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Conclusion, Entry, Mention, Note, Question, Task
from litnotes.values.names import fold_text

Mark = Literal["open", "doing", "ended", "named"]
"""What a report says of an entry; `named` changes nothing, but mentions it."""


class Signs(NamedTuple):
    """What one entry says of open work.

    Args:
        thread: a text that is the same for the same task or question; None for other entries.
        state: the state of this task or question.
        reading: whether the paper of the entry is being read; None if it names none.
        undecided: whether the paper of the entry waits for a decision; None if it names none.
    """

    thread: str | None = None
    state: Mark | None = None
    reading: Mark | None = None
    undecided: Mark | None = None


class Sign(NamedTuple):
    """What the report of a day says of a piece of open work, and the entry that says it."""

    day: datetime.date
    mark: Mark
    since: datetime.date | None
    entry: int


class OpenSpan(NamedTuple):
    """An entry that is open after the report of `day`, until the next report that mentions it, if any."""

    entry: int
    day: datetime.date
    since: datetime.date
    until: datetime.date | None


def signs(entry: Entry, vocabulary: Vocabulary) -> Signs:
    """Return what an entry says of open work."""
    match entry:
        case Task():
            return _task_signs(entry, vocabulary)
        case Question():
            return Signs(f"question {fold_text(entry.text)}", "open" if entry.is_open else "ended")
        case Conclusion():
            return Signs(reading=_reading(entry), undecided=_undecided(entry))
        case Mention():
            return Signs(reading=_read_so_far(entry), undecided="named")
        case Note() if task := planned_task(entry, vocabulary):
            return _task_signs(task, vocabulary)
        case _:
            return Signs()


def _task_signs(task: Task, vocabulary: Vocabulary) -> Signs:
    """A task is open while a part of it is; a task to read a paper, while the paper is being read."""
    thread = f"task {same_words(task.text.partition(chr(10))[0], vocabulary)}"
    ended = all(part.state in ENDED for part in task.walk())
    state: Mark = "ended" if ended else "doing" if task.state == "doing" else "open"
    if task.paper is None:
        return Signs(thread, state)
    if ended:
        return Signs(thread, state, "ended", "named")
    if task.state == "todo" and task.text == task.paper:  # only a link to a paper
        return Signs(thread, state, "named", "named")
    return Signs(None, None, "open", "named")


def _read_so_far(mention: Mention) -> Mark:
    if mention.dropped or mention.reading == "read":
        return "ended"
    return "open" if mention.reading == "reading" else "named"


def _reading(paper: Conclusion) -> Mark:
    if paper.reading == "reading":
        return "open"
    if paper.reading or paper.decision in ("include", "exclude"):
        return "ended"
    return "ended" if paper.has_text else "named"


def _undecided(paper: Conclusion) -> Mark:
    """A paper waits for a decision if somebody is unsure about it, by its group or a verdict."""
    if paper.decision in ("include", "exclude"):
        return "ended"
    return "open" if paper.decision == "unsure" else "named"


def spans(row: Iterable[Sign]) -> list[OpenSpan]:
    """Return the spans of a piece of work from all that reports say of it, oldest first.

    An entry that was carried since a day has ended if a report from that day on ends it, as in `catch_up`.
    """
    result: list[OpenSpan] = []
    ended: list[datetime.date] = []
    current: Sign | None = None
    for day, of_day in groupby(row, key=lambda sign: sign.day):
        marks = list(of_day)
        if current:
            result[-1] = result[-1]._replace(until=day)
        if any(sign.mark == "ended" for sign in marks):
            current = None
            ended.append(day)
        elif still_open := [sign for sign in marks if sign.mark != "named"]:
            sign = next((sign for sign in still_open if sign.mark == "doing"), still_open[0])
            since = sign.since or (current.since if current else None) or day
            is_ended = sign.since is not None and any(other >= sign.since for other in ended)
            current = None if is_ended else sign._replace(since=since)
        if current:
            result.append(OpenSpan(current.entry, day, current.since or day, None))
    return result


def apart(tasks: Sequence[tuple[datetime.date, str | None, str]]) -> list[list[int]]:
    """Return the places of tasks that are the same work, among tasks with the same first line.

    Groups and the lines below the first count only if one report has several of them.

    Args:
        tasks: the day, the group and the text of each task.
    """
    days = [day for day, *_ in tasks]
    keys = [(fold_text(group or ""), fold_text(text.partition("\n")[2])) for _, group, text in tasks]
    counting = [part for part in (0, 1) if _differ_on_a_day(days, [key[part] for key in keys])]
    same: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        same[tuple(key[part] for part in counting)].append(at)
    return list(same.values())


def _differ_on_a_day(days: Sequence[datetime.date], values: Sequence[str]) -> bool:
    """Whether one day has several values; an empty value does not differ from others."""
    of_day: dict[datetime.date, set[str]] = defaultdict(set)
    for day, value in zip(days, values, strict=True):
        if value:
            of_day[day].add(value)
    return any(len(each) > 1 for each in of_day.values())
