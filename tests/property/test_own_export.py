"""What litnotes exports, it imports again as equal papers: BibTeX, biblatex, RIS, CSL-JSON and tables."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.export.bibtex_entry import entry
from litnotes.export.csl_items import csl_json
from litnotes.export.dossier import Dossier
from litnotes.export.flat_table import csv_table
from litnotes.export.ris_entries import ris
from litnotes.formats import which
from litnotes.library.identify import Library
from litnotes.library.imports import Added, Intake
from litnotes.model.paper import Paper

pytestmark = pytest.mark.gate


_LETTERS = "abcdefghilmnoprstuéüñøşłžж张"
_NAME = st.text(st.sampled_from(_LETTERS), min_size=2, max_size=8).map(str.capitalize)
_AUTHOR = st.tuples(_NAME, _NAME).map(" ".join) | st.sampled_from(
    [
        "Aäron van den Oord",
        "Martin Luther King Jr.",
        "Ministry of Health",
        "{Google Brain}",
        "García Márquez, Gabriel",
    ]
)
_SENTENCE = st.lists(
    _NAME
    | st.sampled_from(["β-VAE", "$\\sqrt{n}$", "50% & more", "CO₂", "a_b", "x ≤ y", "“quoted”", "GPT-4"]),
    min_size=3,
    max_size=6,
).map(" ".join)
_NUMBER = st.integers(1, 400).map(str)


@st.composite
def _papers(draw: st.DrawFn) -> list[Paper]:
    return [
        Paper(
            key=f"key{number}",
            record="imported",
            title=f"{draw(_SENTENCE)} number {number}",
            authors=tuple(draw(st.lists(_AUTHOR, min_size=1, max_size=4, unique=True))),
            more_authors=draw(st.booleans()),
            **_published(draw, number),
            abstract=draw(st.none() | _SENTENCE),
            tags=tuple(draw(st.lists(_NAME, max_size=3, unique_by=str.casefold))),
            notes=draw(st.none() | _SENTENCE),
            language=draw(st.sampled_from([None, "en", "de"])),
        )
        for number in range(draw(st.integers(1, 3)))
    ]


def _published(draw: st.DrawFn, number: int) -> dict[str, Any]:
    """Return a journal paper, a paper of a conference or a preprint."""
    year = draw(st.integers(1990, 2024))
    kind = draw(st.sampled_from(["article", "inproceedings", "preprint"]))
    if kind == "preprint":
        return {"type": kind, "year": year, "ids": {"arxiv": f"2101.{number:05}"}}
    venue = draw(st.sampled_from({"article": ["Journal of Things"], "inproceedings": ["CVPR"]}[kind]))
    return {
        "type": kind, "venue": venue, "venue_year": year, "year": year,
        "pages": f"{draw(st.integers(1, 200))}-{draw(st.integers(201, 400))}",
        "volume": draw(_NUMBER), "number": draw(_NUMBER) if kind == "article" else None,
        "ids": draw(st.just({}) | st.just({"doi": f"10.1000/x.{number}"})),
    }  # fmt: skip


def _bibtex(papers: Sequence[Paper]) -> str:
    return "\n".join(map(entry, papers))


def _biblatex(papers: Sequence[Paper]) -> str:
    return "\n".join(entry(paper, dialect="biblatex") for paper in papers)


def _table(papers: Sequence[Paper]) -> str:
    return csv_table([Dossier(paper=paper) for paper in papers])


@pytest.mark.parametrize("written", [_bibtex, _biblatex, ris, csl_json, _table])
@given(papers=_papers())
def test_an_export_comes_in_as_equal_papers(
    written: Callable[[Sequence[Paper]], str], papers: list[Paper]
) -> None:
    text = written(papers)
    form = which.format_of(text)
    assert form
    entries, broken = which.reader_of(form)(text.replace("\r\n", "\n"))
    assert not broken
    intake = Intake(Library([]), "x y", datetime.date(2024, 6, 2))
    found = []
    for one in entries:
        outcome = intake.decide(one)
        assert isinstance(outcome, Added)
        intake.keep(outcome)
        found.append(outcome.paper)
    assert [_content(paper) for paper in found] == [_content(paper) for paper in papers]


def _content(paper: Paper) -> dict[str, Any]:
    fields = paper.model_dump(exclude={"provenance", "added"})
    return {name: value for name, value in fields.items() if value}
