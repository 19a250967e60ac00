"""Crossref: records, searches that find something else, references, and its ways to say no."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from litnotes.model.record import Record
from litnotes.sources.crossref import Crossref
from litnotes.sources.outcome import Failed, Found, Withheld
from litnotes.sources.service import Page, ServiceAnswer
from tests.sources.contract import SICI, SICI_IN_URL, SourceContract, answer_of

VQGAN: dict[str, Any] = {
    "DOI": "10.1109/CVPR46437.2021.01268",
    "type": "proceedings-article",
    "title": ["Taming Transformers for High-Resolution\n Image &amp; Text Synthesis"],
    "subtitle": ["A <i>subtitle</i>"],
    "author": [
        {"given": "Patrick", "family": "Esser", "sequence": "first"},
        {"given": "Robin", "family": "Rombach", "suffix": "Jr."},
        {"name": "Heidelberg Collaboratory, IWR"},
    ],
    "container-title": ["2021 IEEE/CVF Conference on Computer Vision and\n Pattern Recognition"],
    "published-print": {"date-parts": [[2022, 1]]},
    "published-online": {"date-parts": [[2021, 6, 20]]},
    "published": {"date-parts": [[2021, 6, 20]]},
    "issued": {"date-parts": [[2021, 6]]},
    "volume": "3",
    "issue": "4",
    "page": "12873-12883",
    "publisher": "IEEE",
    "abstract": "<jats:title>Abstract</jats:title><jats:p>Transformers see far.</jats:p>",
    "language": "en",
    "relation": {"has-preprint": [{"id-type": "doi", "id": "10.48550/arXiv.2012.09841"}]},
    "aliases": ["10.1109/FORMER.2021.1", 7],
    "alternative-id": ["10.1109/CVPR46437.2021"],
    "URL": "https://doi.org/10.1109/cvpr46437.2021.01268",
    "is-referenced-by-count": 1500,
    "reference-count": 5,
    "reference": [
        {
            "key": "ref1",
            "DOI": "10.1109/CVPR.2019.00453",
            "article-title": "A style-based generator",
            "author": "T Karras",
            "year": "2019",
            "journal-title": "CVPR",
            "volume": "1",
            "unstructured": "Karras, arXiv:1812.04948",
        },
        {
            "key": "ref2",
            "unstructured": "van den Oord, A. Preprint at https://arxiv.org/abs/1711.00937v2 (2017).",
        },
        {
            "key": "ref3",
            "unstructured": "Menon, S. PULSE. https://doi.org/10.1109/CVPR42600.2020.00251 (2020).",
        },
        {"key": "ref4", "author": "P Isola", "year": "2017", "first-page": "5967"},
        {"key": "ref5"},
    ],
}


def work(**changes: Any) -> ServiceAnswer:
    """Return the answer for one work, with some fields changed; None leaves a field out."""
    message = {name: value for name, value in {**VQGAN, **changes}.items() if value is not None}
    return answer_of({"status": "ok", "message-type": "work", "message": message})


def hits(*works: Any) -> ServiceAnswer:
    message = {"total-results": 5466, "items": list(works)}
    return answer_of({"status": "ok", "message-type": "work-list", "message": message})


def record_in(answer: ServiceAnswer) -> Record:
    outcome = Crossref().parse(answer)
    assert isinstance(outcome, Found)
    return outcome.value[0]


def edges(answer: ServiceAnswer) -> Any:
    request = Crossref().references({"doi": "10.1109/CVPR46437.2021.01268"})
    assert request
    return Crossref().parse_edges(request, answer)


NOT_UNDERSTOOD = {
    "status": "failed",
    "message-type": "validation-failure",
    "message": [{"type": "parameter-not-allowed", "value": "rows", "message": "Rows must be a number"}],
}
RETRACTION = {"DOI": "10.1109/notice", "type": "retraction"}


class TestCrossref(SourceContract):
    service = Crossref
    asked: ClassVar = [
        ({"doi": "10.1109/CVPR46437.2021.01268"}, "/works/10.1109%2Fcvpr46437.2021.01268"),
        ({"doi": SICI}, f"/works/{SICI_IN_URL}"),
        ({"doi": "10.48550/arXiv.2012.09841"}, None),
        ({"arxiv": "2012.09841"}, None),
    ]
    title_url: ClassVar = (
        "/works?query.bibliographic=Taming+Transformers+for+High+Resolution+Image+Synthesis&rows=5"
    )
    found: ClassVar = work()
    record: ClassVar = Record(
        source="crossref",
        title="Taming Transformers for High-Resolution Image & Text Synthesis",
        subtitle="A subtitle",
        authors=("Patrick Esser", "Robin Rombach Jr.", "{Heidelberg Collaboratory, IWR}"),
        venue="2021 IEEE/CVF Conference on Computer Vision and Pattern Recognition",
        venue_year=2021,
        type="inproceedings",
        volume="3",
        number="4",
        pages="12873-12883",
        publisher="IEEE",
        ids={"doi": "10.1109/cvpr46437.2021.01268", "arxiv": "2012.09841"},
        other_ids=("doi:10.1109/former.2021.1",),
        abstract="Transformers see far.",
        language="en",
        url="https://doi.org/10.1109/cvpr46437.2021.01268",
        citations=1500,
    )
    outcomes: ClassVar = {
        "unknown DOI, as text": (ServiceAnswer(404, b"Resource not found.", "text/plain"), "missing"),
        "the same, labelled as JSON": (
            ServiceAnswer(404, b"Resource not found.", "application/json"),
            "missing",
        ),
        "no hit": (hits(), "missing"),
        "hits without a title": (hits({"DOI": "10.1/a", "title": []}, None, 3), "missing"),
        "a wrong hit is a hit": (hits(VQGAN), "found"),
        "no title": (work(title=[]), "withheld"),
        "a parameter not understood": (answer_of(NOT_UNDERSTOOD, 400), "failed"),
        "an old cursor": (answer_of({**NOT_UNDERSTOOD, "message-type": "resource-failure"}, 404), "failed"),
        "429 in HTML": (ServiceAnswer(429, b"<html>Too many</html>", "text/html"), "failed"),
        "5xx, empty": (ServiceAnswer(502, b""), "failed"),
        "a redirect not followed": (ServiceAnswer(301, b""), "failed"),
        "no DOI": (work(DOI=None, relation=None), "failed"),
        "the agency": (
            answer_of({"message-type": "work-agency", "message": {"DOI": "10.1109/x"}}),
            "failed",
        ),
    }
    edge_lists: ClassVar = (work(),)

    def test_reports_a_rejected_request_with_the_reason(self) -> None:
        outcome = Crossref().parse(answer_of(NOT_UNDERSTOOD, 400))
        assert outcome == Failed("Crossref rejected the request (status 400) Rows must be a number")

    def test_many_dois_are_asked_at_once_and_one_with_a_comma_alone(self) -> None:
        ids = [{"doi": f"10.1109/x{number}"} for number in range(25)]
        requests = Crossref().records([*ids, *ids, {"arxiv": "2012.09841"}, {"doi": "10.1109/a,b"}])
        assert [request.kind for request in requests] == ["list", "list", "record"]
        assert [request.url.count("doi%3A") for request in requests] == [20, 5, 0]
        assert requests[2].url.endswith("/works/10.1109%2Fa%2Cb")

    @pytest.mark.parametrize(
        ("changes", "year"),
        [
            ({}, 2021),
            ({"published-online": None}, 2022),
            ({"published-print": None, "published-online": None}, 2021),
            ({"published-print": None, "published-online": None, "published": None}, 2021),
            (
                {"published-print": {"date-parts": [[None]]}, "published-online": {"date-parts": [[2020]]}},
                2020,
            ),
        ],
    )
    def test_the_year_is_the_smaller_of_print_and_online(self, changes: dict[str, Any], year: int) -> None:
        assert record_in(work(**changes)).venue_year == year
        assert record_in(work(**changes)).first_year is None

    def test_only_a_preprint_has_a_first_public_year(self) -> None:
        preprint = record_in(
            work(
                type="posted-content",
                relation={
                    "is-preprint-of": [{"id": "10.1038/published"}],
                    "has-version": [{"id": "10.1/v2"}],
                },
                institution=[{"name": "bioRxiv"}],
                **{"container-title": []},
            )
        )
        assert (preprint.type, preprint.first_year, preprint.venue_year) == ("preprint", 2021, None)
        assert preprint.venue == "bioRxiv"
        assert preprint.other_ids == ("doi:10.1109/former.2021.1", "doi:10.1038/published")

    def test_an_article_without_pages_has_a_number(self) -> None:
        assert record_in(work(page=None, **{"article-number": "e33693"})).pages == "e33693"

    @pytest.mark.parametrize(
        ("changes", "retracted"),
        [
            ({}, False),
            ({"updated-by": [{"type": "correction"}, RETRACTION]}, True),
            ({"updated-by": [{"type": "correction"}]}, False),
            ({"update-to": [{**RETRACTION, "DOI": "10.1109/cvpr46437.2021.01268"}]}, True),
            ({"title": ["RETRACTED: A study of things"]}, True),
            ({"title": ["Retracted articles: a study of citations"]}, False),
            ({"update-to": [{**RETRACTION, "DOI": "10.1109/the.retracted.paper"}]}, False),
        ],
    )
    def test_a_retraction_marks_the_paper_and_not_its_notice(
        self, changes: dict[str, Any], retracted: object
    ) -> None:
        assert record_in(work(**changes)).retracted is retracted

    def test_references_are_asked_with_the_record(self) -> None:
        ids = {"doi": "10.1109/CVPR46437.2021.01268"}
        assert Crossref().references(ids) == Crossref().record(ids)
        assert Crossref().cited_by(ids) is None

    def test_references_have_the_ids_in_their_fields_or_text(self) -> None:
        outcome = edges(work())
        assert isinstance(outcome, Found)
        assert isinstance(outcome.value, Page)
        assert (outcome.value.total, outcome.value.next) == (5, None)
        assert outcome.value.unreached == "Crossref counts 5 but lists 3"
        papers = [edge.paper for edge in outcome.value.edges]
        assert papers == [
            Record(
                source="crossref",
                title="A style-based generator",
                authors=("T Karras",),
                more_authors=True,
                venue="CVPR",
                venue_year=2019,
                volume="1",
                ids={"doi": "10.1109/cvpr.2019.00453"},
            ),
            Record(
                source="crossref",
                title="van den Oord, A. Preprint at https://arxiv.org/abs/1711.00937v2 (2017).",
                ids={"arxiv": "1711.00937"},
            ),
            Record(
                source="crossref",
                title="Menon, S. PULSE. https://doi.org/10.1109/CVPR42600.2020.00251 (2020).",
                ids={"doi": "10.1109/cvpr42600.2020.00251"},
            ),
        ]

    def test_counted_references_without_a_list_are_withheld(self) -> None:
        outcome = edges(work(reference=None, **{"reference-count": 103}))
        assert outcome == Withheld("the publisher withholds its 103 references from Crossref")

    def test_no_references_are_an_empty_list(self) -> None:
        assert edges(work(reference=None, **{"reference-count": 0})) == Found(Page((), total=0))

    def test_a_list_of_hits_is_no_list_of_references(self) -> None:
        assert isinstance(edges(hits(VQGAN)), Failed)


def test_a_reference_of_author_and_year_has_no_title() -> None:
    from litnotes.sources.crossref import _cited

    bare = {"DOI": "10.5555/a", "author": "Zoe Fengez", "year": "2021", "journal-title": "A Journal"}
    record = _cited(bare)
    assert (record.title, record.ids, record.authors) == ("", {"doi": "10.5555/a"}, ("Zoe Fengez",))
