"""Tasks, typed into the report of a day: list them, add one, say that one is done, started or dropped."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from litnotes.cli.choice import choose, headline, matching
from litnotes.cli.completion import open_tasks
from litnotes.cli.daily import DayReport, plan_day, report_for_writing, report_or_plan, save
from litnotes.cli.options import DateOption, JsonOption
from litnotes.cli.session import Session, open_session, writing_session
from litnotes.cli.shared import day_of, one_line, out, say
from litnotes.errors import WrongUse

if TYPE_CHECKING:
    from litnotes.daily.open_tasks import OpenTasks
    from litnotes.model.report import Report, Task, TaskState

STATES: dict[str, TaskState] = {"done": "done", "start": "doing", "drop": "dropped"}


def todo(
    context: typer.Context,
    words: Annotated[
        Optional[list[str]],
        typer.Argument(
            metavar="[TASK | done N | start N | drop N]",
            autocompletion=open_tasks,
            help="A new task, or what became of one: its number, or words of it. Nothing lists them.",
        ),
    ] = None,
    date: DateOption = None,
    json: JsonOption = False,
) -> None:
    """List the open tasks, add one, or say that one is done, started or dropped.

    Add: litnotes todo "trace the papers that cite VQ-GAN". Change: litnotes todo start 2, litnotes todo
    drop 2. Without words: list.

    Example: litnotes todo done 2
    """
    state, text = _asked(words or [])
    if json and text:
        raise WrongUse("--json is for the list: litnotes todo --json")
    if not text:
        session = open_session(context.obj)
        _list(session, report_or_plan(session, date), json=json)
        raise typer.Exit(session.exit_code())
    with writing_session(context.obj) as session:
        day = day_of(date, session.days.dates)
        if state:
            _change(session, day, state, text, "litnotes todo" + (f" --date {day}" if date else ""))
        else:
            _add(session, report_for_writing(session, day), text)
    raise typer.Exit(session.exit_code())


def _asked(words: list[str]) -> tuple[TaskState | None, str]:
    """Return the state that a task is to have, None for a new one, and the task's number or words."""
    if not words:
        return None, ""
    state = STATES.get(words[0])
    if state and len(words) == 1:
        raise WrongUse(f"say which task: litnotes todo {words[0]} 2, by the numbers of `litnotes todo`")
    return state, one_line(" ".join(words[1:] if state else words), "the task")


def _list(session: Session, report: Report, *, json: bool) -> None:
    from litnotes import render

    found = _open(session, report)
    if json:
        tasks = [
            {"number": number, **task.model_dump(mode="json")} for number, task in enumerate(found.every, 1)
        ]
        out(render.as_json({"date": str(report.date), "tasks": tasks}))
    elif found.every:
        out(render.numbered_list(found.every, report.date))
    else:
        say('nothing to do; `litnotes todo "…"` adds a task')


def _add(session: Session, target: DayReport, text: str) -> None:
    from litnotes.daily.task_entries import add_task
    from litnotes.model.names import fold_text

    report, vocabulary = target.found.report, session.reader.vocabulary
    same = [
        task for task in _open(session, report).every
        if fold_text(text) in (fold_text(task.text), fold_text(headline(task)))
    ]  # fmt: skip
    if same:
        shown = session.notebook.shown(target.path)
        out(f"{shown}:{same[0].line} stands there already: {headline(same[0])}")
        return
    save(session, target, add_task(target.found, target.layout, vocabulary, text), "todo", text)


def _change(session: Session, day: datetime.date, state: TaskState, word: str, command: str) -> None:
    from litnotes.daily.task_entries import change_task

    if day not in session.days.dates:  # what is refused starts no report
        choose(_open(session, plan_day(session, day).report).every, word, "task", command)
    target = report_for_writing(session, day)
    tasks = _open(session, target.found.report).every
    ended = [] if word.isdecimal() or matching(tasks, word) else _in_state(target.found.report, state, word)
    task = ended[0] if ended else choose(tasks, word, "task", command)
    if task.state == state:
        shown = session.notebook.shown(target.path)
        out(f"{shown}:{task.line} is {state} already: {headline(task)}; nothing was changed")
        return
    typed = change_task(target.found, target.layout, session.reader.vocabulary, task, state)
    save(session, target, typed, state, headline(task))


def _in_state(report: Report, state: TaskState, word: str) -> list[Task]:
    tasks = (*report.todo, *report.doing, *report.done)
    return matching([task for task in tasks if task.state == state], word)


def _open(session: Session, report: Report) -> OpenTasks:
    from litnotes.daily.open_tasks import open_tasks

    return open_tasks(report, session.reader.vocabulary)
