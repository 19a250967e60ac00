"""How far two spellings are apart."""

from __future__ import annotations


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
