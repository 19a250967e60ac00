"""The numbers to reach: every job that is measured works, and none is far from its number.

pytest -m slow tests/benchmarks/test_numbers.py -s
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import SIZES, rows_of
from tests.benchmarks.jobs import GROWTH
from tests.benchmarks.table import Row, json_of, text_of

LEEWAY = 1.5
"""The table tells how near the numbers are; what fails is far off."""


@pytest.mark.slow
def test_no_command_is_far_from_its_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = rows_of(tmp_path, runs=5)
    with capsys.disabled():
        print(f"\n{text_of(rows, list(SIZES)[1:])}")  # noqa: T201
    assert [row.name for row in rows if row.missed(LEEWAY)] == []
    grown = {
        (row.name, size) for row in rows for size in SIZES if (row.growth(size) or 0) > GROWTH * LEEWAY
    }
    assert {name for name, _ in grown if next(row for row in rows if row.name == name).everyday} == set()


def test_every_job_measured_is_a_command_that_works(tmp_path: Path) -> None:
    """In small notes, so that a slip here is not found by the slow run alone."""
    rows = rows_of(tmp_path, runs=1, sizes={"all": (40, 4)}, candidates=30)
    assert len(rows) > 20
    assert all(row.median > 0 for row in rows)


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
