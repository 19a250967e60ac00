"""The lists of citations of all seeds from a corpus, in one query a direction, however many seeds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from litnotes.citations.lists import CitationList, Seed, TellProgress
from litnotes.corpus.session import CorpusRow, CorpusSession
from litnotes.model.candidate import Direction, Search
from litnotes.sources.corpus_service import NAME, names_of, record_in
from litnotes.sources.service import Edge


def follow_in(
    corpus: CorpusSession,
    seeds: Sequence[Seed],
    directions: Sequence[Direction],
    *,
    limit: int | None = None,
    tell: TellProgress = lambda _source, _what, _more, _total: None,
) -> Iterator[CitationList]:
    """Yield the list of each seed and direction, the newest works first, at most `limit` of each.

    A seed may be several works, as preprint and published version often are.
    """
    names = {seed.key: names_of(seed.ids, seed.other_ids) for seed in seeds}
    known = corpus.ids_of({name for each in names.values() for name in each})
    ids = {key: {id_ for name in each for id_ in known.get(name, ())} for key, each in names.items()}
    kind = corpus.manifest.choices.kind
    everything = sorted({id_ for each in ids.values() for id_ in each})
    for direction in directions:
        tell(NAME, "citations of all papers", 0, None)
        linked = _linked(corpus, direction, everything)
        works = _works(corpus, linked, ids)
        for seed in seeds:
            found = sorted({other for id_ in ids[seed.key] for other in linked[id_]} - ids[seed.key])
            rows = sorted((works[id_] for id_ in found if id_ in works), key=_newest)[:limit]
            tell(NAME, f"list of {seed.name}", len(rows), None)
            search = _search(corpus, seed, direction, bool(ids[seed.key]), len(found), len(rows), limit)
            yield CitationList(search, tuple(Edge(record_in(row, kind)) for row in rows))


def _linked(corpus: CorpusSession, direction: Direction, ids: Sequence[int]) -> Mapping[int, set[int]]:
    """Return the works that are linked with each work in a direction."""
    linked: defaultdict[int, set[int]] = defaultdict(set)
    pairs = corpus.citing(ids) if direction == "cited-by" else corpus.cited(ids)
    for pair in pairs:
        one, other = pair["cited"], pair["citing"]
        if direction == "references":
            one, other = other, one
        linked[one].add(other)
    return linked


def _works(
    corpus: CorpusSession, linked: Mapping[int, set[int]], ids: Mapping[str, set[int]]
) -> dict[int, CorpusRow]:
    wanted = {other for each in ids.values() for id_ in each for other in linked.get(id_, ())}
    return {row["id"]: row for row in corpus.works(sorted(wanted))}


def _newest(row: CorpusRow) -> tuple[int, int, int]:
    return -(row["year"] or 0), -(row["citations"] or 0), row["id"]


def _search(
    corpus: CorpusSession,
    seed: Seed,
    direction: Direction,
    is_known: bool,  # noqa: FBT001
    total: int,
    count: int,
    limit: int | None,
) -> Search:
    why = None
    if limit is not None and count == limit and total > limit:
        why = f"cut at {limit} by --limit"
    elif count < total:
        why = f"{total - count} of them have no record in the corpus"
    return Search(
        round=seed.round,
        seed=seed.key,
        direction=direction,
        source=NAME,
        outcome="found" if is_known else "not found",
        count=count,
        total=total if total > count else None,
        why=why,
        asked=corpus.manifest.day,
    )
