"""Languages by their codes."""

from __future__ import annotations

from typing import Any

import pytest

from litnotes.values.languages import language_code


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("en", "en"), (" EN ", "en"), ("zh-Hans-CN", "zh"), ("pt_BR", "pt"), ("und", None),
        ("English", "en"), ("eng", "en"), ("xx", None), ("", None), (None, None), (["en"], None), (1, None),
    ],
)  # fmt: skip
def test_a_language_is_a_code_of_two_letters(value: Any, code: str | None) -> None:
    assert language_code(value) == code
