"""What a command takes: its options and arguments, described without typer, which takes long to import.

A command is written as for typer, but with `Option`, `Argument` and `Context` of this module, and with its
exit code returned. `by_typer` makes typer's own of the descriptions, `plain` reads plain lines by them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypedDict, Unpack

Command = Callable[..., int]
"""A command: it takes a context and its arguments, and returns an exit code."""


class Context(NamedTuple):
    """What a command is told beside its arguments: the notes folder, where one is named, and its help."""

    notes: str | None = None
    help: Callable[[], str] = str


class Call(NamedTuple):
    """A command line understood: the command and what it is called with; what is not given is left out."""

    command: Command
    context: Context
    given: dict[str, Any]

    def run(self) -> int:
        """Return the exit code of the command."""
        return self.command(self.context, **self.given)


class Details(TypedDict, total=False):
    """What is told of an option or an argument; the names are typer's."""

    metavar: str
    help: str
    min: int
    max: int
    readable: bool
    autocompletion: Callable[..., Any]


class Argument:
    """A value that a command takes by its place."""

    def __init__(self, **details: Unpack[Details]) -> None:
        self.details = details


class Option:
    """A value that a command takes by a name; the one of the parameter where none is given."""

    def __init__(self, *names: str, **details: Unpack[Details]) -> None:
        self.names = names
        self.details = details
