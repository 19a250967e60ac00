"""What services say of one paper, made one."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from litnotes.library.consensus import Consensus, consensus
from litnotes.model.record import Record

DAY = datetime.date(2024, 6, 2)
TITLE = "Augmenting large language models with chemistry tools"


def record(source: str, title: str = TITLE, **values: Any) -> Record:
    return Record(source=source, title=title, asked=DAY, **values)


def shown(merged: Consensus) -> dict[str, Any]:
    return {name: one.value for name, one in merged.values.items()}


ARXIV = record("arxiv", f"ChemCrow: {TITLE}", authors=("Andres M Bran", "Sam Cox"), first_year=2023,
               ids={"arxiv": "2304.05376"}, abstract="Over the last decades.")  # fmt: skip
CROSSREF = record("crossref", authors=("Andres M. Bran", "Sam Cox", "Oliver Schilter"), venue_year=2024,
                  venue="Nature Machine Intelligence", volume="6", pages="525-535",
                  ids={"doi": "10.1038/s42256-024-00832-8"}, citations=232, publisher="SN")  # fmt: skip
S2 = record("semantic_scholar", authors=("Andres M Bran",), more_authors=True, first_year=2023,
            venue="Nat. Mac. Intell.", citations=488,
            ids={"doi": "10.1038/s42256-024-00832-8", "arxiv": "2304.05376",
                 "semantic_scholar": "ab"})  # fmt: skip


def test_the_venues_year_and_the_first_public_year_are_two_fields() -> None:
    values = consensus([ARXIV, CROSSREF, S2]).values
    assert (values["year"].value, values["year"].provenance) == (2023, "arxiv 2024-06-02")
    assert (values["venue_year"].value, values["venue_year"].provenance) == (2024, "crossref 2024-06-02")
    assert shown(consensus([S2])).get("venue_year") is None


def test_each_field_comes_from_the_service_that_is_best_at_it() -> None:
    sources = {name: one.source for name, one in consensus([S2, ARXIV, CROSSREF]).values.items()}
    assert sources["title"] == sources["authors"] == sources["venue"] == sources["pages"] == "crossref"
    assert sources["abstract"] == "arxiv"
    assert sources["ids.semantic_scholar"] == "semantic_scholar"


def test_the_publishers_language_wins_over_a_guessed_one() -> None:
    guessed, published = record("openalex", language="de"), record("crossref", language="en")
    assert consensus([guessed, published]).values["language"].source == "crossref"
    assert consensus([guessed]).values["language"].value == "de"
    assert "language" not in consensus([CROSSREF]).values
    assert consensus([guessed, published]).differing == ()


def test_a_longer_list_of_authors_wins_over_a_shortened_one() -> None:
    cut = replace(CROSSREF, authors=("A. Bran",), more_authors=True)
    merged = consensus([cut, replace(ARXIV, authors=("Andres M Bran", "Sam Cox"))])
    assert merged.values["authors"].value == ("Andres M Bran", "Sam Cox")
    assert "more_authors" not in merged.values
    assert consensus([cut]).values["more_authors"].value is True


def test_authors_do_not_differ_by_given_names() -> None:
    one = record("crossref", authors=("Bill Freeman",), venue="NIPS", venue_year=2016)
    other = record("arxiv", authors=("William T. Freeman",), first_year=2016)
    assert "authors" not in {value.field for value in consensus([one, other]).differing}
    assert "authors" in {
        value.field for value in consensus([one, replace(other, authors=("Zoe Lee",))]).differing
    }


def test_keeps_differing_values_with_source_and_day() -> None:
    differing = [
        (one.field, one.value, one.source, one.asked) for one in consensus([ARXIV, CROSSREF, S2]).differing
    ]
    assert ("title", f"ChemCrow: {TITLE}", "arxiv", DAY) in differing
    assert "venue" not in {name for name, *_ in differing}


def test_only_another_venue_differs_not_other_words_for_it() -> None:
    long = "2021 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)"
    others = [record("openalex", venue="Computer Vision and Pattern Recognition", venue_year=2021),
              record("semantic_scholar", venue="Nature", venue_year=2021)]  # fmt: skip
    merged = consensus([record("crossref", venue=long, venue_year=2021), *others])
    assert merged.values["venue"].value == "CVPR"
    assert [(one.field, one.value) for one in merged.differing] == [("venue", "Nature")]


def test_counts_are_kept_for_each_service_and_never_merged() -> None:
    found = {one.source: one.count for one in consensus([ARXIV, CROSSREF, S2]).citations}
    assert found == {"crossref": 232, "semantic_scholar": 488}


def test_two_versions_keep_both_dois_and_the_earlier_venue_is_shown() -> None:
    cvpr = record(
        "crossref", venue="CVPR", venue_year=2019, ids={"doi": "10.1109/cvpr.2019.00453"}, pages="4401"
    )
    tpami = record("crossref", venue="IEEE Transactions on Pattern Analysis and Machine Intelligence",
                   venue_year=2021, ids={"doi": "10.1109/tpami.2020.2970919"}, volume="43")  # fmt: skip
    for records in ([cvpr, tpami], [tpami, cvpr]):
        merged = consensus([*records, record("arxiv", first_year=2018, ids={"arxiv": "1812.04948"})])
        values = shown(merged)
        assert (values["venue"], values["venue_year"], values["pages"]) == ("CVPR", 2019, "4401")
        assert values["ids.doi"] == "10.1109/cvpr.2019.00453"
        assert "volume" not in values
        assert merged.other_ids == ("doi:10.1109/tpami.2020.2970919",)
        assert not merged.bad


def test_a_year_far_from_two_others_is_a_bad_record() -> None:
    others = [record("arxiv", first_year=2017), record("semantic_scholar", first_year=2017)]
    years: list[dict[str, Any]] = [{"first_year": 2025}, {"venue_year": 2025}]
    for year in years:
        bad = record("openalex", venue="A Repost", ids={"doi": "10.65215/x"}, citations=3, **year)
        merged = consensus([*others, bad])
        assert merged.bad == ("openalex has the year 2025, 2 others have 2017; its record is ignored",)
        assert "ids.doi" not in merged.values
        assert not merged.citations
    assert not consensus([*others, record("openalex", first_year=2019)]).bad
    assert not consensus([others[0], record("openalex", first_year=2025)]).bad


def test_a_journal_years_after_the_preprint_is_no_bad_record() -> None:
    journal = record("crossref", venue="A Journal", venue_year=2021, ids={"doi": "10.1/x"})
    others = [record("arxiv", first_year=2017), record("semantic_scholar", first_year=2017)]
    assert consensus([*others, journal]).values["venue_year"].value == 2021


def test_a_doi_of_another_publisher_than_two_others_say_is_a_bad_record() -> None:
    same = [
        record("crossref", ids={"doi": "10.1109/a"}),
        record("semantic_scholar", ids={"doi": "10.1109/a"}),
    ]
    merged = consensus([*same, record("openalex", ids={"doi": "10.65215/x"})])
    assert merged.values["ids.doi"].value == "10.1109/a"
    assert len(merged.bad) == 1


def test_a_place_for_preprints_is_no_venue() -> None:
    values = shown(consensus([record("openalex", venue="arXiv (Cornell University)", first_year=2020)]))
    assert "venue" not in values
    assert values["year"] == 2020


def test_a_retraction_that_any_service_knows_is_shown() -> None:
    assert shown(consensus([ARXIV, replace(CROSSREF, retracted=True)]))["retracted"] is True
    assert "retracted" not in shown(consensus([ARXIV, CROSSREF]))


_names = st.sampled_from(["arxiv", "crossref", "semantic_scholar", "openalex", "other"])
_years = st.none() | st.integers(1990, 2030)
_records = st.builds(
    record, _names, st.text(max_size=9), authors=st.lists(st.text(max_size=9), max_size=3).map(tuple),
    first_year=_years, venue_year=_years, venue=st.none() | st.sampled_from(["NIPS", "CVPR", "", "arXiv"]),
    ids=st.dictionaries(st.sampled_from(["doi", "arxiv"]), st.text(max_size=5)), more_authors=st.booleans(),
)  # fmt: skip


@given(st.lists(_records, max_size=5, unique_by=lambda one: one.source), st.randoms())
def test_the_order_of_the_answers_does_not_matter(records: list[Record], chance: Any) -> None:
    mixed = list(records)
    chance.shuffle(mixed)
    one, other = consensus(records), consensus(mixed)
    assert one.values == other.values
    assert one.differing == other.differing
    assert sorted(one.bad) == sorted(other.bad)
    assert all(value.value not in (None, ()) for value in one.values.values())
