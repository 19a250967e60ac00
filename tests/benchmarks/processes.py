"""CPU time of whole processes, as ratios to `python -c "import typer"`, which runs right before each.

CPU time, since other work on the machine makes the wall clock useless; ratios of neighbours in time, since
it makes a process dearer too.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pexpect  # type: ignore[import-untyped]

REPOSITORY = Path(__file__).parents[2]
FLOOR = [sys.executable, "-c", "import typer"]
LITNOTES = [sys.executable, "-m", "litnotes"]
TIMEOUT = 900


@dataclass(frozen=True, slots=True)
class Place:
    """A notes folder with a home of its own, and the day on which commands run in it."""

    root: Path
    home: Path
    today: str

    def variables(self) -> dict[str, str]:
        """Return the environment of commands: their own folders, and nothing that makes Python slower."""
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "C.UTF-8",
            "HOME": str(self.home),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_STATE_HOME": str(self.home / "state"),
            "PYTHONPATH": str(REPOSITORY),
            "LITNOTES_OFFLINE": "1",
            "LITNOTES_TODAY": self.today,
            "NO_COLOR": "1",
        }

    def run(self, *words: str, codes: Sequence[int] = (0,)) -> None:
        """Run a command; it must end with one of the codes."""
        self.process([*LITNOTES, *words], codes)

    def floor(self) -> None:
        """Run what all else is compared with."""
        self.process(FLOOR, (0,))

    def process(self, line: Sequence[str], codes: Sequence[int]) -> None:
        """Run a command line; it must end with one of the codes."""
        done = subprocess.run(
            line, cwd=self.root, env=self.variables(), capture_output=True, check=False, timeout=TIMEOUT
        )
        assert done.returncode in codes, f"{line}: {done.returncode} {done.stderr.decode()[-1000:]}"

    def first_card(self) -> None:
        """Start `screen` on a terminal, and leave it when the first candidate is shown."""
        child: Any = pexpect.spawn(
            LITNOTES[0], [*LITNOTES[1:], "screen"], cwd=str(self.root), timeout=TIMEOUT,
            env={**self.variables(), "TERM": "xterm-256color"}, encoding="utf-8", dimensions=(40, 100),
        )  # fmt: skip
        child.expect_exact("[q]uit")
        child.send("q")
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0

    def forget(self) -> None:
        """Delete the index and all else that can be made anew."""
        shutil.rmtree(self.home / "cache", ignore_errors=True)


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of the processes that some work starts and waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
