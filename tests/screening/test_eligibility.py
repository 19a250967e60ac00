"""Criteria say yes, no or unknown of a paper; what is not known is never against it."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.config import Criteria
from litnotes.model.paper import Paper
from litnotes.screening.eligibility import Check, Facts, Subject, check, marked, meets, named, tally


def criteria(**values: Any) -> Criteria:
    return Criteria.model_validate(values)


def outcome_of(subject: Subject, **values: Any) -> tuple[str, str]:
    (one,) = check(subject, criteria(**values))
    return one.outcome, one.why


PAPER = Facts(
    title="Taming Transformers",
    abstract="A codebook of a latent\nspace is learned.",
    year=2020,
    venue="2021 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)",
    type="inproceedings",
    language="eng",
)
BARE = Facts(title="Taming Transformers")
BLANK = Facts(title="Taming Transformers", abstract=" \n", venue=" ", type=" ", language="")


@pytest.mark.parametrize(
    ("kind", "words", "expected"),
    [
        ("any", ["survey", "tam*"], ("yes", "tam* is in the title")),
        ("any", ["codebook", "latent space"], ("yes", "codebook and latent space are in the abstract")),
        ("any", ["survey"], ("no", "survey is in neither title nor abstract")),
        ("any", list("abcdef")[1:], ("no", "b, c, d and 2 more are in neither title nor abstract")),
        ("all", ["codebook"], ("yes", "codebook is in the abstract")),
        ("all", ["codebook", "taming"], ("yes", "all are in title or abstract")),
        ("all", ["codebook", "survey"], ("no", "survey is in neither title nor abstract")),
        ("none", ["survey", "review"], ("yes", "survey and review are in neither title nor abstract")),
        ("none", ["survey", "codebook"], ("no", "codebook is in the abstract")),
        ("none", ["taming"], ("no", "taming is in the title")),
    ],
)
def test_keywords(kind: str, words: list[str], expected: tuple[str, str]) -> None:
    assert outcome_of(PAPER, keywords={kind: words}) == expected


@pytest.mark.parametrize(
    ("kind", "words", "expected"),
    [
        ("any", ["taming", "codebook"], ("yes", "taming is in the title")),
        ("any", ["codebook"], ("unknown", "codebook is not in the title; no abstract")),
        ("all", ["taming", "transformers"], ("yes", "all are in title or abstract")),
        ("all", ["taming", "codebook"], ("unknown", "codebook is not in the title; no abstract")),
        ("none", ["survey"], ("unknown", "survey is not in the title; no abstract")),
        ("none", ["taming"], ("no", "taming is in the title")),
    ],
)
@pytest.mark.parametrize("paper", [BARE, BLANK])
def test_no_abstract_is_unknown_never_no(
    paper: Facts, kind: str, words: list[str], expected: tuple[str, str]
) -> None:
    assert outcome_of(paper, keywords={kind: words}) == expected


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("years", {"from": 2019}, ("yes", "2020")),
        ("years", {"from": 2021}, ("no", "2020, before 2021")),
        ("years", {"to": 2019}, ("no", "2020, after 2019")),
        ("venues", ["ICLR", "cvpr"], ("yes", PAPER.venue)),
        ("venues", ["NeurIPS"], ("no", PAPER.venue)),
        ("types", ["article", "inproceedings"], ("yes", "inproceedings")),
        ("types", ["article"], ("no", "inproceedings")),
        ("languages", ["English"], ("yes", "en")),
        ("languages", ["de"], ("no", "en")),
    ],
)
def test_years_venues_types_and_languages(name: str, value: Any, expected: tuple[str, str]) -> None:
    assert outcome_of(PAPER, **{name: value}) == expected
    without = "no abstract" if name == "keywords" else f"no {name.removesuffix('s')}"
    assert outcome_of(BARE, **{name: value}) == outcome_of(BLANK, **{name: value}) == ("unknown", without)


def test_other_names_of_a_venue_are_the_venue() -> None:
    paper = Facts(title="x", venue="Advances in Neural Information Processing Systems 30")
    assert outcome_of(paper, venues="NIPS")[0] == "yes"
    assert outcome_of(paper, venues="NeurIPS")[0] == "yes"


@pytest.mark.parametrize(
    ("fields", "name", "why"),
    [
        ({"type": "blog post"}, "types", "unknown type: blog post"),
        ({"language": "Klingon"}, "languages", "unknown language: Klingon"),
    ],
)
def test_unknown_types_and_languages_give_unknown(fields: Any, name: str, why: str) -> None:
    value = {"types": "article", "languages": "en"}[name]
    assert outcome_of(Facts(title="x", **fields), **{name: value}) == ("unknown", why)


EVERYTHING: dict[str, Any] = {
    "languages": "en",
    "types": "article",
    "venues": "CVPR",
    "years": {"to": 2020},
    "keywords": {"none": "d", "all": ["a", "b"], "any": ["c", "a"]},
    "include": {"x": "is x"},
    "exclude": {"y": "is y"},
}
NAMES = ("years", "keywords any", "keywords all", "keywords none", "venues", "types", "languages")


def test_only_what_is_set_is_checked_in_one_order() -> None:
    assert tuple(one.criterion for one in check(PAPER, criteria(**EVERYTHING))) == NAMES
    assert named(criteria(**EVERYTHING)) == NAMES
    assert named(criteria(include={"x": "is x"}, years={})) == ()
    assert check(PAPER, criteria()) == ()


def test_a_paper_is_a_subject() -> None:
    paper = Paper(key="k", record="given", title="A latent b", language="en", year=2020)
    assert meets(check(paper, criteria(years={"from": 2020}, languages="en"))) == "yes"


def test_one_no_decides_and_one_unknown_leaves_it_open() -> None:
    outcomes = [Check("x", one, "") for one in ("yes", "unknown", "no")]
    assert meets([]) == meets(outcomes[:1]) == "yes"
    assert meets(outcomes[:2]) == "unknown"
    assert meets(outcomes) == "no"
    assert tally(one.outcome for one in (*outcomes, outcomes[0])) == {"yes": 2, "no": 1, "unknown": 1}


def test_all_words_are_marked() -> None:
    wanted = criteria(keywords={"any": "latent", "all": "space", "none": "sur*"})
    assert marked("Latent: a survey of space", wanted) == [(0, 6), (10, 16), (20, 25)]
    assert marked("Latent", criteria()) == []


_words = st.lists(st.sampled_from(["a", "b", "c d", "VQ-GAN", "quanti*"]), max_size=3)
_texts = st.lists(st.sampled_from(["a", "b", "c", "d", "vqgan", "vq gan", "quantity", "x"])).map(" ".join)


@given(_texts, _texts, _words, _words, _words)
def test_an_abstract_that_is_gone_never_makes_a_no(
    title: str, abstract: str, some: list[str], every: list[str], none: list[str]
) -> None:
    wanted = criteria(keywords={"any": some, "all": every, "none": none})
    whole = Facts(title=title, abstract=abstract)
    for before, after in zip(
        check(whole, wanted), check(replace(whole, abstract=None), wanted), strict=True
    ):
        assert after.outcome in {before.outcome, "unknown"}
        assert abstract.strip() == "" or before.outcome != "unknown"


@given(_texts, _words)
def test_marked_places_are_the_words_that_meet_the_criteria(text: str, words: list[str]) -> None:
    wanted = criteria(keywords={"any": words})
    checks = check(Facts(title=text, abstract=text), wanted)
    assert bool(marked(text, wanted)) == (checks != () and meets(checks) == "yes")


def test_a_thousand_abstracts_are_read_at_once() -> None:
    """A thousand take a tenth of a second; the limit leaves room for a busy machine."""
    words = [f"word{number}" for number in range(17)]
    wanted = criteria(keywords={"any": [*words, "latent space", "quanti*", "VQ-GAN"]})
    text = "the organ of a latent variable in spaces of naïve quanta that begin words " * 20
    papers = [Facts(title=f"Paper {number}", abstract=f"{text}{number}") for number in range(1000)]
    before = time.process_time()
    assert {meets(check(paper, wanted)) for paper in papers} == {"no"}
    assert time.process_time() - before < 5
