"""The file of `--out`: a command writes its output there instead of stdout."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.app.new_file import make_file
from litnotes.cli.say import say
from litnotes.errors import WrongUse
from litnotes.values.printable import printable

if TYPE_CHECKING:
    from litnotes.store.notebook import Notebook

STDOUT = "-"


def path_for(file: str | None) -> Path | None:
    """Return the file of `--out`, None for stdout; raises WrongUse if it is empty."""
    if file is not None and not file.strip():
        raise WrongUse("--out is empty; give a file, or - for the terminal")
    return Path(file) if file and file != STDOUT else None


def write_new(notebook: Notebook, path: Path, text: str) -> None:
    """Write a new file; a file with the same content stays unchanged."""
    data = (printable(text) + "\n").encode(errors="backslashreplace")
    if make_file(notebook, path, data):
        say(f"wrote {notebook.shown(path)}")
    else:
        say(f"{notebook.shown(path)} has this content already; nothing was changed")


def print_file(data: bytes) -> None:
    """Print a file: to a pipe byte for byte, to a terminal without control characters."""
    if sys.stdout.isatty():
        print(printable(data.decode()), end="")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
