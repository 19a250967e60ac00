"""How many of the relevant candidates are found at least, and rules for when to stop.

The bound is that of M. W. Callaghan and F. Müller-Hansen, "Statistical stopping criteria for automated
screening in systematic reviews", Systematic Reviews 9:273 (2020), in its quasi-sampling form, which
needs no random sample. If the last candidates screened were a random draw from all that were left before,
the number of included ones among them would follow a hypergeometric distribution; numbers of relevant
candidates left that make so few included ones unlikely are ruled out. Candidates come best first, so the
last ones contain more relevant ones than a random draw would, and the bound is safe as long as the order
is no worse than chance. Each window of last decisions can rule out numbers, so the risk is divided.

It cannot see a blind spot of the order, such as a second topic that is unlike everything found so far.

There is no likeliest number: a Poisson process with a falling rate (M. Stevenson and R. Bin-Hezam,
"Stopping methods for technology-assisted reviews based on point processes", ACM TOIS 42:73, 2024) gave
one that stopped 35 of 50 screenings with more than 5 % of the relevant records missing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile

LEVEL = 0.95
METHOD = "quasi-sampling hypergeometric bound"
SOURCE = "Callaghan and Müller-Hansen 2020, doi 10.1186/s13643-020-01521-4"
FEWEST = 30
"""With fewer decisions there is no estimate."""
FEWEST_INCLUDED = 3
SAFE_ENOUGH = 0.8
"""At this bound a screening may stop."""
MEANING = "when it reached 80 %, 90 % or more were found in 49 of 50 screenings of finished reviews"
"""Measured on 17 finished reviews with decisions for each record, some of them with several starts."""
_MOST_WINDOWS = 60
_LOOKS = 3
"""The risk is divided by this number: the windows overlap and amount to so few independent tests."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is known of the relevant candidates; `sentence` is for people.

    `found` of `decided` candidates are included, the last `row` of them are not, and `left` have no
    decision. The true share found is at least `low` with probability LEVEL if the order is no worse than
    chance; decisions never rule out that none is left. It is None if there are too few decisions.
    """

    found: int
    decided: int
    left: int
    row: int
    low: float | None

    @property
    def screened(self) -> float:
        """The share of candidates with a decision."""
        total = self.decided + self.left
        return self.decided / total if total else 1.0

    @property
    def sentence(self) -> str:
        """The estimate in words: what is done, the bound, and what it meant on finished reviews."""
        if not self.left:
            return f"all candidates have a decision; {self.found} included"
        done = f"{percent(self.screened)} screened, {self.found} found, {self._row_in_words}"
        if self.low is None:
            made = f"{self.decided} made, {self.found} included"
            needed = f"at least {FEWEST} and {FEWEST_INCLUDED} are needed"
            return f"{done}; too few decisions for an estimate: {made} ({needed})"
        meaning = f" ({MEANING})" if self.low >= SAFE_ENOUGH else ""
        return (
            f"{done}; at least {percent(self.low)} of the relevant ones are found, with {percent(LEVEL)} "
            f"confidence{meaning}"
        )

    @property
    def _row_in_words(self) -> str:
        match self.row:
            case 0:
                return "the last one relevant"
            case 1:
                return "the last one not relevant"
            case _:
                return f"the last {self.row:,} in a row not relevant"


BASIS = (
    "the bound holds while the order is no worse than chance, and cannot see a topic that nothing found "
    f"resembles ({METHOD}: {SOURCE})"
)
"""What the bound is, and what it rests on."""


def curve(decisions: Iterable[bool]) -> list[tuple[int, int]]:
    """Return the recall curve of a screening: after each decision, how many are screened and relevant.

    It begins before the first decision. `decisions` are in the order they were made, True for relevant.
    """
    return [*enumerate(accumulate(decisions, initial=0))]


def estimate(decisions: Sequence[bool], left: int) -> Estimate:
    """Return the estimate if `left` candidates have no decision.

    `decisions` are in the order they were made, True for included, without seeds and papers known before.
    """
    found, decided = sum(decisions), len(decisions)
    row = sum(1 for _ in takewhile(lambda decision: not decision, reversed(decisions)))
    if not left:
        return Estimate(found, decided, left, row, 1.0)
    if decided < FEWEST or found < FEWEST_INCLUDED:
        return Estimate(found, decided, left, row, None)
    return Estimate(found, decided, left, row, found / (found + _most_missing(decisions, left)))


@dataclass(frozen=True, slots=True)
class StoppingRule:
    """Says when to stop: at a bound, or after a share screened and a row of irrelevant ones."""

    name: str
    low: float = 0.0
    screened: float = 0.0
    row: int = 0

    def is_met(self, now: Estimate) -> bool:
        """Whether a screening may stop; one with nothing left may."""
        bound = not self.low or (now.low is not None and now.low >= self.low)
        return not now.left or (bound and now.screened >= self.screened and now.row >= self.row)


def at_least(percents: int) -> StoppingRule:
    """Return the rule that stops when at least this percentage is found."""
    return StoppingRule(f"at-least-{percents}", low=percents / 100)


RULES: Mapping[str, StoppingRule] = {
    rule.name: rule
    for rule in (
        at_least(80),
        at_least(95),
        StoppingRule("row-of-200", row=200),
        StoppingRule("row-of-50-after-tenth", screened=0.1, row=50),
    )
}
"""The rules that a simulation compares.

