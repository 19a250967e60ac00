"""Lists continued by date: the range shrinks each time, and missing papers are reported."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.sources.by_date import day, older

DAYS = st.dates().map(str)


@pytest.mark.parametrize(
    ("date", "year", "expected"),
    [
        ("2021-06-01", 2020, "2021-06-01"), ("2021-02-30", 2021, "2021-01-01"), ("2021", None, None),
        ("0001-01-01", None, None), (None, 2020, "2020-01-01"), (None, None, None), ([], "x", None),
    ],
)  # fmt: skip
def test_a_day_is_one_of_the_calendar(date: Any, year: Any, expected: str | None) -> None:
    assert day(date, year) == expected


@pytest.mark.parametrize(
    ("days", "before", "until", "is_told"),
    [
        (["2021-06-01", None, "2021-05-01"], None, "2021-05-01", False),
        (["2021-05-01"], "2021-05-02", "2021-05-01", False),
        (["2021-05-01"], "2021-05-01", "2021-04-30", True),
        (["2021-05-02"], "2021-05-01", None, True),
        ([None], "2021-05-01", None, False),
        ([], None, None, False),
    ],
)
def test_continues_at_the_oldest_day(
    days: list[str | None], before: str | None, until: str | None, is_told: object
) -> None:
    day, why = older("OpenAlex", days, before, 10)
    assert (day, bool(why)) == (until, is_told)


@given(st.lists(DAYS.map(day)), DAYS.map(day))
def test_each_range_is_smaller_than_the_one_before(days: list[str | None], before: str | None) -> None:
    until, _ = older("OpenAlex", days, before, 10)
    assert until is None or before is None or until < before
