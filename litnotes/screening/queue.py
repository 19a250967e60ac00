"""The candidates that a person still has to screen, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from litnotes.model.candidate import Candidate, CandidateNote, Screened
from litnotes.screening.ranking import NOT_RELATED, Kept, Ordering, RankedText, Ranking, Related
from litnotes.screening.standing import Standing, is_settled_for
from litnotes.screening.stopping import Estimate, estimate


class Queue:
    """Candidates in the order of `ranking`, learned from one person's decisions and from reports.

    So the order does not reveal the decisions of other people.

    `made` are all decisions in the order they were made, `known` the seeds and the included own papers,
    `wanted` topic and criteria, `related` how closely candidates are related in a corpus. `by` is the
    person, empty for the student; `kept` stores the last order.
    """

    def __init__(
        self,
        standings: Iterable[Standing],
        made: Iterable[Screened] = (),
        known: Sequence[RankedText] = (),
        by: str = "",
        kept: Kept | None = None,
        *,
        wanted: str = "",
        related: Related = NOT_RELATED,
    ) -> None:
        self.by = by
        self.standings = {standing.candidate.key: standing for standing in standings}
        self._keys = list(self.standings)
        self._places = {key: place for place, key in enumerate(self._keys)}
        self._made = {
            decision.key: decision
            for decision in made
            if (decision.by or "") == by and decision.key in self.standings
        }
        texts = [
            replace(text_of(standing.candidate), related=related.strengths.get(key, 0.0))
            for key, standing in self.standings.items()
        ]
        name = f"order-{sha256(by.encode()).hexdigest()[:16]}"
        self._ranking = Ranking(texts, known, kept, name, wanted, related.method)

    def decide(self, decision: Screened) -> None:
        """Add a decision."""
        self.standings[decision.key] = self.standings[decision.key].with_decision(decision)
        self._made[decision.key] = decision

    def order(self) -> Ordering:
        """Return the order of all candidates that are neither included nor excluded."""
        return self._ranking.order(self._labels())

    def prepare(self) -> None:
        """Prepare the data for the order after the next decision, which may take seconds."""
        self._ranking.prepare(self._labels())

    def left(self, order: Ordering) -> list[tuple[Standing, float]]:
        """Return the candidates to screen with their scores, the likeliest first."""
        scores = dict(zip((self._keys[place] for place in order.places), order.scores, strict=True))
        return [(self.standings[key], scores[key]) for key in self.keys_left(order)]

    def keys_left(self, order: Ordering) -> Iterator[str]:
        """Yield the keys of the candidates to screen, the likeliest first."""
        for place in order.places:
            key = self._keys[place]
            if not is_settled_for(self.standings[key], self.by):
                yield key

    def score(self, order: Ordering, key: str) -> float | None:
        """Return the score of a candidate in an order; None if it has a decision."""
        place = self._places.get(key)
        scores = dict(zip(order.places, order.scores, strict=True))
        return None if place is None else scores.get(place)

    def note(self, note: CandidateNote) -> Standing:
        """Add a note, and return the candidate with it."""
        self.standings[note.key] = self.standings[note.key].with_note(note)
        return self.standings[note.key]

    def estimate(self) -> Estimate:
        """Return an estimate of the share of relevant candidates that are found."""
        return estimate(self.found(), self._number_left())

    def found(self) -> list[bool]:
        """Return the decisions in the order they were made, True for those that found a relevant one."""
        return [
            decision.decision != "exclude"
            for decision in self._made.values()
            if decision.decision != "unsure"
        ]

    def counts(self) -> Mapping[str, int]:
        """Return the number of candidates left for this person, and of each decision."""
        own = [decision.decision for decision in self._made.values()]
        return {"left": self._number_left(), **{choice: own.count(choice) for choice in dict.fromkeys(own)}}

    def _number_left(self) -> int:
        return sum(not is_settled_for(standing, self.by) for standing in self.standings.values())

    def _labels(self) -> dict[int, bool]:
        labels: dict[int, bool] = {}
        for place, key in enumerate(self._keys):
            one = self.standings[key]
            if one.verdict and one.verdict.decision != "unsure":
                labels[place] = one.verdict.decision == "include"
            elif (own := one.decisions.get(self.by)) and own.decision != "unsure":
                labels[place] = own.decision != "exclude"
        return labels


def text_of(candidate: Candidate) -> RankedText:
    """Return the texts of a candidate for the ranking."""
    return RankedText(
        title=candidate.title,
        abstract=candidate.abstract or "",
        keywords=" ; ".join(candidate.tags),
        venue=candidate.venue or "",
        year=candidate.year,
        cites=frozenset(link.paper for link in candidate.reached),
    )
