"""Take back what commands wrote."""

from __future__ import annotations

from typing import Annotated, Optional

from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import DryRunOption, JsonOption
from litnotes.cli.say import out, out_data, say
from litnotes.cli.taken_back import carry_out
from litnotes.errors import WrongUse
from litnotes.render.text import as_json


def undo(
    context: Context,
    count: Annotated[
        Optional[int], Argument(metavar="[N]", min=1, help="How many commands to take back (default: 1).")
    ] = None,
    listed: Annotated[
        bool, Option("--list", help="List the commands that can be taken back or done again.")
    ] = False,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
) -> int:
    """Take back the last command that wrote files.

    A file that was edited since is never overwritten: then litnotes shows what it would have changed.
    `litnotes redo` does the command again.

    The commands with their files: litnotes undo --list

    Example: litnotes undo
    """
    if (json or listed) and (count is not None or dry_run):
        raise WrongUse("--list lists all commands; remove N and --dry-run")
    if json and not listed:
        raise WrongUse("--json needs --list")
    if listed:
        return _list(context.notes, json=json)
    from litnotes.app.taking_back import undo as take_back

    return carry_out(
        lambda: take_back(context.notes, count or 1, dry_run=dry_run), "taken back", dry_run=dry_run
    )


def _list(notes: str | None, *, json: bool) -> int:
    from litnotes.app.taking_back import file_names, history

    past = history(notes)
    rows = [
        {
            "number": number,
            "command": one.command,
            "at": one.at,
            "state": "undone" if one.undone_by else "done",
            "files": file_names(past, one),
        }
        for commands in (past.done, past.undone)
        for number, one in enumerate(commands, 1)
    ]
    if json:
        out_data(as_json(rows))
    elif not rows:
        say("no command has written files yet")
    else:
        from litnotes.render.done_commands import command_lines

        for line in command_lines(rows):
            out(line)
    return 0
