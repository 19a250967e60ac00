"""How far two spellings are apart, and how alike two texts are; likeness suggests, and never decides."""

from __future__ import annotations

from collections.abc import Sequence


def one_edit_apart(one: str, other: str) -> bool:
    """Whether one letter inserted, left out, changed or swapped with its neighbour is the difference.

    The restricted Damerau-Levenshtein distance is exactly 1.
    """
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, others = one[start:], other[start:]
    return (
        rest[1:] == others
        or rest == others[1:]
        or rest[1:] == others[1:]
        or (rest[:2] == others[1::-1] and rest[2:] == others[2:])
    )


def is_slip(text: str, other: str) -> bool:
    """Whether texts one edit apart differ by more than another letter.

    Where names are made of initials, another letter makes another name.
    """
    return len(text) != len(other) or sorted(text) == sorted(other)


def two_edits_apart(one: str, other: str) -> bool:
    """Whether two such edits are the difference of texts of as many words."""
    if abs(len(one) - len(other)) > 2 or len(one.split()) != len(other.split()):
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=2) == 2


def closest(text: str, choices: Sequence[str], floor: float) -> str | None:
    """Return the choice most like `text`, or None when none is at least `floor` (0 to 1) like it."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(text, choices, scorer=fuzz.ratio, score_cutoff=100 * floor)
    return found[0] if found else None


def lengths_within(length: int, floor: float) -> range:
    """Return the lengths that a text at least `floor` like one of `length` characters can have."""
    # The ratio is at most twice the shorter length through the sum of both.
    return range(-int(-length * floor // (2 - floor)), int(length * (2 - floor) / floor) + 1)
