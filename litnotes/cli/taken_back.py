"""Print what `undo` took back, or `redo` did again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from litnotes.cli.say import out

if TYPE_CHECKING:
    from litnotes.app.taking_back import TakenBack
    from litnotes.errors import FileDifference


def print_taken_back(commands: Iterable[TakenBack], how: str, *, with_lines: bool) -> None:
    """Print a line for each command, with its files; `with_lines` prints their changes too."""
    for command, differences in commands:
        names = ", ".join(one.name for one in differences)
        out(f"{how}: litnotes {command.command} ({names})")
        if with_lines:
            print_differences(differences)


def print_differences(differences: Iterable[FileDifference]) -> None:
    """Print the changes of files as unified diffs."""
    from litnotes.render.diff import difference
    from litnotes.render.terminal import show_diff

    for one in differences:
        show_diff(difference(one.name, one.before, one.after))
