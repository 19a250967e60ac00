"""What commands wrote, kept until long after: to take it back, and to do it again.

All files that are written while a command holds the lock are one step: a file in the state folder of the
user, with the bytes of each file before and after. Its name is a number, with `.open` behind it until the
step is complete. A command that fails takes its step back; for a killed command, the next one does.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple

from litnotes.store import atomic
from litnotes.values.own_file import no_link

FOLDER = "steps"
OPEN = ".open"
MAX_CHANGE = 40_000_000
"""Bytes of a change that can be taken back."""


class FileChange(NamedTuple):
    """A file before and after a step, from byte `at` on; None means that there is no file.

    `is_kept` is false for a change of too many bytes; then both are empty.
    """

    path: Path
    before: bytes | None
    after: bytes | None
    at: int = 0
    is_kept: bool = True


class StepHead(NamedTuple):
    """The first line of a step.

    Args:
        command: the command line.
        at: when it wrote its first file.
        run: the same text for all steps of one command.
        takes_back: the numbers of the steps that it took back.
        repeats: whether it took back an `undo`, and so did the step again.
    """

    command: str
    at: str
    run: str
    takes_back: tuple[int, ...] = ()
    repeats: bool = False


class WrittenStep(NamedTuple):
    """A step: its number, its first line, and its changes in order."""

    number: int
    head: StepHead
    changes: tuple[FileChange, ...]


class TakingBack(NamedTuple):
    """The files that could not be taken back: somebody else has edited them, or writing failed."""

    edited: list[Path]
    failed: list[Path]


def numbers(folder: Path) -> list[int]:
    """Return the numbers of all complete steps, the oldest first."""
    with contextlib.suppress(OSError):
        return sorted(int(name) for name in os.listdir(folder) if name.isdecimal())  # noqa: PTH208
    return []


def open_steps(folder: Path) -> list[Path]:
    """Return the steps that are not complete: of the command that is writing, or of killed ones."""
    with contextlib.suppress(OSError):
        names = os.listdir(folder)  # noqa: PTH208
        return sorted((folder / name for name in names if name.endswith(OPEN)), reverse=True)
    return []


def read(path: Path) -> WrittenStep | None:
    """Return a step from its file; None if it is not one of this version."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError), _opened(path) as file:
        if head := _head(file):
            return WrittenStep(int(path.name.removesuffix(OPEN)), head, tuple(_changes(file)))
    return None


def read_head(path: Path) -> StepHead | None:
    """Return the first line of a step; None if it is not one of this version."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError), _opened(path) as file:
        return _head(file)
    return None


def read_paths(path: Path) -> list[Path]:
    """Return the files that a step changed, without reading their content."""
    found: dict[Path, None] = {}
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError), _opened(path) as file:
        if _head(file):
            while line := file.readline():
                values = json.loads(line)
                found[Path(values["path"])] = None
                file.seek((values["before"] or 0) + (values["after"] or 0) + 1, os.SEEK_CUR)
    return [*found]


def head_line(head: StepHead) -> bytes:
    """Return the first line of the file of a step."""
    return json.dumps({"format": 1, **head._asdict()}).encode() + b"\n"


def change_lines(change: FileChange) -> bytes:
    """Return a change as it is written to the file of a step."""
    kept = (
        change
        if change.is_kept
        else change._replace(before=change.before and b"", after=change.after and b"")
    )
    line: Mapping[str, Any] = {
        "path": str(change.path),
        "at": change.at,
        "before": _length(kept.before),
        "after": _length(kept.after),
        "is_kept": change.is_kept,
    }
    return b"".join((json.dumps(line).encode(), b"\n", kept.before or b"", kept.after or b"", b"\n"))


def together(changes: Iterable[FileChange]) -> list[FileChange]:
    """Return one change for each file: from before its first change to after its last."""
    by_path: dict[Path, FileChange] = {}
    for change in changes:
        before = by_path.get(change.path)
        by_path[change.path] = _joined(before, change) if before else change
    return [change for change in by_path.values() if change.before != change.after or not change.is_kept]


def is_as_left(change: FileChange) -> bool:
    """Whether a file is still as a change left it."""
    present = atomic.content(change.path)
    return change.is_kept and (present[change.at :] if present and change.at else present) == change.after


def taken_back(changes: Sequence[FileChange]) -> TakingBack:
    """Take changes back, the last first; return the files that stay as they are.

    What is taken back already stays, so a second try after a kill ends in the same way.
    """
    edited: dict[Path, None] = {}
    failed: dict[Path, None] = {}
    for change in reversed(changes):
        try:
            _take_back(change)
        except atomic.Different:
            edited[change.path] = None
        except OSError:
            failed[change.path] = None
    atomic.sync_folders()
    return TakingBack([*edited], [*failed])


def _take_back(change: FileChange) -> None:
    path, before, after = change.path, change.before, change.after
    if os.path.realpath(path.parent) != str(path.parent):  # a link has taken the place of a folder
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    for leftover in atomic.leftovers(path.parent, frozenset({path.name})):
        leftover.unlink(missing_ok=True)
    if change.at:
        _take_back_end(change)
        return
    present = atomic.content(path)
    if present == before:
        return
    if present != after or not change.is_kept:
        raise atomic.Different
    if before is None:
        atomic.remove(path, after or b"")
    elif after is None:
        atomic.create(path, before)
    else:
        atomic.replace(path, before, after)


def _take_back_end(change: FileChange) -> None:
    """Take back the change of an end, of which a part may be missing, or zero after a power cut."""
    before, after = change.before or b"", change.after or b""
    end = (atomic.content(change.path) or b"")[change.at :]
    if end != before:
        if not (after.startswith(end.rstrip(b"\0")) and len(end) <= len(after) and change.is_kept):
            raise atomic.Different
        atomic.change_end(change.path, change.at, end, before)


def _head(file: IO[bytes]) -> StepHead | None:
    values = json.loads(file.readline())
    if values.pop("format") != 1:
        return None
    return StepHead(**{**values, "takes_back": tuple(values["takes_back"])})


def _changes(file: IO[bytes]) -> list[FileChange]:
    """Return the changes in a file; one that is torn was not made, and ends it."""
    found: list[FileChange] = []
    for line in file:
        try:
            values = json.loads(line)
        except ValueError:
            break
        before, after = (
            None if values[name] is None else file.read(values[name]) for name in ("before", "after")
        )
        if file.readline() != b"\n":
            break
        found.append(FileChange(Path(values["path"]), before, after, values["at"], values["is_kept"]))
    return found


def _joined(first: FileChange, second: FileChange) -> FileChange:
    """Return two changes of one file as one."""
    before, after = first.before or b"", first.after or b""
    is_kept = first.is_kept and second.is_kept
    if not second.at:
        whole = (second.before or b"")[: first.at] + before if first.at else first.before
        return FileChange(first.path, whole, second.after, is_kept=is_kept)
    if second.at >= first.at:
        after = after[: second.at - first.at] + (second.after or b"")
        return first._replace(after=after, is_kept=is_kept)
    before = (second.before or b"")[: first.at - second.at] + before
    return second._replace(before=before, is_kept=is_kept)


def _length(part: bytes | None) -> int | None:
    return None if part is None else len(part)


def _opened(path: Path) -> IO[bytes]:
    return open(path, "rb", opener=no_link)
