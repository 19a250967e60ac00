"""The screening of candidates by one person: the next candidate, and the effect of each answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from litnotes.app.again import again
from litnotes.app.carried_out import CarriedOut, carry_out
from litnotes.app.deciding import Screener, day_of_decision
from litnotes.app.pool import Pool
from litnotes.app.screening_order import queue_of, versions_in
from litnotes.screening.decision import is_repeated, screened
from litnotes.screening.sample import sample_of
from litnotes.screening.standing import conflicts
from litnotes.store import recording
from litnotes.values.garbage import without_collecting

if TYPE_CHECKING:
    from litnotes.screening.decision import TypedDecision
    from litnotes.screening.queue import Queue
    from litnotes.screening.ranking import Ordering
    from litnotes.screening.standing import Standing
    from litnotes.screening.stopping import Estimate, StoppingRule

ESTIMATE_EACH = 20
"""The number of decisions between two estimates of how many relevant candidates are found."""


class Goal(NamedTuple):
    """What ends a screening session besides its last candidate: a stopping rule, or a sample of N."""

    rule: StoppingRule | None = None
    sample: int = 0


UNTIL_THE_END = Goal()


@dataclass(slots=True)
class ScreeningSession:
    """The candidates that a person still has to screen, those shown, and those put off.

    Args:
        notes: the notes folder; None to search from the working directory.
        pool: all candidates.
        screener: the person who decides.
        queue: the queue of this person.
        order: the order of the queue.
        shown: the keys of candidates in the order they were shown; the last one is on screen.
        later: the keys of those put off, the earliest first.
        decided: the number of decisions made.
        goal: what ends the session.
        versions: the candidates that may be the same work, by key.
    """

    notes: str | None
    pool: Pool
    screener: Screener
    queue: Queue
    order: Ordering
    shown: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    decided: int = 0
    goal: Goal = UNTIL_THE_END
    versions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def next_key(self) -> str | None:
        """Return the likeliest candidate that is not put off; after those, the one put off first."""
        aside = {*self.later, *self._unsure()}
        fresh = next((key for key in self._left() if key not in aside), None)
        if fresh is not None:
            return fresh
        still = {*self._left()}
        return next((key for key in self.later if key in still), None)

    def _left(self) -> Iterable[str]:
        """Return the keys of the candidates to screen in their order; that of a sample is random."""
        left = self.queue.keys_left(self.order)
        if not self.goal.sample:
            return left
        there = {*left}
        return [key for key in sample_of(self.queue.standings, self.goal.sample) if key in there]

    def score(self, key: str) -> float | None:
        """Return the score of a candidate; None if it is not to be screened."""
        return self.queue.score(self.order, key)

    def _unsure(self) -> set[str]:
        """Return the keys of candidates that this person marked unsure in this session."""
        by = self.screener.by or ""
        return {
            key for key in self.shown
            if (own := self.queue.standings[key].decisions.get(by)) and own.decision == "unsure"
        }  # fmt: skip

    def show(self, key: str) -> Standing:
        """Return a candidate and mark it as the one on screen."""
        self.shown = [one for one in self.shown if one != key] + [key]
        return self.queue.standings[key]

    def back(self) -> str | None:
        """Return the candidate shown before this one; None for the first."""
        if len(self.shown) < 2:
            return None
        self.shown.pop()
        return self.shown[-1]

    def put_off(self, key: str) -> None:
        """Move a candidate to the end, after those put off before."""
        self.later = [*(one for one in self.later if one != key), key]

    def decide(
        self, standing: Standing, typed: TypedDecision, also: Mapping[str, TypedDecision] | None = None
    ) -> tuple[Standing, CarriedOut]:
        """Save a decision at once, and return the candidate with it, and what it led to.

        `also` are decisions on other candidates, by key, that are made in the same step. Raises the error
        if a trace cannot be changed; then nothing is decided.
        """
        day = day_of_decision(self.pool, self.screener)
        standings = self.queue.standings
        made = [(standing, typed), *((standings[key], other) for key, other in (also or {}).items())]
        decisions = [(one, screened(one, choice, self.screener.by, day)) for one, choice in made]
        new = [decision for one, decision in decisions if not is_repeated(one, decision)]
        decided = [one.with_decision(decision) for one, decision in decisions]
        recording.new_run()
        done = again(lambda: carry_out(self.notes, self.pool, new, decided, self.screener))
        keys = {decision.key for _, decision in decisions}
        self.later = [one for one in self.later if one not in keys]
        for _, decision in decisions:
            self.queue.decide(decision)
        self.decided += 1
        return standings[standing.candidate.key], done

    def reorder(self) -> None:
        """Learn the order again from the decisions so far."""
        self.order = self.queue.order()

    def prepare(self) -> None:
        """Prepare the data for the next order, if the first order did not need it."""
        self.queue.prepare()

    @property
    def is_estimate_due(self) -> bool:
        """Whether it is time to show an estimate."""
        return self.decided % ESTIMATE_EACH == 0

    def estimate(self) -> Estimate:
        """Return an estimate of the share of relevant candidates that are found."""
        return self.queue.estimate()

    def reached(self) -> Estimate | None:
        """Return the estimate if it reaches the goal of the session."""
        now = self.estimate() if self.goal.rule else None
        return now if now and self.goal.rule and self.goal.rule.is_met(now) else None

    def counts(self) -> Mapping[str, int]:
        """Return the number of candidates left for this person, and of each decision."""
        return self.queue.counts()

    def conflicts(self) -> int:
        """Return the number of conflicts; 0 for anyone but the student, to keep screening blind."""
        return 0 if self.screener.by else len(conflicts(self.queue.standings.values()))


def start_screening(
    notes: str | None, pool: Pool, screener: Screener, goal: Goal = UNTIL_THE_END
) -> ScreeningSession:
    """Return the screening of a person; making the order takes seconds for many candidates."""
    with without_collecting():
        queue = queue_of(pool, screener.by or "")
        order = queue.order()
        same = versions_in(pool)
    return ScreeningSession(notes, pool, screener, queue, order, goal=goal, versions=same)
