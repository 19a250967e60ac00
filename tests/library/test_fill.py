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
    return own.model_copy(update=dict(found.changes)), found.remarks


def test_completes_a_paper_with_provenance_for_each_field() -> None:
    done, remarks = looked_up(paper(record="not looked up"), ARXIV, CROSSREF)
    assert (done.record, done.year, done.venue, done.venue_year) == ("looked up", 2020, "CVPR", 2021)
    assert done.provenance["year"] == "arxiv 2024-06-02"
    assert done.provenance["ids.doi"] == "crossref 2024-06-02"
    assert done.services == {"arxiv": "found 2024-06-02", "crossref": "found 2024-06-02"}
    assert [(one.source, one.count) for one in done.citations] == [("crossref", 7)]
    assert not remarks


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


def test_the_language_has_a_source_and_never_replaces_the_students() -> None:
    english = replace(CROSSREF, language="en")
    done, _ = looked_up(paper(), english)
    assert (done.language, done.provenance["language"]) == ("en", "crossref 2024-06-02")
    done, _ = looked_up(paper(language="de"), english)
    assert (done.language, done.differing) == ("de", ())


def test_the_year_of_another_venue_is_not_put_beside_the_students_venue() -> None:
    done, _ = looked_up(paper(venue="Elsewhere"), ARXIV, CROSSREF)
    assert (done.venue, done.venue_year, done.pages) == ("Elsewhere", None, None)
    done, _ = looked_up(paper(venue="cvpr"), ARXIV, CROSSREF)
    assert (done.venue, done.venue_year, done.pages) == ("cvpr", 2021, "1-9")


def test_keeps_and_reports_an_edited_value() -> None:
    own = paper(venue="My CVPR", provenance={"venue": "crossref 2023-01-01"})
    done, remarks = looked_up(own, ARXIV, CROSSREF)
    assert done.venue == "My CVPR"
    assert remarks == ('venue was edited by hand and stays; crossref has "CVPR"',)


def test_replaces_the_earlier_value_of_a_service_by_its_new_one() -> None:
    own = paper(authors=("P. Esser",), provenance={"authors": "nickname table"}, venue="CVPR", year=2021,
                more_authors=True, record="nickname table")  # fmt: skip
    own = own.model_copy(
        update={"provenance": {"authors": "nickname table", "year": "semantic_scholar 2023-01-01"}}
    )
    done, _ = looked_up(
        own, ARXIV, CROSSREF, Record(source="semantic_scholar", title=TITLE, first_year=2021)
    )
    assert (done.authors, done.more_authors, done.year) == (ARXIV.authors, False, 2020)


def test_keeps_the_values_of_a_service_that_fails_now() -> None:
    first, _ = looked_up(paper(record="not looked up"), ARXIV, CROSSREF)
    second, remarks = looked_up(
        first, Record(source="openalex", title=TITLE.upper(), first_year=2021, venue_year=2021, venue="X"),
        failed=("arxiv", "crossref"),
    )  # fmt: skip
    for name in ("title", "authors", "year", "venue", "pages", "abstract", "ids", "record", "citations"):
        assert getattr(second, name) == getattr(first, name), name
    assert second.services == {**first.services, "openalex": "found 2024-06-02"}
    assert not remarks


def test_looking_up_again_changes_nothing() -> None:
    first, _ = looked_up(paper(record="not looked up"), ARXIV, CROSSREF)
    asked = [Asked("arxiv", "arXiv", "found"), Asked("crossref", "Crossref", "found")]
    assert fill.look_up(first, [CROSSREF, ARXIV], asked, DAY).changes == {}


def test_keeps_a_name_typed_as_title_as_short_name() -> None:
    done, _ = looked_up(paper(record="not looked up", title="VQGAN"), ARXIV)
    assert (done.title, done.short_names) == (TITLE, ("VQGAN",))
    slip = TITLE.replace("Taming", "Tamming")
    done, _ = looked_up(paper(record="not looked up", title=slip), ARXIV)
    assert (done.title, done.other_titles, done.short_names) == (TITLE, (slip,), ())
    done, _ = looked_up(paper(record="not looked up", title="2012.09841"), ARXIV)
    assert (done.other_titles, done.short_names) == ((), ())


