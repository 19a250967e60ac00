"""Text from outside made plain, and what is read from it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.values import plain


@pytest.mark.parametrize(
    ("written", "year"),
    [
        (2021, 2021),
        ("2021", 2021),
        ("2020-12-17T18:57:28Z", 2020),
        ("2020-12", 2020),
        ({"date-parts": [[2021, 6]]}, 2021),
        ({"date-parts": [["2021"]]}, 2021),
        ({"date-parts": [[None]]}, None),
        ({"date-parts": []}, None),
        (9999, None),
        (12, None),
        (True, None),
        (2021.0, None),
        ("20211217", None),
        ("in 2021", 2021),
        ("٢٠٢١", None),
        (10**300, None),
        ([[[2021]]], None),
    ],
)
def test_a_year_is_taken_where_it_can_be_one(written: Any, year: int | None) -> None:
    assert plain.year(written) == year


def test_only_addresses_on_the_web_are_links() -> None:
    assert plain.link("https://arxiv.org/abs/2012.09841") == "https://arxiv.org/abs/2012.09841"
    assert [
        plain.link(written) for written in ("javascript:x", "https://a b", "https://a\x1b", None, "ftp://a")
    ] == [None] * 5


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("if a <b or c> d", "if a <b or c> d"),
        ("<p class=MsoNormal>one</p><p>two</p>", "one two"),
        ("one\rtwo\x0bthree", "one two three"),
        ("<h1>Aim</h1>To see", "Aim To see"),
        ("<title>Abstract</title>We show", "We show"),
    ],
)
def test_no_words_are_lost_or_joined(written: str, line: str) -> None:
    assert plain.line(written) == line


def test_paragraphs_keep_their_lines() -> None:
    assert plain.paragraphs("<p>one &amp;amp; two</p><p>three</p>") == "one & two\n\nthree"
    assert plain.paragraphs(" a\u200b \r\n\n\n\n\tb\rc ") == "a\n\nb\nc"


@given(st.text())
def test_plain_text_has_no_invisible_characters(text: str) -> None:
    line = plain.line(text)
    assert not set(plain.UNSEEN) & set(line)
    assert " ".join(plain.paragraphs(text).split()) == line
