"""Print messages to stderr, and data to stdout."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import litnotes
from litnotes.errors import Diagnostic, LitnotesError

if TYPE_CHECKING:
    from litnotes.app.ended import Ended
    from litnotes.app.notes import Notes


def say(message: str) -> None:
    """Print a message to stderr; on a terminal, lines wrap at spaces."""
    _print_lines(message, sys.stderr)


def say_diagnostic(path: object, diagnostic: Diagnostic) -> None:
    """Print a diagnostic of a file to stderr; on a terminal, it hangs under its message."""
    from litnotes.render.finding_lines import diagnostic_line
    from litnotes.render.terminal import show_marked

    show_marked([diagnostic_line(str(path), diagnostic)], sys.stderr)


def print_problem(problem: LitnotesError) -> None:
    """Print a problem to stderr."""
    say(shown(problem))


def shown(problem: LitnotesError) -> str:
    """Return the message of a problem, with its path relative to the current folder."""
    return str(problem).replace(f"{Path.cwd()}{os.sep}", "", 1)


def out(text: str) -> None:
    """Print lines to stdout, without control characters; on a terminal, they wrap at spaces."""
    _print_lines(text, sys.stdout)


def out_data(text: str) -> None:
    """Print data that programs read to stdout: never wrapped, without control characters."""
    from litnotes.values.printable import printable

    print(printable(text))


def _print_lines(text: str, stream: TextIO) -> None:
    from litnotes.values.printable import printable

    text = printable(text)
    if stream.isatty():
        from litnotes.render.wrap import columns_of, wrapped

        text = wrapped(text, columns_of(stream))
    print(text, file=stream)


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
