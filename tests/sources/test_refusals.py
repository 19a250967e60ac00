"""What a status says is told in words that help."""

from __future__ import annotations

import pytest

from litnotes.sources.outcome import Failed
from litnotes.sources.refusals import refusal
from litnotes.sources.service import ServiceAnswer


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "is the key right?"),
        (403, "is the key right?"),
        (302, "gave no answer (status 302)"),
        (422, "gave no answer (status 422)"),
        (503, "gave no answer (status 503)"),
    ],
)
def test_a_refusal_says_what_to_do(status: int, words: str) -> None:
    refused = refusal("Crossref", ServiceAnswer(status, b""))
    assert isinstance(refused, Failed)
    assert refused.why.startswith("Crossref ")
    assert words in refused.why


@pytest.mark.parametrize("status", [200, 400, 404])
def test_what_each_service_means_in_its_own_way_is_left_to_it(status: int) -> None:
    assert refusal("Crossref", ServiceAnswer(status, b"")) is None
