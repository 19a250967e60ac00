"""Dates in the forms that people write; any day is read back."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.markdown.dates.forms import find, parse
from litnotes.markdown.dates.month_names import MONTHS, WEEKDAYS, han_number
from litnotes.markdown.dates.written import WrittenDate, WrittenRange
from litnotes.markdown.document import shadow
from litnotes.values.day_order import Order

SOME_DATES = st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))
NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
         "October", "November", "December")  # fmt: skip

WITH_YEAR: dict[str, Order | None] = {
    "{y}-{mm}-{dd}": None, "{y}-{m}-{d}": None, "{y}/{m}/{d}": None, "{y}.{mm}.{dd}": None,
    "{y}. {m}. {d}.": None,
    "{y}_{mm}_{dd}": None, "{y}{mm}{dd}": None, "{y}年{m}月{d}日": None, "{y} 年 {m} 月 {d} 日": None,
    "{y}년 {m}월 {d}일": None, "{name} {d}, {y}": None, "{name} {d}th {y}": None, "{short}. {d}, {y}": None,
    "{d} {name} {y}": None, "{d}st of {name}, {y}": None, "{d}. {name} {y}": None,
    "{d} de {name} de {y}": None,
    "{d}-{short}-{y}": None, "{y}-{mm}-{dd} (Fri)": None, "Fri, {name} {d}, {y}": None,
    "{y}-{mm}-{dd}周五": None, "周五{y}-{mm}-{dd}": None, "{y}年{m}月{d}日（周五）": None,
    "Freitag, den {d}.{m}.{y}": "dmy",
    "{d}.{m}.{y}": "dmy", "{dd}.{mm}.{y}": "dmy", "{d}/{m}/{y}": "dmy", "{d}-{m}-{y}": "dmy",
    "{m}/{d}/{y}": "mdy",
    "{m}-{d}-{y}": "mdy", "{d}-{m}-{yy}": "dmy", "{m}/{d}/{yy}": "mdy", "{yy}-{mm}-{dd}": "ymd",
    "{dd}.{mm}.{yy}": "dmy",
}  # fmt: skip
WITHOUT_YEAR: dict[str, Order | None] = {
    "{name} {d}": None, "{d} {name}": None, "{d}th of {name}": None, "{name}-{d}": None, "{m}月{d}日": None,
    "{m}月{d}号": None, "{m}월 {d}일": None, "{dd}/{mm}": "dmy", "{mm}/{dd}": "mdy", "{d}.{m}.": "dmy",
    "{m}.{d}": "mdy",
}  # fmt: skip


def written_as(form: str, day: datetime.date) -> str:
    name = NAMES[day.month - 1]
    return form.format(
        y=day.year, yy=f"{day.year % 100:02}", m=day.month, mm=f"{day.month:02}", d=day.day,
        dd=f"{day.day:02}", name=name, short=name[:3],
    )  # fmt: skip


@given(SOME_DATES, st.sampled_from(sorted(WITH_YEAR)))
def test_every_date_with_a_year_is_read_back(day: datetime.date, form: str) -> None:
    written = parse(written_as(form, day))
    assert written
    assert written.on(1999, WITH_YEAR[form]) == day


@given(SOME_DATES, st.sampled_from(sorted(WITHOUT_YEAR)))
def test_every_date_without_a_year_is_read_back(day: datetime.date, form: str) -> None:
    written = parse(written_as(form, day))
    assert written
    assert written.on(None, WITHOUT_YEAR[form]) is None
    assert written.on(day.year, WITHOUT_YEAR[form]) == day


@pytest.mark.parametrize("form", sorted({**WITH_YEAR, **WITHOUT_YEAR}))
def test_a_day_beyond_the_twelfth_is_certain_of_its_order(form: str) -> None:
    order = {**WITH_YEAR, **WITHOUT_YEAR}[form]
    written = parse(written_as(form, datetime.date(2099, 5, 31)))
    assert written
    assert written.orders == (frozenset({order}) if order else None)
    assert written.on(2099) == datetime.date(2099, 5, 31)


@pytest.mark.parametrize(
    "text",
    [
        "1er mai", "1. Mai", "1 мая", "1 de mayo", "1º de maio", "1 maggio", "5월 1일", "五月一日",
        "５月１日", "May 1st", "the 1st of May", "le 1er mai", "Am 1. Mai", "Thurs, May 1",
        "четверг, 1 мая",
        "1 mai (jeu.)",
        "Do, 1. Mai", "5月1日(木)", "5月1日 星期四", "목요일 5월 1일", "quinta-feira, 1 de maio",
    ],
)  # fmt: skip
def test_a_day_in_other_words(text: str) -> None:
    assert parse(text) == WrittenDate(5, 1)


@pytest.mark.parametrize(
    "text",
    [
        "", "May", "May 2024", "2024", "Maybe 3", "May 311", "1.2.3", "24/7", "13/13", "0/5", "3/4%",
        "1/2/3",
        "12-05", "512", "20241345", "123456", "May 3.5", "Set 3", "32.5.2024", "5月", "99/99/2024", "٣/٤",
    ],
)  # fmt: skip
def test_other_text_is_no_date(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("03/04", {"dmy", "mdy"}),
        ("3.4", {"dmy", "mdy"}),
        ("3-4-31", {"dmy", "mdy"}),
        ("17-10-24", {"dmy", "ymd"}),
        ("1-2-03", {"dmy", "mdy", "ymd"}),
        ("10/16/23", {"mdy"}),
        ("14/07", {"dmy"}),
        ("2024-05-06", None),
        ("May 6", None),
    ],
)
def test_numbers_allow_the_orders_that_are_days(text: str, orders: set[Order] | None) -> None:
    written = parse(text)
    assert written
    assert written.orders == orders


def test_an_open_date_is_no_day_until_its_order_is_known() -> None:
    written = parse("17-10-24")
    assert written
    assert written.is_open(None)
    assert written.is_open("mdy")
    assert written.on(2030) is None
    assert not written.is_open("dmy")
    assert written.on(None, "dmy") == datetime.date(2024, 10, 17)
    assert written.on(None, "ymd") == datetime.date(2017, 10, 24)


def test_parts_that_all_readings_share_are_known() -> None:
    assert parse("02-06-2022") == parse("2/6/2022")
    written = parse("02-06-2022")
    assert written
    assert (written.year, written.month) == (2022, None)


@pytest.mark.parametrize("text", ["2031-06-31", "31/06/2031", "June 31, 2031", "2031年6月31日", "31-6-31"])
def test_a_day_that_does_not_exist_is_none(text: str) -> None:
    written = parse(text)
    assert written
    assert written.month == 6
    assert written.on(None) is None


def test_the_year_is_only_taken_where_none_is_written() -> None:
    assert WrittenDate(5, 31).on(2023) == datetime.date(2023, 5, 31)
    assert WrittenDate(5, 31, 2024).on(2023) == datetime.date(2024, 5, 31)
    assert WrittenDate(5, 31).on(None) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("9/25-10/1", "2031-09-25", "2031-10-01"),
        ("11.08-11.21", "2031-11-08", "2031-11-21"),
        ("14-15/07/2021", "2021-07-14", "2021-07-15"),
        ("5-11/1/2026", "2026-01-05", "2026-01-11"),
        ("May 3 - 9", "2031-05-03", "2031-05-09"),
        ("May 3 – 9, 2024", "2024-05-03", "2024-05-09"),
        ("May 28 to June 2", "2031-05-28", "2031-06-02"),
        ("3-9 May 2024", "2024-05-03", "2024-05-09"),
        ("3. bis 9. Mai", "2031-05-03", "2031-05-09"),
        ("28.5.-2.6.2024", "2024-05-28", "2024-06-02"),
        ("2024.05.11～2024.05.24", "2024-05-11", "2024-05-24"),
        ("2024.5.1-5.4", "2024-05-01", "2024-05-04"),
        ("5月3日至9日", "2031-05-03", "2031-05-09"),
        ("5월 3일 ~ 5월 9일", "2031-05-03", "2031-05-09"),
        ("9/25-26", "2031-09-25", "2031-09-26"),
        ("12/28-1/3", "2031-12-28", "2032-01-03"),
        ("12/28-1/3/2032", "2031-12-28", "2032-01-03"),
        ("2024.12.28-1.3", "2024-12-28", "2025-01-03"),
        ("Mon, May 3 - Fri, May 7", "2031-05-03", "2031-05-07"),
    ],
)
def test_a_range(text: str, first: str, last: str) -> None:
    words = shadow(text)
    date = next(find(words, 0))
    assert date.end == len(words)
    assert isinstance(date.written, WrittenRange)
    assert date.written.on(2031) == (
        datetime.date.fromisoformat(first),
        datetime.date.fromisoformat(last),
    )


def test_a_range_of_open_dates_is_open() -> None:
    written = next(find("3/4-5/4", 0)).written
    assert written.is_open(None)
    assert written.on(2031) is None
    assert written.on(2031, "dmy") == (datetime.date(2031, 4, 3), datetime.date(2031, 4, 5))


@pytest.mark.parametrize("text", ["2031.02.17~2030.03.02", "5/13-5/3", "June 29 - June 31"])
def test_a_range_that_ends_before_it_begins_is_none(text: str) -> None:
    written = next(find(shadow(text), 0)).written
    assert isinstance(written, WrittenRange)
    assert written.on(2031) is None


def test_names_are_spelt_as_the_shadow_shows_them() -> None:
    for word in (*MONTHS, *WEEKDAYS):
        assert shadow(word) == word
    assert set(MONTHS.values()) == set(range(1, 13))
    assert set(WEEKDAYS.values()) == set(range(7))


@pytest.mark.parametrize(
    ("text", "number"), [("三", 3), ("十", 10), ("十二", 12), ("三十一", 31), ("廿一", 21)]
)
def test_chinese_numerals(text: str, number: int) -> None:
    assert han_number(text) == number


@given(st.text(st.sampled_from("0123456789 -/.~_月日年:,()mayMAY五十st'"), max_size=30))
def test_nothing_raises_and_ends_are_in_the_text(text: str) -> None:
    words = shadow(text)
    parse(text)
    for date in find(words, 0):
        assert 0 < date.end <= len(words)
        assert not date.written.on(2031) or not date.written.is_open(None)
