"""The days that users name in words; today is Sunday, 2 June 2024."""

from __future__ import annotations

import datetime

import pytest

from litnotes.app.named_day import day_of
from litnotes.errors import WrongUse

REPORTS = [datetime.date(2023, 12, 30), datetime.date(2024, 5, 30)]


@pytest.mark.parametrize(
    ("text", "last", "coming"),
    [
        (None, "2024-06-02", "2024-06-02"),
        (" Today ", "2024-06-02", "2024-06-02"),
        ("yesterday", "2024-06-01", "2024-06-01"),
        ("tomorrow", "2024-06-03", "2024-06-03"),
        ("-1", "2024-06-01", "2024-06-01"),
        ("+1", "2024-06-03", "2024-06-03"),
        ("-40", "2024-04-23", "2024-04-23"),
        ("friday", "2024-05-31", "2024-06-07"),
        ("Fri", "2024-05-31", "2024-06-07"),
        ("sunday", "2024-06-02", "2024-06-02"),
        ("last sunday", "2024-05-26", "2024-05-26"),
        ("next  sunday", "2024-06-09", "2024-06-09"),
        ("last monday", "2024-05-27", "2024-05-27"),
        ("next monday", "2024-06-03", "2024-06-03"),
        ("this monday", "2024-05-27", "2024-05-27"),
        ("Freitag", "2024-05-31", "2024-06-07"),
        ("lundi", "2024-05-27", "2024-06-03"),
        ("金曜日", "2024-05-31", "2024-06-07"),
        ("May 31", "2024-05-31", "2024-05-31"),
        ("31 May", "2024-05-31", "2024-05-31"),
        ("May 30", "2024-05-30", "2024-05-30"),
        ("June 7", "2023-06-07", "2024-06-07"),
        ("Dec 30", "2023-12-30", "2023-12-30"),
        ("31. Mai 2023", "2023-05-31", "2023-05-31"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
    ],
)
def test_the_day_that_is_meant(text: str | None, last: str, coming: str) -> None:
    assert str(day_of(text, REPORTS)) == last
    assert str(day_of(text, REPORTS, ahead=True)) == coming


@pytest.mark.parametrize(
    "text", ["", "someday", "last", "next week", "monday friday", "+", "-1.5", "2024-02-30", "3/4", "KW 22"]
)
def test_other_words_are_refused_with_examples(text: str) -> None:
    with pytest.raises(WrongUse, match='is not a day; write 2024-05-31, "May 31", yesterday, friday or -1'):
        day_of(text, REPORTS)
