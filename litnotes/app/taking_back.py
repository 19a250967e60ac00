"""Taking back what commands wrote, and doing it again.

An undo is a step like any other: it keeps what it replaces, so `redo` takes back the undo.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from litnotes.app.notes import find_notebook
from litnotes.errors import EditedSince, FileDifference, NoNotes, NotFound
from litnotes.store import files, steps, turns
from litnotes.store.notebook import FOLDER, Notebook
from litnotes.store.steps import FileChange, StepHead


class DoneCommand(NamedTuple):
    """A command that wrote files.

    Args:
        command: its command line.
        at: when it wrote.
        numbers: its steps, the first one first.
        undone_by: the step that took it back, if it is taken back.
    """

    command: str
    at: str
    numbers: tuple[int, ...]
    undone_by: int | None = None


class PastCommands(NamedTuple):
    """The commands that can be taken back, and those that can be done again; the last one first."""

    notebook: Notebook
    done: list[DoneCommand]
    undone: list[DoneCommand]


class TakenBack(NamedTuple):
    """A command that is taken back or done again, and the changes of its files."""

    command: DoneCommand
    differences: list[FileDifference]


def history(notes: str | None) -> PastCommands:
    """Return the commands that wrote to the notes; raises NoNotes."""
    notebook = _notebook(notes)
    folder = turns.steps_of(notebook.root)
    turns.take_back_half_done(notebook.root)
    done: list[DoneCommand] = []
    undone: list[DoneCommand] = []
    runs: dict[tuple[int, ...], str] = {}
    for number in steps.numbers(folder):
        head = steps.read_head(folder / f"{number:06}")
        if head is None:
            continue
        if head.takes_back:
            _move(number, head, done, undone)
        else:
            undone.clear()
            _add(number, head, done, runs)
    return PastCommands(notebook, done[::-1], undone[::-1])


def undo(notes: str | None, count: int = 1, *, dry_run: bool = False) -> list[TakenBack]:
    """Take back the last commands, the last one first.

    Raises NotFound if there are fewer, EditedSince if a file was changed since.
    """
    past = history(notes)
    chosen = _last(past.done, count, "undo")
    return [_take_back(past, command, command.numbers, dry_run=dry_run) for command in chosen]


def redo(notes: str | None, count: int = 1, *, dry_run: bool = False) -> list[TakenBack]:
    """Do again the commands that were taken back last.

    Raises NotFound if there are fewer, EditedSince if a file was changed since.
    """
    past = history(notes)
    chosen = _last(past.undone, count, "redo")
    return [
        _take_back(past, command, (command.undone_by,), repeats=True, dry_run=dry_run)
        for command in chosen
        if command.undone_by is not None
    ]


def file_names(past: PastCommands, command: DoneCommand) -> list[str]:
    """Return the names of the files that a command wrote."""
    folder = turns.steps_of(past.notebook.root)
    paths = (path for number in command.numbers for path in steps.read_paths(folder / f"{number:06}"))
    return [_shown(past.notebook, path) for path in dict.fromkeys(paths)]


def _notebook(notes: str | None) -> Notebook:
    """Return the notes in use, also where `undo` took back the `init` that made them."""
    try:
        return find_notebook(notes)
    except (NoNotes, NotFound):
        for root in (Path(notes),) if notes else (Path.cwd() / FOLDER, Path.cwd()):
            if steps.numbers(turns.steps_of(root)):
                return Notebook(root)
        raise


def _add(number: int, head: StepHead, done: list[DoneCommand], runs: dict[tuple[int, ...], str]) -> None:
    """Add a step to the commands; steps of one command are one."""
    if done and runs.get(done[-1].numbers) == head.run:
        done[-1] = done[-1]._replace(numbers=(*done[-1].numbers, number))
    else:
        done.append(DoneCommand(head.command, head.at, (number,)))
    runs[done[-1].numbers] = head.run


def _move(number: int, head: StepHead, done: list[DoneCommand], undone: list[DoneCommand]) -> None:
    """Move the command that a step took back or did again from one list to the other."""
    if head.repeats:
        for command in [one for one in undone if (one.undone_by,) == head.takes_back]:
            undone.remove(command)
            done.append(command._replace(undone_by=None))
    else:
        for command in [one for one in done if one.numbers == head.takes_back]:
            done.remove(command)
            undone.append(command._replace(undone_by=number))


def _last(commands: Sequence[DoneCommand], count: int, verb: str) -> Sequence[DoneCommand]:
    if len(commands) < count:
        there = f"no more than {len(commands)}" if commands else "nothing"
        raise NotFound(f"{there} to {verb}; `litnotes undo --list` lists the commands")
    return commands[:count]


def _take_back(
    past: PastCommands,
    command: DoneCommand,
    numbers: tuple[int, ...],
    *,
    repeats: bool = False,
    dry_run: bool,
) -> TakenBack:
    """Take back the changes of steps; raises EditedSince if a file is not as they left it."""
    root = past.notebook.root
    with turns.locked(root, takes_back=numbers, repeats=repeats):
        changes = _changes(past, numbers)
        differences = [_difference(past.notebook, change) for change in changes]
        if edited := [change for change in changes if not steps.is_as_left(change)]:
            raise EditedSince(_refusal(past.notebook, command, edited, repeats=repeats), differences)
        if not dry_run:
            for change in reversed(changes):
                _restore(change)
    return TakenBack(command, differences)


def _changes(past: PastCommands, numbers: Iterable[int]) -> list[FileChange]:
    folder = turns.steps_of(past.notebook.root)
    found = (steps.read(folder / f"{number:06}") for number in numbers)
    return steps.together(change for step in found if step for change in step.changes)


def _restore(change: FileChange) -> None:
    path, before, after = change.path, change.before, change.after
    if change.at:
        files.change_end(path, change.at, after or b"", before or b"")
    elif after is None:
        files.create(path, before or b"")
    elif before is None:
        files.remove(path, expected=after)
    else:
        files.replace(path, before, expected=after)


def _refusal(notebook: Notebook, command: DoneCommand, edited: list[FileChange], *, repeats: bool) -> str:
    names = ", ".join(_shown(notebook, change.path) for change in edited)
    kept = all(change.is_kept for change in edited)
    why = f"changed after `litnotes {command.command}`" if kept else "too large to be kept"
    if repeats:
        why = f"changed after `litnotes {command.command}` was taken back"
    verb = "done again" if repeats else "taken back"
    return f"{names}: {why}; nothing was {verb}. It would have changed:"


def _difference(notebook: Notebook, change: FileChange) -> FileDifference:
    old, new = ((part or b"").decode("utf-8", "replace") for part in (change.after, change.before))
    return FileDifference(_shown(notebook, change.path), old, new)


def _shown(notebook: Notebook, path: Path) -> str:
    root = notebook.root.resolve()
    return notebook.shown(notebook.root / path.relative_to(root) if path.is_relative_to(root) else path)
