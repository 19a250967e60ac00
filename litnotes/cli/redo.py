"""Do again what `undo` took back."""

from __future__ import annotations

from typing import Annotated, Optional

from litnotes.cli.line.declare import Argument, Context
from litnotes.cli.line.options import DryRunOption
from litnotes.cli.taken_back import carry_out


def redo(
    context: Context,
    count: Annotated[
        Optional[int], Argument(metavar="[N]", min=1, help="How many commands to do again (default: 1).")
    ] = None,
    dry_run: DryRunOption = False,
) -> int:
    """Do again the last command that `undo` took back.

    This is possible until another command writes files. A file that was edited since is never overwritten.

    Example: litnotes redo
    """
    from litnotes.app.taking_back import redo as do_again

    return carry_out(
        lambda: do_again(context.notes, count or 1, dry_run=dry_run), "done again", dry_run=dry_run
    )
