"""A power cut at any moment of a command: the next command finds all of each step, or nothing of it."""

from __future__ import annotations

import random
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from litnotes.index import database
from litnotes.store import steps, turns
from litnotes.store.folders import state_folder
from tests import power_cut
from tests.cli.test_killed import FEW, OFFLINE
from tests.cli.writing import WRITING, prepare
from tests.conftest import Run
from tests.power_cut import Recorded, Tree

SCREEN = 'screen ramesh2021zero --exclude --reason "it edits nothing"'
BY_EDITOR = re.compile(r"^edit|--edit")
"""In these, an editor writes: its own fsync decides what a power cut leaves."""

pytestmark = pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")


class Cuts:
    """A command in a copy of the example notes, recorded, and cut off."""

    def __init__(self, folder: Path, words: list[str], log: Path) -> None:
        self.folder = folder
        self.notes = folder / "notes"
        state = state_folder(self.notes)
        shutil.rmtree(state, ignore_errors=True)  # the first command has the most to make
        state.parent.mkdir(parents=True, exist_ok=True)
        self.tops = (folder, state.parent)
        before = power_cut.read_tree(*self.tops)
        calls = power_cut.record(words, folder, log)
        self.recorded = Recorded(calls, before, folder)
        self.paths = {str(path) for step in self.steps() for path in steps.read_paths(step)}
        self.allowed = [self.of_student(before)]
        for tree in self.recorded.trees():
            if not any(path.endswith(steps.OPEN) for path in tree):
                self.allowed.append(self.of_student(tree))

    def steps(self) -> list[Path]:
        folder = turns.steps_of(self.notes)
        return [folder / f"{number:06}" for number in steps.numbers(folder)]

    def of_student(self, tree: Tree) -> Tree:
        return {path: tree[path] for path in self.paths if path in tree}

    def different(self, left: Tree) -> list[str]:
        """Return the names of the files that are not as before the command, for a message."""
        return [Path(path).name for path in self.paths if left.get(path) != self.allowed[0].get(path)]

    def after(self, tree: Tree) -> Tree:
        """Return the files of the student that the next command finds after a power cut."""
        power_cut.write_tree(tree, power_cut.read_tree(*self.tops))
        with turns.locked(self.notes):
            pass
        assert not steps.open_steps(turns.steps_of(self.notes))
        return self.of_student(power_cut.read_tree(self.folder))


def lines_before(line: str) -> list[str]:
    """Return the lines of the same command that come first, because this one needs what they wrote."""
    for lines in (one.split("; ") for one in WRITING.values()):
        if line in lines:
            return lines[: lines.index(line)]
    return []


@pytest.fixture
def tried(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int], int]:
    """Try power cuts of a command, at most so many; returns how many."""

    def try_(line: str, at_most: int) -> int:
        folder = tmp_path / "here"
        folder.mkdir()
        monkeypatch.setenv("EDITOR", str(prepare(folder)))
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
        for earlier in lines_before(line):
            run(*shlex.split(earlier), cwd=folder)
        database.close()
        cuts = Cuts(folder, shlex.split(line), tmp_path / "strace")
        assert cuts.paths, "nothing was written"
        trees = cuts.recorded.cuts(at_most, random.Random(line))
        for tree in trees:
            left = cuts.after(tree)
            assert left in cuts.allowed, cuts.different(left)
        return len(trees)

    return try_


@pytest.mark.gate
@pytest.mark.parametrize("line", [FEW["merge-papers"], FEW["todo"], SCREEN])
def test_a_few_power_cuts_lose_nothing(tried: Callable[[str, int], int], line: str) -> None:
    assert tried(line, 60) > 20


@pytest.mark.slow
@pytest.mark.parametrize("line", [line for line in OFFLINE if not BY_EDITOR.search(line)])
def test_power_cuts_lose_nothing(tried: Callable[[str, int], int], line: str) -> None:
    assert tried(line, 500) > 20
