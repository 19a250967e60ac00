"""What can be made anew, kept in the cache folder of the user.

The first line of each file says what it was made from; with any other it is as good as none.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from litnotes.store import files


def read(path: Path, head: bytes) -> bytes | None:
    """Return what is kept with a first line; None where nothing is, or with another."""
    with contextlib.suppress(OSError), path.open("rb") as file:
        if file.readline() == head + b"\n":
            return file.read()
    return None


def write(path: Path, head: bytes, content: bytes) -> None:
    """Keep something; where it cannot be kept, it is made again the next time."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f"{path.name}.{os.getpid()}")
        new.write_bytes(head + b"\n" + content)
        new.replace(path)


class KeptFiles:
    """What is kept in a folder by name, each with its hash, so that a damaged file counts as none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, name: str, made_from: str) -> bytes | None:
        """Return what is kept by a name and was made from this; None where nothing is."""
        found = read(self.folder / name, made_from.encode())
        sha256, _, content = (found or b"").partition(b"\n")
        return content if found and sha256.decode(errors="replace") == files.sha256(content) else None

    def put(self, name: str, made_from: str, content: bytes) -> None:
        """Keep something by a name, instead of what was kept by it."""
        write(self.folder / name, made_from.encode(), files.sha256(content).encode() + b"\n" + content)
