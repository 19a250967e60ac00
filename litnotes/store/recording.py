"""The step of the running command: each file is kept before it is changed."""

from __future__ import annotations

import contextlib
import datetime
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from litnotes import locks
from litnotes.store import atomic, steps
from litnotes.store.steps import FileChange, StepHead
from litnotes.values.own_file import no_link

MAX_STEPS = 200
MAX_BYTES = 100_000_000
"""Older steps are removed when there are more than `MAX_STEPS`, or more bytes in all."""

PRUNED_EACH = 10

_running: list[Recorder] = []
_run = ""


class Recorder:
    """The step of a command that holds the lock; its file is made with the first change."""

    def __init__(self, folder: Path, takes_back: tuple[int, ...] = (), *, repeats: bool = False) -> None:
        self._folder = folder
        self._takes_back = takes_back
        self._repeats = repeats
        self._changes: list[FileChange] = []
        self._starts: list[int] = []
        self._path: Path | None = None
        self._file: IO[bytes] | None = None

    def add(self, change: FileChange) -> None:
        """Keep a change on the disk, before it is made."""
        if len(change.before or b"") + len(change.after or b"") > steps.MAX_CHANGE:
            change = change._replace(is_kept=False)
        file = self._file or self._begun()
        self._starts.append(file.tell())
        self._changes.append(change)
        try:
            file.write(steps.change_lines(change))
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            self.drop()
            raise

    def drop(self) -> None:
        """Drop the last change: it was not made."""
        self._changes.pop()
        start = self._starts.pop()
        if self._path:
            self._reopen(self._path, start)

    def complete(self) -> None:
        """Close the step: all its changes are made, and on the disk."""
        atomic.sync_folders()
        if path := self._closed():
            if self._changes:
                path.rename(path.with_suffix(""))
                if int(path.stem) % PRUNED_EACH == 0:
                    _prune(self._folder)
            else:
                path.unlink()
            atomic.sync_folder(self._folder)

    def take_back(self) -> None:
        """Take all changes back, because the command failed."""
        if path := self._closed():
            done = steps.taken_back(self._changes)
            if done.edited:
                locks.tell(f"changed meanwhile, and left as they are: {', '.join(map(str, done.edited))}")
            if not done.failed:
                path.unlink()

    def _begun(self) -> IO[bytes]:
        if not self._folder.is_dir():
            self._folder.mkdir(parents=True, exist_ok=True)
            for above in self._folder.parents:  # a power cut loses a step whose folder is not on the disk
                atomic.sync_folder(above)
        unfinished = (int(path.stem) for path in steps.open_steps(self._folder))
        number = max((*steps.numbers(self._folder), *unfinished), default=0) + 1
        self._path = self._folder / f"{number:06}{steps.OPEN}"
        self._file = os.fdopen(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        at = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
        head = StepHead(command_line(), at, run(), self._takes_back, self._repeats)
        self._file.write(steps.head_line(head))
        atomic.sync_folder(self._folder)
        return self._file

    def _reopen(self, path: Path, size: int) -> None:
        """Cut the file of the step, also where a full disk has left a part of a change in its buffer."""
        if self._file:
            with contextlib.suppress(OSError):
                self._file.close()
        self._file = open(path, "r+b", opener=no_link)  # noqa: SIM115 - Path.open has no opener
        self._file.truncate(size)
        self._file.seek(size)

    def _closed(self) -> Path | None:
        """Close the file of the step, and return its path if there is one."""
        path, file = self._path, self._file
        self._path = self._file = None
        if file:
            file.close()
        return path


@contextlib.contextmanager
def recorded(folder: Path, takes_back: tuple[int, ...] = (), *, repeats: bool = False) -> Iterator[None]:
    """Record the files that are written; after an error, all of them are as they were before."""
    recorder = Recorder(folder, takes_back, repeats=repeats)
    _running.append(recorder)
    try:
        yield
    except BaseException:
        recorder.take_back()
        raise
    else:
        recorder.complete()
    finally:
        _running.remove(recorder)


@contextlib.contextmanager
def change(change: FileChange, *, is_derived: bool = False) -> Iterator[None]:
    """Record a change while it is made; it is not kept if it fails, or if the file is derived."""
    if is_derived or not _running:
        yield
        if not _running:
            atomic.sync_folders()
        return
    _running[-1].add(change)
    try:
        yield
    except BaseException:
        _running[-1].drop()
        raise


def command_line() -> str:
    """Return the command line of this process, without the name of the program."""
    import shlex

    return shlex.join(sys.argv[1:])


def run() -> str:
    """Return the same text for all steps of this command."""
    global _run  # noqa: PLW0603 one command a process
    _run = _run or f"{os.getpid()} {time.time_ns()}"
    return _run


def new_run() -> None:
    """Let the next step be one of its own in the list of `undo`."""
    global _run  # noqa: PLW0603 likewise
    _run = ""


def recover(folder: Path) -> list[str]:
    """Take back what killed commands left half done; return a message for each.

    Only for who holds the lock: else the step may be that of a command that is writing.
    """
    messages = []
    for path in steps.open_steps(folder):
        step = steps.read(path)
        if step and step.changes:
            done = steps.taken_back(step.changes)
            messages.append(_taken_back(step, done))
            if done.failed:
                continue
        path.unlink()
    return messages


def _taken_back(step: steps.WrittenStep, done: steps.TakingBack) -> str:
    stay = (*done.edited, *done.failed)
    names = dict.fromkeys(change.path.name for change in step.changes if change.path not in stay)
    begin = f"`litnotes {step.head.command}` was stopped before its end"
    back = f"; its changes are taken back: {', '.join(names)}" if names else ""
    left = (
        f"; changed since, and left as they are: {', '.join(map(str, done.edited))}" if done.edited else ""
    )
    failed = f"; these cannot be written: {', '.join(map(str, done.failed))}" if done.failed else ""
    return f"{begin}{back}{left}{failed}. Run it again"


def _prune(folder: Path) -> None:
    """Remove the oldest steps where there are too many."""
    numbers = steps.numbers(folder)
    sizes = {number: (folder / f"{number:06}").stat().st_size for number in numbers}
    total = sum(sizes.values())
    while len(numbers) > MAX_STEPS or (total > MAX_BYTES and len(numbers) > 1):
        oldest = numbers.pop(0)
        total -= sizes[oldest]
        (folder / f"{oldest:06}").unlink(missing_ok=True)
