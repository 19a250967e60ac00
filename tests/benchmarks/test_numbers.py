"""How long commands take with years of notes, beside the numbers to reach.

Times are those of whole processes, as ratios to `python -c "import typer"`, which is run between them: on
another machine, or a busy one, the ratios stay. What a row shows is the least of several runs. The program
is compiled, as installing does it, and notes are up to date before a command runs.

    pytest -m slow tests/benchmarks/test_numbers.py -s
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.benchmarks.notes import Made, make

FLOOR = [sys.executable, "-c", "import typer"]
LITNOTES = [sys.executable, "-m", "litnotes"]
RUNS = 5


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A command line, the ratio to reach and the one that fails; `before` goes before each run."""

    name: str
    words: Sequence[str]
    target: float | None
    limit: float
    before: Callable[[], object] = _nothing
    runs: int = RUNS


@dataclass(frozen=True, slots=True)
class Folder:
    """The notes that are measured, and what is changed in them between runs."""

    root: Path
    made: Made

    def forget(self) -> None:
        """Delete what is derived for speed."""
        shutil.rmtree(self.root / ".litnotes", ignore_errors=True)

    def add_a_line(self) -> None:
        """Edit one report, in the middle of them."""
        path = self.root / f"{self.made.days[len(self.made.days) // 2]}.md"
        path.write_bytes(path.read_bytes() + b"11. one more\n")

    def put_back(self, name: str) -> Callable[[], None]:
        """Return what makes a file what it is now, with everything up to date."""
        path = self.root / name
        data = path.read_bytes()

        def back() -> None:
            if path.read_bytes() != data:
                path.write_bytes(data)
                seconds([*LITNOTES, "papers"], self.root, environment())

        return back


def jobs(folder: Folder) -> list[Job]:
    """Return what is measured, in the order it is told."""
    named = [paper for paper in folder.made.papers if paper.short_name]
    paper = named[len(named) // 2]
    day = str(folder.made.days[-1])
    add = ["add-paper", paper.short_name, "--offline", "--date", day]
    todo = ["todo", "read the appendix", "--date", day]
    verdict = ["verdict", paper.short_name, "--include", "--reason", "it fits", "--date", day]
    again = folder.put_back(f"{day}.md")
    return [
        Job(name="--version", words=["--version"], target=1.5, limit=1.5),
        Job(name="show", words=["show", paper.key], target=1.5, limit=3),
        Job(name="search", words=["search", "latent diffusion"], target=1.5, limit=3),
        Job(name="search, one hit", words=["search", paper.short_name], target=1.5, limit=3),
        Job(name="papers", words=["papers"], target=3, limit=6),
        Job(name="add-paper", words=add, target=2.5, limit=11, before=again),
        Job(name="todo", words=todo, target=2.5, limit=11, before=again),
        Job(name="verdict", words=verdict, target=2.5, limit=11, before=again),
        Job(
            name="sync, one report edited", words=["sync"], target=None, limit=15, before=folder.add_a_line
        ),
        Job(
            name="show, .litnotes/ deleted",
            words=["show", paper.key],
            target=20,
            limit=120,
            before=folder.forget,
            runs=2,
        ),
    ]


def environment() -> dict[str, str]:
    """Return the variables of this shell, without those that make Python slower."""
    slow = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
    return {**{name: value for name, value in os.environ.items() if name not in slow}, "NO_COLOR": "1"}


def seconds(words: Sequence[str], cwd: Path, variables: Mapping[str, str]) -> float:
    """Return how long a process took; it must end well."""
    start = time.perf_counter()
    done = subprocess.run(words, cwd=cwd, env=variables, capture_output=True, check=False, timeout=600)
    taken = time.perf_counter() - start
    assert done.returncode == 0, f"{words}: {done.stderr.decode()[-1000:]}"
    return taken


def ratio(job: Job, cwd: Path) -> float:
    """Return the time of a job in terms of the floor: least against least, run by turns."""
    times, floors = [], []
    for _ in range(job.runs):
        floors.append(seconds(FLOOR, cwd, environment()))
        job.before()
        times.append(seconds([*LITNOTES, *job.words], cwd, environment()))
    return min(times) / min(floors)


def table(ratios: Mapping[str, float], asked: Sequence[Job]) -> str:
    """Return the ratios beside the numbers to reach."""
    rows = [(job.name, f"{ratios[job.name]:.2f}", job.target or "") for job in asked]
    heading = ("job", "ratio", "to reach")
    return "\n".join(f"{name:<28} {reached:>7} {target:>9}" for name, reached, target in (heading, *rows))


@pytest.mark.slow
def test_no_command_is_slower_than_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The limits are generous: the table tells how near the numbers to reach are."""
    folder = Folder(tmp_path / "notes", make(tmp_path / "notes"))
    seconds([*LITNOTES, "sync"], folder.root, environment())
    asked = jobs(folder)
    ratios = {job.name: ratio(job, folder.root) for job in asked}
    with capsys.disabled():
        print(f"\n{table(ratios, asked)}")  # noqa: T201
    assert {job.name: ratios[job.name] for job in asked if ratios[job.name] > job.limit} == {}


def test_every_job_measured_is_a_command_that_works(tmp_path: Path) -> None:
    """On a small folder, so that a slip here is not found by the slow run alone."""
    folder = Folder(tmp_path / "notes", make(tmp_path / "notes", papers=40, reports=4))
    for job in jobs(folder):
        job.before()
        seconds([*LITNOTES, *job.words], folder.root, environment())
