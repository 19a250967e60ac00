"""What services really sent, where the recordings lie beside the repository: each is read as expected.

A file in `recordings/` says, for each recorded answer of its folder, the outcome and, where papers
were found, how many and what the first one is; `cited_by` and `references` say how many edges the
answer holds as such a list, or its outcome.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from litnotes.sources.arxiv import Arxiv
from litnotes.sources.crossref import Crossref
from litnotes.sources.datacite import DataCite
from litnotes.sources.dblp import Dblp
from litnotes.sources.doi import DoiNegotiation
from litnotes.sources.openalex import OpenAlex
from litnotes.sources.opencitations import OpenCitations
from litnotes.sources.outcome import Found
from litnotes.sources.semantic_scholar import SemanticScholar
from litnotes.sources.service import Service, ServiceAnswer
from litnotes.sources.unpaywall import Unpaywall
from tests.conftest import REPOSITORY
from tests.sources.contract import check_outcome, kind

RECORDINGS = REPOSITORY.parent / "shared" / "api-recordings"
EXPECTED = Path(__file__).parent / "recordings"
SERVICES: dict[str, type[Service]] = {
    "arxiv": Arxiv,
    "content-negotiation": DoiNegotiation,
    "crossref": Crossref,
    "datacite": DataCite,
    "dblp": Dblp,
    "openalex": OpenAlex,
    "opencitations": OpenCitations,
    "semanticscholar": SemanticScholar,
    "unpaywall": Unpaywall,
}
PAPER = {"doi": "10.1109/CVPR46437.2021.01268", "openalex": "W3000000001"}


def expectations(folder: str) -> dict[str, dict[str, Any]]:
    fields: dict[str, dict[str, Any]] = yaml.safe_load((EXPECTED / f"{folder}.yaml").read_text("utf-8"))
    return fields


CASES = [(folder, name) for folder in SERVICES for name in expectations(folder)]


@pytest.fixture(scope="module")
def answers() -> dict[str, ServiceAnswer]:
    """Every recorded answer by its path."""
    if not (RECORDINGS / "manifest.json").is_file():
        pytest.skip("the recorded answers are not beside this repository")
    return {
        entry["file"]: ServiceAnswer(
            status=int(entry["status"]),
            body=(RECORDINGS / entry["file"]).read_bytes(),
            content_type=entry["headers"].get("content-type", ""),
            url=entry["url"] or "",
        )
        for entry in json.loads((RECORDINGS / "manifest.json").read_text("utf-8"))
    }


@pytest.mark.parametrize(("folder", "name"), CASES, ids=str)
def test_a_recorded_answer_is_read_as_what_it_is(
    folder: str, name: str, answers: dict[str, ServiceAnswer]
) -> None:
    source, expected = SERVICES[folder](), expectations(folder)[name]
    answer = answers[f"{folder}/{name}"]
    if "outcome" in expected:
        outcome = source.parse(answer)
        check_outcome(outcome, source)
        assert kind(outcome) == expected["outcome"], outcome
        if isinstance(outcome, Found):
            check_first(outcome.value, expected)
    for direction in {"cited_by", "references"} & expected.keys():
        request = getattr(source, direction)(PAPER)
        page = source.parse_edges(request, answer)
        check_outcome(page, source)
        found = len(page.value.edges) if isinstance(page, Found) else kind(page)
        assert found == expected[direction], page


def check_first(papers: Any, expected: dict[str, Any]) -> None:
    first = papers[0]
    fields = {
        name: getattr(first, name) for name in ("title", "ids", "first_year", "venue_year", "venue", "type")
    }
    fields |= {
        "papers": len(papers),
        "authors": len(first.authors),
        "last_author": next(reversed(first.authors), None),
    }
    empty = dict.fromkeys(fields) | {"authors": 0}
    assert fields == empty | {name: value for name, value in expected.items() if name in fields}


@pytest.mark.parametrize("folder", sorted(SERVICES))
def test_no_recorded_answer_is_left_out(folder: str, answers: dict[str, ServiceAnswer]) -> None:
    recorded = {path.partition("/")[2] for path in answers if path.startswith(f"{folder}/")}
    assert recorded == set(expectations(folder))


def test_repairs_a_name_encoded_twice(answers: dict[str, ServiceAnswer]) -> None:
    outcome = Arxiv().parse(answers["arxiv/id-list-one-missing.xml"])
    assert isinstance(outcome, Found)
    assert "Dirk Wübben" in outcome.value[0].authors


def test_ids_of_a_reference_are_read_out_of_its_text(answers: dict[str, ServiceAnswer]) -> None:
    works = json.loads(answers["crossref/title-chemcrow-hit.json"].body)["message"]["items"]
    single = json.dumps({"status": "ok", "message-type": "work", "message": works[0]}).encode()
    source = Crossref()
    request = source.references(PAPER)
    assert request
    page = source.parse_edges(request, ServiceAnswer(200, single))
    assert isinstance(page, Found)
    papers = [edge.paper for edge in page.value.edges]
    assert len(papers) == page.value.total == 103
    assert sum("doi" in paper.ids for paper in papers) == 58
    assert sum("arxiv" in paper.ids for paper in papers) == 13
    assert papers[2].ids == {"arxiv": "2108.07258"}


def test_an_abstract_is_put_together_from_its_index(answers: dict[str, ServiceAnswer]) -> None:
    outcome = OpenAlex().parse(answers["openalex/title-search-paperqa.json"])
    assert isinstance(outcome, Found)
    abstract = outcome.value[0].abstract or ""
    assert abstract.startswith("Large Language Models (LLMs) generalize well across language tasks, but")
    assert abstract.endswith(".")


def test_a_recorded_citation_has_contexts_and_intents(answers: dict[str, ServiceAnswer]) -> None:
    record = json.loads(answers["semanticscholar/citation-record-contexts.json"].body)
    source = SemanticScholar()
    request = source.cited_by(PAPER)
    assert request
    page = source.parse_edges(
        request, ServiceAnswer(200, json.dumps({"offset": 0, "data": [record]}).encode())
    )
    assert isinstance(page, Found)
    (edge,) = page.value.edges
    assert len(edge.contexts) == 4
    assert edge.intents == ("result", "background", "methodology")
    assert edge.influential is True
    assert (edge.paper.venue, edge.paper.venue_year) == ("IEEE Robotics and Automation Letters", 2023)
    assert edge.paper.ids["dblp"] == "journals/ral/MonastirskyAS23"


def test_each_known_error_is_a_failure_with_a_reason() -> None:
    path = RECORDINGS / "quoted-error-bodies.json"
    if not path.is_file():
        pytest.skip("the quoted errors are not beside this repository")
    quoted = json.loads(path.read_text("utf-8"))
    assert quoted
    for entry in quoted:
        source = SERVICES[entry["service"]]()
        headers = entry["headers"]
        answer = ServiceAnswer(
            entry["status"], entry["body"].encode(), headers.get("content-type", ""), headers=headers
        )
        asked = [request for request in (source.cited_by(PAPER), source.references(PAPER)) if request]
        for outcome in (source.parse(answer), *(source.parse_edges(request, answer) for request in asked)):
            check_outcome(outcome, source)
            assert kind(outcome) == "failed", entry


def test_a_bot_wall_is_a_failure_with_status_200_too() -> None:
    wall = b'<!doctype html><html lang="en"><head><title>Making sure you\'re not a bot!</title>'
    for service in SERVICES.values():
        assert kind(service().parse(ServiceAnswer(200, wall, "text/html"))) == "failed"
