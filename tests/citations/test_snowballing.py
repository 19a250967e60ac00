"""Traces: the same lists make the same file, whenever they come, and nobody loses a key or a decision."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from litnotes.citations.earlier import EarlierCandidates
from litnotes.citations.lists import CitationList
from litnotes.citations.snowballing import Conditions, seeds_of_round, take_in, trace_of, with_keys
from litnotes.citations.works import Works
from litnotes.model.candidate import Candidate, Direction, Reached, Search, Trace, TraceQuestion
from litnotes.model.paper import Paper
from litnotes.model.query import YearRange
from litnotes.model.record import Record
from litnotes.screening.prisma import flow, total
from litnotes.screening.rounds import all_rounds, rounds
from litnotes.screening.standing import standings_of
from litnotes.sources.service import Edge

DAY = datetime.date(2024, 6, 2)
SEEDS = ("one2020seed", "two2021seed")
ASKED = TraceQuestion(seeds=SEEDS, directions=("cited-by",))

TITLES = (
    "Learning discrete codes of sound", "Learning discrete codes of sound 2",
    "Learning discrete codes of sound",
    "Learning discrete codes of <i>sound</i>", "Learning Discrete Codes of Sound for Molecule Generation",
    "Jukebox", "LION", "", "Discrete & sparse priors of music", "Discrete and sparse priors of music",
    "Chen Ito: Learning discrete codes of sound (2021).", "[bold]x", "Ueber alles was da ist",
)  # fmt: skip
PEOPLE = (("Chen Ito",), ("C. Ito", "Zoë Bauer"), ("Zoë Bauer",), (), ("Dana Huang",))
SOURCES = ("semantic_scholar", "openalex", "crossref", "opencitations")

FEW = settings(max_examples=int(os.environ.get("EXAMPLES", "25")), deadline=None)

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
def lists(draw: st.DrawFn) -> CitationList:
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
) -> CitationList:
    search = Search(
        round=round_,
        seed=seed,
        direction=direction,
        source=source,
        outcome="found",
        count=len(named),
        asked=DAY,
    )
    return CitationList(search, tuple(Edge(one) for one in named))


def made(
    found: Sequence[CitationList],
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
        earlier=EarlierCandidates(
            {**others, **({"same": before} if before else {})}, "same" if before else None, decided
        ),
        **more,
    )
    return trace.model_copy(update={"decisions": before.decisions}) if before else trace


def record(
    title: str, *authors: str, source: str = "openalex", year: int | None = 2021, **more: Any
) -> Record:
    return Record(source=source, title=title, authors=authors, first_year=year, asked=DAY, **more)


SOUND, SOUND_2 = TITLES[:2]
MUSIC, MUSIC_AND = TITLES[8:10]
DOI_A = {"doi": "10.1/a"}


def scholar(title: str, *authors: str, **more: Any) -> Record:
    return record(title, *authors, source="semantic_scholar", year=None, **more)


AUTHORS_WITHOUT_A_TITLE = [
    listed("openalex", record(MUSIC_AND, "Chen Ito", year=None, ids=DOI_A)),
    listed(
        "semantic_scholar",
        scholar(SOUND, "Chen Ito"),
        scholar("", "Zoë Bauer", ids=DOI_A),
        scholar(MUSIC, "Chen Ito", ids=DOI_A),
    ),
]
"""Two spellings of a title with one DOI, and authors without a title who are others."""
AN_ID_OF_NEAR_TWINS = [
    listed("semantic_scholar", scholar(SOUND_2, ids=DOI_A), scholar(SOUND, "Chen Ito", ids=DOI_A)),
    listed("semantic_scholar", scholar(SOUND_2, "Chen Ito"), scholar("", "Chen Ito", ids=DOI_A)),
]
"""Near twins with one DOI, and a row without title that has the DOI too."""


@pytest.mark.gate
class TestTheSameWhenMadeAgain:
    @FEW
    @given(st.lists(lists(), max_size=5))
    @example(AUTHORS_WITHOUT_A_TITLE)
    @example(AN_ID_OF_NEAR_TWINS)
    def test_nothing_changes(self, found: list[CitationList]) -> None:
        once = made(found)
        assert made(found, once) == once

    @FEW
    @given(st.lists(lists(), max_size=5))
    def test_nothing_changes_where_some_are_own_papers(self, found: list[CitationList]) -> None:
        def own(candidate: Candidate) -> str | None:
            return "mine2021" if ("doi", "10.1/a") in candidate.all_ids() else None

        once = made(found, own=own)
        assert made(found, once, own=own) == once

    @FEW
    @given(st.lists(lists(), min_size=1, max_size=5), st.data())
    def test_after_a_stop_at_any_row(self, found: list[CitationList], data: st.DataObject) -> None:
        number = data.draw(st.integers(0, len(found) - 1))
        rows = data.draw(st.integers(0, len(found[number].edges)))
        cut = CitationList(found[number].search, found[number].edges[:rows])
        stopped = made([*found[:number], cut], stopped=True)
        assert made(found, stopped) == made(found)

    @FEW
    @given(st.lists(lists(), max_size=4), st.lists(lists(), max_size=3))
    def test_keys_are_unique_and_stay(self, found: list[CitationList], more: list[CitationList]) -> None:
        once = made(found, taken={"ito2021learning", "Jukebox"})
        keys = [one.key.lower() for one in once.candidates]
        assert len(keys) == len({*keys, "ito2021learning", "jukebox"}) - 2
        again = made([*found, *more], once, taken={"ito2021learning", "Jukebox"})
        keys = [one.key.lower() for one in again.candidates]
        assert len(keys) == len({*keys})

    @FEW
    @given(st.lists(lists(), max_size=4), st.lists(lists(), max_size=4))
    def test_nothing_decided_is_lost_when_services_change_their_minds(
        self, found: list[CitationList], other: list[CitationList]
    ) -> None:
        once = made(found)
        day = {"decision": "exclude", "day": DAY}
        decisions = [{"key": one.key, **day} for one in once.candidates[::2]]
        once = Trace.model_validate({**once.model_dump(), "decisions": decisions})
        again = made(other, once, conditions=Conditions(years=YearRange(1990, 1991)))
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
    def test_the_numbers_add_up(self, found: list[CitationList]) -> None:
        trace = made(found, conditions=Conditions(years=YearRange(2019, 2024)))
        numbers = flow({"t": trace}, standings_of({"t": trace}))
        assert numbers.uncounted == 0
        named = sum(one.search.count for one in found)
        assert named == numbers.duplicates + total(numbers.left_out) + len(trace.candidates)


def test_authors_without_a_title_are_not_those_of_the_title() -> None:
    one, two = made(AUTHORS_WITHOUT_A_TITLE).candidates
    assert (one.title, one.authors) == (MUSIC, ("Chen Ito",))
    assert (two.title, two.authors) == (SOUND, ("Chen Ito",))


def test_a_row_without_title_unites_no_near_twins() -> None:
    """Also where a stop came before it."""
    whole = made(AN_ID_OF_NEAR_TWINS)
    assert sorted(one.title for one in whole.candidates) == [SOUND, SOUND_2]
    stopped = made(AN_ID_OF_NEAR_TWINS[:1], stopped=True)
    assert made(AN_ID_OF_NEAR_TWINS, stopped) == whole


class TestKnownBefore:
    def test_a_work_keeps_its_key_with_more_records(self) -> None:
        once = made(
            [
                listed(
                    "openalex",
                    record("Learning discrete codes of sound", "Chen Ito", ids={"doi": "10.1/a"}),
                )
            ]
        )
        first = record(
            "Learning discrete codes of sound", "Dana Huang", "Chen Ito", year=2020, ids={"doi": "10.1/a"}
        )
        again = made([listed("crossref", first)], once)
        assert [one.key for one in again.candidates] == ["ito2021learning"]

    def test_a_work_with_only_an_id_keeps_its_key_when_it_gets_a_title(self) -> None:
        once = made([listed("opencitations", record("", year=None, ids={"doi": "10.1/a"}))])
        assert [one.title for one in once.candidates] == ["doi 10.1/a"]
        again = made(
            [listed("openalex", record("A title at last for it", "Chen Ito", ids={"doi": "10.1/a"}))], once
        )
        assert [(one.key, one.title) for one in again.candidates] == [("doi101a", "A title at last for it")]

    def test_what_no_list_names_any_more_is_kept(self) -> None:
        once = made([listed("openalex", record("Learning discrete codes of sound", "Chen Ito"))])
        again = made([listed("openalex")], once)
        assert (again.candidates, again.kept) == (once.candidates, 1)
        numbers = flow({"t": again}, standings_of({"t": again}))
        assert (numbers.identified, numbers.kept, numbers.duplicates, numbers.uncounted) == (1, 1, 0, 0)

    def test_near_twins_do_not_exchange_keys(self) -> None:
        one = record("Learning discrete codes of sound", "Chen Ito", ids={"doi": "10.1/a"})
        two = record("Learning discrete codes of sound 2", "Chen Ito", ids={"doi": "10.1/a"})
        once = made([listed("openalex", one, two)])
        again = made([listed("openalex", two, one)], once)
        assert {one.key: one.title for one in again.candidates} == {
            one.key: one.title for one in once.candidates
        }

    def test_of_two_merged_candidates_the_decided_one_stays(self) -> None:
        first = record("Learning discrete codes of sound", "Chen Ito", ids={"doi": "10.1/a"})
        second = record("Discrete codes learned of sound", "Chen Ito", ids={"arxiv": "2101.00001"})
        both = record(
            "Learning discrete codes of sound", "Chen Ito", ids={"doi": "10.1/a", "arxiv": "2101.00001"}
        )
        once = made([listed("openalex", first, second)])
        day = {"decision": "exclude", "day": DAY}
        for decided, left in (((1,), 1), ((0,), 1), ((0, 1), 2), ((), 1)):
            keys = [once.candidates[number].key for number in decided]
            before = Trace.model_validate(
                {**once.model_dump(), "decisions": [{"key": key, **day} for key in keys]}
            )
            again = made([listed("openalex", first, second, both)], before)
            assert len(again.candidates) == left
            assert {*keys} <= {one.key for one in again.candidates}
            assert made([listed("openalex", first, second, both)], again) == again

    def test_a_work_has_one_key_in_all_traces(self) -> None:
        other = made(
            [
                listed(
                    "openalex",
                    record("Learning discrete codes of sound", "Chen Ito", ids={"doi": "10.1/a"}),
                )
            ]
        )
        twin = record("Learning discrete codes of sound 2", "Chen Ito")
        same = record("Learning Discrete Codes of Sound", "C. Ito", source="crossref")
        trace = made([listed("openalex", twin), listed("crossref", same)], others={"2024-06-01-x": other})
        assert [one.key for one in trace.candidates] == ["ito2021learninga", "ito2021learning"]

    def test_a_paper_of_the_library_keeps_its_key(self) -> None:
        found = [
            listed(
                "openalex", record("Learning discrete codes of sound", "Chen Ito", ids={"doi": "10.1/a"})
            )
        ]
        trace = made(found, own=lambda one: "mine2021" if one.ids.get("doi") == "10.1/a" else None)
        assert [one.key for one in trace.candidates] == ["mine2021"]

    def test_two_works_of_one_paper_are_one_candidate(self) -> None:
        found = [
            listed(
                "openalex",
                record("Learning codes of sound", "Chen Ito"),
                record("Codes of music in 3D", "Zoë Bauer"),
            )
        ]
        trace = made(found, own=lambda _: "mine2021")
        (one,) = trace.candidates
        assert (one.key, one.title) == ("mine2021", "Learning codes of sound")
        assert made(found, trace, own=lambda _: "mine2021") == trace


class TestConditions:
    FOUND = (
        record("Codes of sound in a year", "Chen Ito", year=2019, abstract="On latent codes."),
        record("Codes of music in no year", "Chen Ito", year=None, abstract="On chess."),
        record("Latent titles of some sort", "Chen Ito", year=2022, abstract="On chess."),
        record("No abstract is given here", "Chen Ito", year=2022),
    )

    def titles(self, conditions: Conditions) -> tuple[set[str], dict[str, int]]:
        trace = made([listed("openalex", *self.FOUND)], conditions=conditions)
        return {one.title.split()[-1] for one in trace.candidates}, {
            one.why: one.works for one in trace.left_out
        }

    @pytest.mark.parametrize(
        ("years", "kept"),
        [
            (YearRange(2020, None), {"year", "sort", "here"}),
            (YearRange(2019, 2019), {"year"}),
            (YearRange(None, 2021), {"year"}),
            (YearRange(2022, 2022), {"year", "sort", "here"}),
        ],
    )
    def test_of_years_keep_the_undated(self, years: YearRange, kept: set[str]) -> None:
        found = made([listed("openalex", *self.FOUND)], conditions=Conditions(years=years)).candidates
        assert None in {one.year for one in found}
        assert all(
            one.year is None or (years.first or 0) <= one.year <= (years.last or 9999) for one in found
        )
        assert {one.title.split()[-1] for one in found} == kept

    def test_of_words_look_into_titles_and_abstracts(self) -> None:
        kept, left_out = self.titles(Conditions(matches=lambda text: "latent" in text.lower()))
        assert (len(kept), left_out) == (3, {"match": 1})

    def test_do_not_drop_what_is_decided(self) -> None:
        once = made([listed("openalex", *self.FOUND)])
        day = {"decision": "include", "day": DAY}
        before = Trace.model_validate(
            {**once.model_dump(), "decisions": [{"key": once.candidates[0].key, **day}]}
        )
        again = made(
            [listed("openalex", *self.FOUND)], before, conditions=Conditions(years=YearRange(2022, None))
        )
        assert once.candidates[0].key in {one.key for one in again.candidates}


class TestSeeds:
    PAPER = Paper(
        key=SEEDS[0],
        record="looked up",
        title="Neural codes of everything",
        authors=("Ada One",),
        year=2020,
        ids={"doi": "10.1/seed"},
        added=DAY,
    )

    @pytest.mark.parametrize(
        "named",
        [
            record("Neural codes of everything", "Ada One", year=2020),
            record("", year=None, ids={"doi": "10.1/SEED"}),
            record("Neural Codes of Everything", "A. One", year=2021, ids={"arxiv": "2001.00001"}),
        ],
    )
    def test_are_no_candidates_though_they_are_not_in_the_index(self, named: Record) -> None:
        trace = made([listed("openalex", named)], papers=[self.PAPER])
        assert trace.candidates == ()
        assert [(one.why, one.works) for one in trace.left_out] == [("seed", 1)]

    def test_their_twins_are(self) -> None:
        trace = made(
            [listed("openalex", record("Neural codes of everything 2", "Ada One"))], papers=[self.PAPER]
        )
        assert len(trace.candidates) == 1

    def test_have_the_keys_after_merging(self) -> None:
        found = [
            listed("openalex", record("Learning codes of sound", "Chen Ito"), seed=seed) for seed in SEEDS
        ]
        trace = with_keys(made(found), {SEEDS[1]: SEEDS[0]})
        assert trace.question.seeds == SEEDS[:1]
        assert {one.seed for one in trace.searches} == {SEEDS[0]}
        assert [reached.paper for one in trace.candidates for reached in one.reached] == [SEEDS[0]]
        assert with_keys(trace, {}) is trace

    def test_of_a_further_round_are_the_included_candidates(self) -> None:
        found = [
            listed(
                "openalex",
                record("Learning codes of sound", "Chen Ito"),
                record("Codes of chess games", "Zoë Bauer"),
            ),
            listed("openalex", record("Later codes of sound", "Chen Ito"), round_=2),
        ]
        trace = made(found)
        seeds = seeds_of_round(trace, 2, {"ito2021learning", "ito2021later"})
        assert [(one.key, one.round) for one in seeds] == [("ito2021learning", 2)]
        assert [one.key for one in seeds_of_round(trace, 3, {"ito2021later"})] == ["ito2021later"]


class TestSaturation:
    def test_each_round_by_what_it_was_the_first_to_find(self) -> None:
        found = [
            listed(
                "openalex",
                record("Learning codes of sound", "Chen Ito"),
                record("Codes of chess games", "Zoë Bauer"),
            ),
            listed(
                "crossref",
                record("Learning codes of sound", "Chen Ito"),
                record("Later codes of sound", "Chen Ito"),
                seed="ito2021learning",
                round_=2,
            ),
        ]
        trace = made(found)
        day = {"day": DAY}
        decisions = [
            {"key": "ito2021learning", "decision": "include", **day},
            {"key": "bauer2021codes", "decision": "exclude", **day},
            {"key": "ito2021later", "decision": "unsure", **day},
        ]
        trace = Trace.model_validate({**trace.model_dump(), "decisions": decisions})
        numbers = rounds("t", {"t": trace}, standings_of({"t": trace}))
        assert [(one.round, one.seeds, one.found, one.screened, one.included) for one in numbers] == [
            (1, 1, 2, 2, 1),
            (2, 1, 1, 0, 0),
        ]

    def test_what_an_earlier_trace_found_is_not_new(self) -> None:
        found = [listed("openalex", record("Learning codes of sound", "Chen Ito"))]
        first = made(found)
        second = made(found, others={"a": first})
        later = second.model_copy(update={"day": second.day + datetime.timedelta(days=1)})
        both = {"a": first, "b": later}
        assert [one.found for one in rounds("b", both, standings_of(both))] == [0]
        assert [one.found for one in rounds("a", both, standings_of(both))] == [1]
        same_day = {"a": first, "b": second}  # of which nobody knows which was first
        assert [one.found for one in all_rounds(same_day, standings_of(same_day))] == [1, 1]


class TestTakenIn:
    def test_keeps_the_facts_of_an_edge(self) -> None:
        search = listed("semantic_scholar").search
        edge = Edge(
            record("Learning codes of sound", "Chen Ito"),
            ("We follow it.",),
            ("methodology",),
            influential=False,
        )
        works = Works()
        take_in(works, CitationList(search, (edge,)))
        (work,) = works.found()
        assert list(work.links.values()) == [
            Reached(
                paper=SEEDS[0],
                direction="cited-by",
                sources=("semantic_scholar",),
                contexts=("We follow it.",),
                intents=("methodology",),
            )
        ]
