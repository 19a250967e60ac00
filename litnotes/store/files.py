"""Reads files safely and replaces them atomically.

A file is replaced only if it has not changed since it was read, and through a temporary file beside it:
a full disk or a killed process leaves either the old bytes or the new ones.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from litnotes import locks
from litnotes.errors import Conflict, Location, NotFound, Unreadable, Unwritable

MAX_BYTES = 20_000_000
"""Largest file to read: reports and papers are smaller, so a larger file is something else."""

LOCK_SECONDS = 20
_HELD: set[Path] = set()
_CHANGED = "changed since it was read; nothing was written. Run the command again"
_THERE = "there is a file already; nothing was written"


def sha256(data: bytes | memoryview) -> str:
    """Return the hash that identifies the content of a file."""
    import hashlib

    return hashlib.sha256(data).hexdigest()


def read(path: Path, *, at_most: int = MAX_BYTES, but: tuple[bytes, ...] = ()) -> bytes:
    """Return the bytes of a text file, or of a file that starts with one of `but`.

    Raises NotFound if there is no such file, Unreadable for a folder, a device, and a file that is too
    large, binary or without permission to read.
    """
    place = Location(str(path))
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else "not a file"
            raise Unreadable(f"this is {kind}; a text file is expected here", location=place)
        if status.st_size > at_most:
            size = status.st_size // 1_000_000
            raise Unreadable(
                f"this file has {size} MB; more than {at_most // 1_000_000} MB is not read", location=place
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise NotFound("there is no such file", location=place) from None
    except OSError as error:
        raise Unreadable(f"cannot be read: {_why(error)}", location=place) from None
    if b"\0" in data and not data.startswith(but):
        raise Unreadable("this is a binary file; text in UTF-8 is expected", location=place)
    return data


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


def create(path: Path, data: bytes) -> None:
    """Write a new file; raises Conflict if it exists already."""
    with _temporary(path, data) as temporary:
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise Conflict(_THERE, location=Location(str(path))) from None
        except OSError:  # a file system without hard links
            _create_in_place(path, data)


def replace(path: Path, data: bytes, *, expected: bytes | None) -> None:
    """Replace a file that still contains `expected` (None: that does not exist).

    Raises Conflict if it has changed.
    """
    if expected is None:
        create(path, data)
        return
    path = path.resolve()
    if read(path, at_most=max(MAX_BYTES, 2 * len(expected))) != expected:
        raise Conflict(_CHANGED, location=Location(str(path)))
    with _temporary(path, data, mode=path.stat().st_mode) as temporary:
        temporary.replace(path)


def append(path: Path, data: bytes, *, expected: int) -> None:
    """Append to a file that still has `expected` bytes; all of `data` or nothing.

    For large files that only grow: only the new bytes are written. Raises Conflict if the length of the
    file has changed.
    """
    with guarded(path), path.open("r+b", buffering=0) as file:
        if file.seek(0, os.SEEK_END) != expected:
            raise Conflict(_CHANGED, location=Location(str(path)))
        try:
            written = file.write(data)
            os.fsync(file.fileno())
        except BaseException:
            file.truncate(expected)
            raise
        if written != len(data):
            file.truncate(expected)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file of the notes, so that two commands do not write at the same time.

    A process that holds it may take it again.

    Raises Conflict if another command holds it for too long, Unwritable if it cannot be created.
    """
    if path in _HELD:
        yield
        return
    with contextlib.ExitStack() as stack:
        with guarded(path.parent.parent):
            try:
                stack.enter_context(locks.held(path, LOCK_SECONDS))
            except locks.Busy:
                why = f"another litnotes has been writing for {LOCK_SECONDS} s; nothing was written"
                raise Conflict(why, location=Location(str(path.parent.parent))) from None
        _HELD.add(path)
        stack.callback(_HELD.discard, path)
        yield


def is_held(path: Path) -> bool:
    """Whether this process holds a lock."""
    return path in _HELD


@contextlib.contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn an OSError on writing `path` into Unwritable."""
    try:
        yield
    except OSError as error:
        message = f"cannot be written: {_why(error)}; nothing was written"
        raise Unwritable(message, location=Location(str(path))) from None


@contextlib.contextmanager
def _temporary(path: Path, data: bytes, *, mode: int | None = None) -> Iterator[Path]:
    """Yield a file beside `path` with `data`, written to disk; remove it afterwards if it still exists."""
    import tempfile

    temporary: Path | None = None
    try:
        with guarded(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
            temporary = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
            yield temporary
    finally:
        if temporary:
            temporary.unlink(missing_ok=True)


def _create_in_place(path: Path, data: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise Conflict(_THERE, location=Location(str(path))) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
