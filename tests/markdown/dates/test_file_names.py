"""The day in the name of a file."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.markdown.dates.file_names import file_date, folder_year
from litnotes.markdown.dates.written import WrittenDate, WrittenRange
from litnotes.values.day_order import Order
from tests.markdown.dates.test_forms import SOME_DATES


@pytest.mark.parametrize(
    "stem",
    [
        "2024-05-31", "2024-5-31", "2024.5.31", "2024_05_31", "20240531", "2024年5月31日", "2024-05-31.md",
        "2024-05-31.md.md", "2024-05-31-report", "report_2024-05-31", "2024-05-31 (Fri)", "20240531周报",
        "周报2024-05-31", "[week3]2024-05-31", "Mia_2024.05.31_final", "May 31 2024", "may-31-2024",
        "31_may_2024", "31.05.2024", "053124", "notes 31 May 2024",
    ],
)  # fmt: skip
def test_a_name_gives_the_day(stem: str) -> None:
    heading = file_date(stem)
    assert heading
    assert heading.written
    assert heading.written.on(None) == datetime.date(2024, 5, 31)


@pytest.mark.parametrize("stem", ["0531", "05-31", "5-31", "may-31", "31 May", "5月31日", "0531周报"])
def test_a_name_gives_a_day_without_year(stem: str) -> None:
    heading = file_date(stem)
    assert heading
    assert heading.written
    assert heading.written.on(None) is None
    assert heading.written.on(2024) == datetime.date(2024, 5, 31)


@pytest.mark.parametrize(
    "stem",
    [
        "2024.05.11~2024.05.24", "2024.5.11~2024.5.24", "2024.05.11-2024.05.24", "2024-05-11-2024-05-24",
        "2024-05-11_2024-05-24", "2024_05_11_2024_05_24", "2024.05.11-05.24", "2024.5.11~5.24",
        "20240511-20240524", "20240511~0524", "2024-05-11-05-24", "2024.05.11-24",
        "[week3]2024.5.11-5.24",
        "【第三周】2024.05.11 ~ 2024.05.24", "2024.05.11～2024.05.24", "2024.05.11–2024.05.24.md",
        "2024/05/11-2024/05/24", "2024年5月11日-5月24日", "2024.05.11至2024.05.24",
        "week3_2024.05.11~2024.05.24",
        "2024.05.11~2024.05.24 Mia", "[WeeklyReport]2024.05.11~2024.05.24", "Mia2024.05.11-05.24",
        "11.05.2024-24.05.2024", "11.-24.05.2024",
    ],
)  # fmt: skip
def test_a_name_gives_the_range(stem: str) -> None:
    heading = file_date(stem)
    assert heading
    assert isinstance(heading.written, WrittenRange)
    assert heading.written.on(None) == (datetime.date(2024, 5, 11), datetime.date(2024, 5, 24))


@pytest.mark.parametrize(
    ("stem", "orders"),
    [
        ("02-06-2022", {"dmy", "mdy"}),
        ("17-10-24", {"ymd", "dmy"}),
        ("03-04-31", {"dmy", "mdy"}),
        ("010203", {"ymd", "dmy", "mdy"}),
        ("011921", {"mdy"}),
        ("03-04", {"dmy", "mdy"}),
    ],
)
def test_numbers_keep_the_orders_they_allow(stem: str, orders: set[Order]) -> None:
    heading = file_date(stem)
    assert heading
    assert isinstance(heading.written, WrittenDate)
    assert heading.written.orders == frozenset(orders)


@pytest.mark.parametrize(
    ("stem", "label"), [("Week 5", "Week 5"), ("week_05", "week_05"), ("第三周", "第三周")]
)
def test_a_week_is_a_label(stem: str, label: str) -> None:
    heading = file_date(stem)
    assert heading
    assert (heading.written, heading.label) == (None, label)


@pytest.mark.parametrize(
    "stem",
    ["README", "2024", "1024x768", "resnet-50", "model-v1.2.3", "paper_3_of_4", "99999", "2.3 setup", ""],
)
def test_other_names_give_no_day(stem: str) -> None:
    assert file_date(stem) is None


def test_keeps_the_text_beside_the_date() -> None:
    heading = file_date("[Week3]2024-05-31_First-Talk")
    assert heading
    assert (heading.label, heading.topic) == ("Week3", "First-Talk")


@pytest.mark.parametrize(
    "folders", [["2024", "05"], ["2024", "5月"], ["log", "2024", "May"], ["2024-05"], ["2024", "05-may"]]
)
def test_in_a_folder_of_a_month_the_name_is_the_day(folders: list[str]) -> None:
    heading = file_date("31", folders)
    assert heading
    assert heading.written == WrittenDate(5, 31, 2024)


@pytest.mark.parametrize(
    ("parts", "year"),
    [
        (["2024"], 2024),
        (["2023", "logs-2024", "a"], 2024),
        (["2023-2024"], None),
        (["12024"], None),
        ([], None),
    ],
)
def test_the_innermost_folder_gives_the_year(parts: list[str], year: int | None) -> None:
    assert folder_year(parts) == year


@given(st.text(max_size=300), st.lists(st.text(max_size=10), max_size=3))
def test_no_name_raises(stem: str, folders: list[str]) -> None:
    file_date(stem, folders)
    folder_year(folders)


@given(SOME_DATES, SOME_DATES, st.sampled_from(["~", "-", "_", " - ", "至"]), st.sampled_from(".-_/"))
def test_every_range_is_read_back(first: datetime.date, last: datetime.date, to: str, mark: str) -> None:
    first, last = sorted((first, last))
    for form in ("{0.year}{m}{0.month}{m}{0.day}", "{0.year}{m}{0.month:02}{m}{0.day:02}"):
        stem = form.format(first, m=mark) + to + form.format(last, m=mark)
        heading = file_date(stem)
        assert heading
        assert heading.written
        assert heading.written.on(None) == (first, last), stem
