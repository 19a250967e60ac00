"""Reads objects, lists, texts and counts from JSON answers, whose values may have any type.

Each function returns the expected type, or nothing for any other value; none raises.
"""

from __future__ import annotations

from typing import Any

from litnotes.values.patterns import pattern
from litnotes.values.plain import line

_WORD = pattern(r"[^\W_]{1,100}")
_COUNT = pattern("[0-9]{1,9}")


def text(value: Any) -> str | None:
    """Return a title, abstract or venue as plain text in one line; the first text of a list."""
    if isinstance(value, list):
        return next((found for item in value[:20] if isinstance(item, str) and (found := text(item))), None)
    return (line(value) or None) if isinstance(value, str) else None


def words(title: str) -> str | None:
    """Return the words of a title without punctuation, for a search; None without words."""
    return " ".join(_WORD.findall(line(title))[:60]) or None


def count_of(value: Any) -> int | None:
    """Return a count: a number from 0, or its digits."""
    if isinstance(value, str) and _COUNT.fullmatch(value):
        return int(value)
    is_count = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9
    return value if is_count else None


def fields(value: Any) -> dict[str, Any]:
    """Return an object of an answer; an empty one for any other value."""
    return value if isinstance(value, dict) else {}


def rows(value: Any) -> list[dict[str, Any]]:
    """Return the objects in a list of an answer; none for any other value."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
