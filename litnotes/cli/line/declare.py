"""What a command takes: its options and arguments, declared without typer, which takes long to import.

A command is written as for typer, but with `Option`, `Argument` and `Context` of this module, and it
returns its exit code. `quick` reads plain lines by the declarations, `typer_app` translates them for typer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypedDict, Unpack

Command = Callable[..., int]
"""A command: it takes a context and its arguments, and returns an exit code."""


class Context(NamedTuple):
    """What a command gets beside its arguments: the notes folder, where one is named, and its help text."""

    notes: str | None = None
    help: Callable[[], str] = str


class Call(NamedTuple):
    """A command line as it was read: the command, and its arguments without those that are not given."""

    command: Command
    context: Context
    given: dict[str, Any]

    def run(self) -> int:
        """Return the exit code of the command."""
        return self.command(self.context, **self.given)


class Details(TypedDict, total=False):
    """Details of an option or an argument; the names are those of typer."""

    metavar: str
    help: str
    min: int
    max: int
    readable: bool
    autocompletion: Callable[..., Any]


class Argument:
    """A positional argument of a command."""

    def __init__(self, **details: Unpack[Details]) -> None:
        self.details = details


class Option:
    """An option of a command; without names, it has that of the parameter."""

    def __init__(self, *names: str, **details: Unpack[Details]) -> None:
        self.names = names
        self.details = details
