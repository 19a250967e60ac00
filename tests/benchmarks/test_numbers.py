"""The numbers to reach: every job that is measured works, and none is far from its number.

pytest -m slow tests/benchmarks/test_numbers.py -s
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.benchmarks import table
from tests.benchmarks.__main__ import SIZES, place_in, rows_of
from tests.benchmarks.candidates import with_candidates
from tests.benchmarks.jobs import GROWTH
from tests.benchmarks.processes import FLOOR, LITNOTES, REPOSITORY, Place
from tests.benchmarks.table import Row, json_of, text_of
from tests.conftest import Run

LEEWAY = 1.5
"""The table tells how near the numbers are; what fails is far off."""


@pytest.mark.slow
def test_no_command_is_far_from_its_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = rows_of(tmp_path, runs=3)
    with capsys.disabled():
        print(f"\n{text_of(rows, list(SIZES)[1:])}")  # noqa: T201
    assert [row.name for row in rows if row.missed(LEEWAY)] == []
    grown = {
        (row.name, size) for row in rows for size in SIZES if (row.growth(size) or 0) > GROWTH * LEEWAY
    }
    assert {name for name, _ in grown if next(row for row in rows if row.name == name).everyday} == set()


@pytest.mark.gate
def test_a_job_is_measured_in_processes_of_its_own(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, runs=1, sizes={"all": (40, 4)}, only="--version")
    assert row.median > 0


@pytest.mark.gate
def test_every_job_measured_is_a_command_that_works(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In small notes and in this process, so that a slip here is not found by the slow run alone."""

    def run_here(place: Place, line: Sequence[str], codes: Sequence[int]) -> None:
        commands.append(line)
        for name, value in place.variables().items():
            monkeypatch.setenv(name, value)
        found = run(*line[len(LITNOTES) :], cwd=place.root) if line != FLOOR else None
        assert found is None or found.code in codes, f"{line}: {found}"

    def counted(work: Callable[[], object]) -> float:
        before = len(commands)
        work()
        return len(commands) - before

    commands: list[Sequence[str]] = []
    monkeypatch.setattr(Place, "process", run_here)
    monkeypatch.setattr(Place, "first_card", lambda place: place.run("candidates"))
    monkeypatch.setattr(table, "cpu_seconds", counted)
    rows = rows_of(tmp_path, runs=1, sizes={"all": (40, 4)}, candidates=30)
    assert len(rows) > 20
    assert {row.median for row in rows} == {1}


@pytest.mark.gate
def test_the_first_card_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without scikit-learn, which takes seconds to load."""
    (tmp_path / "sklearn.py").write_text("raise ImportError\n")
    place = place_in(tmp_path)
    variables = {**place.variables(), "PYTHONPATH": os.pathsep.join([str(tmp_path), str(REPOSITORY)])}
    monkeypatch.setattr(Place, "variables", lambda _: variables)
    with_candidates(place.root, candidates=30, decided=10)
    place.first_card()


def test_the_table_marks_what_misses_its_number_or_grows() -> None:
    rows = [
        Row("show", 1.9, everyday=True, ratios={"all": [1.4, 1.5, 3.0], "few": [1.4, 1.4, 1.5]}),
        Row("export", 20, everyday=False, ratios={"all": [21.0], "few": [2.0]}),
        Row("todo", None, everyday=True, ratios={"all": [8.0], "few": [4.0]}),
    ]
    assert text_of(rows, ["few"]).splitlines()[:4] == [
        "job     median       spread  to reach  from few",
        "show      1.50    1.40-3.00       1.9      1.07",
        "export  21.00*  21.00-21.00        20     10.50",
        "todo      8.00    8.00-8.00               2.00*",
    ]
    assert json.loads(json_of(rows))[0] == {
        "job": "show", "target": 1.9, "median": 1.5, "growth": {"few": 1.071},
        "ratios": {"all": [1.4, 1.5, 3.0], "few": [1.4, 1.4, 1.5]},
    }  # fmt: skip
