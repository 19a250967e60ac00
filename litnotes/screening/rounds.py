"""What each round of snowballing brought.

Snowballing ends when a round brings no new paper that is included (Wohlin 2014): `included` falling to
nothing says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from litnotes.model.candidate import Trace
from litnotes.screening.standing import Standing


@dataclass(frozen=True, slots=True)
class Round:
    """A round of a trace: how many papers it went on from, the works it was the first to find.

    `screened` are those of them that are decided on, `included` those that are in.
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

    A work that a trace of an earlier day has found is not new in this one.
    """
    trace = traces[name]
    earlier = {other for other, one in traces.items() if one.day < trace.day}
    new = [one for one in standings if name in one.traces and not earlier & {*one.traces}]
    first = {one.key: one.round for one in trace.candidates}
    found: list[Round] = []
    for number in range(1, trace.rounds + 1):
        seeds = {one.seed or one.source for one in trace.searches if one.round == number}
        here = [one for one in new if first[one.candidate.key] == number]
        screened = sum(one.is_decided for one in here)
        included = sum(one.stage == "included" for one in here)
        found.append(Round(name, number, len(seeds), len(here), screened, included))
    return found
