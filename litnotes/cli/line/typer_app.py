"""The program for typer, translated from the declarations: help, mistakes, completion.

Typer does not run commands: it reads the line, and `read` returns the call. So errors, interrupts and
closed pipes reach the one border of the program with both readers.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Optional

import typer
from typer._click.exceptions import ClickException

from litnotes.cli.line.commands import COMMANDS
from litnotes.cli.line.declare import Call, Command, Context, Option, Parameter, parameters_of
from litnotes.cli.line.grouped_help import GroupedCommands
from litnotes.cli.line.help_lines import CommandHelp
from litnotes.cli.say import print_version
from litnotes.errors import WrongUse


def read(
    words: Sequence[str], commands: Mapping[str, Command], settings: Mapping[str, dict[str, Any] | None]
) -> Call:
    """Return the call of a command line.

    Raises SystemExit after help was printed, Misread for a mistake.

    Args:
        words: the command line after the name of the program.
        commands: the functions by name.
        settings: the settings of typer for a command, by name.
    """
    calls: list[Call] = []
    app = program(commands, settings, calls.append)
    try:
        code = app(prog_name="litnotes", args=words, standalone_mode=False)
    except ClickException as mistake:
        raise Misread(mistake) from None
    if not calls:
        raise SystemExit(code)
    return calls[0]


class Misread(WrongUse):
    """A command line that typer cannot read: the usage, the option for help, and the mistake."""

    def __init__(self, mistake: ClickException) -> None:
        context = getattr(mistake, "ctx", None)
        lines = [f"Error: {mistake.format_message()}"]
        if context is not None:
            hint = f"Try '{context.command_path} {context.help_option_names[0]}' for help."
            lines = [context.get_usage(), hint, "", *lines]
        super().__init__("\n".join(lines))


def program(
    commands: Mapping[str, Command],
    settings: Mapping[str, dict[str, Any] | None],
    take: Callable[[Call], object],
) -> typer.Typer:
    """Return the program with these commands; `take` gets the call of a command line."""
    app = typer.Typer(
        name="litnotes",
        cls=GroupedCommands,
        help="From the daily report to the related-work section.",
        epilog="First: litnotes init, then new-day or import-reports. Guide: litnotes guide.",
        # Plain help and plain tracebacks: otherwise each command imports Rich.
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_program)
    for name, command in commands.items():
        topic = COMMANDS[name].topic
        epilog = topic and f"Guide: litnotes guide {topic}"
        app.command(name=name, cls=CommandHelp, context_settings=settings[name], epilog=epilog)(
            _readable(command, take)
        )
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
            "--notes", metavar="DIR", help="Notes folder (default: LITNOTES_NOTES, or the nearest one)."
        ),
    ] = None,
    version: Annotated[  # noqa: ARG001
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    context.obj = notes_folder
    if context.invoked_subcommand is None:
        print(context.get_help())


def _readable(command: Command, take: Callable[[Call], object]) -> Callable[..., None]:
    """Return a function with the parameters of a command for typer, which passes the call to `take`."""
    declared = parameters_of(command)

    def call(context: typer.Context, **values: Any) -> None:
        take(declared.call(command, Context(context.obj, context.get_help), values))

    kind = inspect.Parameter.KEYWORD_ONLY
    parameters = [inspect.Parameter("context", kind, annotation=typer.Context)]
    for each in declared.each:
        default = each.default[0] if each.default else inspect.Parameter.empty
        parameters.append(inspect.Parameter(each.name, kind, default=default, annotation=_annotation(each)))
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {each.name: each.annotation for each in parameters}
    call.__doc__ = command.__doc__
    return call


def _annotation(parameter: Parameter) -> Any:
    declared = parameter.declared
    details: dict[str, Any] = {**declared.details}
    if offers := details.get("autocompletion"):
        details["autocompletion"] = _completing(offers)
    if isinstance(declared, Option):
        return Annotated[parameter.kind, typer.Option(*declared.names, **details)]
    return Annotated[parameter.kind, typer.Argument(**details)]


def _completing(offers: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function that offers values to a shell, with the annotations that typer needs."""

    def complete(context: typer.Context, incomplete: str) -> Any:
        return offers(context, incomplete)

    return complete