The last has two of the four conditions that end the second phase of SAFE: J. Boetje and R. van de Schoot,
"The SAFE procedure: a practical stopping heuristic for active learning-based screening in systematic
reviews and meta-analyses", Systematic Reviews 13:81 (2024). The other two need key papers and a random
sample.
"""

_AT_LEAST = re.compile(r"at-least-([1-9][0-9]?)")


def stopping_rule(text: str) -> StoppingRule | None:
    """Return the rule of a text such as `at-least-80`; None if it is none."""
    match = _AT_LEAST.fullmatch(text)
    return at_least(int(match[1])) if match else None


def percent(share: float) -> str:
    """Return a share in percent, rounded down: 99.6 % found is not all."""
    return f"{math.floor(share * 100 + 1e-9)} %"


def _most_missing(decisions: Sequence[bool], left: int) -> int:
    """Return the largest number of relevant candidates left that cannot be ruled out."""
    most = left
    for drawn, relevant in _windows(decisions):
        low, high = 0, most  # none left is never ruled out
        while low < high:
            middle = (low + high + 1) // 2
            if _chance(drawn + left, relevant + middle, drawn, relevant) < (1 - LEVEL) / _LOOKS:
                high = middle - 1
            else:
                low = middle
        most = low
    return most


def _windows(decisions: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the number of last decisions in each window, and of included ones among them.

    A window starts right after an included one. It is the longest with its number of included ones, so it
    rules out most. If there are too many windows, the last ones and some of the others are used.
    """
    total = len(decisions)
    starts = [0, *(place + 1 for place in range(total - 1) if decisions[place])]
    found = sum(decisions)
    windows = [(total - start, found - before) for before, start in enumerate(starts)][::-1]
    half = _MOST_WINDOWS // 2
    rest = windows[half:]
    return windows[:half] + rest[:: max(1, len(rest) // half)] if rest else windows


def _chance(pool: int, relevant: int, drawn: int, seen: int) -> float:
    """Return the probability of at most `seen` relevant ones in `drawn` from a pool with `relevant` ones.

    From about one half on it returns 1, because that rules nothing out.
    """
    others = pool - relevant - drawn
    if seen * pool >= drawn * relevant:
        return 1.0
    if seen + others < 0:
        return 0.0
    term = math.exp(_choose(relevant, seen) + _choose(pool - relevant, drawn - seen) - _choose(pool, drawn))
    total = 0.0
    for fewer in range(seen, -1, -1):
        total += term
        term *= fewer * (others + fewer) / ((relevant - fewer + 1) * (drawn - fewer + 1))
        if term <= total * 1e-9:  # the remaining terms are negligible
            break
    return total


def _choose(items: int, taken: int) -> float:
    """Return the logarithm of the number of ways to take some of the items."""
    return math.lgamma(items + 1) - math.lgamma(taken + 1) - math.lgamma(items - taken + 1)
