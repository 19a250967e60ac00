"""The files in a notes folder, with their sizes and times.

Every command scans, so it sees edits by other programs. No file is read, so this is fast even for ten
thousand files.
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
"""The files of each folder with their stamps, packed, because folders are compared whole."""

FINE = 20_000_000
"""A file may change again within this many nanoseconds without a change of its times."""
COARSE = 2_000_000_000
"""The same on file systems with times in whole seconds."""


def scan(root: Path) -> Scan:
    """Return the stamps of all files of the notes."""
    found, years = _top(root)
    scanned = {"": _packed(found)}
    for folder, ending in (
        ("papers", ".yaml"),
        ("days", ".yaml"),
        ("traces", ".yaml"),
        ("reports", ".md"),
        *years,
    ):
        scanned[folder] = _packed(_inside(root, folder, ending))
    return scanned


def names_in(packed: bytes) -> frozenset[str]:
    """Return the names of the files in a folder."""
    return frozenset(marshal.loads(packed)[::4])  # noqa: S302 of this user's own index


def stamped(packed: bytes | None) -> set[tuple[str, int, int, int]]:
    """Return the name and stamp of each file in a folder."""
    flat = iter(marshal.loads(packed) if packed else ())  # noqa: S302 of this user's own index
    return set(zip(flat, flat, flat, flat, strict=True))


def name_in(folder: str, name: str) -> str:
    """Return the path of a file in the notes folder."""
    return f"{folder}/{name}" if folder else name


def stamps_in(found: Scan) -> dict[str, Stamp]:
    """Return the stamp of each file, by its path in the notes folder."""
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
    """Return the stamp of a file or folder; None if it does not exist."""
    try:
        return stamp_of(path)
    except OSError:
        return None


def is_settled(stamp: Stamp, now: int | None = None) -> bool:
    """Whether any later change of a file with this stamp would change the stamp.

    Args:
        stamp: the stamp of the file.
        now: the time of the scan in nanoseconds; by default the present time.
    """
    latest = max(stamp[1], stamp[2])
    tick = FINE if latest % 1_000_000_000 else COARSE
    return latest + tick < (time.time_ns() if now is None else now)


def _packed(found: list[int | str]) -> bytes:
    # Version 2 of the format: later versions write equal values differently by their place in memory.
    return marshal.dumps(found, 2)


def _top(root: Path) -> tuple[list[int | str], list[tuple[str, str]]]:
    """Return the files in the notes folder, and its folders named by a year."""
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
    """Return the files in a folder. The loop is short because it runs over every paper."""
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
    except OSError:  # a broken link, or deleted meanwhile
        return
    found += (entry.name, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _is_report(name: str) -> bool:
    return name.endswith(".md") and name.lower() != "readme.md"
