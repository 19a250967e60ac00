"""The candidates of the notes in the order in which a person screens them."""

from __future__ import annotations

import json
import marshal
from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from litnotes.app.pool import Pool
from litnotes.app.related_candidates import relatedness
from litnotes.errors import WrongUse
from litnotes.index import items
from litnotes.library import same, twins
from litnotes.screening.queue import Queue
from litnotes.screening.ranking import RankedText
from litnotes.screening.standing import decisions_in, is_settled_for
from litnotes.screening.versions import versions
from litnotes.screening.wanted import wanted
from litnotes.store.kept import KeptFiles
from litnotes.values.made_by import made_by

if TYPE_CHECKING:
    from litnotes.screening.standing import Standing


def queue_of(pool: Pool, by: str = "", corpus: str | None = None) -> Queue:
    """Return the queue of a person; of the student if `by` is empty.

    `corpus` is a corpus in which candidates may be related; without it, that of the user's settings.
    """
    kept = _kept(pool)
    made = decisions_in(pool.traces.values())
    records = _relevant(pool)
    related = relatedness(pool, [record for _, record in records], corpus, kept)
    known = [_text_of(pool, key, record) for key, record in records]
    return Queue(pool.standings, made, known, by, kept, wanted=wanted(pool.settings), related=related)


def versions_in(pool: Pool) -> Mapping[str, tuple[str, ...]]:
    """Return for each candidate the keys of those that may be the same work; only those that have some.

    They are kept until a candidate changes: comparing takes seconds for many.
    """
    kept = _kept(pool)
    made_from = sha256(repr(made_by(versions.__module__, same.__name__, twins.__name__)).encode())
    for one in (standing.candidate for standing in pool.standings):
        facts = (
            one.key,
            one.title,
            one.authors,
            one.year,
            one.venue_year,
            [*one.ids.items()],
            one.other_ids,
        )
        made_from.update(marshal.dumps(facts, 2))
    if stored := kept.get("versions", made_from.hexdigest()):
        return {key: tuple(others) for key, others in json.loads(stored).items()}
    found = versions(standing.candidate for standing in pool.standings)
    kept.put("versions", made_from.hexdigest(), json.dumps(found).encode())
    return found


def _kept(pool: Pool) -> KeptFiles:
    return KeptFiles(pool.notes.notebook.cache_folder / "orders")


def _relevant(pool: Pool) -> list[tuple[str, dict[str, Any]]]:
    """Return the records of relevant papers by key: the seeds of searches and the included own papers.

    Candidates are not among them; their decisions count instead.
    """
    candidates = {standing.paper for standing in pool.standings if standing.paper}
    traced = [key for trace in pool.traces.values() for key in trace.question.seeds]
    seeds = [pool.former_keys.get(key, key) for key in traced]
    rows = pool.notes.ask(items.decided)
    included = [row.key for row in rows if row.key and row.decision == "include"]
    keys = [key for key in dict.fromkeys((*seeds, *included)) if key not in candidates]
    records = pool.notes.ask(lambda connection: [(key, items.record(connection, key)) for key in keys])
    return [(key, record) for key, record in records if record]


def _text_of(pool: Pool, key: str, record: Mapping[str, Any]) -> RankedText:
    """Return the texts of a relevant paper; by citations in a corpus it is related to itself most."""
    return RankedText(
        title=record["title"],
        abstract=record.get("abstract") or "",
        keywords=" ; ".join(record.get("tags") or ()),
        venue=record.get("venue") or "",
        year=record.get("year"),
        cites=frozenset({key, *(before for before, now in pool.former_keys.items() if now == key)}),
        related=1.0,
    )


class RankedCandidate(NamedTuple):
    """A candidate and its score, the likelihood of inclusion; None if it is not to be screened."""

    standing: Standing
    score: float | None


class CandidateList(NamedTuple):
    """Candidates in the order to screen, and the method of the order; None if nothing is left to screen."""

    candidates: list[RankedCandidate]
    order: str | None


def candidate_list(
    pool: Pool,
    stages: Collection[str] = (),
    trace: str | None = None,
    by: str | None = None,
    *,
    blind: bool = False,
    corpus: str | None = None,
) -> CandidateList:
    """Return candidates in the order in which a person screens them; decided ones come last.

    Args:
        pool: the candidates.
        stages: the stages to list; empty for all.
        trace: the trace that found them; None for all.
        by: the person whose order it is; None for the student.
        blind: hide the decisions of others.
        corpus: a corpus in which candidates may be related.

    Raises WrongUse for an unknown trace, and as `relatedness` does.
    """
    if trace is not None and trace not in pool.traces:
        raise WrongUse(f'unknown trace "{trace[:60]}"; traces: {", ".join(pool.traces) or "none"}')
    person = by or ""
    seen = (standing.as_seen_by(person) if blind else standing for standing in pool.standings)
    chosen = {
        one.candidate.key: one
        for one in seen
        if (not stages or one.stage in stages) and (trace is None or trace in one.traces)
    }
    scores, order = _in_order(pool, person, chosen, corpus)
    return CandidateList([RankedCandidate(chosen[key], score) for key, score in scores.items()], order)


def _in_order(
    pool: Pool, by: str, chosen: Mapping[str, Standing], corpus: str | None
) -> tuple[dict[str, float | None], str | None]:
    """Return scores by key, and the method: first candidates to screen, the likeliest first, then others.

    If nothing is to be screened, no order is made, because that takes a second.
    """
    others = dict.fromkeys(chosen)
    if all(is_settled_for(pool.by_key[key], by) for key in chosen):
        return others, None
    queue = queue_of(pool, by, corpus)
    order = queue.order()
    ranked = {one.candidate.key: score for one, score in queue.left(order) if one.candidate.key in chosen}
    return {**ranked, **{key: None for key in others if key not in ranked}}, order.method
