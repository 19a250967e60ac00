"""A candidate that is included becomes a paper: which one it is, with where each field came from."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import pytest

from litnotes.citations.page import page_of
from litnotes.library.identify import Library
from litnotes.model.candidate import Candidate, Reached
from litnotes.model.paper import Paper
from litnotes.screening.admission import own_paper, paper_of, remark_on
from tests.screened_notes import FOUND, trace_of

DAY = datetime.date(2024, 6, 2)
SONG = trace_of().candidates[0]


def which(candidate: Candidate, *papers: dict[str, Any]) -> str | None:
    library = Library(Paper.model_validate({"record": "given", **one}) for one in papers)

    def called(kind: str, folded: str) -> Sequence[Paper]:
        if kind == "key":
            return [library.papers[folded]] if folded in library.papers else []
        return library.called(kind, folded)

    return own_paper(candidate, called)


@pytest.mark.parametrize(
    ("paper", "is_it"),
    [
        ({"key": "x", "title": "Another", "ids": {"arxiv": "2005.99341"}}, True),
        ({"key": "x", "title": "Another", "other_ids": ["openalex:W11"]}, True),
        ({"key": "x", "title": "SONGS from a latent space", "authors": ["A. Moro"]}, True),
        ({"key": "x", "title": "Songs from a Latent Space"}, True),
        ({"key": "x", "title": "Songs from a Latent Space", "authors": ["Cy Other"]}, False),
        ({"key": "moro2020song", "title": "Another work"}, False),
        ({"key": "x", "title": "Songs from a Latent Space 2"}, False),
    ],
)
def test_which_own_paper_it_is(paper: dict[str, Any], *, is_it: bool) -> None:
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


def test_a_key_that_is_taken_is_left() -> None:
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
def test_where_it_came_from_in_words(candidate: Candidate, remark: str) -> None:
    assert remark_on(candidate, {"a": "VQ-VAE", "b": "VQ-GAN"}) == remark


@pytest.mark.parametrize(
    ("fields", "page"),
    [
        ({"ids": {"arxiv": "2005.99341", "doi": "10.1/a"}}, "https://arxiv.org/abs/2005.99341"),
        ({"ids": {"arxiv": "hep-th/9901001"}}, "https://arxiv.org/abs/hep-th/9901001"),
        ({"ids": {"doi": "10.1/a b<c>#?"}}, "https://doi.org/10.1/a%20b%3Cc%3E%23%3F"),
        ({"url": "https://a.b/c?d=e#f"}, "https://a.b/c?d=e#f"),
        ({"url": "HTTP://a.b"}, "HTTP://a.b"),
        ({"ids": {"semantic_scholar": "abc/../x"}}, "https://www.semanticscholar.org/paper/abc%2F..%2Fx"),
        ({"ids": {"openalex": "W1"}}, "https://openalex.org/W1"),
        ({"url": "javascript:alert(1)", "ids": {"pmid": "12"}}, "https://pubmed.ncbi.nlm.nih.gov/12"),
        *(
            ({"url": url}, None)
            for url in ("file:///etc/passwd", "file://a.b/c", "javascript://a.b/%0aalert(1)",
                        "http://[", "https://", "--help", "http://a b", "",
                        "http://a.b/\x1b[31m", "http://a.b/\n-x", "//a.b", " https://a.b")
        ),
        ({}, None),
    ],
)  # fmt: skip
def test_where_it_can_be_read(fields: dict[str, Any], page: str | None) -> None:
    assert page_of(Candidate.model_validate({"key": "k", "title": "t", **fields})) == page
    assert FOUND
