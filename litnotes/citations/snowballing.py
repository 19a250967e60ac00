"""Builds the trace of a search: the works of its lists as candidates, filtered by the question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from litnotes.citations.candidacy import candidate_of, completed, one_of
from litnotes.citations.earlier import EarlierCandidates, SeedWorks
from litnotes.citations.links import joined_links
from litnotes.citations.lists import CitationList, Seed
from litnotes.citations.works import Works
from litnotes.library.citekeys import key_of
from litnotes.model.candidate import Candidate, LeftOut, Reached, Search, Trace
from litnotes.model.limits import outside
from litnotes.model.paper import Paper
from litnotes.model.query import YearRange


def take_in(works: Works, listed: CitationList) -> None:
    """Add the works of a list to `works`."""
    search = listed.search
    if search.seed is None or search.direction is None:
        return
    for edge in listed.edges:
        reached = Reached(
            paper=search.seed,
            direction=search.direction,
            sources=(search.source,),
            contexts=edge.contexts,
            intents=edge.intents,
            influential=edge.influential or None,
        )
        works.add(edge.paper, reached, search.round)


@dataclass(frozen=True, slots=True)
class Conditions:
    """The filters of a question: years, words in title or abstract. Works with unknown values are kept."""

    years: YearRange | None = None
    matches: Callable[[str], bool] | None = None

    def left_out(self, candidate: Candidate) -> str | None:
        """Return which condition a candidate fails, if any."""
        if self.years and outside(candidate.year, self.years.first, self.years.last):
            return "year"
        texts = (candidate.title, candidate.abstract) if candidate.abstract else ()
        if self.matches and texts and not any(map(self.matches, texts)):
            return "match"
        return None


def trace_of(
    asked: Trace,
    works: Works,
    conditions: Conditions,
    *,
    own: Callable[[Candidate], str | None],
    papers: Sequence[Paper] = (),
    taken: Collection[str] = (),
    earlier: EarlierCandidates | None = None,
    stopped: bool = False,
) -> Trace:
    """Return the trace of a search; earlier candidates that no list names any more are kept.

    Args:
        asked: a trace without candidates: the question, its first day, the outcome of each list.
        works: the works of the lists.
        conditions: the filters of the question.
        own: returns the key of a candidate that is a paper of the library.
        papers: the seeds.
        taken: keys that new candidates must not have.
        earlier: the candidates of earlier searches.
        stopped: whether lists are still missing; then works without title and authors get no key yet.
    """
    earlier = earlier or EarlierCandidates({})
    if not stopped:
        works.settle()
    found = works.found()
    named = [work for work in found if work.key]
    used = {key.lower() for key in (*taken, *earlier.keys)}
    seeds = SeedWorks(papers)
    candidates: dict[str, Candidate] = {}
    left_out = Counter({"stopped": len(found) - len(named), "no title": works.untitled})
    gone: set[str] = set()
    fresh = [candidate_of(work, work.key or "") for work in named]
    owned = [own(candidate) for candidate in fresh]
    known = earlier.keys_of(named, owned)
    for work, new, paper, keys in zip(named, fresh, owned, known, strict=True):
        final = keys[0] if keys else paper or _free(new, used)
        candidate = new.model_copy(update={"key": final})
        used.add(final.lower())
        before = [
            key for key in keys if key in earlier.here and (key == final or key not in earlier.decided)
        ]
        candidate = reduce(completed, (earlier.here[key] for key in before), candidate)
        gone.update(before)
        is_seed = final in asked.question.seeds or seeds.has(work)
        why = "seed" if is_seed else conditions.left_out(candidate)
        if why == "seed" or (why and final not in earlier.decided):
            left_out[why] += 1
        else:
            same = candidates.get(final)
            candidates[final] = one_of(same, candidate) if same else candidate
    kept = [
        candidate for key, candidate in earlier.here.items() if key not in gone and key not in candidates
    ]
    why_left = tuple(LeftOut(why=why, works=number) for why, number in sorted(left_out.items()) if number)
    all_candidates = (*candidates.values(), *kept)
    return asked.model_copy(
        update={"left_out": why_left, "kept": len(kept) or None, "candidates": all_candidates}
    )


def with_earlier(searches: Sequence[Search], before: Trace | None, *, stopped: bool) -> tuple[Search, ...]:
    """Return the best known outcome of each list: for one that failed now, the earlier one.

    A stopped search also keeps the earlier outcomes of lists that it did not reach.
    """
    known = {_list_of(search): search for search in before.searches} if before else {}
    best = [_better(search, known.get(_list_of(search))) for search in searches]
    asked = {*map(_list_of, searches)}
    return (*best, *(search for name, search in known.items() if stopped and name not in asked))


def _list_of(search: Search) -> tuple[int, str | None, str | None, str]:
    return search.round, search.seed, search.direction, search.source


def _better(search: Search, before: Search | None) -> Search:
    if before is None or search.outcome != "failed":
        return search
    return before if before.outcome != "failed" or before.count > search.count else search


def _free(candidate: Candidate, used: Collection[str]) -> str:
    """Return the key of a new candidate, or a variant if it is used already."""
    if candidate.key.lower() not in used:
        return candidate.key
    return key_of(candidate, used)


def with_keys(trace: Trace, keys: Mapping[str, str]) -> Trace:
    """Return a trace with the keys of merged papers replaced."""
    if not keys:
        return trace

    def now(key: str) -> str:
        return keys.get(key, key)

    seeds = tuple(dict.fromkeys(map(now, trace.question.seeds)))
    searches = (
        search.model_copy(update={"seed": now(search.seed)}) if search.seed else search
        for search in trace.searches
    )
    candidates = []
    for candidate in trace.candidates:
        reached = tuple(link.model_copy(update={"paper": now(link.paper)}) for link in candidate.reached)
        renamed = candidate.model_copy(update={"reached": reached})
        candidates.append(renamed.model_copy(update={"reached": joined_links(renamed)}))
    question = trace.question.model_copy(update={"seeds": seeds})
    changes = {"question": question, "searches": tuple(searches), "candidates": tuple(candidates)}
    return trace.model_copy(update=changes)


def seeds_of_round(trace: Trace, number: int, included: Collection[str]) -> list[Seed]:
    """Return the seeds of a further round: the included candidates of the round before."""
    return [
        Seed(candidate.key, candidate.title, candidate.ids, candidate.other_ids, number)
        for candidate in trace.candidates
        if candidate.round == number - 1 and candidate.key in included
    ]
