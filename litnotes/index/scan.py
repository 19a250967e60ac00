"""What lies in a notes folder now, told by sizes and times alone.

Nothing is read, so it costs little even for ten thousand files, and every command does it: an edit
made outside is always seen.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

Stamp = tuple[int, int, int]
"""Size of a file, and when it and its entry in the folder changed, in nanoseconds."""

Scan = list[int | str]
"""Name, size and both times of one file after the other: one flat list, as it is compared whole."""

FINE = 20_000_000
"""Nanoseconds within which a file may change again without its times telling."""
COARSE = 2_000_000_000
"""The same where the file system counts whole seconds."""


def scan(root: Path) -> Scan:
    """Return what is to be told of each file that the notes are made of; names are seen from `root`."""
    found: Scan = []
    years = _add_top(found, root)
    for folder, ending in (("papers", ".yaml"), ("days", ".yaml"), ("reports", ".md"), *years):
        _add(found, root, folder, ending)
    return found


def names_in(found: Scan) -> frozenset[str]:
    """Return the names of all files."""
    return frozenset(map(str, found[::4]))


def stamps_in(found: Scan) -> dict[str, Stamp]:
    """Return the stamp of each file by its name."""
    flat = iter(found)
    return {str(name): (int(next(flat)), int(next(flat)), int(next(flat))) for name in flat}


def stamped(found: Scan) -> set[tuple[str, int, int, int]]:
    """Return each file with its stamp, to be compared with those of another time."""
    flat = iter(found)
    return set(zip(flat, flat, flat, flat, strict=True))  # type: ignore[arg-type]


def stamp_of(path: Path) -> Stamp:
    """Return the stamp of one file."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def is_settled(stamp: Stamp, now: int | None = None) -> bool:
    """Whether a file with this stamp would show another one if it changed from now on.

    Args:
        stamp: the stamp of the file.
        now: the time of the look at it, in nanoseconds; now where not given.
    """
    latest = max(stamp[1], stamp[2])
    tick = FINE if latest % 1_000_000_000 else COARSE
    return latest + tick < (time.time_ns() if now is None else now)


def _add_top(found: Scan, root: Path) -> list[tuple[str, str]]:
    """Add the files of the folder itself; return its folders that are named by a year."""
    years: list[str] = []
    with os.scandir(root) as entries:
        for entry in entries:
            if entry.name == "litnotes.yaml" or _is_report(entry.name):
                _add_one(found, entry.name, entry)
            elif len(entry.name) == 4 and entry.name.isdecimal():
                years.append(entry.name)
    return [(year, ".md") for year in sorted(years)]


def _add(found: Scan, root: Path, folder: str, ending: str) -> None:
    """Add the files of a folder. The loop is as short as can be: it runs over every paper."""
    try:
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                name = entry.name
                if name.endswith(ending) and (ending == ".yaml" or _is_report(name)):
                    _add_one(found, f"{folder}/{name}", entry)
    except (FileNotFoundError, NotADirectoryError):
        return


def _add_one(found: Scan, name: str, entry: os.DirEntry[str]) -> None:
    try:
        status = entry.stat()
    except OSError:  # a link to nowhere, or gone by now
        return
    found += (name, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _is_report(name: str) -> bool:
    return name.endswith(".md") and name.lower() != "readme.md"
