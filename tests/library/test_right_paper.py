"""No wrong paper: registries confirm ids, and what speaks against a paper decides everywhere."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from litnotes.library.consensus import consensus
from litnotes.library.fill import look_up
from litnotes.library.identify import Contradictory, Library, Recorded, Several
from litnotes.library.join import join
from litnotes.library.resolution import Choose, Disagreeing, Resolution, Resolved, resolve
from litnotes.library.same import Wanted, compare, wanted_of
from litnotes.library.twins import certain, claims
from litnotes.model.paper import Paper
from litnotes.model.record import Record
from tests.fakes import FakeNetwork, FakeSource

KINDS = {
    "arxiv": ("arxiv",),
    "crossref": ("doi",),
    "semantic_scholar": ("arxiv", "doi"),
    "openalex": ("doi", "arxiv"),
    "datacite": ("arxiv",),
    "doi": ("doi",),
}
SEARCHED = {"arxiv", "crossref", "semantic_scholar", "openalex"}


def record(title: str, *authors: str, source: str = "", **values: Any) -> Record:
    return Record(source=source, title=title, authors=authors, **values)


def network(**records: list[Record]) -> FakeNetwork:
    return FakeNetwork(
        [
            FakeSource(name, records.get(name, []), kinds, searched=name in SEARCHED)
            for name, kinds in KINDS.items()
        ]
    )


def ask(world: FakeNetwork, **wanted: Any) -> Resolution:
    return resolve(Wanted(**wanted), world.sources, world.fetch)


def ids_of(outcome: Resolution) -> dict[str, str]:
    """Return all ids that a look-up ends with, the further ones too."""
    assert isinstance(outcome, Resolved), outcome
    found = consensus(outcome.records)
    shown = {name[4:]: one.value for name, one in found.values.items() if name.startswith("ids.")}
    return shown | {one.split(":")[0] + " too": one for one in found.other_ids}


SMALL = "Quiet Pre-training of Deep Transformers for Language"
LARGE = "A Robustly Tuned Quiet Pre-training Approach"
SMALL_DOI, SMALL_ARXIV, LARGE_ARXIV = "10.5555/small", "1810.00001", "1907.00002"
SMALL_HERE = record(SMALL, "Ann Bo", "Cy Do", first_year=2018, ids={"arxiv": SMALL_ARXIV})
LARGE_HERE = record(LARGE, "Eve Fox", "Gus Hay", first_year=2019, ids={"arxiv": LARGE_ARXIV})
LIE = record(SMALL, "Ann Bo", "Cy Do", venue_year=2019, ids={"doi": SMALL_DOI, "arxiv": LARGE_ARXIV})


@pytest.mark.parametrize("number", [SMALL_ARXIV, "1910.00001"])
@pytest.mark.parametrize("of_service", ["crossref", "openalex", "semantic_scholar"])
def test_an_id_that_its_registry_gives_to_another_paper_is_left_out_and_named(
    of_service: str, number: str
) -> None:
    """In whatever order: the right id may come first in the alphabet, or last."""
    here = record(SMALL, "Ann Bo", "Cy Do", first_year=2018, ids={"arxiv": number})
    world = network(arxiv=[here, LARGE_HERE], **{of_service: [LIE]})
    for wanted in ({"ids": {"doi": SMALL_DOI}}, {"ids": {"doi": SMALL_DOI, "arxiv": number}},
                   {"title": SMALL, "authors": ("Ann Bo",)}):  # fmt: skip
        outcome = ask(world, **wanted)
        assert LARGE_ARXIV not in ids_of(outcome).values(), wanted
        assert f"arxiv:{LARGE_ARXIV}" not in ids_of(outcome).values(), wanted
        assert isinstance(outcome, Resolved)
        was_named = of_service in {one.source for one in outcome.records}
        assert was_named or "title" in wanted
        assert any(LARGE_ARXIV in one for one in outcome.remarks) == was_named, outcome.remarks


def test_an_id_that_no_registry_confirms_is_left_out_and_named() -> None:
    world = network(arxiv=[SMALL_HERE], semantic_scholar=[
        record(SMALL, "Ann Bo", first_year=2018, ids={"arxiv": SMALL_ARXIV, "doi": "10.5555/gone"})
    ])  # fmt: skip
    outcome = ask(world, title=SMALL)
    assert ids_of(outcome) == {"arxiv": SMALL_ARXIV}
    assert isinstance(outcome, Resolved)
    assert any("10.5555/gone" in one for one in outcome.remarks)


def test_a_registry_that_is_down_confirms_nothing_but_another_may() -> None:
    both = record(SMALL, "Ann Bo", first_year=2018, ids={"arxiv": SMALL_ARXIV, "doi": SMALL_DOI})
    known = record(SMALL, "Ann Bo", venue_year=2019, ids={"doi": SMALL_DOI})
    world = network(arxiv=[SMALL_HERE], crossref=[known], semantic_scholar=[both], doi=[known])
    world.down = {"crossref"}
    assert ids_of(ask(world, title=SMALL)) == {"arxiv": SMALL_ARXIV, "doi": SMALL_DOI}
    world.down = {"crossref", "doi"}
    assert ids_of(ask(world, title=SMALL)) == {"arxiv": SMALL_ARXIV}


def test_a_typed_id_that_cannot_be_confirmed_now_stays_the_typed_one() -> None:
    world = network(crossref=[record(SMALL, "Ann Bo", venue_year=2019, ids={"doi": SMALL_DOI})])
    world.down = {"arxiv", "datacite"}
    outcome = ask(world, title=SMALL, ids={"doi": SMALL_DOI, "arxiv": SMALL_ARXIV})
    assert ids_of(outcome)["doi"] == SMALL_DOI


def test_a_typed_id_of_no_paper_is_refused_even_if_the_record_has_none_of_its_kind() -> None:
    world = network(crossref=[record(SMALL, "Ann Bo", venue_year=2019, ids={"doi": SMALL_DOI})])
    outcome = ask(world, title=SMALL, ids={"arxiv": "2101.99999"})
    assert isinstance(outcome, Disagreeing)
    assert "2101.99999" in outcome.how


def test_a_typed_id_of_another_paper_is_refused() -> None:
    world = network(
        arxiv=[LARGE_HERE], crossref=[record(SMALL, "Ann Bo", venue_year=2019, ids={"doi": SMALL_DOI})]
    )
    assert isinstance(ask(world, title=SMALL, ids={"arxiv": LARGE_ARXIV}), Disagreeing)


@pytest.mark.parametrize("title", ["Quiet 7B", "Loud Gym", "Jukebox"])
def test_an_agreeing_id_decides_for_a_short_title(title: str) -> None:
    world = network(arxiv=[record(title, "Ann Bo", first_year=2023, ids={"arxiv": "2310.00003"})])
    assert isinstance(ask(world, title=title, ids={"arxiv": "2310.00003"}), Resolved)


SHARED = [
    ("Can a Quiet Description of Physical Reality Be Considered Complete?",
     record("", "Al One", "Bo Two", venue_year=1935), record("", "Ni Three", venue_year=1935)),
    ("Guessing under Doubt: Rules of Thumb and Biases in Thought",
     record("", "Am Four", "Da Five", venue_year=1974), record("", "Da Five", "Am Four", venue_year=1982)),
]  # fmt: skip


@pytest.mark.parametrize(("title", "one", "other"), SHARED)
def test_a_title_of_two_works_is_asked_whichever_service_names_which(
    title: str, one: Record, other: Record
) -> None:
    from dataclasses import replace

    first = replace(one, title=title, ids={"doi": "10.5555/first"})
    second = replace(other, title=title, ids={"doi": "10.5555/second"})
    world = network(semantic_scholar=[first], openalex=[second, first], crossref=[first, second])
    outcome = ask(world, title=title)
    assert isinstance(outcome, Choose)
    assert {one.record.ids["doi"] for one in outcome.candidates} == {"10.5555/first", "10.5555/second"}
    assert isinstance(ask(world, title=title, authors=first.authors, first_year=first.venue_year), Resolved)


OLD = record("Understanding Quiet Networks Requires Rethinking Generalization", "Chi Zed", "Sam Ben",
             first_year=2016, ids={"arxiv": "1611.00530", "doi": "10.5555/3446776"})  # fmt: skip
NEW = record("Understanding Quiet Networks (still) Requires Rethinking Generalization", "Chi Zed",
             venue_year=2021, ids={"doi": "10.5555/3446776"})  # fmt: skip


def test_an_extra_word_decides_against_even_where_an_id_is_shared() -> None:
    assert not compare(OLD, NEW, linked=True).accepted
    world = network(crossref=[NEW], openalex=[OLD], arxiv=[OLD])
    outcome = ask(world, ids={"doi": "10.5555/3446776"})
    assert isinstance(outcome, Resolved)
    assert {one.source for one in outcome.records} == {"crossref"}
    assert "1611.00530" not in ids_of(outcome).values()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Images from Quiet Codes", 2016), ("Better Images from Quiet Codes", 2016)),
        (("Images from Quiet Codes", 2016), ("Images from Quiet Codes Again", 2017)),
        (("Images from Quiet Codes", 2016), ("Images from Loud Codes", 2023)),
        (
            ("Images from Quiet Codes and their Uses", 2000),
            ("Images from Quiet Codes and Their Uses", 2012),
        ),
    ],
)
def test_what_speaks_against_decides_on_every_path(one: tuple[str, int], other: tuple[str, int]) -> None:
    """Look-up, admission, import, merge and duplicates ask the same rule."""
    mine = paper(title=one[0], year=one[1], venue_year=one[1], ids={"doi": "10.5555/x"})
    again = record(other[0], "Ann Bo", venue_year=other[1], ids={"doi": "10.5555/x"})
    assert not compare(mine, again, linked=True).accepted
    assert certain(claims(again, Library([mine]).called)) is None


def paper(**values: Any) -> Paper:
    facts = {"key": "bo2016images", "record": "looked up", "authors": ("Ann Bo",),
             "provenance": {"title": "crossref 2024-06-02"}}  # fmt: skip
    return Paper(**{**facts, **values})


def test_the_year_decides_against_an_equal_title_without_authors() -> None:
    mine = Wanted(title="Compressing Quiet Networks with Short Codes", first_year=2016)
    world = network(openalex=[record(mine.title, "Zoe Lee", venue_year=2008, ids={"doi": "10.5555/8"})])
    outcome = resolve(mine, world.sources, world.fetch)
    assert isinstance(outcome, Choose)


@pytest.mark.parametrize(
    ("whole", "cut"),
    [
        ("XBoost: A Scalable Tree Boosting System", "XBoost"),
        ("Quiet Transformers: Learning to Listen at Scale", "Quiet Transformers"),
        ("LoudNet – Deep Networks for Noise", "LoudNet"),
    ],
)
def test_a_title_up_to_its_colon_is_the_same_with_the_same_id_author_and_year(whole: str, cut: str) -> None:
    arxiv = record(whole, "Tia Chen", "Car Guest", first_year=2016, ids={"doi": "10.5555/2939672"})
    crossref = record(cut, "Tia Chen", "Car Guest", venue_year=2016, ids={"doi": "10.5555/2939672"})
    assert compare(arxiv, crossref, linked=True).accepted
    assert compare(crossref, arxiv, linked=True).accepted
    assert not compare(arxiv, crossref, linked=False).accepted
    other = record(cut, "Ann Bo", venue_year=2016, ids={"doi": "10.5555/2939672"})
    assert not compare(arxiv, other, linked=True).accepted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"$\beta$-VAE: Learning Basic Visual Concepts", "β-VAE: Learning Basic Visual Concepts"),
        (r"Understanding disentangling in $\beta$-VAE", "Understanding disentangling in β-VAE"),
        (r"The $\Phi$-divergence of G\"odel Machines", "The Φ-divergence of Gödel Machines"),
        (r"$\ell_1$ Norms of Quiet Codes", "ℓ1 Norms of Quiet Codes"),
        (r"{BERT}: Pre-training \& Fine-tuning of Codes", "BERT: Pre-training & Fine-tuning of Codes"),
        (r"\emph{Quiet} Codes for Loud Rooms", "Quiet Codes for Loud Rooms"),
    ],
)
def test_tex_and_unicode_compare_as_one_text(one: str, other: str) -> None:
    assert compare(record(one), record(other)).accepted
    assert certain(claims(record(one), Library([paper(title=other)]).called)) is not None


def test_a_name_as_typed_is_no_title_when_papers_are_merged() -> None:
    mine = Paper(key="jukebox", record="nickname table", title="Jukebox: A Generative Model for Music",
                 provenance={"title": "nickname table"})  # fmt: skip
    typed = Paper(key="jukebooks", record="not looked up", title="jukebooks")
    assert "title" not in join(mine, typed, {})
    assert join(typed, mine, {})["title"] == mine.title
    assert join(typed, mine, {})["short_names"] == ("jukebooks",)


@pytest.mark.parametrize("name", ["FiD", "FID", "fid", "Fid"])
def test_a_name_with_several_meanings_is_asked_in_any_case(name: str) -> None:
    assert isinstance(Library().identify(name), Several)


def test_wanted_of_a_typed_name_is_no_title() -> None:
    typed = Paper(key="jukebooks", record="not looked up", title="jukebooks", added=datetime.date.min)
    assert wanted_of(typed).title == ""


@pytest.mark.parametrize(
    "words",
    [
        "[VQ-VAE-2 paper](https://arxiv.org/abs/2006.11239)",
        "[the VQ-VAE-2 paper](https://arxiv.org/abs/2006.11239)",
        "[VQ-VAE-2 (Razavi et al., 2019)](https://arxiv.org/abs/2006.11239)",
        "VQ-VAE-2 pdf: https://arxiv.org/pdf/2006.11239",
        "Razavi et al. 2019 VQ-VAE-2 arXiv:2006.11239",
        "“Generating Diverse High-Fidelity Images with VQ-VAE-2” (2019) 2006.11239 arXiv:2006.11239",
    ],
)
def test_a_known_name_in_the_words_around_an_id_counts(words: str) -> None:
    assert isinstance(Library().identify(words), Contradictory)


JOURNAL = {"authors": ("Ann Bo",), "year": 1985, "venue": "Journal of Quiet Things"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"volume": "6"}, {"volume": "9", "year": 1988}, False),
        ({"volume": "6", "number": "1"}, {"volume": "6", "number": "2"}, False),
        ({"volume": "6"}, {"volume": "9", "venue": "Journal of Loud Things"}, True),
        ({"volume": "6"}, {"venue": None, "ids": {"arxiv": "2001.00001"}}, True),
        ({"volume": "6", "pages": "1-9"}, {"volume": "6", "pages": "1--9"}, True),
    ],
)
def test_parts_in_two_volumes_of_a_journal_are_two_works(
    one: dict[str, Any], other: dict[str, Any], *, same: bool
) -> None:
    title = "On the Theory of Quiet Things"
    mine = paper(**{**JOURNAL, **one, "title": title})
    facts = {**JOURNAL, **other}
    again = record(title, *facts.pop("authors"), venue_year=facts.pop("year"), **facts)
    assert compare(mine, again).accepted is same


def test_a_title_of_the_table_is_asked_where_others_have_it_too() -> None:
    title = "Attention Is All You Need"
    here = record(title, "Ashish Vaswani", first_year=2017, ids={"arxiv": "1706.03762"})
    other = record(title, "Eve Fox", venue_year=2021, ids={"doi": "10.5555/other"})
    world = network(arxiv=[here], semantic_scholar=[here], openalex=[other])
    known = {"ids": here.ids, "authors": here.authors, "first_year": 2017, "title": title}
    outcome = ask(world, **known, by_title=True)
    assert isinstance(outcome, Choose)
    assert [one.record.authors for one in outcome.candidates] == [here.authors, other.authors]
    assert isinstance(ask(world, **known), Resolved)


@pytest.mark.parametrize(
    "words",
    [
        "Vaswani, A. and Unknown, B.: Attention Is All You Need. Some place (2017)",
        "“Attention Is All You Need”, seen at a talk",
        "9. Vaswani A. Attention is all you need. arXiv preprint",
    ],
)
def test_a_whole_title_between_marks_agrees_with_its_id(words: str) -> None:
    assert isinstance(Library().identify(f"{words} arXiv:1706.03762"), Recorded)
    assert isinstance(Library().identify(f"{words} arXiv:2012.09841"), Contradictory)


@pytest.mark.parametrize("tail", [": The Sequel in Colour", " for Quiet Molecules Too", " – Extended"])
def test_a_title_that_goes_on_does_not(tail: str) -> None:
    words = f"Attention Is All You Need{tail}"
    assert isinstance(Library().identify(f"{words} arXiv:1706.03762"), Contradictory)


@pytest.mark.parametrize(
    ("number", "why"), [("w2", f'it belongs to "{LARGE}" (Eve Fox, 2019)'), ("w3", "no service has it")]
)
def test_an_id_of_a_service_that_is_not_of_the_paper_is_left_out_and_told(number: str, why: str) -> None:
    """It is from a service or a file, not typed: the title decides."""
    wrong = record(LARGE, "Eve Fox", first_year=2019, ids={"openalex": "w2"})
    right = record(SMALL, "Ann Bo", first_year=2018, ids={"openalex": "w1"})
    world = FakeNetwork(
        [
            FakeSource("arxiv", [SMALL_HERE], ("arxiv",), searched=True),
            FakeSource("openalex", [wrong, right], ("openalex", "doi", "arxiv"), searched=True),
        ]
    )
    outcome = ask(world, title=SMALL, authors=("Ann Bo",), first_year=2018, ids={"openalex": number})
    assert ids_of(outcome)["openalex"] == "w1"
    assert isinstance(outcome, Resolved)
    assert outcome.remarks[0] == f"openalex {number} is left out: {why}"
    before = paper(title=SMALL, year=2018, ids={"openalex": number}, key="bo2018quiet",
                   provenance={"ids.openalex": "openalex 2024-05-01"})  # fmt: skip
    changes = look_up(
        before, outcome.records, outcome.asked, datetime.date(2024, 6, 2), outcome.left_out
    ).changes
    assert changes["ids"]["openalex"] == "w1"
    assert f"openalex:{number}" not in changes.get("other_ids", ())


@pytest.mark.parametrize(
    ("scholar", "alex", "kept"),
    [
        ({"pmid": "7"}, {"pmid": "7"}, {"pmid": "7"}),
        ({"pmid": "7"}, {}, {"pmid": "7"}),
        ({"pmid": "7"}, {"pmid": "8"}, {}),
        ({"acl": "n18-2074"}, {"doi": "10.18653/v1/n18-2074"}, {"acl": "n18-2074"}),
        ({"acl": "n18-2000"}, {"doi": "10.18653/v1/n18-2074"}, {}),
    ],
)
def test_ids_of_which_no_registry_is_asked_must_agree(
    scholar: dict[str, str], alex: dict[str, str], kept: dict[str, str]
) -> None:
    doi = {"doi": "10.18653/v1/n18-2074"}
    here = record(SMALL, "Ann Bo", first_year=2018, ids=doi)
    world = network(
        crossref=[here],
        semantic_scholar=[record(SMALL, "Ann Bo", first_year=2018, ids={**doi, **scholar})],
        openalex=[record(SMALL, "Ann Bo", first_year=2018, ids={**doi, **alex})],
    )
    outcome = ask(world, title=SMALL, ids=doi)
    assert ids_of(outcome) == {**doi, **kept}
    assert isinstance(outcome, Resolved)
    assert bool(outcome.remarks) == (not kept)
