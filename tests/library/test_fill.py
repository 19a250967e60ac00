"""What a look-up changes in a paper: the student's words win."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from litnotes.library import fill
from litnotes.library.inquiry import Asked
from litnotes.model.paper import Paper
from litnotes.model.record import Record

DAY = datetime.date(2024, 6, 2)
TITLE = "Taming Transformers for High-Resolution Image Synthesis"
ARXIV = Record(source="arxiv", title=TITLE, authors=("Patrick Esser", "Robin Rombach"), first_year=2020,
               ids={"arxiv": "2012.09841"}, abstract="Long.")  # fmt: skip
CROSSREF = Record(source="crossref", title=TITLE, authors=("Patrick Esser", "Robin Rombach"), pages="1-9",
                  venue="CVPR", venue_year=2021, ids={"doi": "10.1/x"}, citations=7)  # fmt: skip


def paper(**values: Any) -> Paper:
    return Paper(**{"key": "esser", "record": "given", "title": TITLE, **values})


def looked_up(own: Paper, *records: Record, failed: tuple[str, ...] = ()) -> tuple[Paper, tuple[str, ...]]:
    asked = [Asked(one.source, one.source, "found") for one in records]
    asked += [Asked(name, name, "failed", "could not be reached") for name in failed]
    found = fill.look_up(own, records, asked, DAY)
    return own.model_copy(update=dict(found.changes)), found.told


def test_a_paper_becomes_complete_and_says_where_each_field_came_from() -> None:
    done, told = looked_up(paper(record="not looked up"), ARXIV, CROSSREF)
    assert (done.record, done.year, done.venue, done.venue_year) == ("looked up", 2020, "CVPR", 2021)
    assert done.provenance["year"] == "arxiv 2024-06-02"
    assert done.provenance["ids.doi"] == "crossref 2024-06-02"
    assert done.services == {"arxiv": "found 2024-06-02", "crossref": "found 2024-06-02"}
    assert [(one.source, one.count) for one in done.citations] == [("crossref", 7)]
    assert not told


@pytest.mark.parametrize("provenance", [{"year": "given", "venue": "given", "ids": "given"}, {}])
def test_what_the_student_gave_is_never_replaced(provenance: dict[str, str]) -> None:
    own = paper(year=1999, venue="Elsewhere", ids={"arxiv": "1111.11111"}, provenance=provenance)
    done, _ = looked_up(own, ARXIV, CROSSREF)
    assert (done.year, done.venue) == (1999, "Elsewhere")
    assert done.ids == {"arxiv": "1111.11111", "doi": "10.1/x"}
    assert done.other_ids == ("arxiv:2012.09841",)
    assert {("year", "2020", "arxiv"), ("venue", "CVPR", "crossref")} <= {
        (one.field, one.value, one.source) for one in done.differing
    }
    assert done.provenance.get("year") == provenance.get("year")


def test_the_language_comes_with_its_source_and_never_replaces_what_was_given() -> None:
    said = replace(CROSSREF, language="en")
    done, _ = looked_up(paper(), said)
    assert (done.language, done.provenance["language"]) == ("en", "crossref 2024-06-02")
    done, _ = looked_up(paper(language="de"), said)
    assert (done.language, done.differing) == ("de", ())


def test_the_year_of_another_venue_is_not_put_beside_the_students_venue() -> None:
    done, _ = looked_up(paper(venue="Elsewhere"), ARXIV, CROSSREF)
    assert (done.venue, done.venue_year, done.pages) == ("Elsewhere", None, None)
    done, _ = looked_up(paper(venue="cvpr"), ARXIV, CROSSREF)
    assert (done.venue, done.venue_year, done.pages) == ("cvpr", 2021, "1-9")


def test_an_edited_value_that_claims_a_service_stays_and_is_told() -> None:
    own = paper(venue="My CVPR", provenance={"venue": "crossref 2023-01-01"})
    done, told = looked_up(own, ARXIV, CROSSREF)
    assert done.venue == "My CVPR"
    assert told == ('venue was edited by hand, so it stays; crossref says "CVPR"',)


def test_what_a_service_said_before_is_replaced_by_what_it_says_now() -> None:
    own = paper(authors=("P. Esser",), provenance={"authors": "nickname table"}, venue="CVPR", year=2021,
                more_authors=True, record="nickname table")  # fmt: skip
    own = own.model_copy(
        update={"provenance": {"authors": "nickname table", "year": "semantic_scholar 2023-01-01"}}
    )
    done, _ = looked_up(
        own, ARXIV, CROSSREF, Record(source="semantic_scholar", title=TITLE, first_year=2021)
    )
    assert (done.authors, done.more_authors, done.year) == (ARXIV.authors, False, 2020)


def test_a_service_that_fails_now_does_not_take_away_what_it_said() -> None:
    first, _ = looked_up(paper(record="not looked up"), ARXIV, CROSSREF)
    second, told = looked_up(
        first, Record(source="openalex", title=TITLE.upper(), first_year=2021, venue_year=2021, venue="X"),
        failed=("arxiv", "crossref"),
    )  # fmt: skip
    for name in ("title", "authors", "year", "venue", "pages", "abstract", "ids", "record", "citations"):
        assert getattr(second, name) == getattr(first, name), name
    assert second.services == {**first.services, "openalex": "found 2024-06-02"}
    assert not told


def test_looking_up_again_changes_nothing() -> None:
    first, _ = looked_up(paper(record="not looked up"), ARXIV, CROSSREF)
    asked = [Asked("arxiv", "arXiv", "found"), Asked("crossref", "Crossref", "found")]
    assert fill.look_up(first, [CROSSREF, ARXIV], asked, DAY).changes == {}


def test_a_name_that_stood_in_place_of_the_title_stays_a_name() -> None:
    done, _ = looked_up(paper(record="not looked up", title="VQGAN"), ARXIV)
    assert (done.title, done.short_names) == (TITLE, ("VQGAN",))
    slip = TITLE.replace("Taming", "Tamming")
    done, _ = looked_up(paper(record="not looked up", title=slip), ARXIV)
    assert (done.title, done.other_titles, done.short_names) == (TITLE, (slip,), ())
    done, _ = looked_up(paper(record="not looked up", title="2012.09841"), ARXIV)
    assert (done.other_titles, done.short_names) == ((), ())


def test_the_title_of_a_version_is_one_more_title() -> None:
    other = Record(source="arxiv", title="Esser: Taming Transformers for Images of High Resolution")
    done, _ = looked_up(paper(record="not looked up"), CROSSREF, other)
    assert done.other_titles == (other.title,)


def test_a_title_the_student_gave_stays_and_the_official_one_is_another_title() -> None:
    own = paper(title="My Taming of Transformers", provenance={"title": "given"})
    done, _ = looked_up(own, ARXIV)
    assert (done.title, done.other_titles) == (own.title, (TITLE,))


def test_a_record_without_authors_or_year_is_not_complete() -> None:
    done, _ = looked_up(paper(record="not looked up"), Record(source="crossref", title=TITLE))
    assert done.record == "not looked up"


def test_a_failure_is_noted_and_does_not_hide_an_answer_of_before() -> None:
    own = paper(services={"arxiv": "not found 2024-01-01"})
    asked = [Asked("arxiv", "arXiv", "failed"), Asked("doi", "doi.org", "failed")]
    assert fill.services(own, [*asked, Asked("openalex", "OpenAlex", "found")], DAY) == {
        "arxiv": "not found 2024-01-01",
        "doi": "failed 2024-06-02",
        "openalex": "found 2024-06-02",
    }


def test_where_nobody_answered_nothing_is_noted() -> None:
    own = paper(services={"arxiv": "not found 2024-01-01"})
    asked = [Asked("arxiv", "arXiv", "failed"), Asked("doi", "doi.org", "failed")]
    assert fill.services(own, asked, DAY) == own.services


def test_a_service_that_failed_before_and_is_not_needed_now_is_not_waited_for() -> None:
    own = paper(
        record="looked up", services={"arxiv": "failed 2024-01-01", "datacite": "failed 2024-01-01"}
    )
    assert not own.is_looked_up
    told = fill.services(own, [Asked("arxiv", "arXiv", "found")], DAY)
    assert told == {"arxiv": "found 2024-06-02"}
    assert own.model_copy(update={"services": told}).is_looked_up


def test_what_was_kept_is_dated_by_the_day_it_was_asked() -> None:
    before = datetime.date(2024, 5, 30)
    found = fill.look_up(
        paper(record="not looked up"),
        [replace(ARXIV, asked=before)],
        [Asked("arxiv", "arXiv", "found", "", before)],
        DAY,
    )
    assert found.changes["services"] == {"arxiv": "found 2024-05-30"}
    assert found.changes["provenance"]["abstract"] == "arxiv 2024-05-30"


def test_what_belongs_to_a_venue_goes_with_it() -> None:
    own = paper(
        record="nickname table", venue="ICLR", venue_year=2019, pages="7",
        provenance={"venue": "nickname table", "venue_year": "nickname table", "pages": "given"},
    )  # fmt: skip
    said = Record(source="semantic_scholar", title=TITLE, venue="NeurIPS")
    done, _ = looked_up(own, said)
    assert (done.venue, done.venue_year, done.pages) == ("NeurIPS", None, "7")
    assert "venue_year" not in done.provenance


def test_the_ids_of_a_record_that_turns_out_to_be_bad_go_again() -> None:
    repost = Record(
        source="openalex", title=TITLE, first_year=2025, ids={"doi": "10.65215/x", "openalex": "W1"}
    )
    scholar = Record(source="semantic_scholar", title=TITLE, first_year=2020, venue="CVPR")
    first, _ = looked_up(paper(record="not looked up"), ARXIV, repost, failed=("semantic_scholar",))
    assert first.ids["doi"] == "10.65215/x"  # one service against one: nobody knows which is bad
    second, told = looked_up(first, ARXIV, repost, scholar)
    assert (second.ids, second.other_ids) == ({"arxiv": "2012.09841"}, ())
    assert "ids.doi" not in second.provenance
    assert told == ("openalex says 2025, and 2 others 2020; its record is left out",)
    own = first.model_copy(update={"provenance": {**first.provenance, "ids.doi": "given"}})
    assert looked_up(own, ARXIV, repost, scholar)[0].ids["doi"] == "10.65215/x"
