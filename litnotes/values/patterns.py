"""Patterns that are compiled when they are first used: of the hundreds there are, a command uses few."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` returns, by its methods and attributes."""
    return cast("re.Pattern[AnyStr]", _Pattern(text, flags))


class _Pattern:
    def __init__(self, text: str | bytes, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Return what the compiled pattern has, and keep it: it is looked up here once."""
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)
        return found
