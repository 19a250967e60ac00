"""Puts bytes into files so that a reader, a crash or a power cut sees all of them or none.

A new version is written to a temporary file, which then changes places with the old one. What comes out is
compared with what was expected: if an editor saved in between, its version goes back.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from litnotes.store.exchange import exchange

SUFFIX = ".new"
"""The end of the name of a temporary file; a killed command may leave one."""

_unsynced: set[Path] = set()


class Different(Exception):
    """A file does not have the expected content; it was not changed."""


def content(path: Path) -> bytes | None:
    """Return the bytes of a file, None if there is none; a link at its place is not followed."""
    try:
        with _opened(path, os.O_RDONLY) as number, os.fdopen(os.dup(number), "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def create(path: Path, data: bytes) -> None:
    """Write a new file; raises FileExistsError if there is one."""
    with temporary(path, data) as new:
        try:
            os.link(new, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            with path.open("xb") as file:
                _write(file, data)
    _note(path.parent)


def replace(path: Path, data: bytes, expected: bytes) -> None:
    """Replace a file that contains `expected`; raises Different, FileNotFoundError or PermissionError."""
    status = path.lstat()
    refuse_read_only(path)
    with temporary(path, data, mode=status.st_mode) as new, turn_in(path.parent):
        if content(path) != expected:
            raise Different
        if exchange(new, path):
            _look(new, path, data, expected)
        else:
            new.replace(path)
    _note(path.parent)


def change_end(path: Path, at: int, before: bytes, after: bytes) -> None:
    """Change the end of a file, from byte `at` on, from `before` to `after`; all of it or nothing.

    Raises Different if the file does not end so.
    """
    refuse_read_only(path)
    with turn_in(path.parent), _opened(path, os.O_RDWR) as file:
        if os.fstat(file).st_size != at + len(before) or os.pread(file, len(before) + 1, at) != before:
            raise Different
        try:
            _write_at(file, after, at)
            os.ftruncate(file, at + len(after))
            os.fsync(file)
        except BaseException:
            os.pwrite(file, before, at)
            os.ftruncate(file, at + len(before))
            raise


def remove(path: Path, expected: bytes) -> None:
    """Remove a file that contains `expected`; everything written before is on the disk then.

    Raises Different or FileNotFoundError.
    """
    refuse_read_only(path)
    refuse_read_only(path.parent)
    sync_folders()
    with turn_in(path.parent):
        found = content(path)
        if found is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        if found != expected:
            raise Different
        path.unlink()
    _note(path.parent)


def refuse_read_only(path: Path) -> None:
    """Raise PermissionError for a file, or a folder, that its owner made read-only, even for root."""
    may_nobody = not stat.S_IMODE(path.stat().st_mode) & 0o222
    if may_nobody or not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def sync_folders() -> None:
    """Write the folders of changed files to the disk: a power cut keeps these files under their names."""
    while _unsynced:
        sync_folder(_unsynced.pop())


def sync_folder(path: Path) -> None:
    """Write the names in a folder to the disk, where the system can do that."""
    with contextlib.suppress(OSError), _opened(path, os.O_RDONLY) as folder:
        os.fsync(folder)


def leftovers(folder: Path, names: frozenset[str] | None = None) -> Iterator[Path]:
    """Yield the temporary files that killed commands left in a folder, of files with these names."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            front, dot, _ = entry.name.removesuffix(SUFFIX).rpartition(".")
            is_ours = entry.name.endswith(SUFFIX) and front.startswith(".") and dot
            if is_ours and (names is None or front[1:] in names) and entry.is_file(follow_symlinks=False):
                yield Path(entry.path)


@contextlib.contextmanager
def temporary(path: Path, data: bytes, *, mode: int | None = None) -> Iterator[Path]:
    """Yield a file beside `path` with `data`, written to the disk; remove it at the end."""
    import tempfile

    new: Path | None = None
    try:
        _make_folder(path.parent)
        refuse_read_only(path.parent)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=SUFFIX, dir=path.parent)
        new = Path(name)
        new.chmod(stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
        with os.fdopen(handle, "wb") as file:
            _write(file, data)
        yield new
    finally:
        if new:
            new.unlink(missing_ok=True)


@contextlib.contextmanager
def turn_in(folder: Path) -> Iterator[None]:
    """Let other commands, also those of other users, change no file of a folder at the same moment.

    On systems that cannot lock folders, nothing is locked.
    """
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(ImportError, OSError):
            import fcntl

            fcntl.flock(stack.enter_context(_opened(folder, os.O_RDONLY)), fcntl.LOCK_EX)
        yield


def _look(new: Path, path: Path, data: bytes, expected: bytes) -> None:
    """Look at what came out of an exchange; if it is not what was expected, it goes back.

    If somebody saves while it goes back, their newer version stays. Raises Different.
    """
    out, there = content(new), data
    if out == expected:
        return
    while True:
        exchange(new, path)
        came = content(new)
        if came == there:
            raise Different
        there, out = out or b"", came


def _write_at(file: int, data: bytes, at: int) -> None:
    if os.pwrite(file, data, at) != len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _write(file: BinaryIO, data: bytes) -> None:
    file.write(data)
    file.flush()
    os.fsync(file.fileno())


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, if they are missing."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        try:
            folder.mkdir(exist_ok=True)
        except FileExistsError:
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from None
        _note(folder.parent)


def _note(folder: Path) -> None:
    _unsynced.add(folder)


@contextlib.contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    """Open a file or folder without following a link at its place; it is closed at the end."""
    number = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0))
    try:
        yield number
    finally:
        os.close(number)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
