"""The program: which commands there are, and nothing else."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from types import ModuleType
from typing import TYPE_CHECKING

from litnotes.cli.completion import SHELL_VARIABLE
from litnotes.cli.parameters import Call, Command
from litnotes.cli.plain import plain_call
from litnotes.cli.shared import print_version, run

if TYPE_CHECKING:
    import typer

COMMANDS = {
    "init": "notes",
    "import-reports": "notes",
    "new-day": "daily",
    "edit": "edit",
    "report": "report",
    "todo": "todo",
    "ask": "questions",
    "answer": "questions",
    "status": "status",
    "sync": "notes",
    "add-paper": "add_paper",
    "verdict": "verdict",
    "papers": "papers",
    "show": "papers",
    "search": "search",
    "resolve": "resolve",
    "merge-papers": "merge_papers",
    "import-papers": "import_papers",
    "trace": "trace",
    "screen": "screen",
    "candidates": "candidates",
    "simulate": "simulate",
    "flow": "flow",
    "criteria": "criteria",
    "export": "export",
    "check": "check",
}
"""Each command with the module that holds its function."""


def main() -> int:
    """Run the command line and return the exit code."""
    return run(lambda: _run(sys.argv[1:]))


def _run(words: Sequence[str]) -> int:
    """Run a command line: a plain one as it is read here, what else there is as typer reads it."""
    if SHELL_VARIABLE in os.environ:
        return call_by_typer(words).run()
    if words == ["--version"]:
        print_version()
        return 0
    return (plain_call(words, COMMANDS, command) or call_by_typer(words)).run()


def call_by_typer(words: Sequence[str]) -> Call:
    """Return what a command line means; raises SystemExit where help, or a mistake, was told instead."""
    calls: list[Call] = []
    try:
        program(_needed(words), calls.append)(prog_name="litnotes", args=words)
    except SystemExit:
        if not calls:
            raise
    return calls[0]


def program(names: Iterable[str] = COMMANDS, take: Callable[[Call], object] = Call.run) -> typer.Typer:
    """Return the program with these commands, as typer knows it.

    Args:
        names: the commands. One that is not loaded costs no time.
        take: is given what a command line means, if it is that of a command.
    """
    from litnotes.cli import by_typer

    commands = {name: command(name) for name in names}
    settings = {name: getattr(_module(name), "CONTEXT", None) for name in names}
    return by_typer.program(commands, settings, take)


def command(name: str) -> Command:
    """Return the function of a command."""
    found: Command = getattr(_module(name), name.replace("-", "_"))
    return found


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"litnotes.cli.{COMMANDS[name]}")


def _needed(words: Sequence[str]) -> Iterable[str]:
    """Return the commands that a command line needs: its own, or all for help, slips and completion."""
    if SHELL_VARIABLE in os.environ:
        return COMMANDS
    rest = iter(words)
    for word in rest:
        if word == "--notes":
            next(rest, None)
        elif not word.startswith("-"):
            return (word,) if word in COMMANDS else COMMANDS
    return COMMANDS
