"""A title takes another date in the same form."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.markdown.dates.forms import parse
from litnotes.markdown.dates.headings import day_heading
from litnotes.markdown.dates.restate import restated, with_days
from tests.markdown.dates.test_forms import SOME_DATES, WITH_YEAR, written_as

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
        ("Journal (31 May 2024)", "Journal (1 June 2024)"),
        ("研究日志（2024年5月31日）", "研究日志（2024年6月1日）"),
        ("Daily (Fri, May 31), Lab report", "Daily (Sat, June 1), Lab report"),
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
        ("Freitag, 31. Mai 2024", "Samstag, 1. Juni 2024"),
        ("Vendredi 31 mai 2024", "Samedi 1 juin 2024"),
        ("31 de mayo de 2024", "1 de junio de 2024"),
        ("31 MAGGIO 2024", "1 GIUGNO 2024"),
        ("Отчёт за 31 мая 2024 г.", "Отчёт за 1 июня 2024 г."),
        ("2024년 5월 31일 (금) 회의록", "2024년 6월 1일 (토) 회의록"),
        ("Friday, 31 May", "Saturday, 1 June"),
        ("[[2024-05-31]] Fri", "[[2024-06-01]] Sat"),
        ("31/05/2024", "01/06/2024"),
        ("31.5.2024", "1.6.2024"),
        ("5/31/24", "6/1/24"),
        ("May 31st, 2024", "June 1st, 2024"),
        ("31-May-24", "1-June-24"),
        ("31 mai 2024", "1 juin 2024"),
        ("31. Mai 2024", "1. Juni 2024"),
        ("Tagesbericht Fr., 31. Mai 2024", "Tagesbericht Sa., 1. Juni 2024"),
        ("пт 31 мая 2024", "сб 1 июня 2024"),
        ("vie 31 de mayo de 2024", "sáb 1 de junio de 2024"),
        ("sexta-feira, 31 de maio de 2024", "sábado, 1 de junho de 2024"),
        ("To do 31 May 2024", "To do 1 June 2024"),
    ],
)
def test_restates_a_title_in_its_own_form(title: str, new: str) -> None:
    assert restated(title, OLD, NEW) == new


@pytest.mark.parametrize(
    "title", ["Week 6", "May 311", "2023年5月31日", "2024-05-311", "令和6年5月31日", "KW 22"]
)
def test_restates_no_title_without_the_date(title: str) -> None:
    assert restated(title, OLD, NEW) is None


@pytest.mark.parametrize(
    "title",
    ["Weekly Report 3 (May 27 – May 31, 2024)", "2024-05-27 - 2024-05-31", "27. Mai bis 31. Mai 2024"],
)
def test_restates_no_title_of_several_days(title: str) -> None:
    assert restated(title, OLD, NEW) is None


@pytest.mark.parametrize(
    ("title", "first", "changed"),
    [
        ("May 31 Report", None, "2024-05-31 Report"),
        ("2024-05-31", None, "2024-05-31"),
        ("31 mai 2024", None, "31 mai 2024"),
        ("03/04/2024 (Intel)", None, "2024-05-31 (Intel)"),
        ("Week 11 (05/27 - 05/31)", "2024-05-27", "Week 11 (2024-05-27 - 2024-05-31)"),
        ("KW 22", "2024-05-27", "2024-05-27 - 2024-05-31"),
        ("Week 5", None, "2024-05-31: Week 5"),
        ("Week 5", "2024-05-27", "2024-05-27 - 2024-05-31: Week 5"),
        ("", None, "2024-05-31"),
    ],
)
def test_a_title_gives_its_days_alone(title: str, first: str | None, changed: str) -> None:
    start = datetime.date.fromisoformat(first) if first else None
    assert with_days(title, start, OLD) == changed
    heading = day_heading(changed)
    assert heading
    assert heading.written
    assert heading.written.on(None) == ((start, OLD) if start else OLD)


@given(SOME_DATES, SOME_DATES, st.sampled_from(sorted(WITH_YEAR)))
def test_a_restated_date_is_read_back(old: datetime.date, new: datetime.date, form: str) -> None:
    title = restated(written_as(form, old), old, new)
    written = parse(title) if title else None
    assert title is None or (written and written.on(None, WITH_YEAR[form]) == new)


def test_a_weekday_changes_with_the_date() -> None:
    days = datetime.date(2025, 6, 2), datetime.date(2025, 6, 3)
    assert restated("Mon, June 2", *days) == "Tue, June 3"


@pytest.mark.parametrize(
    ("title", "days", "new"),
    [
        ("3 fevrier 2024", ("2024-02-03", "2024-03-04"), "4 mars 2024"),
        ("15 de marco de 2024", ("2024-03-15", "2024-04-01"), "1 de abril de 2024"),
        ("Sept 3, 2024", ("2024-09-03", "2024-09-04"), "Sept 4, 2024"),
        ("Do 30. Mai 2024", ("2024-05-30", "2024-06-03"), "Mo 3. Juni 2024"),
        ("do 30 mei 2024", ("2024-05-30", "2024-06-03"), "ma 3 juni 2024"),
    ],
)
def test_the_month_keeps_its_language_and_spelling(title: str, days: tuple[str, str], new: str) -> None:
    assert restated(title, *map(datetime.date.fromisoformat, days)) == new


def test_a_long_title_is_quick() -> None:
    """Each piece is read once."""
    assert restated("2024-05-31" + " - (a" * 20_000, OLD, NEW) == "2024-06-01"
    assert restated("2024-05-31" + " " * 20_000 + "x", OLD, NEW) == "2024-06-01"
