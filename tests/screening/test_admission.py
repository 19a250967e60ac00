"""A candidate that is included becomes a paper: which one it is, with where each field came from."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from litnotes.library.identify import Library
from litnotes.model.candidate import Candidate, Reached
from litnotes.model.paper import Paper
from litnotes.screening.admission import own_paper, paper_of, remark_on
from tests.screened_notes import trace_of

DAY = datetime.date(2024, 6, 2)
SONG = trace_of().candidates[0]


def which(candidate: Candidate, *papers: dict[str, Any]) -> str | None:
    library = Library(Paper.model_validate({"record": "given", **one}) for one in papers)
    return own_paper(candidate, library.called)


@pytest.mark.parametrize(
    ("paper", "is_it"),
    [
        ({"key": "x", "title": "Songs of Latent Spaces", "authors": ["A. Moro"],
          "ids": {"arxiv": "2005.99341"}}, True),
        ({"key": "x", "title": "Songs from a Latent Space (preprint)", "authors": ["A. Moro"],
          "other_ids": ["openalex:W11"]}, True),
        ({"key": "x", "title": "Another", "ids": {"arxiv": "2005.99341"}}, False),
        ({"key": "x", "title": "Songs from a Latent Space", "ids": {"arxiv": "1905.00001"}}, False),
        ({"key": "x", "title": "Songs from a Latent Space", "year": 2008}, False),
        ({"key": "x", "title": "SONGS from a latent space", "authors": ["A. Moro"]}, True),
        ({"key": "x", "title": "Songs from a Latent Space"}, True),
        ({"key": "x", "title": "Songs from a Latent Space", "authors": ["Cy Other"]}, False),
        ({"key": "moro2020song", "title": "Another work"}, False),
        ({"key": "x", "title": "Songs from a Latent Space 2"}, False),
    ],
)  # fmt: skip
def test_finds_the_own_paper(paper: dict[str, Any], *, is_it: bool) -> None:
    assert which(SONG, paper) == (paper["key"] if is_it else None)


def test_a_short_title_is_the_paper_of_its_key_alone() -> None:
    one = Candidate(key="a2020jukebox", title="Jukebox")
    assert which(one, {"key": "b", "title": "Jukebox"}) is None
    assert which(one, {"key": "a2020jukebox", "title": "Jukebox"}) == "a2020jukebox"


def test_fields_and_where_they_came_from() -> None:
    origins = SONG.model_copy(update={"origins": {"abstract": "semantic_scholar"}})
    paper = paper_of(origins, [trace_of()], set(), DAY)
    assert (paper.key, paper.record, paper.added) == (SONG.key, "not looked up", DAY)
    for name in ("title", "authors", "year", "venue", "abstract", "ids"):
        assert getattr(paper, name) == getattr(SONG, name)
    assert paper.provenance["title"] == "openalex 2024-06-01"
    assert paper.provenance["abstract"] == "semantic_scholar"
    assert paper.provenance["ids.arxiv"] == "openalex 2024-06-01"
    assert "url" not in paper.provenance


def test_an_id_of_a_service_is_its_own() -> None:
    both = SONG.model_copy(
        update={"sources": ("semantic_scholar", "openalex"), "ids": {"openalex": "W7", "doi": "10.1/x"}}
    )
    origins = paper_of(both, [trace_of()], set(), DAY).provenance
    assert origins["ids.openalex"].split()[0] == "openalex"
    assert origins["ids.doi"].split()[0] == "semantic_scholar"


def test_a_taken_key_is_not_used() -> None:
    paper = paper_of(SONG, [trace_of()], {SONG.key}, DAY)
    assert paper.key == "moro2020songs"


def linked(*links: tuple[str, str], sources: tuple[str, ...] = ("openalex",)) -> Candidate:
    made = [
        Reached(paper=paper, direction="cited-by" if way == "cites" else "references", sources=("x",))
        for way, paper in links
    ]
    return Candidate(key="k", title="t", reached=tuple(made), sources=sources)


@pytest.mark.parametrize(
    ("candidate", "remark"),
    [
        (linked(("cites", "a")), "cites VQ-VAE"),
        (linked(("cites", "a"), ("cites", "b")), "cites VQ-VAE and VQ-GAN"),
        (linked(("cites", "a"), ("cites", "b"), ("cites", "c")), "cites VQ-VAE, VQ-GAN and c"),
        (linked(("cites", "a"), ("cited", "b"), ("cites", "a")), "cites VQ-VAE; cited by VQ-GAN"),
        (linked(sources=("scopus.ris", "x.bib")), "from scopus.ris and x.bib"),
        (linked(sources=()), ""),
    ],
)
def test_the_remark_names_the_origin(candidate: Candidate, remark: str) -> None:
    assert remark_on(candidate, {"a": "VQ-VAE", "b": "VQ-GAN"}) == remark
