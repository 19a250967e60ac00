"""How alike two texts are. Likeness only suggests, it never decides."""

from __future__ import annotations

from collections.abc import Sequence


def closest(text: str, choices: Sequence[str], floor: float) -> str | None:
    """Return the choice most like `text`, or None when none is at least `floor` (0 to 1) like it."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(text, choices, scorer=fuzz.ratio, score_cutoff=100 * floor)
    return found[0] if found else None


def lengths_within(length: int, floor: float) -> range:
    """Return the lengths that a text at least `floor` like one of `length` characters can have."""
    # The ratio is at most twice the shorter length through the sum of both.
    return range(-int(-length * floor // (2 - floor)), int(length * (2 - floor) / floor) + 1)
