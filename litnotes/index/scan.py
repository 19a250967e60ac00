"""What lies in a notes folder now, told by sizes and times alone.

Nothing is read, so it costs little even for ten thousand files, and every command does it: an edit
made outside is always seen.
"""

from __future__ import annotations

import marshal
import os
import time
from collections.abc import Mapping
from pathlib import Path

Stamp = tuple[int, int, int]
"""Size of a file, and when it and its entry in the folder changed, in nanoseconds."""

Scan = Mapping[str, bytes]
"""The files of each folder with their stamps, packed: folders are compared whole. The first is ""."""

FINE = 20_000_000
"""Nanoseconds within which a file may change again without its times telling."""
COARSE = 2_000_000_000
"""The same where the file system counts whole seconds."""


def scan(root: Path) -> Scan:
    """Return what is to be told of each file that the notes are made of."""
    found, years = _top(root)
    scanned = {"": _packed(found)}
    for folder, ending in (("papers", ".yaml"), ("days", ".yaml"), ("reports", ".md"), *years):
        scanned[folder] = _packed(_inside(root, folder, ending))
    return scanned


def names_in(packed: bytes) -> frozenset[str]:
    """Return the names of the files of a folder, seen from that folder."""
    return frozenset(marshal.loads(packed)[::4])  # noqa: S302 of this user's own index


def stamped(packed: bytes | None) -> set[tuple[str, int, int, int]]:
    """Return each file of a folder with its stamp, to be compared with those of another time."""
    flat = iter(marshal.loads(packed) if packed else ())  # noqa: S302 of this user's own index
    return set(zip(flat, flat, flat, flat, strict=True))


def name_in(folder: str, name: str) -> str:
    """Return the name of a file as seen from the notes folder."""
    return f"{folder}/{name}" if folder else name


def stamps_in(found: Scan) -> dict[str, Stamp]:
    """Return the stamp of each file by its name, as seen from the notes folder."""
    return {
        name_in(folder, name): (size, modified, changed)
        for folder, packed in found.items()
        for name, size, modified, changed in stamped(packed)
    }


def stamp_of(path: Path) -> Stamp:
    """Return the stamp of one file."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def stamp_or_none(path: Path) -> Stamp | None:
    """Return the stamp of a file or a folder; None where there is none."""
    try:
        return stamp_of(path)
    except OSError:
        return None


def is_settled(stamp: Stamp, now: int | None = None) -> bool:
    """Whether a file with this stamp would show another one if it changed from now on.

    Args:
        stamp: the stamp of the file.
        now: the time of the look at it, in nanoseconds; now where not given.
    """
    latest = max(stamp[1], stamp[2])
    tick = FINE if latest % 1_000_000_000 else COARSE
    return latest + tick < (time.time_ns() if now is None else now)


def _packed(found: list[int | str]) -> bytes:
    # Version 2 of the format: later ones tell apart equal values by where they are in memory.
    return marshal.dumps(found, 2)


def _top(root: Path) -> tuple[list[int | str], list[tuple[str, str]]]:
    """Return the files of the folder itself, and its folders that are named by a year."""
    found: list[int | str] = []
    years: list[str] = []
    with os.scandir(root) as entries:
        for entry in entries:
            if entry.name == "litnotes.yaml" or _is_report(entry.name):
                _add(found, entry)
            elif len(entry.name) == 4 and entry.name.isdecimal():
                years.append(entry.name)
    return found, [(year, ".md") for year in sorted(years)]


def _inside(root: Path, folder: str, ending: str) -> list[int | str]:
    """Return the files of a folder. The loop is as short as can be: it runs over every paper."""
    found: list[int | str] = []
    try:
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                if entry.name.endswith(ending) and (ending == ".yaml" or _is_report(entry.name)):
                    _add(found, entry)
    except (FileNotFoundError, NotADirectoryError):
        pass
    return found


def _add(found: list[int | str], entry: os.DirEntry[str]) -> None:
    try:
        status = entry.stat()
    except OSError:  # a link to nowhere, or gone by now
        return
    found += (entry.name, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _is_report(name: str) -> bool:
    return name.endswith(".md") and name.lower() != "readme.md"
