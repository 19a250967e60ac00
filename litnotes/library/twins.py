"""Which own papers may be of one work: looked up by ids, titles and keys, decided by `same.compare`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from litnotes.library.same import REWORDED, Comparison, compare, same_title
from litnotes.library.wording import likeness_of
from litnotes.model.described import Described
from litnotes.model.paper import Paper
from litnotes.values.names import fold_name, fold_title, is_title
from litnotes.values.people import fold_surname

Own = TypeVar("Own", bound=Described)
Called = Callable[[str, str], Sequence[Own]]
"""Returns the own papers that have a name, by its kind: an id, `title`, `name`, `key` or `former key`."""


@dataclass(frozen=True, slots=True)
class Claim(Generic[Own]):
    """An own paper that something may be, by an id, a key or a title, and how they compare."""

    paper: Own
    by: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Pair:
    """Two own papers that may be one; `why` says what speaks for it."""

    one: Paper
    other: Paper
    why: str


def claims(what: Described, called: Called[Own], key: str = "") -> Iterator[Claim[Own]]:
    """Yield the own papers that something may be: by an id, by its citation key and title, by title.

    Args:
        what: a record, a candidate, or another paper.
        called: the own papers.
        key: its citation key.
    """
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
    """Return the own paper that something certainly is; none where several have its title."""
    same = [one for one in found if one.comparison.accepted]
    first = next((one.paper for by in ("id", "key") for one in same if one.by == by), None)
    return first or (same[0].paper if same and all(one.paper is same[0].paper for one in same) else None)


def suspects(papers: Iterable[Paper]) -> list[Pair]:
    """Return the pairs of papers that may be one, each once, by key.

    Papers are compared only with those that share an id, a title, or the first author and nearly the
    year, so that the cost grows with the papers and not with their pairs.
    """
    found: dict[tuple[str, str], Pair] = {}
    ordered = sorted(papers, key=lambda paper: paper.key)
    for pair in (*_sharing_ids(ordered), *_of_one_title(ordered), *_alike(ordered)):
        found.setdefault((pair.one.key, pair.other.key), pair)
    return [pair for _, pair in sorted(found.items())]


def _sharing_ids(papers: Iterable[Paper]) -> Iterator[Pair]:
    first: dict[tuple[str, str], Paper] = {}
    for paper in papers:
        for kind, value in dict.fromkeys(paper.all_ids()):
            one = first.setdefault((kind, value), paper)
            if one.key != paper.key:
                yield Pair(one, paper, f"both have {kind} {value}")


def _of_one_title(papers: Iterable[Paper]) -> Iterator[Pair]:
    titled: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        for title in {fold_title(title) for title in (paper.title, *paper.other_titles)}:
            for one in titled[title] if title else ():
                if one.key != paper.key and compare(one, paper).verdict != "other":
                    yield Pair(one, paper, "both have the same title")
            titled[title].append(paper)


def _alike(papers: Iterable[Paper]) -> Iterator[Pair]:
    """Yield papers of one first author and nearly one year whose titles are alike."""
    blocks: dict[tuple[str, int], list[tuple[str, Paper]]] = defaultdict(list)
    for paper in papers:
        if not paper.authors or paper.year is None:
            continue
        surname, folded = fold_surname(paper.authors[0]), fold_title(paper.title)
        near = [one for off in (-1, 0, 1) for one in blocks.get((surname, paper.year + off), ())]
        for title, one in near:
            if likeness_of(title, folded, REWORDED) and compare(one, paper).accepted:
                yield Pair(one, paper, "their titles are alike, with the same first author and year")
        blocks[surname, paper.year].append((folded, paper))
