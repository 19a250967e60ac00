"""Semantic Scholar: years and venues that it mixes, batches with holes, lists withheld or without end."""

from __future__ import annotations

import json
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from litnotes.model.record import Record
from litnotes.sources.outcome import Failed, Found, Missing, Withheld
from litnotes.sources.semantic_record import FIELDS
from litnotes.sources.semantic_scholar import UNDATED, SemanticScholar
from litnotes.sources.service import Page, Request, ServiceAnswer
from tests.sources.contract import HERE, SICI, SourceContract, answer_of

SICI_QUOTED = "10.1002/%28sici%291097-0258%2819980815/30%2917:15/16%3C1661::aid-sim968%3E3.0.co%3B2-2"
SHA = "0123456789abcdef0123456789abcdef01234567"
PAPER: dict[str, Any] = {
    "paperId": SHA,
    "externalIds": {
        "DBLP": "conf/nips/OordVK17",
        "MAG": "1",
        "ArXiv": "1711.00937",
        "CorpusId": 20282961,
        "ACL": None,
    },
    "title": "Neural Discrete Representation Learning",
    "abstract": "Learning useful representations without supervision.",
    "venue": "Neural Information Processing Systems",
    "publicationVenue": {"name": "Neural Information Processing Systems", "type": "conference"},
    "year": 2017,
    "publicationDate": "2017-11-02",
    "journal": {"pages": "\n  6306 - 6315\n"},
    "authors": [
        {"authorId": "1", "name": "Aäron van den Oord"},
        {"authorId": "2", "name": "Oriol Vinyals"},
        {"authorId": None, "name": "Koray Kavukcuoglu"},
    ],
    "citationCount": 4000,
    "publicationTypes": ["JournalArticle", "Conference"],
    "openAccessPdf": {"url": "", "status": None},
}
CITING: dict[str, Any] = {
    "contexts": ["Images are made of <i>codes</i> [7].", None, "Images are made of codes [7]."],
    "intents": ["methodology"],
    "isInfluential": True,
    "citingPaper": PAPER | {"publicationDate": "2019-06-02", "year": 2019},
}
CITATIONS = {"offset": 0, "next": 500, "data": [CITING]}
REFERENCES = {
    "offset": 0,
    "citingPaperInfo": {"title": "x"},
    "data": [
        {"isInfluential": False, "contexts": None, "citedPaper": PAPER},
        {"citedPaper": {"paperId": None, "externalIds": None, "title": "D. Kingma and M. Welling"}},
        {"citedPaper": {"paperId": None, "title": None}},
        {"citedPaper": None},
        None,
    ],
}
ELIDED = {
    "data": None,
    "citingPaperInfo": {
        "openAccessPdf": {
            "disclaimer": "Notice: These paper fields have been elided by the publisher: {'references'}."
        }
    },
}


