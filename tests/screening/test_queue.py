"""What a person has still to screen: in an order that only their own decisions make."""

from __future__ import annotations

import datetime

from hypothesis import given, settings

from litnotes.model.candidate import Screened, Trace
from litnotes.screening.queue import Queue
from litnotes.screening.standing import ReportVerdict, Standing, decisions_in, standings_of
from tests.screened_notes import CITES, trace_of
from tests.strategies import traces

DAY = datetime.date(2024, 6, 1)


def some(*decisions: dict[str, str], number: int = 6) -> list[Standing]:
    found = [
        {"key": f"k{place}", "title": f"{'latent music' if place % 2 else 'sound codec'} {place}",
         "abstract": "a space of songs" if place % 2 else "bits of speech", "reached": CITES}
        for place in range(number)
    ]  # fmt: skip
    return standings_of({"t": trace_of(*found, decisions=decisions)})


def queue_of(standings: list[Standing], by: str = "") -> Queue:
    made = [one for each in standings for one in each.decisions.values()]
    return Queue(standings, made, (), by)


def keys(queue: Queue) -> list[str]:
    return [one.candidate.key for one, _ in queue.left(queue.order())]


def test_candidates_like_the_included_come_first() -> None:
    queue = queue_of(some())
    assert len(keys(queue)) == 6
    queue.decide(Screened(key="k1", decision="include", day=DAY))
    queue.decide(Screened(key="k0", decision="exclude", day=DAY))
    assert set(keys(queue)[:2]) == {"k3", "k5"}
    assert queue.order().learned


def test_what_is_wanted_makes_the_first_order() -> None:
    standings = some()
    queue = Queue(standings, wanted="music in a latent space")
    assert set(keys(queue)[:3]) == {"k1", "k3", "k5"}
    assert not queue.order().learned


def test_an_order_is_not_made_from_what_others_decided() -> None:
    plain = some()
    decided = some({"key": "k1", "decision": "include"}, {"key": "k0", "decision": "exclude"})
    one, other = queue_of(plain, "Lin"), queue_of(decided, "Lin")
    assert keys(one) == keys(other)
    assert one.order() == other.order()
    assert one.counts() == other.counts() == {"left": 6}
    assert one.estimate() == other.estimate()


def test_a_verdict_in_a_report_teaches_and_settles() -> None:
    standings = some()
    for place, decision in ((1, "include"), (0, "exclude")):
        one = standings[place]
        verdict = ReportVerdict("include" if decision == "include" else "exclude")
        standings[place] = Standing(one.candidate, one.traces, verdict=verdict)
    queue = queue_of(standings)
    assert set(keys(queue)[:2]) == {"k3", "k5"}
    assert queue.counts() == {"left": 4}


def test_unsure_is_left_and_counted() -> None:
    queue = queue_of(some({"key": "k1", "decision": "unsure"}, {"key": "k2", "decision": "exclude"}))
    assert "k1" in keys(queue)
    assert queue.counts() == {"left": 5, "unsure": 1, "exclude": 1}
    queue.decide(Screened(key="k1", decision="include", day=DAY))
    assert queue.counts() == {"left": 4, "include": 1, "exclude": 1}


def test_the_estimate_counts_decisions_in_the_order_they_were_made() -> None:
    decisions = [
        {"key": f"k{place}", "decision": "include" if place % 9 == 0 else "exclude"} for place in range(40)
    ]
    queue = queue_of(some(*decisions, number=60))
    estimate = queue.estimate()
    assert (estimate.found, estimate.decided, estimate.left, estimate.row) == (5, 40, 20, 3)


@settings(deadline=None, max_examples=10)
@given(traces(max_size=2))
def test_none_is_ever_hidden(found: dict[str, Trace]) -> None:
    standings = standings_of(found)
    made = decisions_in(found.values())
    for person in {"", *(one.by or "" for one in made)}:
        queue = Queue(standings, made, (), person)
        own = {one.key: one for one in made if (one.by or "") == person}
        settled = {key for key, one in own.items() if one.decision != "unsure"}
        assert {*keys(queue)} == {one.candidate.key for one in standings} - settled
        assert queue.counts()["left"] == len(keys(queue))
