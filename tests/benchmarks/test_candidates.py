"""Notes with many candidates: the same seed makes the same, and a key press does not wait.

pytest -m slow tests/benchmarks/test_candidates.py -s
"""

from __future__ import annotations

import datetime
import multiprocessing
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from litnotes.app.deciding import save
from litnotes.app.pool import pool_of
from litnotes.app.screening_order import queue_of
from litnotes.model.candidate import Screened
from tests.benchmarks.candidates import NAME, with_candidates
from tests.benchmarks.processes import Place, cpu_seconds
from tests.conftest import Run

DAY = datetime.date(2024, 6, 2)
RETRAINING = 0.3


def test_the_same_seed_makes_the_same(tmp_path: Path, run: Run) -> None:
    for name in ("a", "b"):
        with_candidates(tmp_path / name, candidates=30, papers=20, reports=3, decided=10)
    path = Path("traces") / f"{NAME}.yaml"
    assert (tmp_path / "a" / path).read_bytes() == (tmp_path / "b" / path).read_bytes()
    done = run("--notes", "a", "candidates", "--stage", "to-screen")
    assert (done.code, len(done.out.splitlines())) == (0, 20)


@pytest.mark.slow
def test_a_key_press_does_not_wait(tmp_path: Path) -> None:
    with_candidates(tmp_path / "notes")
    pool = pool_of(str(tmp_path / "notes"))
    queue = queue_of(pool)
    retraining, saving = [], []
    for one, _ in queue.left(queue.order())[:9]:
        decision = Screened(key=one.candidate.key, decision="include", day=DAY)
        saving.append(_seconds(lambda d=decision: save(pool, [d])))  # type: ignore[misc]
        queue.decide(decision)
        retraining.append(_seconds(lambda: queue.left(queue.order())))
    print(f"retraining {min(retraining):.3f} s, saving {min(saving):.3f} s")  # noqa: T201
    assert min(retraining) < RETRAINING
    assert min(saving) < RETRAINING / 3


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


@pytest.mark.slow
def test_the_first_card_of_a_hundred_thousand(tmp_path: Path) -> None:
    with_candidates(tmp_path / "notes", candidates=100_000)
    place = Place(tmp_path / "notes", tmp_path / "home", "2024-06-03")
    place.first_card()  # makes the order, which is kept
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as other:
        seconds, megabytes = other.submit(_measured, place).result()
    print(f"{seconds:.1f} s, at most {megabytes:.0f} MB")  # noqa: T201
    assert seconds < 10
    assert megabytes < 600


def _measured(place: Place) -> tuple[float, float]:
    """Return CPU time and memory of a first card, in a process that has started no other."""
    return cpu_seconds(place.first_card), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
