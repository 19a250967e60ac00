"""The page on a candidate, and its line in a list."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given

from litnotes.config import Criteria
from litnotes.model.candidate import Candidate, Screened
from litnotes.render.candidate_page import candidate_lines, counts_in_words
from litnotes.screening.standing import Standing
from tests.screened_notes import trace_of
from tests.strategies import candidates

DAY = datetime.date(2024, 6, 1)
SONG, CODEC, *_ = trace_of().candidates
NONE = Criteria()


def page(candidate: Candidate, *, by: str = "", criteria: Criteria = NONE, **more: Any) -> list[str]:
    standing = Standing(candidate, ("t",), **more)
    names = {"huang2019muller": "Music Transformer"}
    return [f"{line.front}{line.text}" for line in candidate_lines(standing, criteria, names, by=by)]


def test_shows_a_candidate_with_abstract_and_links() -> None:
    assert page(SONG.model_copy(update={"abstract": "Short."})) == [
        "moro2020song  Songs from a Latent Space",
        "    Ana Moro, Bo Li; ISMIR 2020",
        "",
        "Short.",
        "",
        "    cites Music Transformer (influential): “As in [1], we quantize before modelling.”",
    ]


def test_checks_criteria_and_marks_their_words() -> None:
    criteria = Criteria.model_validate({"years": {"from": 2018}, "keywords": {"any": ["latent"]}})
    standing = Standing(SONG, ("t",))
    lines = list(candidate_lines(standing, criteria, {}))
    marked = [line.text[start:end] for line in lines for start, end in line.spans]
    assert marked == ["Latent", "latent"]
    assert lines[-1].text.startswith("criteria: years yes (2020); keywords any yes")
    assert "years no (2015, before 2018)" in page(CODEC, criteria=criteria)[-1]


def test_marks_stay_at_their_words_after_escaped_characters() -> None:
    candidate = Candidate(key="k", title="\x1b[31m latent \x07 latent")
    criteria = Criteria.model_validate({"keywords": {"any": ["latent"]}})
    first = next(iter(candidate_lines(Standing(candidate, ("t",)), criteria, {})))
    assert [first.text[start:end] for start, end in first.spans] == ["latent", "latent"]
    assert "\x1b" not in first.text


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "no year"),
        ({"authors": ["A B"], "more_authors": True, "year": 2020}, "A B et al.; 2020"),
        ({"authors": list("ABCDEFGHIJKLMN")}, "A, B, C, D, E, F, G, H, I, J, K, L and 2 more; no year"),
        ({"year": 2019, "venue": "ICML", "venue_year": 2020}, "ICML 2020; first public 2019"),
        ({"year": 2020, "retracted": True}, "2020; RETRACTED"),
    ],
)  # fmt: skip
def test_shows_authors_year_and_venue(fields: dict[str, Any], line: str) -> None:
    shown = page(Candidate.model_validate({"key": "k", "title": "t", **fields}))
    assert shown[1:3] == [f"    {line}", "    no abstract"]


def test_joins_links_without_a_sentence_on_one_line() -> None:
    links = [{"paper": paper, "direction": way, "sources": ["x"]}
             for paper, way in (("a", "cited-by"), ("b", "cited-by"), ("c", "references"))]  # fmt: skip
    shown = page(Candidate.model_validate({"key": "k", "title": "t", "reached": links}))
    assert shown[3:] == ["    cites a, b", "    cited by c"]


def test_shows_at_most_three_sentences_of_a_paper() -> None:
    links = [{"paper": "a", "direction": "cited-by", "sources": ["x"], "contexts": list("12345")}]
    shown = page(Candidate.model_validate({"key": "k", "title": "t", "reached": links}))
    assert shown[3:] == ["    cites a: “1”", "    cites a: “2”", "    cites a: “3”"]


def test_shows_a_person_only_their_own_decision() -> None:
    decisions = {
        "": Screened(key="k", decision="include", day=DAY),
        "Lin": Screened(key="k", decision="exclude", criterion="codec", reason="bits", by="Lin", day=DAY),
    }
    candidate = Candidate(key="k", title="t")
    assert page(candidate, decisions=decisions)[-1] == "    your decision: include"
    assert page(candidate, decisions=decisions, by="Lin")[-1] == "    your decision: exclude (codec; bits)"
    assert not any("decision" in line for line in page(candidate, decisions=decisions, by="Bo"))


def test_counts_decisions_on_one_line() -> None:
    counts = {"left": 9814, "include": 1, "exclude": 2, "unsure": 3, "not-retrieved": 4}
    assert counts_in_words(counts) == "9,814 left, 1 included, 2 excluded, 3 unsure, 4 not retrieved"


@given(candidates())
def test_no_control_character_reaches_a_terminal(candidate: Candidate) -> None:
    for line in page(candidate):
        assert not any(ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 for letter in line)
        assert "\u202e" not in line
