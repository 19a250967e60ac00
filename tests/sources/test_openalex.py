"""OpenAlex: works and their ids, abstracts from an index, lists by page, budgets and keys."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from litnotes.model.record import Record
from litnotes.sources.openalex import FIELDS, OpenAlex
from litnotes.sources.outcome import Failed, Found, Missing, Withheld
from litnotes.sources.service import Page, Request, ServiceAnswer
from tests.sources.contract import HERE, SICI, SourceContract, answer_of

SICI_QUOTED = "10.1002/%28sici%291097-0258%2819980815/30%2917%3A15/16%3C1661%3A%3Aaid-sim968%3E3.0.co%3B2-2"
VENUE = "2021 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)"
WORK: dict[str, Any] = {
    "id": "https://openalex.org/W3000000001",
    "doi": "https://doi.org/10.1109/CVPR46437.2021.01268",
    "ids": {"openalex": "https://openalex.org/W3000000001", "pmid": "https://pubmed.ncbi.nlm.nih.gov/123"},
    "title": "Taming Transformers for High-Resolution Image Synthesis",
    "publication_year": 2021,
    "publication_date": "2021-06-01",
    "type": "article",
    "primary_location": {
        "landing_page_url": "https://doi.org/10.1109/cvpr46437.2021.01268",
        "source": None,
        "version": "publishedVersion",
        "raw_source_name": VENUE,
        "raw_type": "proceedings-article",
    },
    "locations": [
        {"landing_page_url": "https://doi.org/10.1109/cvpr46437.2021.01268", "pdf_url": None},
        {
            "landing_page_url": "http://arxiv.org/abs/2012.09841",
            "pdf_url": "http://arxiv.org/pdf/2012.09841",
        },
    ],
    "authorships": [
        {"raw_author_name": "Esser, Patrick", "author": {"display_name": "P. Esser"}},
        {"raw_author_name": "Robin Rombach", "author": {"display_name": "Robin Rombach"}},
        {"raw_author_name": None, "author": {"display_name": "Björn Ommer"}},
    ],
    "biblio": {"volume": None, "issue": None, "first_page": "12873", "last_page": "12883"},
    "abstract_inverted_index": {"transformers": [1, 4], "Taming": [0], "with": [3]},
    "cited_by_count": 1500,
    "is_retracted": False,
    "language": "en",
}
PREPRINT: dict[str, Any] = {
    "id": "https://openalex.org/W4000000002",
    "doi": "https://doi.org/10.48550/arxiv.1711.00937",
    "title": "Neural Discrete Representation Learning",
    "publication_year": 2017,
    "publication_date": "2017-01-01",
    "type": "preprint",
    "primary_location": {
        "landing_page_url": "https://arxiv.org/abs/1711.00937",
        "source": {"display_name": "arXiv (Cornell University)", "type": "repository"},
        "version": "submittedVersion",
    },
    "authorships": [],
    "abstract_inverted_index": None,
}
WORKS = {"meta": {"count": 230, "page": 1, "per_page": 100}, "results": [WORK, PREPRINT], "group_by": []}
NOTHING = {"meta": {"count": 0}, "results": [], "group_by": []}
NO_BUDGET = {
    "error": "Rate limit exceeded",
    "message": "Insufficient budget. This request costs $0.001. Resets at midnight UTC.",
}
IDS = {"openalex": "W3000000001"}


class TestOpenAlex(SourceContract):
    service = OpenAlex
    asked = (
        ({"openalex": "W3000000001", "doi": "10.1/x"}, f"/works/W3000000001?select={FIELDS}"),
        ({"openalex": "https://openalex.org/w3000000001"}, f"/works/W3000000001?select={FIELDS}"),
        ({"doi": "10.1109/CVPR.2019.00453"}, f"/works/doi:10.1109/cvpr.2019.00453?select={FIELDS}"),
        (
            {"doi": SICI},
            f"/works/doi:{SICI_QUOTED}?select={FIELDS}",
        ),
        ({"arxiv": "2012.09841v3"}, f"/works/doi:10.48550/arxiv.2012.09841?select={FIELDS}"),
        ({"doi": "10.48550/arXiv.2012.09841"}, None),
        ({"pmid": "38799228"}, f"/works/pmid:38799228?select={FIELDS}"),
        ({"openalex": "A5031480183"}, None),
    )
    title_asked = "Taming, AND | Transformers: (High-Resolution)?"
    title_url = f"/works?search=taming+and+transformers+high+resolution&per_page=5&select={FIELDS}"
    found = answer_of(WORK)
    record = Record(
        source="openalex",
        title="Taming Transformers for High-Resolution Image Synthesis",
        authors=("Patrick Esser", "Robin Rombach", "Björn Ommer"),
        venue=VENUE,
        venue_year=2021,
        type="inproceedings",
        pages="12873-12883",
        ids={
            "doi": "10.1109/cvpr46437.2021.01268",
            "arxiv": "2012.09841",
            "openalex": "W3000000001",
            "pmid": "123",
        },
        abstract="Taming transformers with transformers",
        language="en",
        url="https://doi.org/10.1109/cvpr46437.2021.01268",
        citations=1500,
    )
    outcomes: ClassVar = {
        "a list": (answer_of(WORKS), "found"),
        "nothing found": (answer_of(NOTHING), "missing"),
        "an unknown id, in HTML": (
            ServiceAnswer(404, b"<!doctype html><title>404 Not Found</title>"),
            "missing",
        ),
        "a work without a title": (answer_of(WORK | {"title": None}), "withheld"),
        "groups, not works": (answer_of({"meta": {}, "group_by": [{"key": "x"}]}), "failed"),
        "a wrong question": (answer_of({"error": "Invalid query parameters error."}, 400), "failed"),
        "no budget": (answer_of(NO_BUDGET, 429), "failed"),
    }
    edge_lists = (answer_of(WORKS), answer_of(NOTHING))


def read(work: dict[str, Any]) -> Record:
    outcome = OpenAlex().parse(answer_of(work))
    assert isinstance(outcome, Found)
    return outcome.value[0]


def cites(source: OpenAlex) -> Request:
    request = source.cited_by(IDS)
    assert request
    return request


def page_of(payload: Any, request: Request) -> Page:
    outcome = OpenAlex(HERE).parse_edges(request, answer_of(payload))
    assert isinstance(outcome, Found)
    return outcome.value


def test_a_preprint_has_the_year_it_was_first_public_and_no_venue() -> None:
    record = read(PREPRINT)
    assert (record.first_year, record.venue_year, record.venue) == (2017, None, None)
    assert record.type == "preprint"
    assert record.ids == {"arxiv": "1711.00937", "openalex": "W4000000002"}
    assert record.abstract is None


def test_a_journal_is_venue_and_publisher() -> None:
    place = {
        "source": {
            "display_name": "Nature",
            "type": "journal",
            "host_organization_name": "Nature Portfolio",
        }
    }
    record = read(WORK | {"primary_location": place})
    assert (record.venue, record.publisher, record.type) == ("Nature", "Nature Portfolio", "article")


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ({"source": {"type": "journal"}}, "article"),
        ({"source": {"type": "conference"}}, "inproceedings"),
        ({"source": {"type": "repository"}, "version": "submittedVersion"}, "preprint"),
        ({"source": {"type": "repository"}, "version": "publishedVersion"}, None),
        ({"source": {"type": ["journal"]}}, None),
        ({"source": None, "raw_type": "proceedings-article"}, "inproceedings"),
        ({"source": None}, None),
        (None, None),
    ],
)
def test_the_place_decides_the_type_of_an_article(place: Any, kind: str | None) -> None:
    assert read(WORK | {"primary_location": place}).type == kind


def test_a_manuscript_found_on_the_web_has_no_venue() -> None:
    place = {"source": None, "version": "submittedVersion", "raw_source_name": "http://example.org/x.ps"}
    assert read(WORK | {"primary_location": place}).venue is None


def test_finds_the_arxiv_id_despite_a_wrong_doi() -> None:
    work = WORK | {"doi": "https://doi.org/10.65215/repost", "type": "preprint"}
    assert read(work).ids["arxiv"] == "2012.09841"


@pytest.mark.parametrize(
    ("authors", "flag", "cut"), [(99, None, False), (100, None, True), (140, None, False), (3, True, True)]
)
def test_marks_a_shortened_list_of_authors(authors: int, flag: bool | None, cut: bool) -> None:  # noqa: FBT001
    people = [{"author": {"display_name": f"Ada {number}"}} for number in range(authors)]
    record = read(WORK | {"authorships": people, "is_authors_truncated": flag})
    assert len(record.authors) == authors
    assert record.more_authors is cut


@pytest.mark.parametrize(
    ("index", "abstract"),
    [
        ({"b": [7], "a": [2]}, "a b"),
        ({"a": [0], "b": None, "c": "1", "d": [True, None, -1, 1.5, "2"]}, "a"),
        ({"a": [0], "b": [10**12, 10**400]}, "a"),
        ({}, None),
        ([["a", 0]], None),
    ],
)
def test_an_abstract_is_put_together_whatever_the_positions(index: Any, abstract: str | None) -> None:
    assert read(WORK | {"abstract_inverted_index": index}).abstract == abstract


def test_marks_a_retraction() -> None:
    assert read(WORK | {"is_retracted": True}).retracted is True
    assert read(WORK | {"is_retracted": "no"}).retracted is False


def test_citations_are_asked_by_filter_and_page() -> None:
    request = cites(OpenAlex(HERE))
    assert request.kind == "list"
    order = "sort=publication_date:desc,display_name"
    assert request.url == (
        f"{HERE}/works?filter=cites:W3000000001&{order}&per_page=100&page=1&select={FIELDS}"
    )
    references = OpenAlex(HERE).references(IDS)
    assert references
    assert "filter=cited_by:W3000000001&" in references.url


def test_pages_follow_until_all_are_there() -> None:
    asked: Request | None = cites(OpenAlex(HERE))
    pages = []
    while asked:
        pages.append(parse_qs(urlsplit(asked.url).query)["page"][0])
        page = page_of(WORKS, asked)
        assert page.total == 230
        asked = page.next
    assert pages == ["1", "2", "3"]


def test_pages_end_with_an_empty_one_though_more_were_counted() -> None:
    page = page_of(WORKS | {"results": []}, cites(OpenAlex(HERE)))
    assert page == Page((), None, 230, "OpenAlex counts 230 but lists 0")


def test_reports_works_missing_on_the_last_page() -> None:
    asked = cites(OpenAlex(HERE))
    for given, unreached in ((2, ""), (1, "OpenAlex counts 2 but lists 1")):
        page = page_of({"meta": {"count": 2}, "results": [WORK, PREPRINT][:given]}, asked)
        assert (page.next, page.unreached) == (None, unreached)


def test_follows_pages_without_a_count_to_the_last_number() -> None:
    uncounted = {"results": [WORK]}
    asked: Request | None = cites(OpenAlex(HERE))
    for _ in range(99):
        assert asked
        asked = page_of(uncounted, asked).next
    assert asked
    assert "page=100&" in asked.url
    older = page_of(uncounted, asked).next
    assert older
    assert query(older) == ("cites:W3000000001,to_publication_date:2021-06-01", "1")


def query(request: Request) -> tuple[str, str]:
    asked = parse_qs(urlsplit(request.url).query)
    return asked["filter"][0], asked["page"][0]


def at_the_end_of_numbers(filters: str, counted: int | None = None) -> Request:
    url = f"{HERE}/works?filter={filters}&per_page=100&page=100"
    return Request("openalex", url, "list", counted=counted)


def test_asks_by_date_after_the_last_number_and_for_undated_works_last() -> None:
    page = page_of(WORKS | {"meta": {"count": 12_345}}, at_the_end_of_numbers("cites:W1"))
    assert page.next
    assert query(page.next) == ("cites:W1,to_publication_date:2017-01-01", "1")
    assert page.next.counted == page.total == 12_345
    page = page_of({"meta": {"count": 2}, "results": [WORK, PREPRINT]}, page.next)
    assert page.next
    assert query(page.next) == ("cites:W1,publication_date:null", "1")
    assert (page.total, page.unreached) == (12_345, "")
    for works in ([], [WORK | {"publication_date": None}]):
        last = page_of({"meta": {"count": len(works)}, "results": works}, page.next)
        assert (last.next, last.total, last.unreached) == (None, 12_345, "")


def test_asks_for_no_more_if_the_last_numbered_works_have_no_date() -> None:
    undated = {"meta": {"count": 12_345}, "results": [WORK | {"publication_date": None}]}
    page = page_of(undated, at_the_end_of_numbers("cites:W1"))
    assert page.next
    assert query(page.next) == ("cites:W1,publication_date:null", "1")
    page = page_of(undated, at_the_end_of_numbers("cites:W1,publication_date:null", 23_456))
    assert (page.next, page.total) == (None, 23_456)
    assert page.unreached == "OpenAlex lists more than 10000 papers without a date"


def test_skips_and_reports_a_day_with_too_many_works() -> None:
    many = {"meta": {"count": 12_345}, "results": [PREPRINT]}
    page = page_of(many, at_the_end_of_numbers("cites:W1,to_publication_date:2017-01-01"))
    assert page.next
    assert query(page.next) == ("cites:W1,to_publication_date:2016-12-31", "1")
    assert page.unreached == "10000 papers or more are dated 2017-01-01, and OpenAlex lists no more of them"


def test_stops_if_a_service_ignores_the_dates() -> None:
    many = {"meta": {"count": 12_345}, "results": [PREPRINT]}
    page = page_of(many, at_the_end_of_numbers("cites:W1,to_publication_date:2016-12-31"))
    assert page.next
    assert query(page.next) == ("cites:W1,publication_date:null", "1")
    assert page.unreached.startswith("OpenAlex ignores the dates asked for")


def test_no_citations_are_found_but_no_references_are_withheld() -> None:
    source = OpenAlex(HERE)
    assert page_of(NOTHING, cites(source)) == Page((), None, 0)
    references = source.references(IDS)
    assert references
    assert isinstance(source.parse_edges(references, answer_of(NOTHING)), Withheld)
    assert page_of(WORKS | {"results": []}, references).unreached == "OpenAlex counts 230 but lists 0"
    undated = replace(at_the_end_of_numbers("cited_by:W1,publication_date:null"), counted=12_345)
    assert page_of(NOTHING, undated) == Page((), None, 12_345)


def test_an_edge_without_a_title_keeps_its_id() -> None:
    works = WORKS | {"results": [WORK | {"title": None}, {"title": None}, None]}
    page = page_of(works, cites(OpenAlex(HERE)))
    assert [edge.paper.ids["openalex"] for edge in page.edges] == ["W3000000001"]


def test_the_reason_of_a_rejection_never_shows_a_key() -> None:
    message = {"error": f"me@example.org https://x.example/?api_key=1 {'k' * 40} is wrong"}
    assert OpenAlex().parse(answer_of(message, 400)) == Failed(
        "OpenAlex rejected the request (status 400) is wrong"
    )


def test_an_unknown_id_is_missing_in_html_too() -> None:
    assert OpenAlex().parse(ServiceAnswer(404, b"<html></html>", "text/html")) == Missing()
