"""Headings and lines that give the day of a report, and others that only look so."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.markdown.dates.headings import DayHeading, day_heading, labelled_date, weekday_heading
from litnotes.markdown.dates.written import WrittenDate, WrittenRange
from tests.markdown.dates.test_forms import SOME_DATES, WITH_YEAR, written_as

MAY_31 = WrittenDate(5, 31)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("May 31", ""), ("31 May", ""), ("31st of May", ""), ("31th May", ""), ("31 de mayo", ""),
        ("31. Mai", ""),
        ("5月31日", ""), ("5월 31일", ""), ("Friday, May 31", ""), ("May 31 Report", ""), ("• May 31", ""),
        ("May 31 - what I did", "what I did"), ("May 31: weekly log", ""), ("May 31: weekly plan",
        "weekly plan"), ("May 31:", ""),
        ("5月31日：Ａ", "Ａ"), ("May 31 — Straße – 2", "Straße – 2"), ("0531周报", ""), ("周报0531", ""),
        ("0531 report", ""), ("0531 Report: GANs", "GANs"), ("5月31日周报", ""), ("5月31日日报", ""),
        ("Report, 31 May", ""), ("Weekly report (May 31)", ""), ("Meeting notes - May 31", ""),
        ("(May 31)", ""),
        ("May 31 (x) - run", "(x) - run"), ("kick-off: May 31", "kick-off"), ("May 31, group call",
        "group call"),
        ("May 31 10:30 call", "10:30 call"), ("Week of May 31", ""), ("May 31 - 9 papers", "9 papers"),
        ("\ufeff5月31日 - \u200bÀ", "\u200bÀ"),
    ],
)  # fmt: skip
def test_a_day_heading(text: str, topic: str) -> None:
    heading = day_heading(text)
    assert heading
    assert (heading.written, heading.topic) == (MAY_31, topic)


@pytest.mark.parametrize(
    ("text", "day", "topic"),
    [
        ("17/10/2021 - First talk", "2021-10-17", "First talk"),
        ("14/07 - call", "2031-07-14", "call"),
        ("13/07 (x) - run", "2031-07-13", "(x) - run"),
        ("28/05: …", "2031-05-28", "…"),
        ("kick-off: 25/06", "2031-06-25", "kick-off"),
        ("10/16/23", "2023-10-16", ""),
        ("• 03.05.2021", "2021-05-03", ""),
        ("0815 report", "2031-08-15", ""),
        ("5.31", "2031-05-31", ""),
        ("20240531周报", "2024-05-31", ""),
    ],
)
def test_a_day_heading_in_numbers(text: str, day: str, topic: str) -> None:
    heading = day_heading(text)
    assert heading
    assert heading.written
    assert heading.written.on(2031) == datetime.date.fromisoformat(day)
    assert heading.topic == topic


@pytest.mark.parametrize(
    "text",
    [
        "2.3 Other metrics", "512 vs 1024", "0.99 threshold", "3/4 of the data", "24/7",
        "24/7 - support", "1.2.3",
        "1.2.3 - a", "May", "May we 3", "Marching 3", "1/2 tokens", "+49 30 1234567", "0815 4711",
        "Maybe 3",
        "May 311", "2024", "May 31 papers read", "2.3: Metrics", "2.3 - Metrics", "2.3 (old)",
        "2.3 Report",
        "ratio: 1/2", "ratio: 2.3", "1024 tokens", "0512", "Report 3", "Notes 2.3", "Week",
        "Week 5 goals",
        "Set 3: data", "Gen 3", "Step 5: May", "2024-05-31x", "3-4", "Chapter 3", "Top 10", "C3 - 2024",
        "1:2",
        "Meeting with May 3 people", "[3-5]", "2023 in review", "第三章", "三月", "1月总结",
        "IEEE 754-2008",
    ],
)  # fmt: skip
def test_other_headings_give_no_day(text: str) -> None:
    assert day_heading(text) is None


@pytest.mark.parametrize(
    ("text", "label", "topic"),
    [
        ("Week 6", "Week 6", ""),
        ("Week 3-4", "Week 3-4", ""),
        ("第三周", "第三周", ""),
        ("3주차", "3주차", ""),
        ("Sprint 1: setup", "Sprint 1", "setup"),
        ("Week 6 Report", "Week 6", ""),
    ],
)
def test_a_week_is_a_label_without_date(text: str, label: str, topic: str) -> None:
    assert day_heading(text) == DayHeading(None, label, topic)


@pytest.mark.parametrize(
    "text", ["Week 1 (9/25-10/1)", "Week 1: 9/25-10/1", "Week 1 - Sep 25 - Oct 1", "Week 1 9/25-10/1"]
)
def test_a_label_may_be_dated(text: str) -> None:
    heading = day_heading(text)
    assert heading
    assert heading.label == "Week 1"
    assert isinstance(heading.written, WrittenRange)
    assert heading.written.on(2031) == (datetime.date(2031, 9, 25), datetime.date(2031, 10, 1))


@pytest.mark.parametrize(
    ("text", "weekday"),
    [
        ("Tuesday", 1), ("Tuesday (1.5 h)", 1), ("Thursday, Oct 14", 3), ("周二", 1), ("화요일", 1),
        ("火曜日", 1),
        ("Dienstag", 1), ("mardi", 1), ("martes:", 1), ("martedì", 1), ("terça-feira", 1), ("вторник", 1),
        ("Tues.", 1), ("Mon - setup", 0), ("星期天", 6), ("Sunset", None), ("Monday morning", None),
        ("mar", None),
        ("segunda", None), ("May 31", None), ("", None),
    ],
)  # fmt: skip
def test_a_weekday_heading(text: str, weekday: int | None) -> None:
    assert weekday_heading(text) == weekday


@pytest.mark.parametrize(
    ("text", "weekday"),
    [
        ("Thurs, April 30", 3),
        ("2024-05-31 (Fri)", 4),
        ("5月31日（周五）", 4),
        ("5月31日周五 日报", 4),
        ("May 3", None),
    ],
)
def test_a_weekday_is_kept_as_written(text: str, weekday: int | None) -> None:
    heading = day_heading(text)
    assert heading
    assert heading.weekday == weekday


@pytest.mark.parametrize(
    "line",
    [
        "Date: 2024-05-31", "**Date:** May 31, 2024", "*(May 31, 2024)*", "Date 31st May 2024",
        "日期：2024年5月31日",
        "Datum: 31.5.2024", "Fecha: 31 de mayo de 2024", "Data: 31/05/2024", "Дата: 31 мая 2024 г.",
        "날짜: 2024년 5월 31일", "日付：2024/5/31", "Date: 2024-05-31 10:00", "- Date: 2024-05-31T10:00",
        "_2024-05-31_", "(May 31, 2024)",
    ],
)  # fmt: skip
def test_a_line_that_gives_the_date(line: str) -> None:
    written = labelled_date(line)
    assert written
    assert written.written.on(None) == datetime.date(2024, 5, 31)


@pytest.mark.parametrize(
    "line",
    ["Time: 10:30", "Date night 3", "Data: 3/4", "Data: 3.4", "Date: tbd 3", "2024-05-31", "a 2024-05-31",
     "Update: 2024-05-31", "Date: 3.4", "*3/4*", "date 28th June was fine", "(3)"],
)  # fmt: skip
def test_a_line_that_gives_no_date(line: str) -> None:
    assert labelled_date(line) is None


@given(
    SOME_DATES, st.sampled_from(sorted(WITH_YEAR)), st.sampled_from(["", " Report", " - a", ": a", " (a)"])
)
def test_every_date_with_a_topic_is_read_back(day: datetime.date, form: str, rest: str) -> None:
    heading = day_heading(written_as(form, day) + rest)
    assert heading
    assert heading.written
    assert heading.written.on(None, WITH_YEAR[form]) == day
    assert heading.topic.strip("()") == ("a" if "a" in rest else "")


@given(
    st.text(max_size=40)
    | st.text(st.sampled_from("0123456789 -/.~_月日周报年:,()mayekw五十st'İß"), max_size=40)
)
def test_no_text_raises(text: str) -> None:
    heading = day_heading(text)
    assert heading is None or heading.topic in text
    weekday_heading(text)
    labelled_date(text)


def test_chinese_japanese_and_korean_never_put_the_day_first() -> None:
    for text in ("6/3 组会", "周报 6/3", "5/6 日報", "5/6 미팅"):
        written = day_heading(text)
        assert written is not None
        assert isinstance(written.written, WrittenDate)
        assert written.written.orders == frozenset({"mdy"})
    open_order = day_heading("3/6 meeting")
    assert open_order is not None
    assert isinstance(open_order.written, WrittenDate)
    assert open_order.written.orders == frozenset({"dmy", "mdy"})


def test_a_word_for_a_report_may_follow_a_week() -> None:
    for text in ("第23周周报（6.3-6.9）", "Week 23 report (6.3-6.9)", "第23周 周报 6.3-6.9"):
        found = day_heading(text)
        assert found is not None
        assert isinstance(found.written, WrittenRange)
