"""The program: which commands there are, and nothing else."""

from __future__ import annotations

import sys
from typing import Annotated, Optional

import typer

from litnotes import __version__
from litnotes.cli import check, daily, edit, notes, papers, questions, report, status, todo, verdict
from litnotes.cli.shared import run

app = typer.Typer(
    name="litnotes",
    help="From the daily report to the related-work section.",
    epilog="First: litnotes init, then import-reports, then new-day.",
    # Plain help and plain tracebacks: Rich would be loaded by every command.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for command in (
    notes.init,
    notes.import_reports,
    daily.new_day,
    edit.edit,
    report.report,
    todo.todo,
    questions.ask,
    questions.answer,
    status.status,
    notes.sync,
    papers.add_paper,
    verdict.verdict,
    papers.papers,
    papers.show,
    check.check,
):
    app.command(name=command.__name__.replace("_", "-"))(command)


def _version(asked: bool) -> None:
    if asked:
        print(f"litnotes {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
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
    return run(lambda: app(prog_name="litnotes", args=sys.argv[1:]))