class TestSemanticScholar(SourceContract):
    service = SemanticScholar
    asked = (
        ({"semantic_scholar": SHA, "doi": "10.1109/x"}, f"/paper/{SHA}?fields={FIELDS}"),
        ({"semantic_scholar": "CorpusId:20282961"}, f"/paper/CorpusId:20282961?fields={FIELDS}"),
        ({"doi": "10.1109/x", "arxiv": "1711.00937v2"}, f"/paper/ARXIV:1711.00937?fields={FIELDS}"),
        ({"arxiv": "quant-ph/0201082"}, f"/paper/ARXIV:quant-ph/0201082?fields={FIELDS}"),
        ({"doi": "10.1109/CVPR.2019.00453"}, f"/paper/DOI:10.1109/cvpr.2019.00453?fields={FIELDS}"),
        (
            {"doi": SICI},
            f"/paper/DOI:{SICI_QUOTED}?fields={FIELDS}",
        ),
        ({"acl": "N19-1423"}, f"/paper/ACL:N19-1423?fields={FIELDS}"),
        ({"pmid": "38799228"}, f"/paper/PMID:38799228?fields={FIELDS}"),
        ({"dblp": "conf/nips/OordVK17"}, None),
    )
    title_asked = "Taming  Transformers: for High-Resolution\nImage Synthesis"
    title_url = (
        "/paper/search/match?query=Taming+Transformers:+for+High-Resolution+Image+Synthesis"
        f"&fields={FIELDS}"
    )
    found = answer_of({"data": [PAPER | {"matchScore": 174.2}]})
    record = Record(
        source="semantic_scholar",
        title="Neural Discrete Representation Learning",
        authors=("Aäron van den Oord", "Oriol Vinyals", "Koray Kavukcuoglu"),
        first_year=2017,
        venue="Neural Information Processing Systems",
        venue_year=2017,
        type="inproceedings",
        pages="6306-6315",
        ids={"arxiv": "1711.00937", "semantic_scholar": SHA, "dblp": "conf/nips/OordVK17"},
        abstract="Learning useful representations without supervision.",
        citations=4000,
    )
    outcomes: ClassVar = {
        "one paper": (answer_of(PAPER), "found"),
        "a batch with an unknown id": (answer_of([None, PAPER]), "found"),
        "a batch of unknown ids": (answer_of([None, None]), "missing"),
        "an unknown paper": (answer_of({"error": "Paper with id X not found"}, 404), "missing"),
        "no match": (answer_of({"error": "Title match not found"}, 404), "missing"),
        "no match, with status 200": (answer_of({"data": []}), "missing"),
        "a search without hits": (answer_of({"total": 0, "offset": 0}), "missing"),
        "404 of something before the service": (ServiceAnswer(404, b"<html>nginx</html>"), "failed"),
        "404 that says nothing": (answer_of({}, 404), "failed"),
        "null for data": (answer_of(ELIDED), "withheld"),
        "a paper without a title": (answer_of(PAPER | {"title": ""}), "withheld"),
        "a wrong field": (answer_of({"error": "Unrecognized or unsupported fields: [x]"}, 400), "failed"),
        "a wrong key": (answer_of({"message": "Forbidden"}, 403), "failed"),
        "too many questions": (answer_of({"message": "Too Many Requests", "code": "429"}, 429), "failed"),
        "a gateway out of time": (answer_of({"message": "Endpoint request timed out"}, 504), "failed"),
        "snippets, which are not asked": (answer_of({"data": [{"snippet": {"text": "x"}}]}), "failed"),
    }
    edge_lists = (answer_of(CITATIONS), answer_of(REFERENCES))


def read(**changes: Any) -> Record:
    outcome = SemanticScholar().parse(answer_of(PAPER | changes))
    assert isinstance(outcome, Found)
    return outcome.value[0]


def asked_for(relation: str) -> Request:
    source = SemanticScholar(HERE)
    ids = {"arxiv": "1711.00937"}
    request = source.cited_by(ids) if relation == "citations" else source.references(ids)
    assert request
    return request


def page_of(payload: Any, request: Request) -> Page:
    outcome = SemanticScholar(HERE).parse_edges(request, answer_of(payload))
    assert isinstance(outcome, Found)
    return outcome.value


def query(request: Request) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}


CHEMCROW = {
    "ArXiv": "2304.05376",
    "DOI": "10.1038/S42256-024-00832-8",
    "DBLP": "journals/natmi/BranCSBWS24",
}


@pytest.mark.parametrize(
    ("ids", "first_year", "venue_year"),
    [
        pytest.param(CHEMCROW, 2023, 2024, id="a preprint's year, and the venue's in DBLP's key"),
        pytest.param({"ArXiv": "2304.05376", "DOI": "10.1038/x"}, 2023, None, id="a preprint's year alone"),
        pytest.param({"DOI": "10.1038/x"}, None, 2023, id="no preprint: the venue's year"),
        pytest.param(
            {"ArXiv": "2304.05376", "DBLP": "journals/corr/X23"}, 2023, None, id="old key of corr"
        ),
        pytest.param(
            {"ArXiv": "2304.05376", "DBLP": "journals/corr/abs-2304-05376"}, 2023, None, id="key of corr"
        ),
        pytest.param(
            {"ArXiv": "2304.05376", "DBLP": "conf/cvpr/LiuLWT23a"}, 2023, 2023, id="a namesake's key"
        ),
        pytest.param({"ArXiv": "cs/0001001", "DBLP": "conf/nips/Smith98"}, 2023, 1998, id="last century"),
        pytest.param({"ArXiv": "2304.05376", "DBLP": "conf/nips/2023"}, 2023, None, id="a whole volume"),
        pytest.param({"ArXiv": "2304.05376", "DBLP": ["conf/nips/X23"]}, 2023, None, id="an odd type"),
        pytest.param(None, None, 2023, id="no ids"),
    ],
)
def test_the_year_of_a_preprint_is_never_the_venues(
    ids: Any, first_year: int | None, venue_year: int | None
) -> None:
    record = read(externalIds=ids, year=2023, venue="Nat. Mac. Intell.", publicationVenue=None)
    assert (record.first_year, record.venue_year) == (first_year, venue_year)
    assert record.venue == "Nat. Mac. Intell."


