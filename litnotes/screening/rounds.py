"""The results of each round of snowballing.

Snowballing ends when a round finds no new paper that is included (Wohlin 2014), so when `included` is 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from litnotes.model.candidate import Trace
from litnotes.screening.standing import Standing


@dataclass(frozen=True, slots=True)
class Round:
    """A round of a trace: the number of its seeds, and of the works that it found first.

    `screened` is the number of these works with a decision, `included` of those included.
    """

    trace: str
    round: int
    seeds: int
    found: int
    screened: int
    included: int


def all_rounds(traces: Mapping[str, Trace], standings: Sequence[Standing]) -> list[Round]:
    """Return the rounds of all traces."""
    return [one for name in traces for one in rounds(name, traces, standings)]


def rounds(name: str, traces: Mapping[str, Trace], standings: Sequence[Standing]) -> list[Round]:
    """Return the rounds of a trace.

    A work from a trace of an earlier day is not new.
    """
    trace = traces[name]
    earlier = {other for other, one in traces.items() if one.day < trace.day}
    new = [one for one in standings if name in one.traces and not earlier & {*one.traces}]
    first = {one.key: one.round for one in trace.candidates}
    result: list[Round] = []
    for number in range(1, trace.rounds + 1):
        seeds = {one.seed or one.source for one in trace.searches if one.round == number}
        here = [one for one in new if first[one.candidate.key] == number]
        screened = sum(one.is_decided for one in here)
        included = sum(one.stage == "included" for one in here)
        result.append(Round(name, number, len(seeds), len(here), screened, included))
    return result
