"""Traces: the same lists make the same file, whenever they come, and nobody loses a key or a decision."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes.model.query import Years
from litnotes.model.record import Record
from litnotes.model.screening import Candidate, Direction, Question, Reached, Search, Trace
from litnotes.snowball.flow import flow, total
from litnotes.snowball.keys import Earlier
from litnotes.snowball.lists import Listed
from litnotes.snowball.saturation import rounds
from litnotes.snowball.screening import pool
from litnotes.snowball.trace import Conditions, seeds_of_round, take_in, trace_of, with_keys
from litnotes.snowball.works import Works
from litnotes.sources.base import Edge

DAY = datetime.date(2024, 6, 2)
SEEDS = ("one2020seed", "two2021seed")
ASKED = Question(seeds=SEEDS, directions=("cited-by",))

TITLES = (
    "Learning discrete codes of sound", "Learning discrete codes of sound 2", "Learning discrete codes of sound",
    "Learning discrete codes of <i>sound</i>", "Learning Discrete Codes of Sound for Molecule Generation",
    "Jukebox", "LION", "", "Discrete & sparse priors of music", "Discrete and sparse priors of music",
    "Chen Ito: Learning discrete codes of sound (2021).", "[bold]x", "Ueber alles was da ist",
)  # fmt: skip
PEOPLE = (("Chen Ito",), ("C. Ito", "Zoë Bauer"), ("Zoë Bauer",), (), ("Dana Huang",))
SOURCES = ("semantic_scholar", "openalex", "crossref", "opencitations")

FEW = settings(max_examples=int(os.environ.get("EXAMPLES", "40")), deadline=None)

_year = st.none() | st.integers(2016, 2024)
_ids = st.fixed_dictionaries(
    {},
    optional={
        "doi": st.sampled_from(("10.1/a", "10.1/A", "10.1/b", "10.1/c")),
        "arxiv": st.sampled_from(("2101.00001", "2101.00002")),
        "openalex": st.sampled_from(("W1", "W2", "W3")),
    },
)


@st.composite
def records(draw: st.DrawFn, source: str) -> Record:
    """Return what a service says of one of a few works, or of several at once: they make mistakes."""
    venue = draw(st.sampled_from((None, "CVPR", "Proceedings of music")))
    return Record(
        source=source,
        title=draw(st.sampled_from(TITLES)),
        authors=draw(st.sampled_from(PEOPLE)),
        first_year=draw(_year),
        venue=venue,
        venue_year=draw(_year) if venue else None,
        ids=draw(_ids),
        other_ids=draw(st.sampled_from(((), (), ("doi:10.1/d",), ("pmid:7",)))),
        abstract=draw(st.sampled_from((None, "On latent codes.", "On chess."))),
        asked=DAY,
    )


@st.composite
def lists(draw: st.DrawFn) -> Listed:
    """Return a list of a service."""
    source = draw(st.sampled_from(SOURCES))
    named = draw(st.lists(records(source).filter(lambda one: one.title or one.ids), max_size=6))
    return listed(source, *named, seed=draw(st.sampled_from(SEEDS)))


def listed(
    source: str,
    *named: Record,
    seed: str = SEEDS[0],
    direction: Direction = "cited-by",
    round_: int = 1,
) -> Listed:
    search = Search(
        round=round_,
        seed=seed,
        direction=direction,
        source=source,
        outcome="found",
        count=len(named),
        asked=DAY,
    )
    return Listed(search, tuple(Edge(one) for one in named))


def made(
    found: Sequence[Listed],
    before: Trace | None = None,
    *,
    conditions: Conditions | None = None,
    own: Callable[[Candidate], str | None] = lambda _: None,
    **more: Any,
) -> Trace:
    """Return the trace of some lists; `before` is what it was until now."""
    decided = {one.key for one in before.decisions} if before else ()
    others = more.pop("others", {})
    taken = {*more.pop("taken", ()), *(one.key for trace in others.values() for one in trace.candidates)}
    works = Works(taken)
    for one in found:
        take_in(works, one)
    trace = trace_of(
        Trace(day=DAY, question=ASKED, searches=tuple(one.search for one in found)),
        works,
        conditions or Conditions(),
        own=own,
        taken=taken,
        earlier=Earlier(
            {**others, **({"same": before} if before else {})}, "same" if before else None, decided
        ),
        **more,
    ).trace
    return trace.model_copy(update={"decisions": before.decisions}) if before else trace


def record(
    title: str, *authors: str, source: str = "openalex", year: int | None = 2021, **more: Any
) -> Record:
    return Record(source=source, title=title, authors=authors, first_year=year, asked=DAY, **more)


class TestTheSameWhenMadeAgain:
    @FEW
    @given(st.lists(lists(), max_size=5))
    def test_nothing_changes(self, found: list[Listed]) -> None:
        once = made(found)
        assert made(found, once) == once

    @FEW
    @given(st.lists(lists(), min_size=1, max_size=5), st.data())
    def test_after_a_stop_at_any_row(self, found: list[Listed], data: st.DataObject) -> None:
        number = data.draw(st.integers(0, len(found) - 1))
        rows = data.draw(st.integers(0, len(found[number].edges)))
        cut = Listed(found[number].search, found[number].edges[:rows])
        stopped = made([*found[:number], cut], stopped=True)
        assert made(found, stopped) == made(found)

    @FEW
    @given(st.lists(lists(), max_size=4), st.lists(lists(), max_size=3))
    def test_keys_are_unique_and_stay(self, found: list[Listed], more: list[Listed]) -> None:
        once = made(found, taken={"ito2021learning", "Jukebox"})
        keys = [one.key.lower() for one in once.candidates]
        assert len(keys) == len({*keys, "ito2021learning", "jukebox"}) - 2
        again = made([*found, *more], once, taken={"ito2021learning", "Jukebox"})
        keys = [one.key.lower() for one in again.candidates]
        assert len(keys) == len({*keys})

    @FEW
    @given(st.lists(lists(), max_size=4), st.lists(lists(), max_size=4))
    def test_nothing_decided_is_lost_when_services_change_their_minds(
        self, found: list[Listed], other: list[Listed]
    ) -> None:
        once = made(found)
        day = {"decision": "exclude", "day": DAY}
        decisions = [{"key": one.key, **day} for one in once.candidates[::2]]
        once = Trace.model_validate({**once.model_dump(), "decisions": decisions})
        again = made(other, once, conditions=Conditions(years=Years(1990, 1991)))
        keys = {one.key for one in again.candidates}
        assert {one.key for one in once.decisions} <= keys
        links = {
            (one.paper, source) for c in once.candidates[::2] for one in c.reached for source in one.sources
        }
        kept = {
            (one.paper, source) for c in again.candidates for one in c.reached for source in one.sources
        }
        assert links <= kept

    @FEW
    @given(st.lists(lists(), max_size=5))
    def test_the_numbers_add_up(self, found: list[Listed]) -> None:
        trace = made(found, conditions=Conditions(years=Years(2019, 2024)))
        numbers = flow({"t": trace}, pool({"t": trace}))
        assert numbers.uncounted == 0
        named = sum(one.search.count for one in found)
        assert named == numbers.duplicates + total(numbers.left_out) + len(trace.candidates)
