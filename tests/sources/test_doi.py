"""doi.org: what a status says, and CSL-JSON of two agencies."""

from __future__ import annotations

from typing import Any, ClassVar

from litnotes.model.record import Record
from litnotes.sources.doi import DoiNegotiation
from litnotes.sources.outcome import Found
from litnotes.sources.service import ServiceAnswer
from tests.sources.contract import SICI, SICI_IN_URL, SourceContract, answer_of

STYLEGAN: dict[str, Any] = {
    "type": "paper-conference",
    "title": "A Style-Based Generator Architecture for Generative Adversarial Networks",
    "author": [
        {"given": "Tero", "family": "Karras"},
        {"given": "Timo", "family": "Aila", "non-dropping-particle": "van", "suffix": "III"},
        {"literal": "NVIDIA, Helsinki"},
    ],
    "container-title": "2019 IEEE/CVF Conference on Computer Vision and Pattern Recognition",
    "issued": {"date-parts": [[2019, 6]]},
    "page": "4401-4410",
    "publisher": "IEEE",
    "DOI": "10.1109/CVPR.2019.00453",
    "URL": "https://doi.org/10.1109/CVPR.2019.00453",
    "is-referenced-by-count": 7000,
}
PAGE = b"<!DOCTYPE html><html><title>Error</title></html>"


def work(**changes: Any) -> ServiceAnswer:
    return answer_of({**STYLEGAN, **changes}, content_type="application/vnd.citationstyles.csl+json")


class TestDoiNegotiation(SourceContract):
    service = DoiNegotiation
    asked: ClassVar = [
        ({"doi": "10.1109/CVPR.2019.00453", "arxiv": "1812.04948"}, "/10.1109%2Fcvpr.2019.00453"),
        ({"arxiv": "1812.04948"}, "/10.48550%2Farxiv.1812.04948"),
        ({"doi": "10.48550/arXiv.1812.04948"}, "/10.48550%2Farxiv.1812.04948"),
        ({"doi": SICI}, f"/{SICI_IN_URL}"),
    ]
    found: ClassVar = work()
    record: ClassVar = Record(
        source="doi",
        title="A Style-Based Generator Architecture for Generative Adversarial Networks",
        authors=("Tero Karras", "Timo van Aila III", "{NVIDIA, Helsinki}"),
        venue="2019 IEEE/CVF Conference on Computer Vision and Pattern Recognition",
        venue_year=2019,
        type="inproceedings",
        pages="4401-4410",
        publisher="IEEE",
        ids={"doi": "10.1109/cvpr.2019.00453"},
        url="https://doi.org/10.1109/CVPR.2019.00453",
    )
    outcomes: ClassVar = {
        "unknown DOI": (ServiceAnswer(404, PAGE, "text/html"), "missing"),
        "unknown at the agency": (ServiceAnswer(404, b"Resource not found.", "text/plain"), "missing"),
        "not a DOI": (ServiceAnswer(400, PAGE, "text/html"), "failed"),
        "no record": (ServiceAnswer(204, b""), "withheld"),
        "not in this format": (ServiceAnswer(406, b""), "withheld"),
        "no title": (work(title=""), "withheld"),
        "the publisher's page": (ServiceAnswer(200, PAGE, "text/html"), "failed"),
        "BibTeX": (
            ServiceAnswer(200, b" @article{Karras_2019, title={A}}", "application/x-bibtex"),
            "failed",
        ),
        "the agency of a prefix": (answer_of([{"DOI": "10.1109", "RA": "Crossref"}]), "failed"),
        "a redirect not followed": (ServiceAnswer(302, b"", headers={"location": "https://a.b"}), "failed"),
    }

    def test_it_is_asked_for_csl(self) -> None:
        request = DoiNegotiation().record({"doi": "10.1109/CVPR.2019.00453"})
        assert request
        assert request.accept == "application/vnd.citationstyles.csl+json"

    def test_a_preprint_of_datacite_has_a_first_public_year(self) -> None:
        answer = work(
            type="article", DOI="10.48550/ARXIV.1812.04948", publisher="arXiv", **{"container-title": None}
        )
        outcome = DoiNegotiation().parse(answer)
        assert isinstance(outcome, Found)
        preprint = outcome.value[0]
        assert (preprint.type, preprint.first_year, preprint.venue_year) == ("preprint", 2019, None)
        assert (preprint.ids, preprint.publisher) == ({"arxiv": "1812.04948"}, None)

    def test_does_not_repeat_crossrefs_count(self) -> None:
        outcome = DoiNegotiation().parse(work())
        assert isinstance(outcome, Found)
        assert outcome.value[0].citations is None
