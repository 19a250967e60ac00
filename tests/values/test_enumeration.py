"""Things one after the other in a sentence."""

from __future__ import annotations

import pytest

from litnotes.values.enumeration import enumerated


@pytest.mark.parametrize(
    ("things", "most", "text"),
    [
        ("a", None, "a"),
        ("ab", None, "a and b"),
        ("abcde", None, "a, b, c, d and e"),
        ("abcd", 4, "a, b, c and d"),
        ("abcde", 4, "a, b, c, d and 1 more"),
        ("abcde", 1, "a and 4 more"),
    ],
)
def test_things_are_enumerated_as_people_say_them(things: str, most: int | None, text: str) -> None:
    assert enumerated(things, most) == text
