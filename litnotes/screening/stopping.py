"""How many of the relevant candidates are probably found, from the decisions made so far.

The bound is that of M. W. Callaghan and F. Müller-Hansen, "Statistical stopping criteria for automated
screening in systematic reviews", Systematic Reviews 9:273 (2020), in its quasi-sampling form, which
needs no random sample. If the last candidates screened were a random draw from all that were left before,
the number of included ones among them would follow a hypergeometric distribution; numbers of relevant
candidates left that make so few included ones unlikely are ruled out. Candidates come best first, so the
last ones contain more relevant ones than a random draw would, and the bound is safe as long as the order
is no worse than chance. Each window of last decisions can rule out numbers, so the risk is divided.

The single number is that of a Poisson process whose rate falls exponentially with the place in the
order, fitted by maximum likelihood: M. Stevenson and R. Bin-Hezam, "Stopping methods for
technology-assisted reviews based on point processes", ACM TOIS 42:73 (2024). It is likely,
not safe.

Neither sees a blind spot of the order, such as a second topic that is unlike everything found so far.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

LEVEL = 0.95
METHOD = "quasi-sampling hypergeometric bound, and a Poisson process with a falling rate"
SOURCE = (
    "Callaghan and Müller-Hansen 2020, doi 10.1186/s13643-020-01521-4; "
    "Stevenson and Bin-Hezam 2024, doi 10.1145/3631990"
)
FEWEST = 30
"""With fewer decisions there is no estimate."""
FEWEST_INCLUDED = 3
_MOST_WINDOWS = 60
_LOOKS = 3
"""The risk is divided by this number: the windows overlap and amount to so few independent tests."""
_STEEPEST = 700.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """The share of relevant candidates that is probably found; `sentence` is for people.

    The true share is at least `low` with probability LEVEL if the order is no worse than chance; decisions
    never rule out that none is left. `share` is the likeliest value. Both are None if there are too few
    decisions.
    """

    share: float | None
    low: float | None
    sentence: str


def estimate(decisions: Sequence[bool], left: int) -> Estimate:
    """Return the estimate if `left` candidates have no decision.

    `decisions` are in the order they were made, True for included, without seeds and papers known before.
    """
    found = sum(decisions)
    if not left:
        return Estimate(1.0, 1.0, f"all candidates have a decision; {found} included")
    if len(decisions) < FEWEST or found < FEWEST_INCLUDED:
        made = f"{len(decisions)} made, {found} included"
        needed = f"at least {FEWEST} and {FEWEST_INCLUDED} are needed"
        return Estimate(None, None, f"too few decisions for an estimate: {made} ({needed})")
    most = _most_missing(decisions, left)
    low = found / (found + most)
    share = max(low, found / (found + _likely_missing(decisions, left)))
    sentence = (
        f"{found} found, probably about {_percent(share)} of the relevant ones; at least {_percent(low)} "
        f"with {_percent(LEVEL)} confidence, as at most {most:,} of the {left:,} left are relevant. That "
        "holds while the order is no worse than chance, and cannot see a topic that nothing found "
        f"resembles ({METHOD}: {SOURCE})"
    )
    return Estimate(share, low, sentence)


def _percent(share: float) -> str:
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


def _likely_missing(decisions: Sequence[bool], left: int) -> float:
    """Return the number of relevant candidates left if the rate continues to fall in the same way."""
    made, found = len(decisions), sum(decisions)
    middle = sum(place + 0.5 for place, decision in enumerate(decisions) if decision) / found / made
    if middle >= 0.5:  # the rate did not fall
        return found * left / made
    low, high = 0.0, _STEEPEST
    for _ in range(60):
        fall = (low + high) / 2
        if 1 / fall - math.exp(-fall) / -math.expm1(-fall) > middle:
            low = fall
        else:
            high = fall
    return found * math.exp(-fall) * math.expm1(-fall * left / made) / math.expm1(-fall)


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
