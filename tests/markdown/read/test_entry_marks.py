"""The state of an entry by its marks."""

from __future__ import annotations

import datetime
from typing import get_args

import pytest

from litnotes.markdown.read.entry_marks import bare, box, read_marks
from litnotes.markdown.read.since import split_since, with_since
from litnotes.markdown.vocabulary import load
from litnotes.model.reports import TaskState

WORDS = load()
DAY = datetime.date(2024, 5, 31)


@pytest.mark.parametrize(
    ("written", "text", "state"),
    [
        ("[x] a", "a", "done"), ("[ ] a", "a", "doing"), ("[] a", "a", "doing"), ("[~] a", "a", "doing"),
        ("[/] a", "a", "doing"), ("[>] a", "a", "moved"), ("[-] a", "a", "dropped"),
        ("~~a~~", "a", "dropped"),
        ("~~[x] a~~", "a", "dropped"), ("[done] a", "a", "done"), ("【TODO】a", "a", "todo"),
        ("a ✅", "a ✅", "done"), ("a (wip)", "a (wip)", "doing"), ("a（开发中）", "a（开发中）", "doing"),
        ("a, done", "a, done", "done"), ("[a](b) merged", "[a](b) merged", "done"),
        ("a status: merged", "a status: merged", "done"), ("还没完成", "还没完成", "todo"),
        ("[x](b) a", "[x](b) a", "doing"), ("we are done with it", "we are done with it", "doing"),
        ("~~a~~ and b", "~~a~~ and b", "doing"), ("a (done in May)", "a (done in May)", "doing"),
    ],
)  # fmt: skip
def test_marks_count_only_in_their_places(written: str, text: str, state: TaskState) -> None:
    marks = read_marks(written, "doing", WORDS)
    assert (marks.text, marks.state) == (text, state)


@pytest.mark.parametrize("state", get_args(TaskState))
def test_every_state_has_a_box(state: TaskState) -> None:
    other: TaskState = "todo" if state == "done" else "done"
    assert read_marks(f"{box(state)} a", other, WORDS).state == state


def test_reports_marks_that_disagree() -> None:
    marks = read_marks("[ ] ~~draft~~", "todo", WORDS)
    assert marks.state == "dropped"
    assert [code for code, *_ in marks.notes] == ["R030"]


@pytest.mark.parametrize("text", ["read Alpha", "read Alpha\nand Beta", ""])
def test_since_is_read_back(text: str) -> None:
    assert split_since(with_since(text, DAY)) == (text, DAY)


def test_since_needs_a_day_in_parentheses() -> None:
    for text in ("a (since 2024-02-31)", "a (since May)", "since 2024-05-31"):
        assert split_since(text) == (text, None)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Reading X (since 2024-05-31) - half way", "Reading X - half way"),
        ("**bold** (since 2024-05-31).", "**bold**."),
        ("(since 2024-05-31) a", "a"),
        ("a（since 2024-05-31）。", "a。"),
        ("a (since 2024-05-30) b (since 2024-05-31) c", "a (since 2024-05-30) b c"),
        ("a\nb (since 2024-05-31) c", "a\nb c"),
    ],
)
def test_words_around_since_stay_in_order(written: str, text: str) -> None:
    assert split_since(written) == (text, DAY)


def test_bare_removes_trailing_marks() -> None:
    assert bare("read Alpha (wip)", WORDS) == bare("read Alpha ✅", WORDS) == "read Alpha"
    assert bare("read Alpha (again)", WORDS) == "read Alpha (again)"


def test_since_may_follow_the_marks() -> None:
    marks = read_marks("[done]\n(since 2024-05-31)\nread Alpha", "todo", WORDS)
    assert (marks.text, marks.state, marks.since) == ("read Alpha", "done", DAY)
