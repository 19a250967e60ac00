"""What a person has still to screen, in the order in which it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from litnotes.model.screening import Candidate, Screened
from litnotes.snowball.ranking import Order, Ranking, Text
from litnotes.snowball.screening import Standing, is_settled_for
from litnotes.snowball.stopping import Estimate, estimate


class Queue:
    """Candidates in the order of `ranking`, learned from one person's decisions and from reports.

    A second person's order does not tell what the first one thinks.

    Args:
        standings: where each candidate stands.
        known: the seeds, and own papers that are included.
        by: whose queue it is; the student's where empty.
    """

    def __init__(self, standings: Iterable[Standing], known: Sequence[Text] = (), by: str = "") -> None:
        self.by = by
        self.standings = {one.candidate.key: one for one in standings}
        self._keys = list(self.standings)
        self._ranking = Ranking([text_of(one.candidate) for one in self.standings.values()], known)

    def decide(self, decision: Screened) -> None:
        """Take what a person decided."""
        was = self.standings[decision.key]
        decisions = {**was.decisions, decision.by or "": decision}
        self.standings[decision.key] = replace(was, decisions=decisions)

    def order(self) -> Order:
        """Return the order of all candidates that are neither included nor excluded."""
        return self._ranking.order(self._labels())

    def left(self, order: Order) -> list[tuple[Standing, float]]:
        """Return what is to be screened with its score, the likeliest first."""
        ordered = ((self.standings[self._keys[place]], score)
                   for place, score in zip(order.places, order.scores, strict=True))  # fmt: skip
        return [(one, score) for one, score in ordered if not is_settled_for(one, self.by)]

    def estimate(self) -> Estimate:
        """Return how many of the relevant ones are probably found, by this person's decisions in their order."""
        own = [one.decisions[self.by] for one in self.standings.values() if self.by in one.decisions]
        made = [one.decision != "exclude" for one in sorted(own, key=_when) if one.decision != "unsure"]
        left = sum(not is_settled_for(one, self.by) for one in self.standings.values())
        return estimate(made, left)

    def counts(self) -> Mapping[str, int]:
        """Return how many this person has left, and how often each decision was made."""
        own = [
            one.decisions[self.by].decision for one in self.standings.values() if self.by in one.decisions
        ]
        left = sum(not is_settled_for(one, self.by) for one in self.standings.values())
        return {"left": left, **{choice: own.count(choice) for choice in dict.fromkeys(own)}}

    def _labels(self) -> dict[int, bool]:
        labels: dict[int, bool] = {}
        for place, key in enumerate(self._keys):
            one = self.standings[key]
            if one.verdict and one.verdict.decision != "unsure":
                labels[place] = one.verdict.decision == "include"
            elif (own := one.decisions.get(self.by)) and own.decision != "unsure":
                labels[place] = own.decision != "exclude"
        return labels


def text_of(candidate: Candidate) -> Text:
    """Return what the order is made from."""
    return Text(
        title=candidate.title,
        abstract=candidate.abstract or "",
        keywords=" ; ".join(candidate.tags),
        venue=candidate.venue or "",
        year=candidate.year,
        cites=frozenset(one.paper for one in candidate.reached),
    )
