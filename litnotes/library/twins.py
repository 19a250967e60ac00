"""Own papers that are one: certain ones are found, suspected ones are only told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from litnotes.library.identify import Library
from litnotes.library.same import match, wanted_of
from litnotes.model.paper import Paper
from litnotes.model.record import Record
from litnotes.values.names import fold_surname, fold_title, is_title

VERSIONS_APART = 4
"""Years between a preprint and the last of its versions, at most."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two own papers that may be one; `why` says what speaks for it."""

    one: Paper
    other: Paper
    why: str


def same_as(what: Record | Paper, library: Library) -> Paper | None:
    """Return the own paper that certainly is the one of a record: by an id, or by title and authors."""
    for kind, value in all_ids(what):
        if found := library.called(kind, value):
            return found[0]
    titles = (what.title, *(what.other_titles if isinstance(what, Paper) else _with_subtitle(what)))
    folded = {fold_title(title) for title in titles if is_title(title)}
    own = {paper.key: paper for title in folded for paper in library.called("title", title)}
    same = [paper for paper in own.values() if _may_be(paper, what) and _near_in_time(paper, what)]
    return same[0] if len(same) == 1 else None


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


def all_ids(what: Record | Paper) -> Iterator[tuple[str, str]]:
    """Yield the kind and value of each id of a paper, its versions' too, in lower case."""
    for kind, value in what.ids.items():
        yield kind, value.lower()
    for other in what.other_ids:
        kind, _, value = other.partition(":")
        yield kind, value.lower()


def _with_subtitle(record: Record) -> tuple[str, ...]:
    return (f"{record.title}: {record.subtitle}",) if record.subtitle else ()


def _may_be(paper: Paper, what: Record | Paper) -> bool:
    """Whether nothing speaks against two papers of one title being one."""
    arxiv = paper.ids.get("arxiv"), what.ids.get("arxiv")
    if all(arxiv) and arxiv[0] != arxiv[1]:
        return False
    people = [{*map(fold_surname, one.authors)} for one in (paper, what)]
    return not all(people) or bool(people[0] & people[1])


def _near_in_time(paper: Paper, what: Record | Paper) -> bool:
    year = what.year if isinstance(what, Paper) else what.first_year
    years = [one for one in (paper.year, paper.venue_year) if one]
    others = [one for one in (year, what.venue_year) if one]
    off = min((abs(one - other) for one in years for other in others), default=0)
    return off <= VERSIONS_APART


def _sharing_ids(papers: Iterable[Paper]) -> Iterator[Pair]:
    first: dict[tuple[str, str], Paper] = {}
    for paper in papers:
        for kind, value in dict.fromkeys(all_ids(paper)):
            one = first.setdefault((kind, value), paper)
            if one.key != paper.key:
                yield Pair(one, paper, f"both have {kind} {value}")


def _of_one_title(papers: Iterable[Paper]) -> Iterator[Pair]:
    titled: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        for title in {fold_title(title) for title in (paper.title, *paper.other_titles)}:
            for one in titled[title] if title else ():
                if one.key != paper.key and _may_be(one, paper):
                    yield Pair(one, paper, "both have the same title")
            titled[title].append(paper)


def _alike(papers: Iterable[Paper]) -> Iterator[Pair]:
    """Yield papers of one first author and nearly one year whose titles are alike."""
    from rapidfuzz import fuzz

    blocks: dict[tuple[str, int], list[tuple[str, Paper]]] = defaultdict(list)
    for paper in papers:
        if not paper.authors or paper.year is None:
            continue
        surname, folded = fold_surname(paper.authors[0]), fold_title(paper.title)
        near = [one for off in (-1, 0, 1) for one in blocks.get((surname, paper.year + off), ())]
        for title, one in near:
            if fuzz.ratio(title, folded, score_cutoff=80) and _is_like(one, paper):
                yield Pair(one, paper, "their titles are alike, with the same first author and year")
        blocks[surname, paper.year].append((folded, paper))


def _is_like(one: Paper, other: Paper) -> bool:
    record = Record(
        source="own", title=other.title, authors=other.authors, first_year=other.year,
        venue_year=other.venue_year,
    )  # fmt: skip
    return _may_be(one, other) and match(wanted_of(one), record).accepted
