"""What the user is told, on stderr, and data, on stdout."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import litnotes
from litnotes.errors import LitnotesError

if TYPE_CHECKING:
    from litnotes.app.ended import Ended
    from litnotes.app.notes import Notes


def say(message: str) -> None:
    """Tell the user something on stderr."""
    from litnotes.values.printable import printable

    print(printable(message), file=sys.stderr)


def tell(problem: LitnotesError) -> None:
    """Tell a problem."""
    say(shown(problem))


def shown(problem: LitnotesError) -> str:
    """Return a problem in words, its place as seen from the folder the user is in."""
    return str(problem).replace(f"{Path.cwd()}{os.sep}", "", 1)


def out(text: str) -> None:
    """Print data on stdout; nothing in it steers a terminal."""
    from litnotes.values.printable import printable

    print(printable(text))


def print_version() -> None:
    """Print the version."""
    print(f"litnotes {litnotes.__version__}")


def finished(notes: Notes, *asked: Path, everything: bool = False) -> int:
    """Tell what a command ends with, and return its exit code.

    Args:
        notes: the notes in use.
        asked: the files that the command is about.
        everything: whether it is about all files.
    """
    return show_end(notes.ended(*asked, everything=everything))


def show_end(ended: Ended) -> int:
    """Print the remarks and problems that a command ends with, and return its exit code."""
    for started in ended.started:
        from litnotes.render.started import started_lines

        for line in started_lines(started):
            say(line)
    for remark in ended.remarks:
        say(remark)
    for problem in ended.problems:
        tell(problem)
    return ended.code
