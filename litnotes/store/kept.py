"""Results that can be computed again, kept in the cache folder of the user.

The first line of each file identifies the input; a file with another first line is ignored.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from litnotes.store import files
from litnotes.values.own_file import no_link


def read(path: Path, head: bytes) -> bytes | None:
    """Return the content of a file with this first line; None if there is none."""
    with contextlib.suppress(OSError), open(path, "rb", opener=no_link) as file:
        if file.readline() == head + b"\n":
            return file.read()
    return None


def write(path: Path, head: bytes, content: bytes) -> None:
    """Write a file; if that fails, the next command computes its content again."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f"{path.name}.{os.getpid()}")
        with open(new, "wb", opener=no_link) as file:
            file.write(head + b"\n" + content)
        new.replace(path)


class KeptFiles:
    """A folder of kept results by name; each has a hash, so that a damaged file is ignored."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, name: str, made_from: str) -> bytes | None:
        """Return the result of a name that was made from this input; None if there is none."""
        found = read(self.folder / name, made_from.encode())
        sha256, _, content = (found or b"").partition(b"\n")
        return content if found and sha256.decode(errors="replace") == files.sha256(content) else None

    def put(self, name: str, made_from: str, content: bytes) -> None:
        """Keep the result of a name in place of the earlier one."""
        write(self.folder / name, made_from.encode(), files.sha256(content).encode() + b"\n" + content)
