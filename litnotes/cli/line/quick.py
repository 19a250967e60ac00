"""Read a plain command line without typer: a command, options by their whole names, arguments.

Nearly all lines are plain. For other lines (help, completion, mistakes, a dash before a word that is not an
option), `read` returns None and `typer_app` reads the line. This module reports no mistakes.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from enum import EnumType
from pathlib import Path
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from litnotes.cli.line.declare import Argument, Call, Command, Context, Details, Parameters, parameters_of

MAX_DIGITS = 9


class _NotPlain(Exception):
    """The line is for typer."""


class _Parameter(NamedTuple):
    """A parameter of a command: `kind` is the type of one value, `several` whether it takes more."""

    name: str
    kind: Any
    several: bool
    required: bool
    details: Details


def read(words: Sequence[str], names: Container[str], command_of: Callable[[str], Command]) -> Call | None:
    """Return the call of a plain command line, None for any other line.

    Args:
        words: the command line after the name of the program.
        names: the names of the commands.
        command_of: returns the function of a command.
    """
    notes: str | None = None
    while words[:1] == ["--notes"] and len(words) > 1:
        notes, words = words[1], words[2:]
    if not words or words[0] not in names:
        return None
    command = command_of(words[0])
    declared = parameters_of(command)
    try:
        values = _values(words[1:], *_parameters(declared))
    except _NotPlain:
        return None
    return declared.call(command, Context(notes), values)


def _parameters(declared: Parameters) -> tuple[dict[str, _Parameter], list[_Parameter]]:
    """Return the options of a command by name, and its arguments in order."""
    options: dict[str, _Parameter] = {}
    arguments: list[_Parameter] = []
    for name, kind, details, default in declared.each:
        parameter = _Parameter(name, *_one_value(kind), default is None, details.details)
        if isinstance(details, Argument):
            arguments.append(parameter)
        else:
            options.update(dict.fromkeys(details.names or (f"--{name.replace('_', '-')}",), parameter))
    return options, arguments


def _one_value(kind: Any) -> tuple[Any, bool]:
    """Return the type of one value, and whether the parameter takes several."""
    if get_origin(kind) is Union:
        kind = get_args(kind)[0]
    return (get_args(kind)[0], True) if get_origin(kind) is list else (kind, False)


def _values(
    words: Sequence[str], options: Mapping[str, _Parameter], arguments: Sequence[_Parameter]
) -> dict[str, Any]:
    """Return the values of parameters by name; options may come before and after arguments."""
    values: dict[str, Any] = {}
    placed: list[str] = []
    rest = iter(words)
    for word in rest:
        if not word.startswith("-"):
            placed.append(word)
            continue
        name, equals, value = word.partition("=")
        if name not in options:
            raise _NotPlain
        option = options[name]
        if option.kind is bool:
            _take(values, option, equals)
        else:
            _take(values, option, value if equals else _next(rest))
    for argument in arguments:
        count = len(placed) if argument.several else 1
        for word in placed[:count]:
            _take(values, argument, word)
        placed = placed[count:]
    required = {each.name for each in (*options.values(), *arguments) if each.required}
    if placed or not required <= values.keys():
        raise _NotPlain
    return values


def _next(words: Iterator[str]) -> str:
    for word in words:
        return word
    raise _NotPlain


def _take(values: dict[str, Any], parameter: _Parameter, word: str) -> None:
    value = _value(parameter, word)
    if parameter.several:
        values.setdefault(parameter.name, []).append(value)
    else:
        values[parameter.name] = value


def _value(parameter: _Parameter, word: str) -> object:
    kind, details = parameter.kind, parameter.details
    if kind is str:
        return word
    if kind is bool and not word:  # a flag without a value
        return True
    if kind is Path and details.get("readable") is False:
        return Path(word)
    if get_origin(kind) is Literal and word in get_args(kind):
        return word
    if isinstance(kind, EnumType) and word in [*kind]:
        return kind(word)
    if kind is int and word.isascii() and word.isdecimal() and len(word) <= MAX_DIGITS:
        number = int(word)
        if details.get("min", number) <= number <= details.get("max", number):
            return number
    raise _NotPlain
