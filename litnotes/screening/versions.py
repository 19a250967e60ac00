"""Candidates that may be versions of one work, such as a preprint and its article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from litnotes.library.same import compare
from litnotes.library.twins import suspects
from litnotes.model.candidate import Candidate


def versions(candidates: Iterable[Candidate]) -> dict[str, tuple[str, ...]]:
    """Return for each candidate the keys of those that may be the same work; only those that have some."""
    found: dict[str, list[str]] = defaultdict(list)
    for pair in suspects(candidates):
        if compare(pair.one, pair.other).verdict != "other":
            found[pair.one.key].append(pair.other.key)
            found[pair.other.key].append(pair.one.key)
    return {key: tuple(others) for key, others in found.items()}
