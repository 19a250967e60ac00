"""Why a text is refused: the advice fits what it would be read as."""

from __future__ import annotations

import pytest

from litnotes.daily.typing.causes import advice_on_answer, advice_on_entry
from litnotes.markdown import vocabulary

WORDS = vocabulary.load({}, ["Lin"])


@pytest.mark.parametrize(
    ("text", "role", "advice"),
    [
        ("-", "todo", "is read as an empty entry"),
        ("none", "questions", "is read as an empty entry"),
        ("none", "quick_notes", "is read as an empty entry"),
        ("~~struck~~", "todo", "mark for dropped"),
        ("done (done)", "todo", "mark for done"),
        ("[x] t", "questions", "mark for done"),
        ("[ ] t", "todo", "begins with a mark"),
        ("a (since 2024-01-01)", "todo", 'Leave out "(since …)"'),
        ("```", "todo", "code"),
        ("A: what?", "questions", 'begins with "A:"'),
        ("-> so", "questions", 'begins with "->"'),
        ("Decision: use it", "todo", 'begins with "Decision:"'),
        ("a plain one", "todo", "around it"),
    ],
)
def test_advice_names_what_is_wrong_in_an_entry(text: str, role: str, advice: str) -> None:
    assert advice in advice_on_entry(text, role, WORDS)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "by", "advice"),
    [
        ("yes", "x(y)", '--by "x(y)" is not read as a name'),
        ("```\nyes", None, "code"),
        ("yes", "Lin", "around the question"),
        ("yes\nno", "Bo Li", "around the question"),
    ],
)
def test_advice_names_what_is_wrong_in_an_answer(text: str, by: str | None, advice: str) -> None:
    assert advice in advice_on_answer(text, by, WORDS)
