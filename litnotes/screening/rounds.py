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
    return [round_ for name in traces for round_ in rounds(name, traces, standings)]


def rounds(name: str, traces: Mapping[str, Trace], standings: Sequence[Standing]) -> list[Round]:
    """Return the rounds of a trace.

    A work from a trace of an earlier day is not new.
    """
    trace = traces[name]
    earlier = {other for other, other_trace in traces.items() if other_trace.day < trace.day}
    new = [
        standing for standing in standings if name in standing.traces and not earlier & {*standing.traces}
    ]
    first = {candidate.key: candidate.round for candidate in trace.candidates}
    result: list[Round] = []
    for number in range(1, trace.rounds + 1):
        seeds = {search.seed or search.source for search in trace.searches if search.round == number}
        here = [standing for standing in new if first[standing.candidate.key] == number]
        screened = sum(standing.is_decided for standing in here)
        included = sum(standing.stage == "included" for standing in here)
        result.append(Round(name, number, len(seeds), len(here), screened, included))
    return result
