"""What lists of citations name, as candidates of a trace."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from litnotes.model.query import Years
from litnotes.model.screening import Candidate, LeftOut, Question, Reached, Search, Trace
from litnotes.snowball.lists import Listed, Seed
from litnotes.snowball.works import Works, candidate_of, one_of


def take_in(works: Works, listed: Listed) -> None:
    """Add what a list names to the works found."""
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
            influential=edge.influential,
        )
        works.add(edge.paper, reached, search.round)


@dataclass(frozen=True, slots=True)
class Conditions:
    """What leaves out a work: a range of years, words in title or abstract. Not known is kept."""

    years: Years | None = None
    matches: Callable[[str], bool] | None = None

    def left_out(self, candidate: Candidate) -> str | None:
        """Return which condition a candidate does not meet."""
        if self.years and candidate.year is not None and not _is_within(candidate.year, self.years):
            return "year"
        texts = (candidate.title, candidate.abstract) if candidate.abstract else ()
        if self.matches and texts and not any(map(self.matches, texts)):
            return "match"
        return None


def trace_of(
    question: Question,
    day: datetime.date,
    searches: Sequence[Search],
    works: Works,
    conditions: Conditions,
    *,
    own: Callable[[Candidate], str | None],
    taken: Collection[str],
    decided: Collection[str] = (),
) -> Trace:
    """Return a trace of what was found.

    Args:
        question: what was asked for.
        day: when it was first asked.
        searches: what came of each list.
        works: the works that the lists name.
        conditions: those of the question.
        own: returns the key of the own paper that a candidate is.
        taken: keys that new candidates cannot have.
        decided: keys of candidates that stay whatever the conditions say: somebody decided on them.
    """
    candidates: dict[str, Candidate] = {}
    left_out: dict[str, int] = {}
    keys = {key.lower() for key in taken}
    for work in works.found():
        candidate = candidate_of(work, keys)
        if work.key is None and (paper := own(candidate)):
            candidate = candidate.model_copy(update={"key": paper})
        why = "seed" if candidate.key in question.seeds else conditions.left_out(candidate)
        if why == "seed" or (why and candidate.key not in decided):
            left_out[why] = left_out.get(why, 0) + 1
        else:
            keys.add(candidate.key.lower())
            same = candidates.get(candidate.key)
            candidates[candidate.key] = one_of(same, candidate) if same else candidate
    return Trace(
        day=day,
        question=question,
        searches=tuple(searches),
        left_out=tuple(LeftOut(why=why, works=number) for why, number in sorted(left_out.items())),
        candidates=tuple(candidates.values()),
    )


def _is_within(year: int, years: Years) -> bool:
    return (years.first or 0) <= year <= (9999 if years.last is None else years.last)


def seeds_of_round(trace: Trace, number: int, included: Collection[str]) -> list[Seed]:
    """Return the seeds of a further round: what the round before found and somebody included."""
    return [
        Seed(one.key, one.title, one.ids, one.other_ids, number)
        for one in trace.candidates
        if one.round == number - 1 and one.key in included
    ]
