"""Cohen's kappa, against examples worked by hand and by statsmodels 0.14."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.model.candidate import Candidate, Choice, Screened
from litnotes.screening.agreement import Agreement, agreement, agreements
from litnotes.screening.standing import Standing

US = ("", "Lin")
CHOICES: tuple[Choice, ...] = ("include", "exclude", "unsure", "not-retrieved")


def pairs(table: tuple[tuple[int, ...], ...]) -> list[tuple[Choice, Choice]]:
    """Return the decisions that a table counts: a row for each of the first person's."""
    return [
        (CHOICES[one], CHOICES[other])
        for one, row in enumerate(table)
        for other, number in enumerate(row)
        for _ in range(number)
    ]


@pytest.mark.parametrize(
    ("table", "kappa", "error"),
    [
        # 35 of 50 alike; by chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5; (0.7 - 0.5) / (1 - 0.5)
        (((20, 5), (10, 15)), 0.4, 0.126996),
        # 89 of 100; by chance 0.8 * 0.8 + 0.1 * 0.05 + 0.1 * 0.15 = 0.66; 0.23 / 0.34
        (((75, 1, 4), (5, 4, 1), (0, 0, 10)), 0.676471, 0.087703),
        # 10 of 20; by chance 0.65 * 0.85 + 0.35 * 0.15 = 0.605; -0.105 / 0.395
        (((10, 3), (7, 0)), -0.265823, 0.119530),
    ],
)
def test_kappa_and_its_standard_error(
    table: tuple[tuple[int, ...], ...], kappa: float, error: float
) -> None:
    found = agreement(US, pairs(table))
    assert found.kappa == pytest.approx(kappa, abs=1e-6)
    assert found.standard_error == pytest.approx(error, abs=1e-6)
    assert found.interval == pytest.approx((kappa - 1.96 * error, kappa + 1.96 * error), abs=1e-5)


def test_the_interval_stays_within_what_kappa_can_be() -> None:
    assert Agreement(US, 3, 2, 0.9, 0.2).interval == pytest.approx((0.508, 1))
    assert Agreement(US, 3, 2, -0.9, 0.2).interval == pytest.approx((-1, -0.508))


def test_all_alike_is_one_with_an_error_the_formula_does_not_give() -> None:
    found = agreement(US, pairs(((3, 0), (0, 4))))
    assert (found.kappa, found.standard_error, found.interval, found.share) == (1, None, None, 1)
    assert found.strength == "almost perfect"


def test_one_decision_on_everything_leaves_kappa_undefined() -> None:
    found = agreement(US, pairs(((0, 0), (0, 7))))
    assert (found.works, found.agreed, found.share) == (7, 7, 1)
    assert (found.kappa, found.standard_error, found.interval, found.strength) == (None,) * 4


def test_nothing_in_common_leaves_kappa_undefined() -> None:
    found = agreement(US, [])
    assert (found.works, found.agreed, found.share, found.kappa) == (0, 0, None, None)


@pytest.mark.parametrize(
    ("kappa", "word"),
    [
        (-0.01, "poor"), (0, "slight"), (0.2, "slight"), (0.21, "fair"), (0.1 + 0.2 + 0.1, "fair"),
        (0.41, "moderate"), (0.6, "moderate"), (0.2 * 3, "moderate"), (0.61, "substantial"),
        (0.81, "almost perfect"), (1, "almost perfect"),
    ],
)  # fmt: skip
def test_words_are_those_of_landis_and_koch(kappa: float, word: str) -> None:
    assert Agreement(US, 9, 9, kappa).strength == word


def standing(key: str, decided: Mapping[str, Choice]) -> Standing:
    day = datetime.date(2024, 6, 1)
    decisions = {by: Screened(key=key, decision=one, by=by or None, day=day) for by, one in decided.items()}
    return Standing(Candidate(key=key, title=key), ("t",), decisions=decisions)


def test_each_two_people_are_compared_on_what_both_decided() -> None:
    found = agreements(
        [
            standing("a", {"": "include", "Lin": "include", "Bo": "unsure"}),
            standing("b", {"": "exclude", "Lin": "include"}),
            standing("c", {"Lin": "exclude"}),
            standing("d", {}),
        ]
    )
    assert [(one.people, one.works, one.agreed) for one in found] == [
        (("", "Bo"), 1, 0),
        (("", "Lin"), 2, 1),
        (("Bo", "Lin"), 1, 0),
    ]
    assert agreements([standing("a", {"": "include"})]) == ()


@given(st.lists(st.tuples(st.sampled_from(CHOICES), st.sampled_from(CHOICES)), max_size=40))
def test_who_is_first_does_not_matter(decided: list[tuple[Choice, Choice]]) -> None:
    found = agreement(US, decided)
    other = agreement(US, [(second, first) for first, second in decided])
    assert found.kappa == pytest.approx(other.kappa)
    assert found.standard_error == pytest.approx(other.standard_error)
    assert found.agreed == other.agreed <= found.works == len(decided)
    if found.kappa is not None:
        assert -1 <= found.kappa <= 1
        assert (found.kappa == 1) == (found.agreed == found.works)
        assert found.strength
