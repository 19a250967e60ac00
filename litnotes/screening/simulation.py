"""A finished review, screened again in the order of the ranking, to measure how good the order is.

The figures are the usual ones. Recall after a share of the records is the share of relevant ones among
them. WSS@95 is the work saved over sampling, in A. M. Cohen et al., "Reducing
workload in systematic review preparation using automated citation classification", JAMIA 13:206
(2006): how much less than 95 % of the records must be screened to find 95 % of the relevant ones.
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
from litnotes.screening.stopping import RULES, Estimate, estimate

PERCENTS = (5, 10, 20)
ALMOST_ALL = 0.95
_ONE_BY_ONE = 10
_BATCH = 10
_SHARE = 50


@dataclass(frozen=True, slots=True)
class Replay:
    """The result of a replay: `order` and `start` are places in the list of records, from 0.

    The records of `start` are known from the beginning; they are not in `order` or in any figure.
    `recall` is by percent screened; `wss95` is WSS@95. `looks` are the estimates each time that the order
    was made again. `method` describes the order.
    """

    seed: int
    start: tuple[int, ...]
    order: tuple[int, ...]
    recall: dict[int, float]
    wss95: float
    area: float
    looks: tuple[Estimate, ...]
    method: str
    learned: bool


def replay(
    texts: Sequence[RankedText],
    labels: Sequence[bool],
    start: int,
    seed: int,
    screened: Callable[[int], None] = lambda _more: None,
    *,
    wanted: str = "",
) -> Replay:
    """Return the replay of a screening that starts from some of the included records.

    The random seed chooses the start and shuffles the records, so that the order of the file does not
    count. The order is made again after each of the first 10 decisions, then after every 10, and from 500
    on after a fiftieth more; making it more often changes nothing measurable.

    `wanted` is what is wanted, as topic and criteria; decisions replace it with time.
    `start` is the number of included records known from the beginning; raises ValueError if none is left to
    find. `screened` is called after each batch with its size.
    """
    chance = random.Random(seed)  # noqa: S311
    shuffled = list(range(len(texts)))
    chance.shuffle(shuffled)
    included = [place for place, record in enumerate(shuffled) if labels[record]]
    if len(included) <= start:
        raise ValueError(f"{start} included to start from and one to find are more than {len(included)}")
    known = chance.sample(included, start)
    ranking = Ranking([texts[record] for record in shuffled], wanted=wanted)
    decisions = dict.fromkeys(known, True)
    looks: list[Estimate] = []
    method, learned = "", False
    while len(decisions) < len(texts):
        order = ranking.order(decisions)
        if order.learned or not method:
            method, learned = order.method, order.learned
        batch = order.places[: _batch(len(decisions) - start)]
        decisions |= {place: labels[shuffled[place]] for place in batch}
        met = list(decisions.values())[start:]
        looks.append(estimate(met, len(texts) - len(decisions)))
        screened(len(batch))
    places = list(decisions)[start:]
    recall, wss95, area = figures([decisions[place] for place in places])
    return Replay(
        seed=seed,
        start=tuple(shuffled[place] for place in known),
        order=tuple(shuffled[place] for place in places),
        recall=recall,
        wss95=wss95,
        area=area,
        looks=tuple(looks),
        method=method,
        learned=learned,
    )


def stops(looks: Sequence[Estimate]) -> dict[str, Estimate]:
    """Return the first look at which each stopping rule is met; the last look meets all."""
    return {name: next(filter(rule.is_met, looks)) for name, rule in RULES.items()}


def figures(met: Sequence[bool]) -> tuple[dict[int, float], float, float]:
    """Return recall by percent, WSS@95 and area of records in the order screened, True for relevant."""
    total, relevant = len(met), sum(met)
    found = list(accumulate(met))
    recall = {percent: found[math.ceil(total * percent / 100) - 1] / relevant for percent in PERCENTS}
    wanted = math.ceil(ALMOST_ALL * relevant - 1e-9)
    needed = next(place for place, count in enumerate(found, 1) if count >= wanted)
    return recall, ALMOST_ALL - needed / total, _area(found)


def _area(found: Sequence[int]) -> float:
    """Return the area below the curve, scaled to 0 for the worst order and 1 for the best."""
    total, relevant = len(found), found[-1]
    if total == relevant:
        return 1.0
    best = relevant * total - relevant * (relevant - 1) / 2
    worst = relevant * (relevant + 1) / 2
    return (sum(found) - worst) / (best - worst)


def _batch(screened: int) -> int:
    """Return the number of records to screen before the order is made again."""
    return 1 if screened < _ONE_BY_ONE else max(_BATCH, screened // _SHARE)
