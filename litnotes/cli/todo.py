"""Tasks in the report of a day: list them, add one, or change the state of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

from litnotes.app.numbered import headline
from litnotes.cli.line.completion import open_tasks
from litnotes.cli.line.declare import Argument, Context
from litnotes.cli.line.options import DateOption, EveryOption, JsonOption
from litnotes.cli.prompts import can_ask, confirmed
from litnotes.cli.say import finished, out, out_data, say
from litnotes.errors import WrongUse
from litnotes.values.typed import one_line

if TYPE_CHECKING:
    from litnotes.app.day import TypedEntry
    from litnotes.app.tasks import TaskList
    from litnotes.model.reports import Task, TaskState

STATES: dict[str, TaskState] = {"done": "done", "start": "doing", "drop": "dropped", "reopen": "todo"}
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
            help="Text of a new task, or done, start, drop or reopen N. Without it: list open tasks.",
        ),
    ] = None,
    date: DateOption = None,
    every: EveryOption = False,
    json: JsonOption = False,
) -> int:
    """List the open tasks, add a task or change its state.

    N is the number of a task in the list, or words of its text; several numbers are possible.

    Add a task: litnotes todo "trace the papers that cite VQ-GAN"

    Change its state: litnotes todo start 2, litnotes todo drop 2 3, litnotes todo reopen 2

    Example: litnotes todo done 2
    """
    from litnotes.app import tasks

    state, texts = _asked(words or [])
    if texts and (json or every):
        option = "--json" if json else "--all"
        raise WrongUse(f"{option} only prints the list: litnotes todo {option}")
    if not texts:
        listed = tasks.listed_tasks(context.notes, date, every=every)
        _show_list(listed, json=json)
        return finished(listed.notes)
    if state:
        entries = _changed(context.notes, date, state, texts)
        for entry in entries:
            _show_change(entry, state)
        return finished(entries[0].notes)
    entry = tasks.add_task(context.notes, date, texts[0])
    _show_new(entry, texts[0])
    return finished(entry.notes)


def _changed(
    notes: str | None, date: str | None, state: TaskState, texts: list[str]
) -> list[TypedEntry[Task]]:
    """Change tasks; on a terminal, ask before a number that has moved to another task counts."""
    from litnotes.app import tasks
    from litnotes.app.task_choice import NumberMoved

    try:
        return tasks.change_tasks(notes, date, state, texts)
    except NumberMoved as moved:
        if not can_ask():
            raise
        say(str(moved))
        if not confirmed("Change this task"):
            raise
        return tasks.change_tasks(notes, date, state, texts, sure=True)


def _asked(words: list[str]) -> tuple[TaskState | None, list[str]]:
    """Return the new state of tasks, None for a new task, and the numbers or words of the tasks."""
    if not words:
        return None, []
    first, rest = words[0].casefold(), " ".join(words[1:])
    if state := STATES.get(first):
        if not rest:
            raise WrongUse(
                f"no task given; example: litnotes todo {first} 2, with a number of `litnotes todo`"
            )
        return state, _numbers(rest) or [one_line(rest, "the task")]
    if first == ADD and rest:
        return None, [one_line(rest, "the task")]
    if verb := _verb_meant(first, rest):
        raise WrongUse(_slip(words[0], rest, verb))
    return None, [one_line(" ".join(words), "the task")]


def _numbers(text: str) -> list[str]:
    """Return the numbers of which a text consists; empty if it has other words."""
    numbers = text.replace(",", " ").split()
    return numbers if all(number.isdecimal() for number in numbers) else []


def _verb_meant(word: str, rest: str) -> str | None:
    """Return the verb that the first word means, also if it has one wrong letter."""
    from litnotes.values.spelling import is_slip, one_edit_apart

    for verb in STATES:
        # Before a number, a wrong letter is a slip too; `dose the samples` is a task.
        if word[:1] == verb[0] and one_edit_apart(word, verb) and (_numbers(rest) or is_slip(word, verb)):
            return verb
    return OTHER_VERBS.get(word)


def _slip(word: str, rest: str, verb: str) -> str:
    commands = {"add": f'litnotes todo "{rest or "…"}"', "list": "litnotes todo"}
    meant = commands.get(verb, f"litnotes todo {verb} {rest or 2}")
    return (
        f'no task added: did you mean `{meant}`? Put a task that begins with "{word}" '
        f'in quotes: litnotes todo "{word} {rest or "…"}"'
    )


def _show_list(listed: TaskList, *, json: bool) -> None:
    from litnotes.daily.same_task import name_of
    from litnotes.render.listing import task_list
    from litnotes.render.text import as_json
    from litnotes.render.unmentioned import unmentioned_list

    if json:
        rows = [
            {"number": row.number, "part_of": name_of(row.above)}
            | row.task.model_dump(mode="json", exclude={"tasks"})
            for row in listed.rows
            if row.is_open
        ]
        earlier = listed.unmentioned.model_dump(mode="json")
        out_data(as_json({"date": str(listed.day), "tasks": rows, "no_longer_mentioned": earlier}))
        return
    if listed.rows:
        out(task_list(listed.rows, listed.day))
    else:
        say('no open tasks; add one with `litnotes todo "…"`')
    if below := unmentioned_list(listed.unmentioned, "litnotes todo"):
        out(f"\n{below}" if listed.rows else below)


def _show_new(entry: TypedEntry[Task], text: str) -> None:
    if entry.known:
        out(f"{entry.place} is already in the report: {headline(entry.known)}")
    else:
        out(f"{entry.place} todo: {text}")


def _show_change(entry: TypedEntry[Task], state: TaskState) -> None:
    text = headline(entry.known) if entry.known else ""
    if entry.is_written:
        out(f"{entry.place} {state}: {text}")
    else:
        out(f"{entry.place} is already {state}: {text}; nothing was changed")
