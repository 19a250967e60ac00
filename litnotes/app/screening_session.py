"""One person screening candidates one after the other: what is next, and what each answer changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from litnotes.app.admit import Admission, admit
from litnotes.app.deciding import Screener, day_of_decision, save
from litnotes.app.pool import Pool
from litnotes.app.screening_order import queue_of
from litnotes.screening.decision import is_repeated, screened
from litnotes.screening.standing import conflicts

if TYPE_CHECKING:
    from litnotes.screening.decision import TypedDecision
    from litnotes.screening.queue import Queue
    from litnotes.screening.ranking import Ordering
    from litnotes.screening.standing import Standing
    from litnotes.screening.stopping import Estimate

ESTIMATE_EACH = 20
"""After so many decisions the user sees how many of the relevant ones are probably found."""


@dataclass(slots=True)
class ScreeningSession:
    """What a person has left in its order, what was shown, and what is put off.

    Args:
        notes: the folder of the notes, None for those found from the working directory.
        pool: all candidates.
        screener: who decides.
        queue: what this person has to screen.
        order: the order of that.
        shown: keys of candidates in the order in which they were shown, the last one now.
        later: keys of those put off, the longest first.
        decided: how many decisions were made.
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
        """Return the likeliest candidate that was not put off, then those that were, the longest first."""
        left = [one.candidate.key for one, _ in self.queue.left(self.order)]
        aside = {*self.later, *self._unsure()}
        fresh = next((key for key in left if key not in aside), None)
        if fresh is not None:
            return fresh
        still = {*left}
        return next((key for key in self.later if key in still), None)

    def _unsure(self) -> set[str]:
        """Return what this person was unsure of just now: it comes again the next time."""
        by = self.screener.by or ""
        return {
            key for key in self.shown
            if (own := self.queue.standings[key].decisions.get(by)) and own.decision == "unsure"
        }  # fmt: skip

    def show(self, key: str) -> Standing:
        """Return a candidate, which is the one shown from now on."""
        self.shown = [one for one in self.shown if one != key] + [key]
        return self.queue.standings[key]

    def back(self) -> str | None:
        """Return the candidate shown before this one; None for the first."""
        if len(self.shown) < 2:
            return None
        self.shown.pop()
        return self.shown[-1]

    def put_off(self, key: str) -> None:
        """Have a candidate come again after all others, those put off before it too."""
        self.later = [*(one for one in self.later if one != key), key]

    def decide(self, standing: Standing, typed: TypedDecision) -> Standing:
        """Save a decision at once, and return the candidate with it.

        Raises what stands against changing the trace; then nothing is decided.
        """
        decision = screened(standing, typed, self.screener.by, day_of_decision(self.pool, self.screener))
        if not is_repeated(standing, decision):
            save(self.pool, [decision])
        self.later = [one for one in self.later if one != decision.key]
        self.queue.decide(decision)
        self.decided += 1
        return self.queue.standings[decision.key]

    def admit(self, standing: Standing) -> Admission:
        """Make a paper of a candidate that the student included; others only decide."""
        if self.screener.by:
            return Admission()
        return admit(self.notes, self.pool, [standing], self.screener.date)

    def reorder(self) -> None:
        """Learn the order anew from the decisions so far."""
        self.order = self.queue.order()

    def prepare(self) -> None:
        """Make what the order after the next decision takes, if the first one took nothing."""
        self.queue.prepare()

    @property
    def is_estimate_due(self) -> bool:
        """Whether it is time to say how many of the relevant ones are probably found."""
        return self.decided % ESTIMATE_EACH == 0

    def estimate(self) -> Estimate:
        """Return how many of the relevant ones are probably found."""
        return self.queue.estimate()

    def counts(self) -> Mapping[str, int]:
        """Return how many this person has left, and how often each decision was made."""
        return self.queue.counts()

    def conflicts(self) -> int:
        """Return on how many candidates people disagree; a second person is not to know."""
        return 0 if self.screener.by else len(conflicts(self.queue.standings.values()))


def start_screening(notes: str | None, pool: Pool, screener: Screener) -> ScreeningSession:
    """Return the screening of a person, with the order made, which takes seconds for many candidates."""
    queue = queue_of(pool, screener.by or "")
    return ScreeningSession(notes, pool, screener, queue, queue.order())
