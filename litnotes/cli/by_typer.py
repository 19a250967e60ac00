"""The program as typer knows it, made from the descriptions in `parameters`: help, mistakes, completion.

A command is not run by typer, only told with what it is to be called: so errors, interrupts and closed
pipes come to the one border in `shared`, however a command line was read.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Optional, get_args, get_origin, get_type_hints

import typer

from litnotes.cli.parameters import Argument, Call, Command, Context, Option
from litnotes.cli.shared import print_version


def program(
    commands: Mapping[str, Command],
    settings: Mapping[str, dict[str, Any] | None],
    take: Callable[[Call], object],
) -> typer.Typer:
    """Return the program with these commands.

    Args:
        commands: the functions by name.
        settings: those of typer for them, by name.
        take: is given what a command line means, if it is that of a command.
    """
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
    for name, command in commands.items():
        app.command(name=name, context_settings=settings[name])(_readable(command, take))
    return app


def _version(asked: bool) -> None:
    if asked:
        print_version()
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


def _readable(command: Command, take: Callable[[Call], object]) -> Callable[..., None]:
    """Return a function that typer reads as it would the command, and that only tells the call."""

    def told(context: typer.Context, **given: Any) -> None:
        take(Call(command, Context(context.obj, context.get_help), given))

    hints = {name: _annotation(hint) for name, hint in get_type_hints(command, include_extras=True).items()}
    parameters = inspect.signature(command).parameters.values()
    shown = [parameter.replace(annotation=hints[parameter.name]) for parameter in parameters]
    told.__signature__ = inspect.Signature(shown)  # type: ignore[attr-defined]
    told.__annotations__ = hints
    told.__doc__ = command.__doc__
    return told


def _annotation(hint: Any) -> Any:
    """Return the annotation that typer reads for one of a command."""
    if hint is Context:
        return typer.Context
    if get_origin(hint) is not Annotated:
        return hint
    kind, described = get_args(hint)
    details: dict[str, Any] = {**described.details}
    if offers := details.get("autocompletion"):
        details["autocompletion"] = _completing(offers)
    told = typer.Argument(**details) if isinstance(described, Argument) else None
    if isinstance(described, Option):
        told = typer.Option(*described.names, **details)
    return Annotated[kind, told]


def _completing(offers: Callable[..., Any]) -> Callable[..., Any]:
    """Return what offers values to a shell, with the annotations by which typer calls it."""

    def complete(context: typer.Context, incomplete: str) -> Any:
        return offers(context, incomplete)

    return complete
