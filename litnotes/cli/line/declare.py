"""Declare the options and arguments of a command without typer, which takes long to import.

A command is written as for typer, but with `Option`, `Argument` and `Context` of this module, and it
returns its exit code. Related options may be the fields of a NamedTuple, which is one parameter of the
command without a default. `quick` reads plain lines by the declarations, `typer_app` translates them for
typer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, NamedTuple, TypedDict, Unpack, get_args, get_origin, get_type_hints

Command = Callable[..., int]
"""A command: it takes a context and its arguments, and returns an exit code."""


class Context(NamedTuple):
    """What a command gets beside its arguments: the notes folder of --notes, and its help text."""

    notes: str | None = None
    help: Callable[[], str] = str


class Call(NamedTuple):
    """The command of a command line, and the arguments that the line gives."""

    command: Command
    context: Context
    given: dict[str, Any]

    def run(self) -> int:
        """Return the exit code of the command."""
        return self.command(self.context, **self.given)


class Details(TypedDict, total=False):
    """Details of an option or an argument, by their names in typer."""

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
    """An option of a command; without names, it has the name of the parameter."""

    def __init__(self, *names: str, **details: Unpack[Details]) -> None:
        self.names = names
        self.details = details


class Parameter(NamedTuple):
    """A declared parameter of a command; without a default it is required."""

    name: str
    kind: Any
    declared: Argument | Option
    default: tuple[object] | None


class Parameters(NamedTuple):
    """All parameters of a command, and its groups of options by parameter."""

    each: list[Parameter]
    groups: Mapping[str, Any]

    def call(self, command: Command, context: Context, given: Mapping[str, Any]) -> Call:
        """Return the call of a command with values by the names of its parameters."""
        grouped = {field for group in self.groups.values() for field in group._fields}
        values = {name: value for name, value in given.items() if name not in grouped}
        for name, group in self.groups.items():
            values[name] = group(**{field: given[field] for field in group._fields if field in given})
        return Call(command, context, values)


def parameters_of(command: Command) -> Parameters:
    """Return the declared parameters of a command."""
    hints = get_type_hints(command, include_extras=True)
    hints.pop("return", None)
    last = reversed([*hints][: command.__code__.co_argcount])
    defaults = {**dict(zip(last, reversed(command.__defaults__ or ()), strict=False))}
    defaults |= command.__kwdefaults__ or {}
    each: list[Parameter] = []
    groups: dict[str, Any] = {}
    for name, hint in hints.items():
        if get_origin(hint) is Annotated:
            each.append(_parameter(name, hint, defaults))
        elif hint is not Context:
            groups[name] = hint
            fields = get_type_hints(hint, include_extras=True)
            each += [_parameter(field, kind, hint._field_defaults) for field, kind in fields.items()]
    return Parameters(each, groups)


def _parameter(name: str, hint: Any, defaults: Mapping[str, object]) -> Parameter:
    kind, declared = get_args(hint)
    return Parameter(name, kind, declared, (defaults[name],) if name in defaults else None)
