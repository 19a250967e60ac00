"""What holds for every report, however it is written."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from litnotes.markdown.document import Document
from litnotes.markdown.read.reader import read
from litnotes.markdown.writer import write
from litnotes.model.reports import Report
from tests.strategies import VOCABULARY, as_bytes, markdown, reports

pytestmark = pytest.mark.gate


same_every_time = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=3 * settings().max_examples,
    suppress_health_check=list(HealthCheck),
)
long = settings(
    same_every_time, derandomize=False, max_examples=int(os.environ.get("LITNOTES_FUZZ", "4000"))
)


def reading(data: bytes) -> Report:
    return read(data, VOCABULARY, year=2024).report


def assert_reads_back(report: Report) -> None:
    written = write(report, VOCABULARY)
    year = report.date.year if report.date else 2024
    assert read(written.encode(), VOCABULARY, year=year).report.words() == report.words(), written


@same_every_time
@given(st.binary(max_size=200))
def test_spans_join_to_the_same_bytes(data: bytes) -> None:
    assert b"".join(Document.from_bytes(data).spans()) == data


@same_every_time
@given(markdown(), as_bytes())
def test_spans_of_a_report_join_to_the_same_bytes(text: str, save: Callable[[str], bytes]) -> None:
    assert b"".join(Document.from_bytes(save(text)).spans()) == save(text)


@same_every_time
@given(
    st.binary(max_size=200)
    | st.text("#-1.:\n \t[x](`~$<!>=*_)甲\u200b\u2028\r", max_size=60).map(str.encode)
)
def test_nothing_makes_reading_fail(data: bytes) -> None:
    assert_reading_points_into_the_file(data)


@same_every_time
@given(markdown(), as_bytes())
def test_no_report_makes_reading_fail(text: str, save: Callable[[str], bytes]) -> None:
    assert_reading_points_into_the_file(save(text))


def assert_reading_points_into_the_file(data: bytes) -> None:
    found = read(data, VOCABULARY)
    lines = max(1, len(found.document.lines))
    report = found.report
    entries = (
        *report.todo, *report.doing, *report.done, *report.questions, *report.conclusions,
        *report.quick_notes, *report.notes,
    )  # fmt: skip
    assert all(1 <= entry.line <= lines for entry in entries)
    assert all(1 <= diagnostic.line <= lines for diagnostic in found.diagnostics)


@same_every_time
@given(markdown())
def test_a_report_written_again_says_the_same(text: str) -> None:
    assert_reads_back(reading(text.encode()))


@settings(same_every_time, max_examples=settings().max_examples)
@given(reports())
def test_a_report_put_together_by_a_program_reads_back(report: Report) -> None:
    assert_reads_back(report)


@same_every_time
@given(markdown())
def test_line_ends_do_not_change_what_is_read(text: str) -> None:
    assert reading(text.encode()) == reading(text.replace("\n", "\r\n").encode())


@same_every_time
@given(markdown())
def test_the_last_line_end_does_not_change_what_is_read(text: str) -> None:
    assert reading(text.encode()) == reading(f"{text}\n".encode())


@same_every_time
@given(markdown())
def test_a_byte_order_mark_does_not_change_what_is_read(text: str) -> None:
    assert reading(text.encode()) == reading(text.encode("utf-8-sig"))


@pytest.mark.slow
@settings(long)
@given(markdown(40))
def test_a_long_report_written_again_says_the_same(text: str) -> None:
    assert_reads_back(reading(text.encode()))


@pytest.mark.slow
@settings(long)
@given(reports())
def test_many_reports_put_together_by_a_program_read_back(report: Report) -> None:
    assert_reads_back(report)


@pytest.mark.parametrize(
    "text",
    [
        "1. alpha\n---\n  > alpha\nTODO:",
        "# Questions\nalpha\n- [ ] Lin:",
        "# TODO:\n# 2024-06-02\n## 2024-06-02",
        "# TODO:\n# A:\n- Q: alpha",
        "## Not sure\nDifference:\n- a\n| Method | x |\n|---|---|\n| Similarity | y |",
        "✅ alpha\n# TODO:\nalpha Q1：",
    ],
)
def test_forms_found_by_long_runs_read_back(text: str) -> None:
    assert_reads_back(reading(text.encode()))
