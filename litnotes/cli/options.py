"""The options and arguments that several commands take."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from litnotes.cli import completion

DateOption = Annotated[
    Optional[str],
    typer.Option(
        "--date",
        metavar="DAY",
        help='2024-05-31, today, yesterday or "May 31".',
        autocompletion=completion.days,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would be written, write nothing.")]
PaperArgument = Annotated[
    str,
    typer.Argument(metavar="PAPER", help="Key, id, title or short name.", autocompletion=completion.papers),
]
