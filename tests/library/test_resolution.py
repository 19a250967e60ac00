"""How a name becomes the real paper: services in order, near twins, wrong ids, services that are down."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from litnotes.library.consensus import consensus
from litnotes.library.resolution import (
    Choose,
    Disagreeing,
    NoneFound,
    NotReached,
    Resolution,
    Resolved,
    ask_together,
    choose,
    resolve,
)
from litnotes.library.same import Wanted
from litnotes.model.record import Record
from tests.fakes import FakeNetwork, FakeSource

TITLE = "Taming Transformers for High-Resolution Image Synthesis"
DOI = "10.1109/cvpr46437.2021.01268"
PREPRINT = Record(
    source="", title=TITLE, authors=("Patrick Esser", "Robin Rombach", "Björn Ommer"), first_year=2020,
    ids={"arxiv": "2012.09841"}, abstract="Designed to learn.",
)  # fmt: skip
VENUE = Record(
    source="", title=TITLE, authors=("Patrick Esser", "Robin Rombach", "Bjorn Ommer"), venue_year=2021,
    venue="2021 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)", ids={"doi": DOI},
    pages="12873-12883",
)  # fmt: skip
BOTH = replace(PREPRINT, venue="Computer Vision and Pattern Recognition",
               ids={"arxiv": "2012.09841", "doi": DOI, "semantic_scholar": "47f7"})  # fmt: skip
TWIN = Record(
    source="", title="Improved Taming Transformers for High-Resolution Image Synthesis",
    authors=("A. Twin",), first_year=2022, ids={"arxiv": "2201.00001"},
)  # fmt: skip


def network(**more: list[Record]) -> FakeNetwork:
    def papers(name: str, *usual: Record) -> list[Record]:
        return [*more.get(name, []), *usual]

    return FakeNetwork(
        [
            FakeSource("arxiv", papers("arxiv", PREPRINT, TWIN), ("arxiv",), searched=True, many=True),
            FakeSource("crossref", papers("crossref", VENUE), ("doi",), searched=True),
            FakeSource("semantic_scholar", papers("semantic_scholar", BOTH), searched=True),
            FakeSource("openalex", papers("openalex", replace(VENUE, ids={"doi": DOI, "openalex": "W1"}),
                       replace(PREPRINT, ids={"arxiv": "2012.09841", "openalex": "W2"})), searched=True),
            FakeSource("datacite", papers("datacite", PREPRINT)),
            FakeSource("doi", papers("doi", VENUE), ("doi",)),
        ]
    )  # fmt: skip


def ask(world: FakeNetwork, **wanted: object) -> Resolution:
    return resolve(Wanted(**wanted), world.sources, world.fetch)  # type: ignore[arg-type]


def resolved(world: FakeNetwork, **wanted: object) -> Resolved:
    outcome = ask(world, **wanted)
    assert isinstance(outcome, Resolved), outcome
    return outcome


WAYS: list[dict[str, object]] = [
    {"title": "taming transformers for high resolution image synthesis"},
    {"ids": {"arxiv": "2012.09841"}},
    {"ids": {"doi": DOI}},
    {"ids": {"doi": DOI, "arxiv": "2012.09841"}},
    {"title": TITLE, "ids": {"arxiv": "2012.09841"}},
]


def test_every_way_to_name_a_paper_ends_at_the_same_record() -> None:
    found = [consensus(resolved(network(), **way).records) for way in WAYS]
    assert all(one == found[0] for one in found)
    values = {name: (one.value, one.source) for name, one in found[0].values.items()}
    assert values["ids.doi"] == (DOI, "crossref")
    assert values["ids.arxiv"][0] == "2012.09841"
    assert (values["year"], values["venue"], values["venue_year"]) == (
        (2020, "arxiv"), ("CVPR", "crossref"), (2021, "crossref")
    )  # fmt: skip


def test_the_record_does_not_depend_on_the_order_of_ids() -> None:
    for order in permutations(("doi", "arxiv")):
        found = []
        for way in WAYS:
            world = network()
            for source in world.sources[2:4]:
                source.kinds = (*order, source.name)
            found.append(consensus(resolved(world, **way).records))
        assert all(one == found[0] for one in found)


def test_no_question_is_asked_twice_and_fallbacks_are_not_asked_without_need() -> None:
    world = network()
    resolved(world, ids={"arxiv": "2012.09841"})
    assert len(world.log) == len({*world.log})
    assert not [one for one in world.log if one.startswith(("datacite", "doi."))]


def test_a_service_that_is_down_is_skipped_and_named() -> None:
    world = network()
    world.down = {"semantic_scholar"}
    found = resolved(world, title=TITLE)
    assert {one.service: one.outcome for one in found.asked}["semantic_scholar"] == "failed"
    assert {record.source for record in found.records} >= {"openalex"}


def test_asks_datacite_and_doi_org_if_registries_have_nothing() -> None:
    world = network()
    world.down = {"arxiv", "crossref", "semantic_scholar", "openalex"}
    assert [one.source for one in resolved(world, ids={"arxiv": "2012.09841"}).records] == ["datacite"]
    assert [one.source for one in resolved(world, ids={"doi": DOI}).records] == ["doi"]


def searched(world: FakeNetwork) -> list[str]:
    return [one.split(".")[0] for one in world.log if "/title/" in one]


def test_the_first_service_that_has_the_title_ends_the_search_if_author_or_year_is_known() -> None:
    world = network()
    resolved(world, title=TITLE, first_year=2020)
    assert searched(world) == ["semantic_scholar"]


def test_a_title_alone_is_searched_until_a_second_service_answers() -> None:
    world = network()
    resolved(world, title=TITLE)
    assert searched(world) == ["semantic_scholar", "openalex"]
    world = network()
    world.down = {"openalex"}
    resolved(world, title=TITLE)
    assert searched(world) == ["semantic_scholar", "openalex", "arxiv"]


def test_a_wrong_first_hit_is_offered_not_taken() -> None:
    world = network(semantic_scholar=[TWIN])
    for source in world.sources:
        source.papers = [one for one in source.papers if one.title == TWIN.title]
    outcome = ask(world, title=TITLE)
    assert isinstance(outcome, Choose)
    assert [one.record.title for one in outcome.candidates] == [TWIN.title]
    assert "improved" in outcome.candidates[0].match.penalties[0]


def test_accepts_the_right_paper_after_a_wrong_first_hit() -> None:
    world = network(semantic_scholar=[TWIN])
    found = resolved(world, title=TITLE)
    assert {record.title for record in found.records} == {TITLE}


def test_does_not_offer_dissimilar_titles() -> None:
    other = replace(TWIN, title="Taming wild horses in the mountains of Asia")
    world = FakeNetwork([FakeSource("crossref", [other], searched=True)])
    assert isinstance(ask(world, title=TITLE), NoneFound)


def test_never_accepts_a_search_result_for_a_short_name() -> None:
    world = FakeNetwork(
        [FakeSource("semantic_scholar", [replace(TWIN, title="DLFormer: Discrete Latent Transformer")],
                    searched=True)]
    )  # fmt: skip
    outcome = ask(world, short_names=("DLFormer",))
    assert isinstance(outcome, Choose)
    assert [one.record.title for one in outcome.candidates] == ["DLFormer: Discrete Latent Transformer"]


def test_offers_both_papers_with_one_title() -> None:
    title = "Zero-Shot Text-to-Image Generation"
    one = Record(source="", title=title, authors=("Aditya Ramesh",), ids={"arxiv": "2102.12092"})
    other = Record(source="", title=title, authors=("Zoe Lee",), ids={"arxiv": "2304.00001"})
    world = FakeNetwork([FakeSource("openalex", [one, other], searched=True)])
    outcome = ask(world, title=title)
    assert isinstance(outcome, Choose)
    assert len(outcome.candidates) == 2
    assert isinstance(ask(world, title=title, authors=("A. Ramesh",), first_year=2021), Resolved)


def test_a_candidate_that_is_picked_is_asked_for_everywhere() -> None:
    world = network()
    found = choose(world.sources[2].papers[0], world.sources, world.fetch)
    assert consensus(found.records) == consensus(resolved(network(), title=TITLE).records)


def test_an_id_that_is_not_of_the_title_is_attached_to_neither() -> None:
    outcome = ask(network(), title=TITLE, ids={"arxiv": "2201.00001"})
    assert isinstance(outcome, Disagreeing)
    assert outcome.how == (
        'arXiv 2201.00001 belongs to "Improved Taming Transformers for High-Resolution Image Synthesis" '
        f'(A. Twin, 2022), not to "{TITLE}", which is arXiv 2012.09841 and DOI {DOI}'
    )


def test_does_not_attach_an_unknown_id_to_the_paper_of_the_title() -> None:
    outcome = ask(network(), title=TITLE, ids={"arxiv": "2103.01715"})
    assert isinstance(outcome, Disagreeing)
    assert "no service has arXiv 2103.01715; " in outcome.how


def test_reports_two_ids_of_two_papers() -> None:
    outcome = ask(network(), ids={"arxiv": "2201.00001", "doi": DOI})
    assert isinstance(outcome, Disagreeing)
    assert DOI in outcome.how


def test_ignores_and_reports_a_wrong_link_of_a_service() -> None:
    wrong = replace(PREPRINT, ids={"arxiv": "2012.09841", "doi": "10.65215/repost", "openalex": "W9"})
    repost = Record(source="", title="A fast renderer of hair", ids={"doi": "10.65215/repost"})
    world = network(openalex=[wrong], crossref=[repost])
    found = resolved(world, ids={"arxiv": "2012.09841"})
    assert any("A fast renderer of hair" in one for one in found.remarks)
    assert all(record.ids.get("doi") != "10.65215/repost" for record in found.records)
    assert consensus(found.records).values["ids.doi"].value == DOI


@pytest.mark.parametrize(
    "wanted", [{"ids": {"arxiv": "2909.00001"}}, {"title": "Quiet Quantizers of the Deep Sea Floor"}]
)
def test_reports_an_unknown_paper_as_not_found(wanted: dict[str, object]) -> None:
    outcome = ask(network(), **wanted)
    assert isinstance(outcome, NoneFound)
    assert {one.outcome for one in outcome.asked} == {"not found"}


def test_distinguishes_no_answer_from_nothing_found() -> None:
    world = network()
    world.down = {source.name for source in world.sources}
    for way in WAYS:
        outcome = ask(world, **way)
        assert isinstance(outcome, NotReached)
        assert {one.outcome for one in outcome.asked} == {"failed"}


def test_many_papers_are_asked_for_together_and_only_the_rest_alone() -> None:
    world = network()
    batch = ask_together(
        [{"arxiv": "2012.09841"}, {"arxiv": "2201.00001"}, {"arxiv": "2909.1"}], world.sources, world.fetch
    )
    assert len(world.log) == 1
    found = resolve(Wanted(ids={"arxiv": "2012.09841"}), world.sources, world.fetch, batch)
    assert isinstance(found, Resolved)
    assert not [one for one in world.log[1:] if one.startswith("arxiv")]
    assert consensus(found.records) == consensus(resolved(network(), title=TITLE).records)


def test_a_service_that_fails_for_many_is_not_asked_for_each() -> None:
    world = network()
    world.down = {"arxiv"}
    batch = ask_together([{"arxiv": "2012.09841"}], world.sources, world.fetch)
    resolve(Wanted(ids={"arxiv": "2012.09841"}), world.sources, world.fetch, batch)
    assert len([one for one in world.log if one.startswith("arxiv")]) == 1
