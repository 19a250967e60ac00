"""Finds papers of the library that may be one work by ids, titles and keys; `same.compare` decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from litnotes.library.same import REWORDED, Comparison, compare, same_title
from litnotes.library.wording import folded_title, likeness_of
from litnotes.model.candidate import Candidate
from litnotes.model.described import Described
from litnotes.model.paper import Paper
from litnotes.values.names import fold_name, fold_title, is_title
from litnotes.values.people import fold_surname

Own = TypeVar("Own", bound=Described)
Keyed = TypeVar("Keyed", Paper, Candidate)
Called = Callable[[str, str], Sequence[Own]]
"""Returns the papers with a name of a kind: a kind of id, `title`, `name`, `key` or `former key`."""
_Block = tuple[str | int, ...]
"""What compared papers have in common: an id, a title, or first author and one of two years."""


@dataclass(frozen=True, slots=True)
class Claim(Generic[Own]):
    """A paper that a description may be of, matched by id, key or title, with the comparison."""

    paper: Own
    by: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Pair(Generic[Keyed]):
    """Two papers or candidates that may be one work, for the reason `why`."""

    one: Keyed
    other: Keyed
    why: str


def claims(what: Described, called: Called[Own], key: str = "") -> Iterator[Claim[Own]]:
    """Yield the papers that a description may be of: by id, by citation key and title, by title."""
    for kind, value in dict.fromkeys(what.all_ids()):
        for own in called(kind, value):
            yield Claim(own, "id", compare(what, own, linked=True))
    for own in (*called("key", key), *called("former key", key)) if key else ():
        if same_title(what, own):
            yield Claim(own, "key", compare(what, own, one_key=True))
    for title in what.titles:
        folded = ("title", fold_title(title)) if is_title(title) else ("name", fold_name(title))
        for own in called(*folded):
            if same_title(what, own):
                yield Claim(own, "title", compare(what, own))


def certain(found: Iterable[Claim[Own]]) -> Own | None:
    """Return the paper that a description is certainly of; None if several have its title."""
    same = [claim for claim in found if claim.comparison.accepted]
    first = next((claim.paper for by in ("id", "key") for claim in same if claim.by == by), None)
    is_one = same and all(claim.paper is same[0].paper for claim in same)
    return first or (same[0].paper if is_one else None)


def suspects(papers: Iterable[Keyed]) -> list[Pair[Keyed]]:
    """Return the pairs of papers, or of candidates, that may be one work, each once, by key.

    Papers are compared only if they share an id, a title, or the first author with a year within 1, so
    that the cost grows with the number of papers, not of pairs.
    """
    found: dict[tuple[str, str], Pair[Keyed]] = {}
    blocks: dict[_Block, list[Keyed]] = defaultdict(list)
    for paper in sorted(papers, key=lambda paper: paper.key):
        for block in dict.fromkeys(_blocks(paper)):
            for one in blocks[block]:
                if why := _why(one, paper, block):
                    found.setdefault((one.key, paper.key), Pair(one, paper, why))
            if block[0] != "id" or not blocks[block]:  # papers that share an id are paired with the first
                blocks[block].append(paper)
    return [pair for _, pair in sorted(found.items())]


def _blocks(paper: Paper | Candidate) -> Iterator[_Block]:
    yield from (("id", *paper_id) for paper_id in paper.all_ids())
    yield from (("title", one) for one in map(folded_title, _titles(paper)) if one)
    if paper.authors and paper.year is not None:
        surname = fold_surname(paper.authors[0])
        yield "year", surname, paper.year
        yield "year", surname, paper.year + 1


def _titles(paper: Paper | Candidate) -> tuple[str, ...]:
    return (paper.title, *paper.other_titles) if isinstance(paper, Paper) else (paper.title,)


def _why(one: Keyed, other: Keyed, block: _Block) -> str:
    """Return why two papers of a block may be one work; empty if they are two."""
    if block[0] == "id":
        return f"both have {block[1]} {block[2]}"
    if block[0] == "title":
        return "both have the same title" if compare(one, other).verdict != "other" else ""
    if one.year == other.year != block[2]:
        return ""  # the block of their year compares them
    likeness = likeness_of(folded_title(one.title), folded_title(other.title), REWORDED)
    is_alike = likeness and compare(one, other).accepted
    return "their titles are similar, with the same first author and year" if is_alike else ""
