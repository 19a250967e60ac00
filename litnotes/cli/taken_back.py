"""Print what `undo` took back, or `redo` did again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from litnotes.cli.say import out, print_problem
from litnotes.errors import EditedSince

if TYPE_CHECKING:
    from litnotes.app.taking_back import TakenBack
    from litnotes.errors import FileDifference


def carry_out(move: Callable[[], list[TakenBack]], done: str, *, dry_run: bool) -> int:
    """Take commands back or do them again, and print each with its files; return the exit code.

    A dry run prints the changes too, as a refusal does.
    """
    try:
        commands = move()
    except EditedSince as refused:
        print_problem(refused)
        _print_differences(refused.differences)
        return refused.exit_code
    for command, differences in commands:
        names = ", ".join(one.name for one in differences)
        out(f"{f'would be {done}' if dry_run else done}: litnotes {command.command} ({names})")
        if dry_run:
            _print_differences(differences)
    return 0


def _print_differences(differences: Iterable[FileDifference]) -> None:
    """Print the changes of files as unified diffs."""
    from litnotes.render.diff import difference
    from litnotes.render.terminal import show_diff

    for one in differences:
        show_diff(difference(one.name, one.before, one.after))
