"""Lists in a sentence."""

from __future__ import annotations

from collections.abc import Iterable


def enumerated(things: Iterable[str], most: int | None = None) -> str:
    """Return things as a list in words, at most `most` by name: `a, b and c`, or `a, b and 3 more`."""
    named = list(things)
    if most is not None and len(named) > most:
        named = [*named[:most], f"{len(named) - most} more"]
    *front, last = named
    return f"{', '.join(front)} and {last}" if front else last