def test_uses_the_year_of_the_date_if_the_year_is_missing() -> None:
    assert read(year=None).first_year == 2017


def test_a_preprints_doi_is_its_arxiv_id() -> None:
    record = read(externalIds={"DOI": "10.48550/arXiv.1711.00937"}, venue="", publicationVenue=None)
    assert record.ids == {"arxiv": "1711.00937", "semantic_scholar": SHA}


@pytest.mark.parametrize("venue", ["arXiv.org", "ArXiv", "arXiv: Learning", "CoRR", ""])
def test_arxiv_is_no_venue(venue: str) -> None:
    ids = {
        "ArXiv": "2312.07559",
        "DOI": "10.48550/arXiv.2312.07559",
        "DBLP": "journals/corr/abs-2312-07559",
    }
    journal = {"name": "ArXiv", "volume": "abs/2312.07559"}
    record = read(
        externalIds=ids,
        venue=venue,
        publicationVenue=None,
        journal=journal,
        publicationTypes=["JournalArticle"],
    )
    assert (record.venue, record.venue_year, record.volume) == (None, None, None)
    assert record.type == "preprint"
    assert record.ids == {
        "arxiv": "2312.07559",
        "semantic_scholar": SHA,
        "dblp": "journals/corr/abs-2312-07559",
    }


def test_arxiv_is_no_venue_of_a_paper_that_dblp_has_at_a_conference() -> None:
    record = read(venue="arXiv.org", publicationVenue={"name": "arXiv.org"})
    assert (record.venue, record.venue_year, record.type) == (None, 2017, "inproceedings")


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"publicationVenue": {"name": "JMLR", "type": "journal"}}, "article"),
        ({"publicationVenue": None, "publicationTypes": ["Review", "JournalArticle"]}, "article"),
        ({"publicationVenue": None, "publicationTypes": ["JournalArticle", "Conference"]}, "inproceedings"),
        ({"publicationVenue": None, "publicationTypes": None}, None),
        ({"publicationVenue": None, "publicationTypes": ["Study", 7]}, None),
    ],
)
def test_the_venue_decides_the_type_before_the_types(changes: dict[str, Any], kind: str | None) -> None:
    assert read(externalIds={"DOI": "10.1109/x"}, **changes).type == kind


def test_the_venues_full_name_goes_before_its_short_one() -> None:
    venue = {"name": "Nature Machine Intelligence"}
    assert read(venue="Nat. Mac. Intell.", publicationVenue=venue).venue == "Nature Machine Intelligence"


def test_an_open_pdf_is_its_link_and_a_tldr_no_abstract() -> None:
    record = read(openAccessPdf={"url": "https://x.example/a.pdf"}, abstract=None, tldr={"text": "Short."})
    assert record.url == "https://x.example/a.pdf"
    assert record.abstract is None


def test_many_papers_are_asked_for_at_once() -> None:
    many = [{"arxiv": f"2101.{number:05}"} for number in range(700)]
    requests = SemanticScholar(HERE).records([*many, {}, {"doi": "10.1109/X"}, many[0]])
    assert [request.method for request in requests] == ["POST", "POST"]
    assert {request.url for request in requests} == {f"{HERE}/paper/batch?fields={FIELDS}"}
    asked = [json.loads(request.body or b"")["ids"] for request in requests]
    assert [len(ids) for ids in asked] == [500, 201]
    assert asked[0][0] == "ARXIV:2101.00000"
    assert asked[1][-1] == "DOI:10.1109/x"
    assert SemanticScholar(HERE).records([]) == []


def test_a_batch_leaves_out_what_is_not_known() -> None:
    outcome = SemanticScholar().parse(answer_of([None, PAPER, None]))
    assert isinstance(outcome, Found)
    assert len(outcome.value) == 1


def test_an_edge_has_contexts_and_intents() -> None:
    (edge,) = page_of(CITATIONS, asked_for("citations")).edges
    assert edge.contexts == ("Images are made of codes [7].",)
    assert edge.intents == ("methodology",)
    assert edge.influential is True
    assert edge.paper.ids["arxiv"] == "1711.00937"


def test_keeps_only_the_title_of_an_unrecognised_reference() -> None:
    page = page_of(REFERENCES, asked_for("references"))
    assert [edge.paper.title for edge in page.edges] == [
        "Neural Discrete Representation Learning",
        "D. Kingma and M. Welling",
    ]
    assert page.edges[1].paper.ids == {}
    assert [edge.influential for edge in page.edges] == [False, None]


