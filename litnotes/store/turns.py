"""The lock of the notes: one command writes at a time, and what it writes is one step.

Commands wait in a queue for as long as others make progress. Who gets the lock after a killed command takes
back what that left half done, and removes its temporary files once they are a minute old.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Literal

from litnotes import locks
from litnotes.errors import Conflict, Location
from litnotes.store import atomic, files, folders, outward_links, recording, steps
from litnotes.values.own_file import no_link

PATIENCE = 20
"""Seconds to wait for the lock while nobody makes progress."""
SILENCE = 1
"""Seconds to wait before the user is told why."""
OLD = 60
"""Seconds after which a temporary file is that of a killed command."""

_held: set[Path] = set()


def lock_of(root: Path) -> Path:
    """Return the lock file of some notes."""
    return folders.state_folder(root) / "lock"


def steps_of(root: Path) -> Path:
    """Return the folder with the steps of some notes."""
    return folders.state_folder(root) / steps.FOLDER


@contextlib.contextmanager
def locked(
    root: Path, *, takes_back: tuple[int, ...] = (), repeats: bool = False, patience: float | None = None
) -> Iterator[None]:
    """Let no other command write to the notes; all files written meanwhile are one step.

    A process that holds the lock may take it again. After an error, all files are as they were before.
    `takes_back` are the steps that this step takes back, `repeats` says that those were an `undo`.

    Raises Conflict if another command holds it for too long, Unwritable if it cannot be created.
    """
    lock = lock_of(root)
    if lock in _held:
        yield
        return
    with contextlib.ExitStack() as stack:
        with files.guarded(root):
            stack.enter_context(_turn(root, lock, PATIENCE if patience is None else patience))
            _clean(root, lock)
        _held.add(lock)
        stack.callback(_held.discard, lock)
        stack.enter_context(outward_links.refused(root, _may_lead_to))
        stack.enter_context(recording.recorded(steps_of(root), takes_back, repeats=repeats))
        yield


def is_held(root: Path) -> bool:
    """Whether this process holds the lock of some notes."""
    return lock_of(root) in _held


def last_step(root: Path) -> int:
    """Return the number of the last complete step; 0 if there is none."""
    return max(steps.numbers(steps_of(root)), default=0)


def left_since(root: Path, path: Path, number: int) -> bytes | None:
    """Return what the last step after a number left in a file; None if none wrote it."""
    real = Path(os.path.realpath(path))
    for later in reversed(steps.numbers(steps_of(root))):
        if later <= number:
            break
        step = steps.read(steps_of(root) / f"{later:06}")
        for change in reversed(step.changes if step else ()):
            if change.path == real and change.is_kept and not change.at:
                return change.after
    return None


def take_back_half_done(root: Path) -> None:
    """Take back what a killed command left half done; nothing if a command is writing now."""
    if steps.open_steps(steps_of(root)) and not is_held(root):
        with contextlib.suppress(Conflict), locked(root, patience=0):
            pass


def _may_lead_to(place: Path) -> bool:
    """Whether the user's own settings allow links to a place; they are read where a link needs them."""
    from litnotes.store import user_settings

    return user_settings.load().allows(place)


@contextlib.contextmanager
def _turn(root: Path, lock: Path, patience: float) -> Iterator[None]:
    """Hold the lock, and write beside it who does; what a killed command wrote there stays."""
    holder = lock.with_name("holder")
    says = _Says(holder)
    try:
        with locks.held_in_turn(lock, patience, progress=lambda: _state(lock), wait=says.waiting):
            if holder.exists():
                _add_to_clean(lock, root)
            with _opened(holder, "w") as file:
                file.write(f"litnotes {recording.command_line()}")
            try:
                yield
            finally:
                holder.unlink(missing_ok=True)
    except locks.Busy:
        why = f"{says.by_whom()} has been writing for {patience:g} s; nothing was written"
        raise Conflict(why, location=Location(str(root))) from None


class _Says:
    """Tells the user once for whom the command waits."""

    def __init__(self, holder: Path) -> None:
        self._holder = holder
        self._said = False

    def waiting(self, seconds: float) -> None:
        if seconds > SILENCE and not self._said:
            self._said = True
            locks.tell(f"waiting for {self.by_whom()}")

    def by_whom(self) -> str:
        with contextlib.suppress(OSError), _opened(self._holder, "r") as file:
            if command := file.read():
                return f"`{command}`"
        return "another litnotes"


def _state(lock: Path) -> object:
    """Return what changes while the command that holds the lock makes progress."""
    found: list[object] = []
    for path in (lock.with_name("holder"), *steps.open_steps(lock.with_name(steps.FOLDER))):
        with contextlib.suppress(OSError):
            status = path.stat()
            found.append((path.name, status.st_size, status.st_mtime_ns))
    return found


def _clean(root: Path, lock: Path) -> None:
    """Take back half-done steps, say so, and remove old temporary files of killed commands."""
    for path in steps.open_steps(steps_of(root)):
        if step := steps.read(path):
            _add_to_clean(lock, *{change.path.parent for change in step.changes})
    for message in recording.recover(steps_of(root)):
        locks.tell(message)
    listed = lock.with_name("to-clean")
    if listed.exists():
        _remove_leftovers(listed)


def _add_to_clean(lock: Path, *places: Path) -> None:
    """Add folders, and those in them, to the list of folders with temporary files of a killed command."""
    with _opened(lock.with_name("to-clean"), "a") as file:
        for place in places:
            inside = (
                [entry.path for entry in os.scandir(place) if _is_plain_folder(entry)]
                if place.is_dir()
                else []
            )
            file.writelines(f"{json.dumps(str(path))}\n" for path in (place.resolve(), *inside))


def _opened(path: Path, mode: Literal["r", "w", "a"]) -> IO[str]:
    return open(path, mode, encoding="utf-8", errors="replace", opener=no_link)


def _is_plain_folder(entry: os.DirEntry[str]) -> bool:
    return not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)


def _remove_leftovers(listed: Path) -> None:
    """Remove temporary files that are a minute old; forget the folders when none is younger."""
    is_clean = True
    with _opened(listed, "r") as file:
        folders_listed = {*file.read().splitlines()}
    for folder in folders_listed:
        for leftover in atomic.leftovers(Path(json.loads(folder))):
            with contextlib.suppress(OSError):
                if time.time() - leftover.stat().st_mtime > OLD:
                    leftover.unlink()
                else:
                    is_clean = False
    if is_clean:
        listed.unlink()
