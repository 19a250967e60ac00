"""A title takes another date in the same form."""

from __future__ import annotations

import datetime

import pytest

from litnotes.markdown.dates.restate import restated

OLD, NEW = datetime.date(2024, 5, 31), datetime.date(2024, 6, 1)


@pytest.mark.parametrize(
    ("title", "new"),
    [
        ("May 31 Report", "June 1 Report"),
        ("Report, 31 May 2024", "Report, 1 June 2024"),
        ("2024-05-31", "2024-06-01"),
        ("5月31日 日报", "6月1日 日报"),
        ("Fri, May 31", "Sat, June 1"),
        ("Report of FRIDAY May 31", "Report of SATURDAY June 1"),
        ("Thurs. May 31: talk", "Sat. June 1"),
        ("2024-05-31 - friday", "2024-06-01 - saturday"),
        ("2024-05-31 - call with Lin", "2024-06-01"),
        ("2024-05-31 – Report - call with Lin", "2024-06-01 – Report"),
        ("2024-05-31 Friday: call with Lin", "2024-06-01 Saturday"),
        ("May 31 (Fri, call)", "June 1 (Sat)"),
        ("May 31 Daily Report of Mia", "June 1 Daily Report of Mia"),
        ("May 31, 2024 | Research log | Friday", "June 1, 2024 | Research log | Saturday"),
        ("5月31日 日报（周五）", "6月1日 日报（周六）"),
        ("2024-05-31 (金) 日報", "2024-06-01 (土) 日報"),
        ("5月31日（五）", "6月1日（六）"),
        ("Friday's log of the Sun lab, 2024-05-31", "Saturday's log of the Sun lab, 2024-06-01"),
        ("Monday meeting log, 2024-05-31", "Monday meeting log, 2024-06-01"),
        ("Freitag, 31 May 2024", "Samstag, 1 June 2024"),
        ("2024-05-31 (Fri) Report", "2024-06-01 (Sat) Report"),
        ("5月31日 星期五", "6月1日 星期六"),
        ("周五 5月31日", "周六 6月1日"),
        ("周五5月31日", "周六6月1日"),
        ("5月31日周五", "6月1日周六"),
        ("2024-05-31周五", "2024-06-01周六"),
        ("5月31日星期五日报", "6月1日星期六日报"),
        ("2024-05-31周报", "2024-06-01周报"),
        ("Sunset, May 31 monitor log", "Sunset, June 1 monitor log"),
    ],
)
def test_restates_a_title_in_its_own_form(title: str, new: str) -> None:
    assert restated(title, OLD, NEW) == new


@pytest.mark.parametrize("title", ["Week 6", "May 311", "2023年5月31日", "2024-05-311"])
def test_restates_no_title_without_the_date(title: str) -> None:
    assert restated(title, OLD, NEW) is None


def test_a_weekday_changes_with_the_date() -> None:
    days = datetime.date(2025, 6, 2), datetime.date(2025, 6, 3)
    assert restated("Mon, June 2", *days) == "Tue, June 3"


def test_a_long_title_is_quick() -> None:
    """Each piece is read once."""
    assert restated("2024-05-31" + " - (a" * 20_000, OLD, NEW) == "2024-06-01"
    assert restated("2024-05-31" + " " * 20_000 + "x", OLD, NEW) == "2024-06-01"
