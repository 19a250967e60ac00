"""Files that a command writes outside its notes: allowed places, and new files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.errors import Conflict, Location

if TYPE_CHECKING:
    from litnotes.store.notebook import Notebook

_FOLDERS = ("days", "papers", "traces", "templates")
_YEAR = re.compile(r"\d{4}")


def refuse_own(notebook: Notebook, path: Path) -> None:
    """Raise Conflict if litnotes would read a file as a report or as data."""
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


def make_file(notebook: Notebook, path: Path, data: bytes) -> bool:
    """Make a new file; return False if it exists with the same content.

    Raises Conflict if it exists with other content.
    """
    from litnotes.store import files

    if not path.exists():
        with notebook.locked():
            files.create(path, data)
        return True
    if files.read(path) != data:
        raise Conflict(
            "another file has this name; nothing was written. Choose another name, or remove that file",
            location=Location(notebook.shown(path)),
        )
    return False