def test_the_title_of_a_version_becomes_another_title() -> None:
    other = Record(source="arxiv", title="Esser: Taming Transformers for Images of High Resolution")
    done, _ = looked_up(paper(record="not looked up"), CROSSREF, other)
    assert done.other_titles == (other.title,)


def test_keeps_the_students_title_and_adds_the_official_one() -> None:
    own = paper(title="My Taming of Transformers", provenance={"title": "given"})
    done, _ = looked_up(own, ARXIV)
    assert (done.title, done.other_titles) == (own.title, (TITLE,))


def test_a_record_without_authors_or_year_is_not_complete() -> None:
    done, _ = looked_up(paper(record="not looked up"), Record(source="crossref", title=TITLE))
    assert done.record == "not looked up"


def test_records_a_failure_without_hiding_an_earlier_answer() -> None:
    own = paper(services={"arxiv": "not found 2024-01-01"})
    asked = [Asked("arxiv", "arXiv", "failed"), Asked("doi", "doi.org", "failed")]
    assert fill.services(own, [*asked, Asked("openalex", "OpenAlex", "found")], DAY) == {
        "arxiv": "not found 2024-01-01",
        "doi": "failed 2024-06-02",
        "openalex": "found 2024-06-02",
    }


def test_records_nothing_when_no_service_answered() -> None:
    own = paper(services={"arxiv": "not found 2024-01-01"})
    asked = [Asked("arxiv", "arXiv", "failed"), Asked("doi", "doi.org", "failed")]
    assert fill.services(own, asked, DAY) == own.services


def test_a_service_that_failed_before_and_is_not_needed_now_is_not_waited_for() -> None:
    own = paper(
        record="looked up", services={"arxiv": "failed 2024-01-01", "datacite": "failed 2024-01-01"}
    )
    assert not own.is_looked_up
    remarks = fill.services(own, [Asked("arxiv", "arXiv", "found")], DAY)
    assert remarks == {"arxiv": "found 2024-06-02"}
    assert own.model_copy(update={"services": remarks}).is_looked_up


def test_dates_cached_answers_by_the_day_asked() -> None:
    before = datetime.date(2024, 5, 30)
    found = fill.look_up(
        paper(record="not looked up"),
        [replace(ARXIV, asked=before)],
        [Asked("arxiv", "arXiv", "found", "", before)],
        DAY,
    )
    assert found.changes["services"] == {"arxiv": "found 2024-05-30"}
    assert found.changes["provenance"]["abstract"] == "arxiv 2024-05-30"


def test_clears_the_fields_of_a_replaced_venue() -> None:
    own = paper(
        record="nickname table", venue="ICLR", venue_year=2019, pages="7",
        provenance={"venue": "nickname table", "venue_year": "nickname table", "pages": "given"},
    )  # fmt: skip
    scholar = Record(source="semantic_scholar", title=TITLE, venue="NeurIPS")
    done, _ = looked_up(own, scholar)
    assert (done.venue, done.venue_year, done.pages) == ("NeurIPS", None, "7")
    assert "venue_year" not in done.provenance


def test_removes_the_ids_of_a_bad_record() -> None:
    repost = Record(
        source="openalex", title=TITLE, first_year=2025, ids={"doi": "10.65215/x", "openalex": "W1"}
    )
    scholar = Record(source="semantic_scholar", title=TITLE, first_year=2020, venue="CVPR")
    first, _ = looked_up(paper(record="not looked up"), ARXIV, repost, failed=("semantic_scholar",))
    assert first.ids["doi"] == "10.65215/x"  # one service against one: either may be bad
    second, remarks = looked_up(first, ARXIV, repost, scholar)
    assert (second.ids, second.other_ids) == ({"arxiv": "2012.09841"}, ())
    assert "ids.doi" not in second.provenance
    assert remarks == ("openalex has the year 2025, 2 others have 2020; its record is ignored",)
    own = first.model_copy(update={"provenance": {**first.provenance, "ids.doi": "given"}})
    assert looked_up(own, ARXIV, repost, scholar)[0].ids["doi"] == "10.65215/x"
