"""One line under *Done*: added once, changed in its place, and every other byte stays."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes.daily.typing.done_line import note_done
from litnotes.daily.typing.guard import Typed
from litnotes.errors import WrongUse
from litnotes.markdown import vocabulary
from litnotes.markdown.edit.layout import Layout, learn
from litnotes.markdown.read.reader import ReadReport, read
from tests import strategies

WORDS = vocabulary.load({}, ["Lin"])
DAY = datetime.date(2024, 5, 31)
WHAT = "Traced the papers that cite VQ-VAE"
LINE = f"{WHAT}: 3 found, 3 left to screen"


def found(data: bytes) -> ReadReport:
    return read(data, WORDS, filed_on=DAY)


def noted(data: bytes, how: str = "3 found, 3 left to screen", what: str = WHAT) -> Typed | None:
    report = found(data)
    return note_done(report, learn(Layout(), report.outline), WORDS, what, how)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# R\n\n## Done:\n1. a\n", f"# R\n\n## Done:\n1. a\n2. {LINE}\n"),
        ("# R\n\n## Done\n- a\n", f"# R\n\n## Done\n- a\n- {LINE}\n"),
        ("# R\r\n\r\n## Done:\r\n1. a\r\n", f"# R\r\n\r\n## Done:\r\n1. a\r\n2. {LINE}\r\n"),
    ],
)  # fmt: skip
def test_it_is_added_at_the_end(before: str, after: str) -> None:
    typed = noted(before.encode())
    assert typed
    assert typed.data.decode() == after
    assert after.split("\n")[typed.line - 1].startswith(("2. Traced", "- Traced"))


def test_does_not_add_a_line_again() -> None:
    typed = noted(b"# R\n\n## Done:\n")
    assert typed
    assert noted(typed.data) is None


def test_another_outcome_takes_its_place() -> None:
    before = f"# R\n\n## Done:\n1. a\n2.  {WHAT}: 3 found, 3 left to screen \n3. b\n".encode()
    typed = noted(before, "9 found, 1 left to screen")
    assert typed
    assert typed.line == 5
    assert typed.data == before.replace(b"3 found, 3 left", b"9 found, 1 left")


def test_another_search_has_a_separate_line() -> None:
    before = f"# R\n\n## Done:\n1. {WHAT}: 3 found, 3 left to screen\n".encode()
    typed = noted(before, what=f"{WHAT} and VQ-GAN")
    assert typed
    assert typed.data.startswith(before)
    assert typed.data.count(b"Traced") == 2


def test_does_not_change_an_entry_of_two_lines() -> None:
    before = f"# R\n\n## Done:\n1. {WHAT}: 3 found,\n   3 left to screen\n".encode()
    typed = noted(before, "9 found, 1 left to screen")
    assert typed
    assert typed.data.startswith(before)


@pytest.mark.parametrize("what", ["## Done", "<!-- x", "- [ ] a", "```"])
def test_what_would_read_as_something_else_is_refused_or_comes_back(what: str) -> None:
    try:
        typed = noted(b"# R\n\n## Done:\n1. a\n", what=what)
    except WrongUse:
        return
    assert typed
    assert f"{what}: 3 found, 3 left to screen" in [task.text for task in found(typed.data).report.done]


@settings(max_examples=60, deadline=None)
@given(
    strategies.markdown(8),
    strategies.as_bytes(),
    st.sampled_from(("VQ-VAE", "[bold]x", "- a", "Q1: b", "# c")),
)
def test_in_any_report_nothing_else_changes(text: str, saved: object, name: str) -> None:
    assert callable(saved)
    data = saved(f"# May 31 Report\n\n{text}\n\n## Done:\n1. a\n")
    what = f"Traced the papers that cite {name}"
    try:
        typed = noted(data, what=what)
    except WrongUse:
        return
    assert typed
    before, after = found(data).report.done, found(typed.data).report.done
    assert len(after) == len(before) + 1
    assert f"{what}: 3 found, 3 left to screen" in [task.text for task in after]
    assert noted(typed.data, what=what) is None
    assert {*data.splitlines()} <= {*typed.data.splitlines()} | {b""}
