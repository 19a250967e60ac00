"""The figures of a simulated screening, as lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

MOST_SHOWN = 20
"""Records of the order that are printed; JSON lists all."""
_RULES = {
    "at-least-80": "at least 80 %",
    "at-least-95": "at least 95 %",
    "row-of-200": "200 not relevant in a row",
    "row-of-50-after-tenth": "50 not relevant in a row, after 10 % screened",
}
"""The stopping rules in words."""


def replay_lines(figures: Mapping[str, Any]) -> Iterator[str]:
    """Yield the figures; of several runs, the median and the range."""
    runs = figures["runs"]
    several = len(runs) > 1
    left_out = f", {figures['not_labelled']} without a label ignored" if figures["not_labelled"] else ""
    yield f"{figures['file']}: {figures['records']} records, {figures['included']} included{left_out}"
    seeds = (
        f"{len(runs)} runs, seeds {runs[0]['seed']} to {runs[-1]['seed']}: median (range)"
        if several
        else f"seed {runs[0]['seed']}"
    )
    if repeated := figures["repeated"]:
        yield f"{repeated} of them repeat an earlier record, so the figures look better than they are"
    yield f"started from {figures['start_included']} included; {seeds}"
    for percent, share in figures["recall"].items():
        low, high = figures["range"]["recall"][percent]
        spread = f" ({low:.0%} to {high:.0%})" if several else ""
        yield f"found after {percent:>2} % screened: {share:.0%}{spread}"
    for name, words in (("wss95", "WSS@95"), ("area", "area under the recall curve")):
        low, high = figures["range"][name]
        spread = f" ({low:.3f} to {high:.3f})" if several else ""
        yield f"{words}: {figures[name]:.3f}{spread}"
    for rule, words in _RULES.items():
        stop = figures["stops"][rule]
        yield f"stop at {words}: {stop['screened']:.0%} screened, {stop['found']:.0%} found"
    yield f"order: {figures['method']}"
    if not several:
        order = runs[0]["order"]
        more = f" and {len(order) - MOST_SHOWN} more (--json)" if len(order) > MOST_SHOWN else ""
        yield f"records in that order: {' '.join(map(str, order[:MOST_SHOWN]))}{more}"
