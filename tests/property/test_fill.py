"""Which value counts: the student's words win, and the same news twice change nothing, on all occasions."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from litnotes.library.field_policy import FIELDS, REPLACE, holder, is_empty
from litnotes.library.fill import completed, look_up
from litnotes.library.inquiry import Asked
from litnotes.library.join import join
from litnotes.model.candidate import Candidate
from litnotes.model.described import SHARED
from litnotes.model.paper import Paper
from litnotes.model.record import Record

DAY = datetime.date(2024, 6, 2)
COLLECTED = {"short_names", "other_titles", "other_ids", "former_keys", "tags", "notes", "citations"}
BOOKKEEPING = {"key", "record", "added", "provenance", "differing", "services"}
SOURCES = ("given", "nickname table", "crossref 2024-01-01", "bibtex refs.bib 2024-01-01")

_values: dict[str, st.SearchStrategy[Any]] = {
    "title": st.sampled_from(["Learning Codes of Sound", "Learning Codes of Sounds", "LCS"]),
    "authors": st.sampled_from([(), ("Chen Ito",), ("C. Ito", "Ann Lee")]),
    "venue": st.sampled_from([None, "CVPR", "ISMIR", "A Journal"]),
    "venue_year": st.sampled_from([None, 2020, 2021]),
    "volume": st.sampled_from([None, "3", "4"]),
    "language": st.sampled_from([None, "en", "de"]),
    "abstract": st.sampled_from([None, "On sound.", "Of sound."]),
    "ids": st.sampled_from([{}, {"doi": "10.1234/a"}, {"doi": "10.1234/b"}, {"arxiv": "2101.00001"}]),
}
_known = st.fixed_dictionaries({**_values, "year": st.sampled_from([None, 2019, 2020])})
_said = st.fixed_dictionaries({**_values, "first_year": st.sampled_from([None, 2019, 2020])})
_sources = st.fixed_dictionaries({}, optional={name: st.sampled_from(SOURCES) for name in _values})
_records = st.sampled_from(["not looked up", "nickname table", "given", "imported", "looked up"])


@st.composite
def papers(draw: st.DrawFn, key: str = "a") -> Paper:
    values = draw(_known)
    provenance = {name: one for name, one in draw(_sources).items() if values[name]}
    return Paper(key=key, record=draw(_records), provenance=provenance, **values)


def looked_up(paper: Paper, said: dict[str, Any]) -> dict[str, Any]:
    record = Record(source="openalex", **said)
    return dict(look_up(paper, [record], [Asked("openalex", "OpenAlex", "found")], DAY).changes)


def from_entry(paper: Paper, said: dict[str, Any]) -> dict[str, Any]:
    return completed(paper, Record(source="bibtex", **said), "bibtex refs.bib", DAY)


def joined(paper: Paper, other: Paper) -> dict[str, Any]:
    differing = {kind: value for kind, value in paper.ids.items() if other.ids.get(kind, value) != value}
    return join(paper, other, differing)


def test_every_field_of_a_paper_has_a_policy() -> None:
    assert {*FIELDS, "more_authors"} | COLLECTED | BOOKKEEPING == {*Paper.model_fields}


def test_papers_records_and_candidates_share_their_fields() -> None:
    declared = [one.model_fields for one in (Paper, Candidate)]
    for name in (*SHARED, "ids", "other_ids", "tags"):
        assert declared[0][name].annotation == declared[1][name].annotation, name
        assert declared[0][name].default == declared[1][name].default, name
        assert hasattr(Record, name), name


@given(papers(), _said, papers("b"))
def test_what_the_student_wrote_stays(paper: Paper, said: dict[str, Any], other: Paper) -> None:
    for changes in (looked_up(paper, said), from_entry(paper, said), joined(paper, other)):
        for name in FIELDS.keys() - {"ids"}:
            if holder(paper, name) == "student":
                assert name not in changes, name
        assert paper.ids.items() <= changes.get("ids", paper.ids).items() or (
            FIELDS["ids"].look_up is REPLACE and "ids" in paper.provenance
        )


@given(papers(), _said, papers("b"))
def test_the_same_news_again_change_nothing(paper: Paper, said: dict[str, Any], other: Paper) -> None:
    occasions: tuple[Callable[[Paper], dict[str, Any]], ...] = (
        lambda one: looked_up(one, said),
        lambda one: from_entry(one, said),
        lambda one: joined(one, other),
    )
    for news in occasions:
        changes = news(paper)
        assert news(paper.model_copy(update=changes)) == {}, changes


@given(papers(), _said, papers("b"))
def test_what_is_missing_is_filled(paper: Paper, said: dict[str, Any], other: Paper) -> None:
    for name in ("authors", "venue", "language", "abstract"):
        if not is_empty(getattr(paper, name)):
            continue
        assert looked_up(paper, said).get(name) == (said[name] or None)
        assert from_entry(paper, said).get(name) == (said[name] or None)
        assert joined(paper, other).get(name) == (getattr(other, name) or None)
        if said[name]:
            assert from_entry(paper, said)["provenance"][name] == "bibtex refs.bib 2024-06-02"
            assert looked_up(paper, said)["provenance"][name] == "openalex 2024-06-02"
