"""The message for a status helps the user."""

from __future__ import annotations

import pytest

from litnotes.sources.outcome import Failed
from litnotes.sources.refusals import refusal
from litnotes.sources.service import ServiceAnswer


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "check the key"),
        (403, "check the key"),
        (302, "gave no answer (status 302)"),
        (422, "gave no answer (status 422)"),
        (503, "gave no answer (status 503)"),
    ],
)
def test_a_refusal_suggests_what_to_do(status: int, words: str) -> None:
    refused = refusal("Crossref", ServiceAnswer(status, b""))
    assert isinstance(refused, Failed)
    assert refused.why.startswith("Crossref ")
    assert words in refused.why


@pytest.mark.parametrize("status", [200, 400, 404])
def test_leaves_404_and_400_to_each_service(status: int) -> None:
    assert refusal("Crossref", ServiceAnswer(status, b"")) is None
