"""The program: which commands there are, and nothing else."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterable, Sequence
from typing import Annotated, Optional

import typer

from litnotes import __version__
from litnotes.cli.completion import SHELL_VARIABLE
from litnotes.cli.shared import run

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
    "criteria": "criteria",
    "check": "check",
}
"""Each command with the module that holds its function."""


def program(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """Return the program with these commands. One that is not loaded costs no time."""
    app = typer.Typer(
        name="litnotes",
        help="From the daily report to the related-work section.",
        epilog="First: litnotes init, then import-reports, then new-day.",
        # Plain help and plain tracebacks: Rich would be loaded by every command.
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_program)
    for name in names:
        module = importlib.import_module(f"litnotes.cli.{COMMANDS[name]}")
        context = getattr(module, "CONTEXT", None)
        app.command(name=name, context_settings=context)(getattr(module, name.replace("-", "_")))
    return app


def _version(asked: bool) -> None:
    if asked:
        print(f"litnotes {__version__}")
        raise typer.Exit


def _program(
    context: typer.Context,
    notes_folder: Annotated[
        Optional[str],
        typer.Option(
            "--notes", metavar="DIR", help="The notes folder; else LITNOTES_NOTES, else the nearest."
        ),
    ] = None,
    version: Annotated[  # noqa: ARG001
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    context.obj = notes_folder
    if context.invoked_subcommand is None:
        print(context.get_help())


def main() -> int:
    """Run the command line and return the exit code."""
    words = sys.argv[1:]
    return run(lambda: program(_needed(words))(prog_name="litnotes", args=words))


def _needed(words: Sequence[str]) -> Iterable[str]:
    """Return the commands that a command line needs: its own, or all for help, slips and completion."""
    if SHELL_VARIABLE in os.environ:
        return COMMANDS
    if words == ["--version"]:
        return ()
    rest = iter(words)
    for word in rest:
        if word == "--notes":
            next(rest, None)
        elif not word.startswith("-"):
            return (word,) if word in COMMANDS else COMMANDS
    return COMMANDS
