"""Own papers that are one: found for certain, or suspected."""

from __future__ import annotations

import random
import time
from dataclasses import replace

from litnotes.library.identify import Library
from litnotes.library.twins import certain, claims, suspects
from litnotes.model.paper import Paper
from litnotes.model.record import Record

TITLE = "Taming Transformers for High-Resolution Image Synthesis"


def paper(key: str, title: str = TITLE, **values: object) -> Paper:
    return Paper(key=key, record="given", title=title, **values)


def same_as(what: Record, library: Library) -> Paper | None:
    return certain(claims(what, library.called))


def keys(papers: list[Paper]) -> list[tuple[str, str]]:
    return [(pair.one.key, pair.other.key) for pair in suspects(papers)]


def test_a_record_with_a_shared_id_and_similar_title_is_that_paper() -> None:
    own = paper(
        "esser", ids={"arxiv": "2012.09841"}, other_ids=("doi:10.1109/TPAMI.1",), authors=("Patrick Esser",)
    )
    library = Library([own])
    title = "VQGAN: Taming Transformer Models for High-Resolution Images"
    for ids in ({"arxiv": "2012.09841"}, {"doi": "10.1109/tpami.1"}):
        again = Record(source="crossref", title=title, authors=("P. Esser",), ids=ids)
        assert same_as(again, library) == own
        assert same_as(replace(again, title=""), library) == own
        assert same_as(replace(again, title="A fast renderer of hair"), library) is None
    assert same_as(Record(source="crossref", title=title, ids={"doi": "10.1/x"}), library) is None


def test_an_id_is_enough_where_only_a_name_was_typed() -> None:
    own = Paper(key="vq", record="not looked up", title="VQGAN", ids={"arxiv": "2012.09841"})
    assert same_as(Record(source="arxiv", title=TITLE, ids={"arxiv": "2012.09841"}), Library([own])) == own


def test_a_record_of_the_same_title_and_people_is_that_paper() -> None:
    own = paper("esser", authors=("Patrick Esser", "Robin Rombach"), year=2020)
    library = Library([own])
    again = Record(source="bibtex", title=TITLE.lower(), authors=("Esser, P.",), venue_year=2021)
    assert same_as(again, library) == own
    other = Record(source="bibtex", title=TITLE, authors=("Zoe Lee",), venue_year=2021)
    assert same_as(other, library) is None


def test_papers_with_two_arxiv_ids_and_one_title_are_two() -> None:
    library = Library([paper("one", ids={"arxiv": "2006.08205"})])
    assert same_as(Record(source="arxiv", title=TITLE, ids={"arxiv": "2010.09351"}), library) is None
    assert (
        keys([paper("one", ids={"arxiv": "2006.08205"}), paper("two", ids={"arxiv": "2010.09351"})]) == []
    )


def test_reports_each_suspected_pair_once_with_the_reason() -> None:
    both = [
        paper("two", ids={"doi": "10.1/x"}, authors=("P. Esser",), year=2020),
        paper("one", ids={"doi": "10.1/X"}, authors=("P. Esser",), year=2020),
    ]
    found = suspects(both)
    assert [(pair.one.key, pair.other.key, pair.why) for pair in found] == [
        ("one", "two", "both have doi 10.1/x")
    ]


def test_a_preprint_and_its_venue_version_are_suspected() -> None:
    preprint = paper("a", ids={"arxiv": "2012.09841"}, year=2020, authors=("Patrick Esser",))
    version = paper("b", TITLE.upper(), ids={"doi": "10.1/x"}, venue_year=2021, authors=("Esser, P.",))
    assert keys([version, preprint]) == [("a", "b")]


def test_titles_alike_need_the_same_first_author_and_year() -> None:
    slip = TITLE.replace("Transformers", "Transformer")
    one = paper("a", authors=("Patrick Esser",), year=2020)
    assert keys([one, paper("b", slip, authors=("P. Esser",), year=2021)]) == [("a", "b")]
    assert keys([one, paper("b", slip, authors=("P. Esser",), year=2023)]) == []
    assert keys([one, paper("b", slip, authors=("R. Rombach",), year=2020)]) == []


def test_near_twins_are_no_suspects() -> None:
    same = {"authors": ("Bo Pang",), "year": 2020}
    title = "Learning Latent Space Energy-Based Prior Model"
    assert keys([paper("a", title, **same), paper("b", f"{title} for Molecule Generation", **same)]) == []


def test_ten_thousand_papers_are_compared_in_little_time() -> None:
    chance = random.Random(3)
    words = [f"word{number}" for number in range(900)]
    many = [
        paper(
            f"k{number:05}",
            " ".join(chance.choices(words, k=9)),
            authors=(f"A. Name{chance.randrange(120)}",),
            year=chance.randrange(2012, 2024),
        )
        for number in range(10_000)
    ]
    began = time.process_time()
    suspects(many)
    assert time.process_time() - began < 20  # each with each would take minutes
