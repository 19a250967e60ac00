"""Edit distance of spellings, and similarity of texts, which only serves for suggestions."""

from __future__ import annotations

from collections.abc import Sequence


def one_edit_apart(one: str, other: str) -> bool:
    """Whether two texts differ by one letter inserted, removed, changed or swapped with its neighbour.

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
    """Whether texts one edit apart differ by more than a changed letter.

    In names made of initials, a changed letter makes another name.
    """
    return len(text) != len(other) or sorted(text) == sorted(other)


def two_edits_apart(one: str, other: str) -> bool:
    """Whether two texts with the same number of words differ by two such edits."""
    if abs(len(one) - len(other)) > 2 or len(one.split()) != len(other.split()):
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=2) == 2


def closest(text: str, choices: Sequence[str], floor: float) -> str | None:
    """Return the choice most similar to `text`; None if no similarity (0 to 1) reaches `floor`."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(text, choices, scorer=fuzz.ratio, score_cutoff=100 * floor)
    return found[0] if found else None


def lengths_within(length: int, floor: float) -> range:
    """Return the lengths of texts that may reach similarity `floor` with one of `length` characters."""
    # The ratio is at most twice the shorter length divided by the sum of both.
    return range(-int(-length * floor // (2 - floor)), int(length * (2 - floor) / floor) + 1)
