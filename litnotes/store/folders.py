"""The folders of litnotes itself: in the user's cache, state and config folders, never in the notes.

So git never sees these files, a clone contains none, and files in the notes are never trusted as ours.
Each notes folder is identified by its real path.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

MAX_NAME = 200


def cache_folder(root: Path) -> Path:
    """Return the cache folder of some notes: files that can be rebuilt, as the index and the answers."""
    return _of_user("cache") / _name(root)


def state_folder(root: Path) -> Path:
    """Return the state folder of some notes: files that must last, as the lock and backup copies."""
    return _of_user("state") / _name(root)


def config_folder() -> Path:
    """Return the folder with the user's own settings, for all notes."""
    return _of_user("config")


def _of_user(kind: Literal["cache", "state", "config"]) -> Path:
    """Return litnotes' folder in the user's cache, state or config folder.

    On Linux they follow the XDG Base Directory Specification, like platformdirs, whose import would take a
    tenth of the time of a quick command.
    """
    if sys.platform == "linux":
        usual = {"cache": ".cache", "state": ".local/state", "config": ".config"}[kind]
        home = os.environ.get(f"XDG_{kind.upper()}_HOME", "").strip()
        return (Path(home) if home else Path.home() / usual) / "litnotes"
    import platformdirs

    finds = {
        "cache": platformdirs.user_cache_path,
        "state": platformdirs.user_state_path,
        "config": platformdirs.user_config_path,
    }
    return finds[kind]("litnotes", appauthor=False)


def _name(root: Path) -> str:
    """Return a unique name for some notes: their path, with `%` for each `/`."""
    real = os.path.realpath(root)
    name = real.replace("%", "%%").replace(os.sep, "%").replace(":", "%")
    if len(os.fsencode(name)) <= MAX_NAME:
        return name
    import hashlib

    return f"{name[:50]}…{hashlib.sha256(os.fsencode(real)).hexdigest()}"
