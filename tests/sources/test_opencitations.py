"""OpenCitations: rows of ids in both directions, and the count."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from litnotes.model.record import Record
from litnotes.sources.opencitations import OpenCitations
from litnotes.sources.outcome import Failed, Found, Outcome
from litnotes.sources.service import Page, ServiceAnswer
from tests.sources.contract import SICI, SourceContract, answer_of

VQGAN = {"doi": "10.1109/CVPR46437.2021.01268"}
ROWS: list[Any] = [
    {
        "oci": "06-07",
        "citing": "omid:br/06 doi:10.1109/CVPR52688.2022.01102 doi:10.1109/TWIN openalex:W4312 pmid:123",
        "cited": "omid:br/07 doi:10.1109/cvpr46437.2021.01268",
        "creation": "2022-06",
        "timespan": "P1Y",
    },
    {
        "citing": "omid:br/08 doi:10.48550/arXiv.2112.10752 pmid:1/2",
        "cited": "doi:10.1109/a",
        "creation": "2021",
    },
    {"citing": "omid:br/09", "cited": "doi:10.1109/b", "creation": ""},
    {"citing": None, "cited": 7},
]


def edges(direction: str, answer: ServiceAnswer) -> Outcome[Page]:
    source = OpenCitations()
    request = getattr(source, direction)(VQGAN)
    return source.parse_edges(request, answer)


class TestOpenCitations(SourceContract):
    service = OpenCitations
    asked: ClassVar = [(VQGAN, None), ({"arxiv": "2012.09841"}, None)]
    outcomes: ClassVar = {
        "rows": (answer_of(ROWS), "found"),
        "not cited, or unknown": (answer_of([]), "found"),
        "rows without ids": (answer_of([{"citing": ""}]), "failed"),
        "a bad question": (answer_of({"error": "x"}, 400), "failed"),
        "404": (answer_of([], 404), "failed"),
        "an error with status 200": (answer_of({"error": "x"}), "failed"),
    }
    edge_lists: ClassVar = (answer_of(ROWS),)

    def read(self, answer: ServiceAnswer) -> Outcome[Any]:
        return edges("cited_by", answer)

    @pytest.mark.parametrize(
        ("direction", "word"),
        [("cited_by", "citations"), ("references", "references")],
    )
    def test_a_doi_is_asked_for_with_its_kind(self, direction: str, word: str) -> None:
        source = OpenCitations("http://127.0.0.1:8/v2")
        ask = getattr(source, direction)
        assert ask(VQGAN).url == f"http://127.0.0.1:8/v2/{word}/doi:10.1109/cvpr46437.2021.01268"
        assert ask({"pmid": "32939066"}).url == f"http://127.0.0.1:8/v2/{word}/pmid:32939066"
        assert ask({"doi": SICI}).url.endswith(
            "/doi:10.1002/%28sici%291097-0258%2819980815/30%2917:15/16%3C1661::aid-sim968%3E3.0.co%3B2-2"
        )
        assert [
            ask(ids) for ids in ({"arxiv": "2012.09841"}, {"doi": "10.48550/arXiv.1"}, {"pmid": "x/1"})
        ] == [None] * 3

    def test_papers_that_cite_have_their_ids_and_year_and_no_title(self) -> None:
        assert [edge.paper for edge in found(edges("cited_by", answer_of(ROWS))).edges] == [
            Record(
                source="opencitations",
                title="",
                ids={"doi": "10.1109/cvpr52688.2022.01102", "openalex": "W4312", "pmid": "123"},
                other_ids=("doi:10.1109/twin",),
                venue_year=2022,
            ),
            Record(source="opencitations", title="", ids={"arxiv": "2112.10752"}, first_year=2021),
            Record(source="opencitations", title="", ids={"omid": "br/09"}),
        ]

    def test_papers_that_are_cited_have_no_year(self) -> None:
        papers = [edge.paper for edge in found(edges("references", answer_of(ROWS))).edges]
        assert [paper.ids["doi"] for paper in papers] == [
            "10.1109/cvpr46437.2021.01268",
            "10.1109/a",
            "10.1109/b",
        ]
        assert {(paper.first_year, paper.venue_year) for paper in papers} == {(None, None)}

    def test_all_come_on_one_page(self) -> None:
        page = found(edges("cited_by", answer_of(ROWS)))
        assert (page.total, page.next) == (3, None)

    def test_an_unknown_paper_looks_like_one_without_citations(self) -> None:
        assert edges("cited_by", answer_of([])) == Found(Page((), total=0))

    def test_it_has_no_records(self) -> None:
        assert isinstance(OpenCitations().parse(answer_of(ROWS)), Failed)


def found(outcome: Outcome[Page]) -> Page:
    assert isinstance(outcome, Found)
    return outcome.value
