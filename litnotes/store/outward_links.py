"""Links in the notes that lead out of them: commands do not write through them unless the user allows it.

A stranger may have made such a link, or the student, as to a report in another folder.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from litnotes.errors import Location, Unwritable

MayLeadTo = Callable[[Path], bool]
"""Whether links may lead to a place, which is a real path."""

_watched: list[tuple[Path, MayLeadTo]] = []


@contextlib.contextmanager
def refused(root: Path, but: MayLeadTo) -> Iterator[None]:
    """Let no file be written through links that lead out of some notes, but for allowed places."""
    _watched.append((Path(os.path.realpath(root)), but))
    try:
        yield
    finally:
        _watched.pop()


def target(path: Path) -> Path:
    """Return the real path of a file to write.

    Raises Unwritable, with the link, if it lies behind one that leads out of the notes.
    """
    real = Path(os.path.realpath(path))
    for root, may_lead_to in _watched:
        if not real.is_relative_to(root):
            for link in (*reversed(path.absolute().parents), path):
                if (end := way_out(link, root)) and not may_lead_to(end):
                    raise _refusal(link, end)
    return real


def way_out(path: Path, root: Path) -> Path | None:
    """Return where a link in the real folder `root` leads, if that is outside."""
    if not path.is_symlink() or not Path(os.path.realpath(path.parent)).is_relative_to(root):
        return None
    end = Path(os.path.realpath(path))
    return None if end.is_relative_to(root) else end


def _refusal(link: Path, end: Path) -> Unwritable:
    why = f"this link leads out of the notes, to {end} (see `litnotes guide settings`); nothing was written"
    return Unwritable(why, location=Location(str(link)))
