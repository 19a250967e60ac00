"""The folder `.litnotes/` in the notes, where versions before 0.6 kept what is now in the user's folders.

It is never read: in notes cloned from a stranger it may hold anything, and lead anywhere.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from litnotes.store import files
from litnotes.store.notebook import Notebook


def left_over(notebook: Notebook) -> Path | None:
    """Return the old folder, or the link in its place, if there is one."""
    place = notebook.root / ".litnotes"
    return place if place.is_symlink() or place.is_dir() else None


def remove_left_over(place: Path) -> None:
    """Remove the old folder; what a link in it leads to stays. Raises Unwritable where that fails."""
    with files.guarded(place):
        if place.is_symlink():
            place.unlink()
        else:
            shutil.rmtree(place)