def test_pages_follow_next_until_it_is_absent() -> None:
    first = asked_for("citations")
    assert first.url.startswith(f"{HERE}/paper/ARXIV:1711.00937/citations?fields=contexts,intents,")
    assert (query(first)["offset"], query(first)["limit"]) == ("0", "500")
    second = page_of(CITATIONS, first).next
    assert second
    assert second.url == first.url.replace("offset=0", "offset=500")
    assert page_of({"offset": 500, "data": [CITING]}, second).next is None


@pytest.mark.parametrize("offset", [0, 500, -1, None, "x", True, 10**30])
def test_pages_do_not_go_round_in_circles(offset: Any) -> None:
    second = page_of(CITATIONS, asked_for("citations")).next
    assert second
    page = page_of(CITATIONS | {"next": offset}, second)
    assert page.next is None
    assert bool(page.unreached) is (offset is not None)


def at_the_end_of_counting(relation: str) -> Request:
    last = page_of(CITATIONS | {"next": 9500}, asked_for(relation)).next
    assert last
    assert (query(last)["offset"], query(last)["limit"]) == ("9500", "499")
    return last


def test_citations_beyond_the_countable_are_asked_for_by_date() -> None:
    rows = [CITING, {"citingPaper": {"paperId": SHA, "year": 2018}}, {"citingPaper": {"paperId": SHA}}]
    older = page_of({"next": 9999, "data": rows}, at_the_end_of_counting("citations")).next
    assert older
    assert (query(older)["offset"], query(older)["limit"]) == ("0", "500")
    assert query(older)["publicationDateOrYear"] == ":2018-01-01"


def test_skips_and_reports_a_day_with_too_many_citations() -> None:
    rows = [{"citingPaper": {"paperId": SHA, "year": 2018}}]
    first = page_of({"next": 9999, "data": rows}, at_the_end_of_counting("citations"))
    assert first.next
    assert first.unreached == ""
    second = page_of({"next": 9999, "data": rows}, first.next)
    assert second.next, "the range must shrink"
    assert query(second.next)["publicationDateOrYear"] == ":2017-12-31"
    assert second.unreached == (
        "9999 papers or more are dated 2018-01-01, and Semantic Scholar lists no more of them"
    )
    third = page_of({"next": 9999, "data": rows}, second.next)
    assert third.next is None, "it does not keep to dates"
    assert third.unreached.startswith("Semantic Scholar ignores the dates asked for")


def test_reports_undated_papers_missing_from_a_list_by_date() -> None:
    older = page_of({"next": 9999, "data": [CITING]}, at_the_end_of_counting("citations")).next
    assert older
    page = page_of({"offset": 0, "data": [CITING]}, older)
    assert (page.next, page.unreached) == (None, UNDATED)


def test_reports_an_announced_page_that_is_empty() -> None:
    second = page_of(CITATIONS, asked_for("citations")).next
    assert second
    page = page_of({"offset": 500, "data": []}, second)
    assert page == Page(
        (), unreached="Semantic Scholar announces more after the first 500, but sends nothing"
    )


def test_a_list_whose_end_has_no_date_ends_there() -> None:
    rows = [{"citingPaper": {"paperId": SHA}}]
    page = page_of({"next": 9999, "data": rows}, at_the_end_of_counting("citations"))
    assert (page.next, page.unreached) == (None, UNDATED)
    page = page_of({"next": 9999, "data": [CITING]}, at_the_end_of_counting("references"))
    assert page.next is None
    assert page.unreached == "Semantic Scholar lists no more than 9999 references of a paper"


def test_a_list_withheld_by_the_publisher_is_not_empty() -> None:
    outcome = SemanticScholar().parse_edges(asked_for("references"), answer_of(ELIDED))
    assert isinstance(outcome, Withheld)
    assert page_of({"offset": 0, "data": []}, asked_for("references")) == Page(())


def test_lists_of_an_unknown_paper_are_missing() -> None:
    unknown = answer_of({"error": "Paper with id DOI:10.1/x not found"}, 404)
    assert SemanticScholar().parse_edges(asked_for("citations"), unknown) == Missing()


@pytest.mark.parametrize("name", ["error", "message"])
def test_reads_a_reason_under_either_name(name: str) -> None:
    outcome = SemanticScholar().parse(answer_of({name: "offset + limit must be < 10000"}, 400))
    assert isinstance(outcome, Failed)
    assert "offset + limit must be < 10000" in outcome.why
