"""Reads files safely, and writes them: the one place through which all commands write.

A file is replaced only if it has not changed since it was read, and whole: a full disk or a killed process
leaves either the old bytes or the new ones. What it contained is kept for `undo`.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import Path

from litnotes.errors import Changed, Location, NotFound, Unreadable, Unwritable
from litnotes.store import atomic, outward_links, recording
from litnotes.store.steps import FileChange

MAX_BYTES = 20_000_000
"""Largest file to read: reports and papers are smaller, so a larger file is something else."""

_CHANGED = "changed since it was read; nothing was written. Run the command again"
_THERE = "there is a file already; nothing was written"


def sha256(data: bytes | memoryview) -> str:
    """Return the hash that identifies the content of a file."""
    import hashlib

    return hashlib.sha256(data).hexdigest()


def sha256_of(path: Path, *, at_most: int = MAX_BYTES) -> str:
    """Return the hash of a file; empty without one. Raises Unreadable as `read`."""
    import hashlib

    with contextlib.suppress(NotFound), opened(path, at_most=at_most) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
    return ""


def read(
    path: Path, *, at_most: int = MAX_BYTES, but: Callable[[bytes], bool] = lambda _data: False
) -> bytes:
    """Return the bytes of a text file, or of a binary one that `but` allows.

    Raises NotFound if there is no such file, Unreadable for a folder, a device, and a file that is too
    large, binary or without permission to read.
    """
    with opened(path, at_most=at_most) as file:
        data = file.read(at_most + 1)
    if len(data) > at_most:
        raise _too_large(path, len(data), at_most)
    if b"\0" in data and not but(data):
        why = "this is a binary file; text in UTF-8 is expected"
        raise Unreadable(why, location=Location(str(path)))
    return data


@contextlib.contextmanager
def opened(path: Path, *, at_most: int = MAX_BYTES) -> Iterator[BufferedReader]:
    """Open a file to read it in parts; raises as `read`, also while it is read."""
    place = Location(str(path))
    try:
        with open(path, "rb", opener=_at_once) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise Unreadable("this is not a file; a text file is expected here", location=place)
            if status.st_size > at_most:
                raise _too_large(path, status.st_size, at_most)
            yield file
    except IsADirectoryError:
        raise Unreadable("this is a folder; a text file is expected here", location=place) from None
    except FileNotFoundError:
        raise NotFound("there is no such file", location=place) from None
    except OSError as error:
        raise Unreadable(f"cannot be read: {_why(error)}", location=place) from None


def read_text(path: Path) -> str:
    """Return the text of a file; raises Unreadable, with the line, if it is not UTF-8."""
    return decoded(read(path), path)


def decoded(data: bytes, path: Path) -> str:
    """Return bytes as text; raises Unreadable, with the line, if they are not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            "this is not UTF-8; save the file as UTF-8", location=Location(str(path), line)
        ) from None


def create(path: Path, data: bytes, *, is_derived: bool = False) -> None:
    """Write a new file; raises Changed if it exists already.

    A derived file is not kept for `undo`, because it is made again.
    """
    with _writing(path), recording.change(FileChange(_real(path), None, data), is_derived=is_derived):
        atomic.create(path, data)


def replace(path: Path, data: bytes, *, expected: bytes | None, is_derived: bool = False) -> None:
    """Replace a file that still contains `expected` (None: that does not exist).

    Raises Changed if it has other content, Unwritable if it is read-only or behind a link out of the notes.
    """
    if expected is None:
        create(path, data, is_derived=is_derived)
        return
    path = outward_links.target(path)
    with _writing(path), recording.change(FileChange(path, expected, data), is_derived=is_derived):
        atomic.replace(path, data, expected)


def append(path: Path, data: bytes, *, expected: int) -> None:
    """Append to a file that still has `expected` bytes; all of `data` or nothing.

    For large files that only grow: only the new bytes are written. Raises Changed if the length of the
    file has changed.
    """
    change_end(path, expected, b"", data)


def change_end(path: Path, at: int, before: bytes, after: bytes) -> None:
    """Change the end of a file, from byte `at` on; raises Changed if it is not `before`."""
    path = outward_links.target(path)
    with _writing(path), recording.change(FileChange(path, before, after, at)):
        atomic.change_end(path, at, before, after)


def remove(path: Path, *, expected: bytes, is_derived: bool = False) -> None:
    """Remove a file that still contains `expected`, or the link at its place; raises Changed."""
    with _writing(path), recording.change(FileChange(_real(path), expected, None), is_derived=is_derived):
        atomic.remove(path, expected)


def keep(path: Path, before: bytes) -> None:
    """Keep for `undo` what a file contained before another program changed it, such as the editor."""
    path = outward_links.target(path)
    with guarded(path):
        after = atomic.content(path)
    if after != before:
        with recording.change(FileChange(path, before, after)):
            pass


@contextlib.contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn an OSError on writing `path` into Unwritable."""
    try:
        yield
    except OSError as error:
        message = f"cannot be written: {_why(error)}; nothing was written"
        raise Unwritable(message, location=Location(str(path))) from None


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Turn the errors of writing a file into those of litnotes."""
    with guarded(path):
        try:
            yield
        except FileExistsError:
            raise Changed(_THERE, location=Location(str(path))) from None
        except (atomic.Different, FileNotFoundError):
            raise Changed(_CHANGED, location=Location(str(path))) from None


def _too_large(path: Path, size: int, at_most: int) -> Unreadable:
    megabytes = size // 1_000_000, at_most // 1_000_000
    why = "this file has {} MB; more than {} MB is not read".format(*megabytes)
    return Unreadable(why, location=Location(str(path)))


def _at_once(path: str, flags: int) -> int:
    """Open a file without waiting, also a pipe into which nobody writes."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _real(path: Path) -> Path:
    """Return the path of a file, or of a link, without links in its folders."""
    return outward_links.target(path.parent) / path.name


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
