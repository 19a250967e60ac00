"""DataCite: arXiv's own DOIs, organisations, journals and versions."""

from __future__ import annotations

from typing import Any, ClassVar

from litnotes.model.record import Record
from litnotes.sources.datacite import DataCite
from litnotes.sources.outcome import Failed, Found
from litnotes.sources.service import ServiceAnswer
from tests.sources.contract import SICI, SICI_IN_URL, SourceContract, answer_of

LION: dict[str, Any] = {
    "doi": "10.48550/arxiv.2210.06978",
    "titles": [
        {"title": "Ein Löwe", "titleType": "TranslatedTitle"},
        {"title": "LION: Latent Point Diffusion Models for 3D Shape Generation"},
        {"title": "With pictures", "titleType": "Subtitle"},
    ],
    "creators": [
        {"name": "Zeng, Xiaohui", "nameType": "Personal", "givenName": "Xiaohui", "familyName": "Zeng"},
        {"name": "Vahdat, Arash", "nameType": "Personal"},
        {"name": "NVIDIA, Toronto", "nameType": "Organizational"},
    ],
    "publisher": {"name": "arXiv"},
    "container": {},
    "publicationYear": 2022,
    "language": "en",
    "types": {"resourceTypeGeneral": "Text"},
    "descriptions": [
        {"descriptionType": "Other", "description": "a note"},
        {"descriptionType": "Abstract", "description": "Points &amp; diffusion."},
    ],
    "relatedIdentifiers": [
        {
            "relationType": "IsVersionOf",
            "relatedIdentifierType": "DOI",
            "relatedIdentifier": "10.5555/VENUE",
        },
        {
            "relationType": "HasVersion",
            "relatedIdentifierType": "DOI",
            "relatedIdentifier": "10.5555/second",
        },
        {"relationType": "Cites", "relatedIdentifierType": "DOI", "relatedIdentifier": "10.5555/another"},
        {
            "relationType": "IsVersionOf",
            "relatedIdentifierType": "URL",
            "relatedIdentifier": "https://a.b/c",
        },
    ],
    "url": "https://arxiv.org/abs/2210.06978",
    "citationCount": 0,
}


def work(**changes: Any) -> ServiceAnswer:
    return answer_of({"data": {"id": "x", "attributes": {**LION, **changes}}})


def record_in(answer: ServiceAnswer) -> Record:
    outcome = DataCite().parse(answer)
    assert isinstance(outcome, Found)
    return outcome.value[0]


UNKNOWN = {"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}


class TestDataCite(SourceContract):
    service = DataCite
    asked: ClassVar = [
        ({"arxiv": "2210.06978"}, "/dois/10.48550%2Farxiv.2210.06978"),
        ({"doi": "10.48550/arXiv.2210.06978"}, "/dois/10.48550%2Farxiv.2210.06978"),
        ({"arxiv": "quant-ph/0201082"}, "/dois/10.48550%2Farxiv.quant-ph%2F0201082"),
        ({"doi": "10.5281/ZENODO.1", "arxiv": "2210.06978"}, "/dois/10.48550%2Farxiv.2210.06978"),
        ({"doi": "10.5281/ZENODO.1"}, "/dois/10.5281%2Fzenodo.1"),
        ({"doi": SICI}, f"/dois/{SICI_IN_URL}"),
    ]
    title_url: ClassVar = (
        "/dois?query=titles.title%3A%22Taming+Transformers+for+High+Resolution+Image+Synthesis%22"
        "&page%5Bsize%5D=5"
    )
    found: ClassVar = work()
    record: ClassVar = Record(
        source="datacite",
        title="LION: Latent Point Diffusion Models for 3D Shape Generation",
        subtitle="With pictures",
        authors=("Xiaohui Zeng", "Arash Vahdat", "{NVIDIA, Toronto}"),
        first_year=2022,
        type="preprint",
        ids={"doi": "10.5555/venue", "arxiv": "2210.06978"},
        other_ids=("doi:10.5555/second",),
        abstract="Points & diffusion.",
        language="en",
        url="https://arxiv.org/abs/2210.06978",
    )
    outcomes: ClassVar = {
        "unknown DOI": (answer_of(UNKNOWN, 404, "application/vnd.api+json"), "missing"),
        "no hit": (answer_of({"data": [], "meta": {"total": 0}}), "missing"),
        "hits": (answer_of({"data": [{"attributes": LION}, 3]}), "found"),
        "no title": (work(titles=[]), "withheld"),
        "a bad question": (
            answer_of({"errors": [{"status": "400", "title": "Bad request"}]}, 400),
            "failed",
        ),
        "an error with status 200": (answer_of(UNKNOWN), "failed"),
    }

    def test_reports_a_rejected_request_with_the_reason(self) -> None:
        outcome = DataCite().parse(answer_of({"errors": [{"title": "Bad request"}]}, 400))
        assert outcome == Failed("DataCite rejected the request (status 400) Bad request")

    def test_the_year_of_a_paper_in_a_journal_is_the_journals(self) -> None:
        article = record_in(
            work(
                doi="10.5555/ARTICLE",
                container={"title": "A Journal"},
                types={"resourceTypeGeneral": "JournalArticle"},
                publisher="A Publisher",
                relatedIdentifiers=[],
            )
        )
        assert (article.venue, article.venue_year, article.first_year) == ("A Journal", 2022, None)
        assert (article.type, article.publisher) == ("article", "A Publisher")
        assert article.ids == {"doi": "10.5555/article"}

    def test_arxiv_is_not_the_publisher_of_a_paper(self) -> None:
        assert record_in(work(publisher="arXiv")).publisher is None
        assert record_in(work(doi="10.5281/zenodo.1", publisher={"name": "Zenodo"})).publisher == "Zenodo"

    def test_versions_of_a_record_with_its_own_doi_are_further_ids(self) -> None:
        record = record_in(work(doi="10.5281/ZENODO.1"))
        assert record.ids == {"doi": "10.5281/zenodo.1"}
        assert record.other_ids == ("doi:10.5555/venue", "doi:10.5555/second")
