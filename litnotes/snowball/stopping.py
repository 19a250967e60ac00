"""How many of the relevant candidates are probably found, from the decisions made so far.

The method is that of M. W. Callaghan and F. Müller-Hansen, "Statistical stopping criteria for
automated screening in systematic reviews", Systematic Reviews 9:273 (2020), in its quasi-sampling
form, which needs no random sample. Were the last candidates screened a random draw from all that
were then left, the included among them would follow a hypergeometric distribution, and numbers of
relevant ones left under which so few would hardly have been drawn can be ruled out. Candidates come
best first, so the last ones hold more relevant ones than a random draw would: the bound is on the
safe side as long as the order is any good. It is wrong where the order has a blind spot, such as a
second topic that nothing found so far resembles, and no estimate from decisions alone can see that.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

LEVEL = 0.95
METHOD = "quasi-sampling hypergeometric bound"
SOURCE = "Callaghan and Müller-Hansen 2020, doi 10.1186/s13643-020-01521-4"
FEWEST = 30
"""With fewer decisions nothing is estimated."""
FEWEST_INCLUDED = 3
_WINDOWS = 4
"""Each may rule out, so the risk is shared between them: what one says by chance must not decide."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What share of the relevant candidates is probably found.

    `low` and `high` hold the true share with probability `level`, where the order is no worse than
    chance; `share` is the most sensible single number. All three are None where there are too few
    decisions to tell. `sentence` says it for people.
    """

    found: int
    share: float | None
    low: float | None
    high: float | None
    level: float
    method: str
    source: str
    sentence: str


def estimate(decisions: Sequence[bool], left: int) -> Estimate:
    """Return how many of the relevant ones are probably found.

    Args:
        decisions: of the candidates in the order in which they were decided on, True for included.
            Seeds and papers known before do not belong to them.
        left: how many candidates are not decided on.
    """
    found = sum(decisions)
    if not left:
        return _told(found, 1.0, 1.0, f"all candidates are decided on; {found} included")
    if len(decisions) < FEWEST or found < FEWEST_INCLUDED:
        return _told(
            found,
            None,
            None,
            f"too few decisions to tell how many are found: {len(decisions)} made, {found} included "
            f"(at least {FEWEST} and {FEWEST_INCLUDED} are needed)",
        )
    most = _most_missing(decisions, left, 1 - LEVEL)
    middle = _most_missing(decisions, left, 0.5)
    low, share = found / (found + most), found / (found + middle)
    sentence = (
        f"{found} found, probably {_percent(share)} of the relevant ones, and at least {_percent(low)} "
        f"with {LEVEL:.0%} confidence: at most {most} of the {left} left; {METHOD} ({SOURCE}), which "
        "holds while the order is better than chance and cannot see a topic that nothing found resembles"
    )
    return _told(found, share, low, sentence)


def _told(found: int, share: float | None, low: float | None, sentence: str) -> Estimate:
    high = None if share is None else 1.0
    return Estimate(found, share, low, high, LEVEL, METHOD, SOURCE, sentence)


def _percent(share: float) -> str:
    """Return a share in percent, rounded down: 99.6 % found is not all."""
    return f"{math.floor(share * 100 + 1e-9)} %"


def _most_missing(decisions: Sequence[bool], left: int, risk: float) -> int:
    """Return the largest number of relevant ones among those left that cannot be ruled out."""
    windows = _windows(decisions)
    most = left
    for drawn, relevant in windows:
        pool = drawn + left
        low, high = -1, most + 1  # none left is never ruled out, more than `most` already is
        while high - low > 1:
            middle = (low + high) // 2
            if _chance(pool, relevant + middle, drawn, relevant) < risk / len(windows):
                high = middle
            else:
                low = middle
        most = low
    return most


def _windows(decisions: Sequence[bool]) -> list[tuple[int, int]]:
    """Return for the last decisions, all and a half, a quarter …, how many there are and included."""
    lengths = [len(decisions) // 2**halved for halved in range(_WINDOWS)]
    return [(length, sum(decisions[-length:])) for length in lengths if length]


def _chance(pool: int, relevant: int, drawn: int, seen: int) -> float:
    """Return the chance that at most `seen` of `drawn` are relevant, of a pool with `relevant` ones."""
    least = max(0, drawn - (pool - relevant))
    if seen < least:
        return 0.0
    whole = _choose(pool, drawn)
    return min(
        1.0,
        sum(
            math.exp(_choose(relevant, one) + _choose(pool - relevant, drawn - one) - whole)
            for one in range(least, min(seen, relevant, drawn) + 1)
        ),
    )


def _choose(items: int, taken: int) -> float:
    """Return the logarithm of the number of ways to take some of the items."""
    return math.lgamma(items + 1) - math.lgamma(taken + 1) - math.lgamma(items - taken + 1)
