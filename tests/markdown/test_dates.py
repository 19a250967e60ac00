"""Dates in the forms people write, and what only looks like one."""

from __future__ import annotations

import datetime

import pytest

from litnotes.markdown import dates
from litnotes.markdown.dates import WrittenDate

OLD, NEW = datetime.date(2024, 5, 31), datetime.date(2024, 6, 1)


@pytest.mark.parametrize(
    "text",
    [
        "May 31", "31 May", "31st of May", "31th May", "31 de mayo", "31. Mai", "5月31日", "5월 31일",
        "Friday, May 31",
        "May 31 Report", "May 31 - what I did", "May 31: weekly log",
    ],
)  # fmt: skip
def test_a_day_without_year(text: str) -> None:
    assert dates.heading_date(text) == WrittenDate(5, 31)


@pytest.mark.parametrize(
    "text",
    ["2024-05-31", "2024.5.31", "2024/05/31", "20240531", "31.5.2024", "2024年5月31日", "May 31, 2024"],
)
def test_a_day_with_year(text: str) -> None:
    assert dates.parse(text) == dates.heading_date(text) == WrittenDate(5, 31, 2024)


@pytest.mark.parametrize(
    "text",
    [
        "2.3 Other metrics",
        "512 vs 1024",
        "0.99 threshold",
        "Maybe 3",
        "May 311",
        "2024",
        "May 31 papers read",
    ],
)
def test_numbers_are_no_dates(text: str) -> None:
    assert dates.heading_date(text) is None


@pytest.mark.parametrize(("text", "label"), [("Week 6", True), ("第三周", True), ("Weekly 6", False)])
def test_a_week_is_a_label(text: str, label: bool) -> None:  # noqa: FBT001
    assert dates.is_day_label(text) is label


def test_the_year_is_only_taken_where_none_is_written() -> None:
    assert WrittenDate(5, 31).on(2023) == datetime.date(2023, 5, 31)
    assert WrittenDate(5, 31, 2024).on(2023) == OLD
    assert WrittenDate(5, 31).on(None) is None


def test_a_day_that_does_not_exist_is_none() -> None:
    assert WrittenDate(6, 31).on(2024) is None


@pytest.mark.parametrize(
    ("title", "restated"),
    [
        ("May 31 Report", "June 1 Report"),
        ("Report, 31 May 2024", "Report, 1 June 2024"),
        ("2024-05-31", "2024-06-01"),
        ("5月31日 日报", "6月1日 日报"),
        ("Fri, May 31", "Sat, June 1"),
        ("Report of FRIDAY May 31", "Report of SATURDAY June 1"),
        ("Thurs. May 31: talk", "Sat. June 1: talk"),
        ("2024-05-31 (Fri) Report", "2024-06-01 (Sat) Report"),
        ("5月31日 星期五", "6月1日 星期六"),
        ("周五 5月31日", "周六 6月1日"),
        ("Sunset, May 31 monitor", "Sunset, June 1 monitor"),
    ],
)
def test_a_title_is_restated_in_its_own_form(title: str, restated: str) -> None:
    assert dates.restated(title, OLD, NEW) == restated


def test_a_title_without_the_date_is_not_restated() -> None:
    assert dates.restated("Week 6", OLD, NEW) is None


def test_a_weekday_changes_with_the_date() -> None:
    days = datetime.date(2025, 6, 2), datetime.date(2025, 6, 3)
    assert dates.restated("Mon, June 2", *days) == "Tue, June 3"
