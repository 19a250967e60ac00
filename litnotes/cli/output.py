"""What `--out` names: a new file for what a command would print."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.cli.shared import say
from litnotes.errors import Conflict, Location, WrongUse

if TYPE_CHECKING:
    from litnotes.store.notebook import Notebook

STDOUT = "-"

_FOLDERS = ("days", "papers", "traces", "templates", ".litnotes")
_YEAR = re.compile(r"\d{4}")


def path_for(file: str | None) -> Path | None:
    """Return the file that `--out` names, None for stdout; raises WrongUse where it names nothing."""
    if file is not None and not file.strip():
        raise WrongUse("--out is empty; name a file, or - for what is printed otherwise")
    return Path(file) if file and file != STDOUT else None


def refuse_own(notebook: Notebook, path: Path) -> None:
    """Refuse to write where litnotes would read the file as a report or as data."""
    place, root = path.resolve(), notebook.root.resolve()
    if place == root or not place.is_relative_to(root):
        return
    folder, *below = place.relative_to(root).parts
    as_report = place.suffix == ".md" and (not below or folder == "reports" or _YEAR.fullmatch(folder))
    if as_report or (below and folder in _FOLDERS):
        raise Conflict(
            "litnotes would read this file as part of the notes; nothing was written. "
            "Choose a place outside, or a name that does not end in .md",
            location=Location(notebook.shown(path)),
        )


def write_new(notebook: Notebook, path: Path, text: str) -> None:
    """Write a new file; one that holds the same already stays."""
    from litnotes.render.text import printable
    from litnotes.store import files

    data = (printable(text) + "\n").encode(errors="backslashreplace")
    shown = notebook.shown(path)
    if path.exists():
        if files.read(path) != data:
            raise Conflict(
                "another file has this name; nothing was written. Choose another name, or remove it",
                location=Location(shown),
            )
        say(f"{shown} says this already; nothing was changed")
        return
    files.create(path, data)
    say(f"written to {shown}")
