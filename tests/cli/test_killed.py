"""Killed before any line that writes, and run again: the files are those of an undisturbed command."""

from __future__ import annotations

import os
import random
import resource
import shlex
import shutil
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from litnotes.cli import program
from litnotes.index import database
from litnotes.store import atomic, turns
from tests.cli.writing import WRITING, prepare
from tests.conftest import Run, digest

OFFLINE = [
    line
    for name, lines in WRITING.items()
    for line in lines.split("; ")
    if name not in {"resolve", "init"} and "--zotero" not in line
]
FEW = {
    "merge-papers": WRITING["merge-papers"],
    "screen": "screen --decide decided.csv",
    "import-papers": "import-papers references.bib",
    "export": "export overleaf paper --log",
    "todo": 'todo "listen to the samples"',
}
POINTS = 2
"""In the short version, how many moments each command is killed at."""
EVENTS = {"os.rename", "os.remove", "os.mkdir", "os.link", "os.chmod", "os.truncate"}


def killed_before(number: int, words: list[str], folder: Path) -> bool:
    """Run a command that is killed before its write with a number; return whether it had so many."""
    database.close()
    child = os.fork()
    if child == 0:
        _run_until(number, words, folder)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _run_until(number: int, words: list[str], folder: Path) -> None:
    left = number

    def count() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def seen(event: str, values: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(values[2], int) and values[2] & (os.O_WRONLY | os.O_RDWR)
        if event in EVENTS or (writes and values[0] != os.devnull):
            count()

    def counted(do: Callable[..., Any], *values: Any) -> Any:
        count()
        return do(*values)

    try:
        os.chdir(folder)
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        for owner, name in ((os, "fsync"), (os, "pwrite"), (os, "ftruncate"), (atomic, "exchange")):
            setattr(owner, name, partial(counted, getattr(owner, name)))
        sys.addaudithook(seen)
        sys.argv = ["litnotes", *words]
        program.main()
    finally:
        os._exit(0)


class Ends:
    """The files after a command that nobody disturbs, run once and twice."""

    def __init__(self, folder: Path, run: Run, words: list[str]) -> None:
        self.folder = folder
        self.run = run
        self.words = words
        self.start = folder / "start"
        self.start.mkdir()
        self.env = prepare(self.start)
        assert run("sync", cwd=self.start).code == 0

    def copy(self, name: str) -> Path:
        return Path(shutil.copytree(self.start, self.folder / name))

    def undisturbed(self) -> list[dict[str, str]]:
        once = self.copy("once")
        ends = []
        for _ in range(2):
            self.run(*self.words, cwd=once)
            self.run("sync", cwd=once)
            ends.append(digest(once))
        return ends

    def after_kill(self, number: int) -> tuple[bool, dict[str, str]]:
        """Kill the command, run it again, and return whether it was killed, and the files."""
        killed = self.copy(f"killed-{number}")
        hit = killed_before(number, self.words, killed)
        self.run(*self.words, cwd=killed)
        self.run("sync", cwd=killed)
        end = digest(killed)
        assert not [*turns.steps_of(killed / "notes").glob("*.open")]
        shutil.rmtree(killed)
        return hit, {name: value for name, value in end.items() if not name.endswith(".new")}


def limited(size: int, words: list[str], folder: Path) -> None:
    """Run a command that cannot write files of more bytes, as on a full disk."""
    database.close()
    child = os.fork()
    if child == 0:
        try:
            os.chdir(folder)
            null = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(null, stream)
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            sys.argv = ["litnotes", *words]
            program.main()
        finally:
            os._exit(0)
    os.waitpid(child, 0)


@pytest.fixture
def ends(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str]], Ends]:
    def made(words: list[str]) -> Ends:
        found = Ends(tmp_path, run, words)
        monkeypatch.setenv("EDITOR", str(found.env))
        return found

    return made


@pytest.mark.gate
@pytest.mark.parametrize("name", FEW)
def test_at_a_few_moments(ends: Callable[[list[str]], Ends], name: str) -> None:
    tried = ends(shlex.split(FEW[name]))
    undisturbed = tried.undisturbed()
    chance = random.Random(name)
    points = sorted({chance.randint(1, 45) for _ in range(POINTS)})
    for number in points:
        hit, end = tried.after_kill(number)
        assert end in undisturbed, f"killed before write {number}"
        if not hit:
            break


SIZES = (0, 100, 700, 2000, 4000, 6000, 9000, 12_000, 20_000, 100_000)


def after_a_full_disk(tried: Ends, size: int) -> dict[str, str]:
    """Run a command on a full disk: all of it is done or nothing; then run it with room."""
    full = tried.copy(f"full-{size}")
    before = digest(full)
    limited(size, tried.words, full)
    now = digest(full)
    changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
    tried.run(*tried.words, cwd=full)
    tried.run("sync", cwd=full)
    end = digest(full)
    assert not changed or all(now.get(name) == end.get(name) for name in changed if "/days/" not in name)
    shutil.rmtree(full)
    return end


@pytest.mark.gate
@pytest.mark.parametrize("name", ["todo", "screen"])
def test_on_a_full_disk(ends: Callable[[list[str]], Ends], name: str) -> None:
    tried = ends(shlex.split(FEW[name]))
    undisturbed = tried.undisturbed()
    for size in SIZES[2:4]:
        assert after_a_full_disk(tried, size) in undisturbed, size


@pytest.mark.slow
@pytest.mark.parametrize("line", OFFLINE)
def test_on_a_disk_that_is_full_at_any_size(ends: Callable[[list[str]], Ends], line: str) -> None:
    tried = ends(shlex.split(line))
    undisturbed = tried.undisturbed()
    for size in SIZES:
        assert after_a_full_disk(tried, size) in undisturbed, size


@pytest.mark.slow
@pytest.mark.parametrize("line", OFFLINE)
def test_before_every_write(ends: Callable[[list[str]], Ends], line: str) -> None:
    tried = ends(shlex.split(line))
    undisturbed = tried.undisturbed()
    number, hit = 0, True
    while hit:
        number += 1
        hit, end = tried.after_kill(number)
        assert end in undisturbed, f"killed before write {number}"
    assert number > 5
