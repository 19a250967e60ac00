"""Print messages to stderr, and data to stdout."""

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
    """Print a message to stderr."""
    from litnotes.values.printable import printable

    print(printable(message), file=sys.stderr)


def print_problem(problem: LitnotesError) -> None:
    """Print a problem to stderr."""
    say(shown(problem))


def shown(problem: LitnotesError) -> str:
    """Return the message of a problem, with its path relative to the current folder."""
    return str(problem).replace(f"{Path.cwd()}{os.sep}", "", 1)


def out(text: str) -> None:
    """Print data to stdout, without control characters."""
    from litnotes.values.printable import printable

    print(printable(text))


def print_version() -> None:
    """Print the version."""
    print(f"litnotes {litnotes.__version__}")


def finished(notes: Notes, *asked: Path, everything: bool = False) -> int:
    """Print the remarks and problems of a command, and return its exit code.

    Args:
        notes: the notes in use.
        asked: the files that the command reads or writes.
        everything: whether the command reads all files.
    """
    return show_end(notes.ended(*asked, everything=everything))


def show_end(ended: Ended) -> int:
    """Print remarks and problems at the end of a command, and return its exit code."""
    for started in ended.started:
        from litnotes.render.started import started_lines

        for line in started_lines(started):
            say(line)
    for remark in ended.remarks:
        say(remark)
    for problem in ended.problems:
        print_problem(problem)
    return ended.code
