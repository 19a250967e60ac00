"""Two own papers made one."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from litnotes.errors import Ambiguous
from litnotes.library.identify import Known, Library
from litnotes.library.join import join as joined
from litnotes.model.paper import Count, Paper

DAY = datetime.date(2024, 6, 2)


def paper(key: str, **values: Any) -> Paper:
    return Paper(**{"key": key, "record": "given", "title": "A Quiet Quantizer of Sound", **values})


def join(one: Paper, other: Paper, **ids: str) -> Paper:
    return one.model_copy(update=joined(one, other, ids))


def test_all_names_of_the_second_mean_the_first() -> None:
    one = paper("a", short_names=("QQ",), ids={"arxiv": "2001.00001"})
    other = paper("b", title="The Quiet Quantizer", short_names=("Quiet",), ids={"doi": "10.1234/x"},
                  other_ids=("doi:10.1234/z",), former_keys=("old",))  # fmt: skip
    library = Library([join(one, other)])
    for name in ("a", "b", "old", "QQ", "quiet", "A quiet quantizer of sound", "the quiet quantizer",
                 "2001.00001", "10.1234/x", "10.1234/y"):  # fmt: skip
        outcome = library.identify(name)
        assert isinstance(outcome, Known) == (name != "10.1234/y"), name


def test_what_is_missing_comes_from_the_second_with_its_source() -> None:
    one = paper("a", tags=("sound",), notes="mine", added=DAY)
    other = paper("b", language="en", year=2020, venue="ISMIR", tags=("audio",), notes="also mine",
                  provenance={"year": "arxiv 2024-01-01"}, added=datetime.date(2024, 1, 1),
                  citations=(Count(source="crossref", count=3, asked=DAY),))  # fmt: skip
    done = join(one, other)
    assert (done.year, done.venue, done.tags, done.notes) == (
        2020,
        "ISMIR",
        ("sound", "audio"),
        "mine\n\nalso mine",
    )
    assert done.provenance == {"year": "arxiv 2024-01-01"}
    assert done.added == datetime.date(2024, 1, 1)
    assert (done.citations, done.language) == (other.citations, "en")


def test_keeps_differing_values() -> None:
    done = join(paper("a", year=2019), paper("b", year=2020, provenance={"year": "arxiv 2024-01-01"}))
    assert done.year == 2019
    assert [(one.field, one.value, one.source) for one in done.differing] == [("year", "2020", "arxiv")]


def test_a_looked_up_value_is_better_than_that_of_the_table() -> None:
    one = paper("a", record="nickname table", authors=("A. One",), more_authors=True,
                provenance={"authors": "nickname table"})  # fmt: skip
    other = paper(
        "b", record="looked up", authors=("Ann One", "Bo Two"), provenance={"authors": "arxiv 2024-01-01"}
    )
    done = join(one, other)
    assert (done.authors, done.more_authors, done.record) == (other.authors, False, "looked up")
    assert done.provenance["authors"] == "arxiv 2024-01-01"


def test_asks_the_user_to_choose_between_two_ids_of_a_kind() -> None:
    given = {"provenance": {"ids": "given"}}
    one, other = (
        paper("a", ids={"doi": "10.1234/x"}, **given),
        paper("b", ids={"doi": "10.1234/z"}, **given),
    )
    with pytest.raises(Ambiguous, match=r"--id doi:10\.1234/x or --id doi:10\.1234/z"):
        join(one, other)
    done = join(one, other, doi="10.1234/z")
    assert (done.ids, done.other_ids) == ({"doi": "10.1234/z"}, ("doi:10.1234/x",))
    service = paper("b", ids={"doi": "10.1234/z"}, provenance={"ids.doi": "openalex 2024-01-01"})
    assert join(one, service).other_ids == ("doi:10.1234/z",)


def test_always_asks_about_two_arxiv_ids() -> None:
    service = {"provenance": {"ids.arxiv": "arxiv 2024-01-01"}}
    one, other = (
        paper("a", ids={"arxiv": "2001.00001"}, **service),
        paper("b", ids={"arxiv": "2001.00002"}, **service),
    )
    with pytest.raises(Ambiguous):
        join(one, other)


def test_joining_again_changes_nothing() -> None:
    one, other = paper("a", year=2019), paper("b", year=2020, ids={"doi": "10.1234/x"})
    done = join(one, other)
    assert joined(done, other, {}) == {}
