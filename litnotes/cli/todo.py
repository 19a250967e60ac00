"""Tasks in the report of a day: list them, add one, or change the state of one."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Annotated, Optional

from litnotes.app.day import DayReport, report_for_writing, report_or_plan, save, stays, up_to_date
from litnotes.app.named_day import day_of
from litnotes.app.notes import Notes, notes_to_type_into, open_notes
from litnotes.app.numbered import choose, headline, matching, number_in
from litnotes.cli.line.completion import open_tasks
from litnotes.cli.line.declare import Argument, Context
from litnotes.cli.line.options import DateOption, JsonOption
from litnotes.cli.say import finished, out, out_data, say
from litnotes.errors import WrongUse
from litnotes.values.typed import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from litnotes.model.reports import Report, Task, TaskState

STATES: dict[str, TaskState] = {"done": "done", "start": "doing", "drop": "dropped"}
ADD = "add"
"""May begin a new task that is typed without quotes: `todo add …`, as in other programs."""
OTHER_VERBS = {
    ADD: ADD, "list": "list", "ls": "list", "finish": "done", "close": "done", "begin": "start",
    "rm": "drop",
}  # fmt: skip
"""Verbs of other programs; as the only word, or the first of several words, they start no task."""


def todo(
    context: Context,
    words: Annotated[
        Optional[list[str]],
        Argument(
            metavar="[TEXT]...",
            autocompletion=open_tasks,
            help="Text of a new task, or done N, start N, drop N. Without it: list open tasks.",
        ),
    ] = None,
    date: DateOption = None,
    json: JsonOption = False,
) -> int:
    """List the open tasks, add a task or change its state.

    N is the number of a task in the list, or words of its text.

    Add a task: litnotes todo "trace the papers that cite VQ-GAN"

    Change its state: litnotes todo start 2, litnotes todo drop 2

    Example: litnotes todo done 2
    """
    state, text = _asked(words or [])
    if json and text:
        raise WrongUse("--json only prints the list: litnotes todo --json")
    if not text:
        session = open_notes(context.notes)
        _list(session, report_or_plan(session, date), json=json)
        return finished(session)
    with notes_to_type_into(context.notes) as session:
        day = day_of(date, session.days.dates)
        if state:
            _change(session, day, state, text, "litnotes todo" + (f" --date {day}" if date else ""))
        else:
            _add(session, report_for_writing(session, day), text)
    return finished(session)


def _asked(words: list[str]) -> tuple[TaskState | None, str]:
    """Return the new state of a task, None for a new task, and the task's number or words."""
    if not words:
        return None, ""
    first, rest = words[0].casefold(), " ".join(words[1:])
    if state := STATES.get(first):
        if not rest:
            raise WrongUse(
                f"no task given; example: litnotes todo {first} 2, with a number of `litnotes todo`"
            )
        return state, one_line(rest, "the task")
    if first == ADD and rest:
        return None, one_line(rest, "the task")
    if verb := _verb_meant(first, rest):
        raise WrongUse(_slip(words[0], rest, verb))
    return None, one_line(" ".join(words), "the task")


def _verb_meant(word: str, rest: str) -> str | None:
    """Return the verb that the first word means, also if it has one wrong letter."""
    from litnotes.values.spelling import is_slip, one_edit_apart

    for verb in STATES:
        # Before a number, a wrong letter is a slip too; `dose the samples` is a task.
        if word[:1] == verb[0] and one_edit_apart(word, verb) and (rest.isdecimal() or is_slip(word, verb)):
            return verb
    return OTHER_VERBS.get(word)


def _slip(word: str, rest: str, verb: str) -> str:
    commands = {"add": f'litnotes todo "{rest or "…"}"', "list": "litnotes todo"}
    meant = commands.get(verb, f"litnotes todo {verb} {rest or 2}")
    return (
        f'no task added: did you mean `{meant}`? Put a task that begins with "{word}" '
        f'in quotes: litnotes todo "{word} {rest or "…"}"'
    )


def _list(session: Notes, report: Report, *, json: bool) -> None:
    from litnotes.render.listing import numbered_list
    from litnotes.render.text import as_json

    tasks = _open(session, report)
    if json:
        rows = [{"number": number, **task.model_dump(mode="json")} for number, task in tasks.items()]
        out_data(as_json({"date": str(report.date), "tasks": rows}))
    elif tasks:
        out(numbered_list(tasks, report.date))
    else:
        say('no open tasks; add one with `litnotes todo "…"`')


def _add(session: Notes, target: DayReport, text: str) -> None:
    from litnotes.daily.typing.task_line import add_task
    from litnotes.values.names import fold_text

    report, vocabulary = target.found.report, session.reader.vocabulary
    for task in _open(session, report).values():
        if fold_text(text) in (fold_text(task.text), fold_text(headline(task))):
            out(f"{stays(session, target, task.line)} is already in the report: {headline(task)}")
            return
    place = save(session, target, add_task(target.found, target.layout, vocabulary, text))
    out(f"{place} todo: {text}")


def _change(session: Notes, day: datetime.date, state: TaskState, word: str, command: str) -> None:
    from litnotes.daily.typing.task_line import change_task

    target = report_for_writing(session, day)
    report = up_to_date(session, target.found.report)
    tasks = _open(session, report)
    task = _ended(report, tasks, state, word) or choose(tasks, word, "task", command)
    if task.state == state:
        place = stays(session, target, task.line)
        out(f"{place} is already {state}: {headline(task)}; nothing was changed")
        return
    typed = change_task(target.found, target.layout, session.reader.vocabulary, task, state)
    out(f"{save(session, target, typed)} {state}: {headline(task)}")
    now = _open(session, up_to_date(session, typed.report)).get(number_in(word))
    if now and now.text != task.text:  # the same command would change this task next
        session.remarks.append(f"task {number_in(word)} is now: {headline(now)}")


def _ended(report: Report, tasks: Mapping[int, Task], state: TaskState, word: str) -> Task | None:
    """Return the task in a state that a number or words mean, unless they mean an open task."""
    all_tasks = dict(enumerate((*report.todo, *report.doing, *report.done), 1))
    if word.isdecimal():
        task = all_tasks.get(number_in(word))
        return task if task and number_in(word) not in tasks and task.state == state else None
    if matching(list(tasks.values()), word):
        return None
    matches = matching([task for task in all_tasks.values() if task.state == state], word)
    return matches[0] if matches else None


def _open(session: Notes, report: Report) -> dict[int, Task]:
    from litnotes.daily.open_tasks import numbered_tasks

    return numbered_tasks(report, session.reader.vocabulary)
