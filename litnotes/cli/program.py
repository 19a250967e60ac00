"""The program: its commands, and how a command line becomes a call."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from types import ModuleType
from typing import TYPE_CHECKING, Any

from litnotes import locks
from litnotes.app.again import again
from litnotes.cli.border import run
from litnotes.cli.first_notes import with_notes
from litnotes.cli.line import quick
from litnotes.cli.line.commands import COMMANDS
from litnotes.cli.line.completion import SHELL_VARIABLE
from litnotes.cli.line.declare import Call, Command
from litnotes.cli.line.usual_order import usual_order
from litnotes.cli.pager import paged
from litnotes.cli.say import print_version, say

if TYPE_CHECKING:
    import typer

VERSION = (["--version"], ["-V"], ["version"])
"""Command lines that print the version."""
HELP = frozenset({"help", "-h", "--help"})
JSON = frozenset({"--json", "csl-json"})


def main() -> int:
    """Run the command line and return the exit code."""
    locks.tell = say
    return run(lambda: _run(sys.argv[1:]))


def _run(words: Sequence[str]) -> int:
    """Run a command line: `quick` reads plain ones, typer all others."""
    if SHELL_VARIABLE in os.environ:
        return call_by_typer(words).run()
    if list(words) in VERSION:
        print_version()
        return 0
    with paged() if _is_paged(words) else nullcontext():
        call = quick.read(words, COMMANDS, command)
        called = call or call_by_typer(usual_order(words, COMMANDS))
        return with_notes(lambda: again(called.run))


def _is_paged(words: Sequence[str]) -> bool:
    """Whether a pager may show the output of a command line; never JSON."""
    if not JSON.isdisjoint(words) or "--format json" in " ".join(words).replace("=", " "):
        return False
    is_help = not words or not HELP.isdisjoint(words)
    return is_help or any(COMMANDS[name].long for name in _needed(words))


def call_by_typer(words: Sequence[str]) -> Call:
    """Return the call of a command line; raises SystemExit after help, WrongUse for a mistake."""
    from litnotes.cli.line import typer_app

    return typer_app.read(words, *_loaded(_needed(words)))


def program(take: Callable[[Call], object] = Call.run) -> typer.Typer:
    """Return the program with all commands for typer; `take` gets the call of a command line."""
    from litnotes.cli.line import typer_app

    return typer_app.program(*_loaded(COMMANDS), take)


def _loaded(names: Iterable[str]) -> tuple[dict[str, Command], dict[str, dict[str, Any] | None]]:
    """Return the functions of commands, and their settings for typer; only these modules are imported."""
    settings = {name: getattr(_module(name), "CONTEXT", None) for name in names}
    return {name: command(name) for name in settings}, settings


def command(name: str) -> Command:
    """Return the function of a command."""
    function: Command = getattr(_module(name), name.replace("-", "_"))
    return function


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"litnotes.cli.{name.replace('-', '_')}")


def _needed(words: Sequence[str]) -> Iterable[str]:
    """Return the commands to import: that of the command line, or all for help, slips and completion."""
    if SHELL_VARIABLE in os.environ:
        return COMMANDS
    rest = iter(words)
    for word in rest:
        if word == "--notes":
            next(rest, None)
        elif not word.startswith("-"):
            return (word,) if word in COMMANDS else COMMANDS
    return COMMANDS
