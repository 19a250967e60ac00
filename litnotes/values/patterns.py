"""Patterns that are compiled at first use: a command uses few of several hundred."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return an object with the methods and attributes of `re.compile(text, flags)`."""
    return cast("re.Pattern[AnyStr]", _Pattern(text, flags))


class _Pattern:
    def __init__(self, text: str | bytes, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of the compiled pattern, and store it for the next time."""
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)
        return found
