"""Why a text is refused: the advice fits what it would be read as."""

from __future__ import annotations

import pytest

from litnotes.daily.typing.causes import advice_on_answer, advice_on_entry
from litnotes.markdown import vocabulary

WORDS = vocabulary.load({}, ["Lin"])


@pytest.mark.parametrize(
    ("text", "role", "said"),
    [
        ("-", "todo", "stands for nothing"),
        ("none", "questions", "stands for nothing"),
        ("none", "quick_notes", "stands for nothing"),
        ("~~struck~~", "todo", "says dropped"),
        ("done (done)", "todo", "says done"),
        ("[x] t", "questions", "says done"),
        ("[ ] t", "todo", "mark in front"),
        ("a (since 2024-01-01)", "todo", '"(since …)" off'),
        ("```", "todo", "code"),
        ("A: what?", "questions", '"A:" in front'),
        ("-> so", "questions", '"->" in front'),
        ("Decision: use it", "todo", '"Decision:" in front'),
        ("a plain one", "todo", "around it"),
    ],
)
def test_an_entry(text: str, role: str, said: str) -> None:
    assert said in advice_on_entry(text, role, WORDS)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "by", "said"),
    [
        ("yes", "x(y)", '--by "x(y)" is not read as a name'),
        ("```\nyes", None, "code"),
        ("yes", "Lin", "around the question"),
        ("yes\nno", "Bo Li", "around the question"),
    ],
)
def test_an_answer(text: str, by: str | None, said: str) -> None:
    assert said in advice_on_answer(text, by, WORDS)
