"""Where litnotes keeps what is its own: in the user's cache and state folders, never in the notes.

So a clone brings none of it, git never sees it, and nothing in the notes is believed because it looks
like ours. Notes are told apart by their real path.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

MAX_NAME = 200


def cache_folder(root: Path) -> Path:
    """Return the folder of what can be made anew for some notes: index, answers of services."""
    return _of_user("cache") / _name(root)


def state_folder(root: Path) -> Path:
    """Return the folder of what is to last for some notes: the lock, copies to go back to."""
    return _of_user("state") / _name(root)


def _of_user(kind: Literal["cache", "state"]) -> Path:
    """Return the folder of litnotes among those of the user.

    On Linux they are those of the XDG Base Directory Specification, as platformdirs gives them; to import
    that takes a tenth of the time of a quick command.
    """
    if sys.platform == "linux":
        usual = {"cache": ".cache", "state": ".local/state"}[kind]
        given = os.environ.get(f"XDG_{kind.upper()}_HOME", "").strip()
        return (Path(given) if given else Path.home() / usual) / "litnotes"
    import platformdirs

    find = platformdirs.user_cache_path if kind == "cache" else platformdirs.user_state_path
    return find("litnotes", appauthor=False)


def _name(root: Path) -> str:
    """Return a name for some notes, of which no two have the same: their path, `%` for each `/`."""
    real = os.path.realpath(root)
    name = real.replace("%", "%%").replace(os.sep, "%").replace(":", "%")
    if len(os.fsencode(name)) <= MAX_NAME:
        return name
    import hashlib

    return f"{name[:50]}…{hashlib.sha256(os.fsencode(real)).hexdigest()}"
