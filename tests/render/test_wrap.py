"""Plain lines that wrap at spaces, and tables that fit."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from litnotes.render.table import table_lines
from litnotes.render.wrap import columns_of, width_of, wrapped

PIECES = ("word ", "a", " ", "- ", "12. ", "é", "字", "음", "$x + y$ ", "`c d` ", ",")
LINES = st.lists(st.sampled_from(PIECES)).map("".join)


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("", 10, [""]),
        ("fits", 10, ["fits"]),
        ("one two three", 8, ["one two", "  three"]),
        ("  one two three", 10, ["  one two", "    three"]),
        ("   1. one two three", 14, ["   1. one two", "      three"]),
        ("q  one two three", 10, ["q  one two", "   three"]),
        ("- one two three", 9, ["- one two", "  three"]),
        ("one\ntwo three four", 9, ["one", "two three", "  four"]),
        ("see https://x.org/a/long/address now", 20, ["see", "  https://x.org/a/long/address", "  now"]),
        ("run `todo done 2` now", 14, ["run `todo done", "  2` now"]),
        ("run `todo done 2`, now", 15, ["run `todo done", "  2`, now"]),
        ("run `todo done 2` now", 16, ["run", "  `todo done 2`", "  now"]),
        ("if $a + b = c$ holds", 10, ["if", "  $a + b = c$", "  holds"]),
        ("self-supervised-learning-of-speech", 10, ["self-supervised-learning-of-speech"]),
        ("潜在空间的音乐模型", 10, ["潜在空间的", "  音乐模型"]),
        ("잠재 공간의 음악", 8, ["잠재", "  공간의", "  음악"]),
        ("a b c", 1, ["a", "b", "c"]),
    ],
)  # fmt: skip
def test_wraps_with_a_hanging_indent(text: str, columns: int, expected: list[str]) -> None:
    assert wrapped(text, columns).split("\n") == expected


@given(LINES, st.integers(1, 60))
@example("- " * 40, 3)
def test_no_letter_is_lost_and_lines_fit(text: str, columns: int) -> None:
    lines = wrapped(text, columns).split("\n")
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert width_of(line) <= columns or " " not in line.strip(" -.1234567890") or "$" in line


def test_takes_linear_time() -> None:
    start = time.process_time()
    wrapped("word 字 $a " * 20_000, 80)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("value", "columns"), [("50", 50), ("0", 80), ("-3", 80), ("wide", 80), ("", 80), ("9" * 9, 80)]
)
def test_width_of_a_terminal(monkeypatch: pytest.MonkeyPatch, value: str, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", value)
    with Path(os.devnull).open(encoding="utf-8") as stream:
        assert columns_of(stream) == columns


def table(rows: Sequence[Sequence[str]], room: int, *right: str) -> list[str]:
    return [
        "".join(f"{part.before}{rows[part.row][part.column][part.start : part.end]}" for part in line.parts)
        .rstrip()
        for line in table_lines(rows, right, room)
    ]  # fmt: skip


ROWS = [("key", "title", "n"), ("b2020", "a rather long title of a paper", "120"), ("c", "字字字字", "3")]


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        (
            60,
            [
                "key    title                             n",
                "b2020  a rather long title of a paper  120",
                "c      字字字字                          3",
            ],
        ),
        (
            27,
            [
                "key    title              n",
                "b2020  a rather long    120",
                "       title of a",
                "       paper",
                "c      字字字字           3",
            ],
        ),
        (
            20,
            ["b2020", "  title:", "    a rather long", "    title of a paper", "  n:", "    120",
             "c", "  title:", "    字字字字", "  n:", "    3"],
        ),
        (
            28,
            ["key    title               n", "b2020  a rather long     120", "       title of a paper",
             "c      字字字字            3"],
        ),
    ],
)  # fmt: skip
def test_a_table_breaks_no_word(room: int, expected: list[str]) -> None:
    assert table(ROWS, room, "n") == expected


@given(st.lists(st.tuples(LINES, LINES, LINES), min_size=1, max_size=4), st.integers(10, 80))
def test_a_table_keeps_all_letters_and_fits(rows: list[tuple[str, ...]], room: int) -> None:
    lines = table([("a", "", "c"), *rows], room)
    letters = sorted("".join("".join(lines).split()))
    for letter in "".join("".join(row) for row in rows).replace(" ", ""):
        letters.remove(letter)
    for line in lines:
        assert width_of(line) <= room or " " not in line.strip() or "$" in line or ": " in line
