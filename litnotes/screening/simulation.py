"""A finished review screened once more, in the order that the ranking gives, to see how good it is.

The figures are those of the field. Recall after a share of the records is how many of the relevant
ones were met by then. WSS@95 is the work saved over sampling, in A. M. Cohen et al., "Reducing
workload in systematic review preparation using automated citation classification", JAMIA 13:206
(2006): how much less than 95 % of the records had to be screened to meet 95 % of the relevant ones.
The area is that under the recall curve, set to 1 for all relevant ones first and 0 for all last, so
that chance is 0.5; it is the normalised one of ASReview Insights.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from litnotes.screening.ranking import RankedText, Ranking

PERCENTS = (5, 10, 20)
ALMOST_ALL = 0.95
_ONE_BY_ONE = 10
_BATCH = 10
_SHARE = 50


@dataclass(frozen=True, slots=True)
class Replay:
    """How a review went: `order` and `start` are places in its list of records, from 0.

    The records of `start` are known from the beginning and left out of `order` and of all figures.
    `recall` is by percent screened; `wss95` is WSS@95. `method` says how the order was made.
    """

    seed: int
    start: tuple[int, ...]
    order: tuple[int, ...]
    recall: dict[int, float]
    wss95: float
    area: float
    method: str
    learned: bool


def replay(
    texts: Sequence[RankedText],
    labels: Sequence[bool],
    start: int,
    seed: int,
    screened: Callable[[int], None] = lambda _more: None,
) -> Replay:
    """Return how the screening goes that starts from some of the included records.

    The seed chooses the start and shuffles the records, so that nothing follows from the order of
    the file. The order is made anew after each of the first 10 decisions, then after every 10, from
    500 on after a fiftieth more; making it anew more often changes nothing that can be measured.

    `start` of the included are known from the beginning; raises ValueError where that leaves none to
    find. `screened` is told after each batch how many more are screened.
    """
    chance = random.Random(seed)  # noqa: S311
    shuffled = list(range(len(texts)))
    chance.shuffle(shuffled)
    included = [place for place, record in enumerate(shuffled) if labels[record]]
    if len(included) <= start:
        raise ValueError(f"{start} included to start from and one to find are more than {len(included)}")
    known = chance.sample(included, start)
    ranking = Ranking([texts[record] for record in shuffled])
    decisions = dict.fromkeys(known, True)
    method, learned = "", False
    while len(decisions) < len(texts):
        order = ranking.order(decisions)
        if order.learned or not method:
            method, learned = order.method, order.learned
        batch = order.places[: _batch(len(decisions) - start)]
        decisions |= {place: labels[shuffled[place]] for place in batch}
        screened(len(batch))
    met = list(decisions)[start:]
    recall, wss95, area = figures([decisions[place] for place in met])
    return Replay(
        seed=seed,
        start=tuple(shuffled[place] for place in known),
        order=tuple(shuffled[place] for place in met),
        recall=recall,
        wss95=wss95,
        area=area,
        method=method,
        learned=learned,
    )


def figures(met: Sequence[bool]) -> tuple[dict[int, float], float, float]:
    """Return recall by percent, WSS@95 and area of records in the order screened, True for relevant."""
    total, relevant = len(met), sum(met)
    found = list(accumulate(met))
    recall = {percent: found[math.ceil(total * percent / 100) - 1] / relevant for percent in PERCENTS}
    wanted = math.ceil(ALMOST_ALL * relevant - 1e-9)
    needed = next(place for place, count in enumerate(found, 1) if count >= wanted)
    return recall, ALMOST_ALL - needed / total, _area(found)


def _area(found: Sequence[int]) -> float:
    """Return the area below the curve as a share of the way from the worst order to the best."""
    total, relevant = len(found), found[-1]
    if total == relevant:
        return 1.0
    best = relevant * total - relevant * (relevant - 1) / 2
    worst = relevant * (relevant + 1) / 2
    return (sum(found) - worst) / (best - worst)


def _batch(screened: int) -> int:
    """Return how many are screened before the order is made anew."""
    return 1 if screened < _ONE_BY_ONE else max(_BATCH, screened // _SHARE)
