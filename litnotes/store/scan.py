"""What lies in a notes folder now, told by sizes and times alone.

Nothing is read, so it costs little even for ten thousand files, and every command does it: an edit
made outside is always seen.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

Stamp = tuple[int, int, int, int]
"""Size, time of change, time of change of the entry itself (nanoseconds), and number of a file."""

FINE = 20_000_000
"""Nanoseconds within which a file may change again without its times telling."""
COARSE = 2_000_000_000
"""The same where the file system counts whole seconds."""

_YEAR_FOLDER = re.compile(r"\d{4}")


def scan(root: Path) -> dict[str, Stamp]:
    """Return the stamp of each file that the notes are made of, by its name seen from `root`."""
    found: dict[str, Stamp] = {}
    folders = [("papers/", ".yaml"), ("days/", ".yaml"), ("reports/", ".md")]
    for name, stamp in _stamps(root, ""):
        if (name.endswith(".md") and name.lower() != "readme.md") or name == "litnotes.yaml":
            found[name] = stamp
        elif _YEAR_FOLDER.fullmatch(name):
            folders.append((f"{name}/", ".md"))
    for folder, ending in folders:
        for name, stamp in _stamps(root, folder):
            if name.endswith(ending) and name.lower() != "readme.md":
                found[folder + name] = stamp
    return found


def stamp_of(path: Path) -> Stamp:
    """Return the stamp of one file."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def is_settled(stamp: Stamp, now: int | None = None) -> bool:
    """Whether a file with this stamp would show another one if it changed from now on.

    Args:
        stamp: the stamp of the file.
        now: the time of the look at it, in nanoseconds; now where not given.
    """
    latest = max(stamp[1], stamp[2])
    tick = FINE if latest % 1_000_000_000 else COARSE
    return latest + tick < (time.time_ns() if now is None else now)


def _stamps(root: Path, folder: str) -> Iterator[tuple[str, Stamp]]:
    try:
        with os.scandir(f"{root}/{folder}".rstrip("/")) as entries:
            for entry in entries:
                try:
                    status = entry.stat()
                except OSError:  # a link to nowhere, or gone by now
                    continue
                yield entry.name, (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    except (FileNotFoundError, NotADirectoryError):
        return
