"""Unpaywall: the open copy of a paper."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from litnotes.model.record import Record
from litnotes.sources.outcome import Found
from litnotes.sources.service import ServiceAnswer
from litnotes.sources.unpaywall import Unpaywall
from tests.sources.contract import SICI, SourceContract, answer_of

PDF = "https://openaccess.example.org/Karras_StyleGAN.pdf"
PAPER: dict[str, Any] = {
    "doi": "10.1109/CVPR.2019.00453",
    "title": "A Style-Based Generator Architecture for Generative Adversarial Networks",
    "is_oa": True,
    "oa_status": "green",
    "year": 2019,
    "best_oa_location": {"url": PDF, "url_for_pdf": PDF, "version": "submittedVersion"},
    "oa_locations": [{"url": PDF, "url_for_pdf": PDF}],
}
NO_MAIL = {"HTTP_status_code": 422, "error": True, "message": "Email address required in API call"}
UNKNOWN = {"HTTP_status_code": 404, "error": True, "message": "'10.1/x' is an invalid doi."}


class TestUnpaywall(SourceContract):
    service = Unpaywall
    asked = (
        ({"doi": "10.1109/CVPR.2019.00453"}, "/10.1109/cvpr.2019.00453"),
        (
            {"doi": SICI},
            "/10.1002/%28sici%291097-0258%2819980815/30%2917%3A15/16%3C1661%3A%3Aaid-sim968%3E3.0.co%3B2-2",
        ),
        ({"doi": "10.48550/arXiv.1812.04948"}, None),
        ({"arxiv": "1812.04948"}, None),
    )
    found = answer_of(PAPER)
    record = Record(
        source="unpaywall",
        title="A Style-Based Generator Architecture for Generative Adversarial Networks",
        ids={"doi": "10.1109/cvpr.2019.00453"},
        url=PDF,
    )
    outcomes: ClassVar = {
        "an unknown DOI": (answer_of(UNKNOWN, 404), "missing"),
        "an unknown DOI behind a bot wall": (ServiceAnswer(404, b"<html>no</html>"), "failed"),
        "no mail address": (answer_of(NO_MAIL, 422), "failed"),
        "a search, which is not asked": (answer_of({"results": []}), "failed"),
        "a paper without a title": (answer_of(PAPER | {"title": None}), "withheld"),
        "a list": (answer_of([PAPER]), "failed"),
        "a wrong question": (answer_of({"message": "no"}, 400), "failed"),
    }


@pytest.mark.parametrize(
    ("changes", "url"),
    [
        ({"best_oa_location": None, "oa_locations": []}, None),
        ({"best_oa_location": {"url": "https://x.example/page", "url_for_pdf": None}}, PDF),
        (
            {"best_oa_location": {"url": "https://x.example/page"}, "oa_locations": None},
            "https://x.example/page",
        ),
        ({"best_oa_location": {"url_for_pdf": "javascript:alert(1)"}, "oa_locations": []}, None),
    ],
)
def test_the_link_is_a_pdf_else_a_page_else_none_and_the_paper_is_found(
    changes: dict[str, Any], url: str | None
) -> None:
    outcome = Unpaywall().parse(answer_of(PAPER | changes))
    assert isinstance(outcome, Found)
    assert outcome.value[0].url == url


def test_reports_a_missing_mail_address() -> None:
    assert "mail address" in str(Unpaywall().parse(answer_of(NO_MAIL, 422)))
