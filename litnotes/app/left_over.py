"""The folder `.litnotes/` in the notes, in which versions before 0.6 kept their cache and state.

It is never read: in cloned notes it may contain anything, and links out of the notes.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from litnotes.store import files
from litnotes.store.notebook import Notebook


def left_over(notebook: Notebook) -> Path | None:
    """Return the old folder, or a link in its place, if there is one."""
    place = notebook.root / ".litnotes"
    return place if place.is_symlink() or place.is_dir() else None


def remove_left_over(place: Path) -> None:
    """Remove the old folder; targets of links in it stay. Raises Unwritable if that fails."""
    with files.guarded(place):
        if place.is_symlink():
            place.unlink()
        else:
            shutil.rmtree(place)
