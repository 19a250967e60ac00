"""The screening of candidates by one person: the next candidate, and the effect of each answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from litnotes.app.again import again
from litnotes.app.carried_out import CarriedOut, carry_out
from litnotes.app.deciding import Screener, day_of_decision
from litnotes.app.pool import Pool
from litnotes.app.screening_order import queue_of
from litnotes.screening.decision import is_repeated, screened
from litnotes.screening.standing import conflicts
from litnotes.store import recording

if TYPE_CHECKING:
    from litnotes.screening.decision import TypedDecision
    from litnotes.screening.queue import Queue
    from litnotes.screening.ranking import Ordering
    from litnotes.screening.standing import Standing
    from litnotes.screening.stopping import Estimate

ESTIMATE_EACH = 20
"""The number of decisions between two estimates of how many relevant candidates are found."""


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
    """

    notes: str | None
    pool: Pool
    screener: Screener
    queue: Queue
    order: Ordering
    shown: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    decided: int = 0

    def next_key(self) -> str | None:
        """Return the likeliest candidate that is not put off; after those, the one put off first."""
        left = [one.candidate.key for one, _ in self.queue.left(self.order)]
        aside = {*self.later, *self._unsure()}
        fresh = next((key for key in left if key not in aside), None)
        if fresh is not None:
            return fresh
        still = {*left}
        return next((key for key in self.later if key in still), None)

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

    def decide(self, standing: Standing, typed: TypedDecision) -> tuple[Standing, CarriedOut]:
        """Save a decision at once, and return the candidate with it, and what it led to.

        Raises the error if the trace cannot be changed; then nothing is decided.
        """
        decision = screened(standing, typed, self.screener.by, day_of_decision(self.pool, self.screener))
        new = [] if is_repeated(standing, decision) else [decision]
        decided = standing.with_decision(decision)
        recording.new_run()
        done = again(lambda: carry_out(self.notes, self.pool, new, [decided], self.screener))
        self.later = [one for one in self.later if one != decision.key]
        self.queue.decide(decision)
        self.decided += 1
        return self.queue.standings[decision.key], done

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

    def counts(self) -> Mapping[str, int]:
        """Return the number of candidates left for this person, and of each decision."""
        return self.queue.counts()

    def conflicts(self) -> int:
        """Return the number of conflicts; 0 for anyone but the student, to keep screening blind."""
        return 0 if self.screener.by else len(conflicts(self.queue.standings.values()))


def start_screening(notes: str | None, pool: Pool, screener: Screener) -> ScreeningSession:
    """Return the screening of a person; making the order takes seconds for many candidates."""
    queue = queue_of(pool, screener.by or "")
    return ScreeningSession(notes, pool, screener, queue, queue.order())
