"""How many are probably found: safe on any order that is not worse than chance, silent on too little."""

from __future__ import annotations

import random
from math import comb

import pytest

from litnotes.screening import stopping
from litnotes.screening.stopping import (
    BASIS,
    FEWEST,
    LEVEL,
    MEANING,
    METHOD,
    RULES,
    SOURCE,
    Estimate,
    estimate,
    stopping_rule,
)


def chance_of_at_most(pool: int, relevant: int, drawn: int, seen: int) -> float:
    ways = sum(comb(relevant, one) * comb(pool - relevant, drawn - one) for one in range(seen + 1))
    return ways / comb(pool, drawn)


def ranked(included: int, records: int, seed: int, sharpness: float) -> list[bool]:
    """Return labels in an order that is the better the greater `sharpness`; 0 is chance."""
    chance = random.Random(seed)
    labels = [place < included for place in range(records)]
    return sorted(labels, key=lambda label: chance.random() - sharpness * label)


def share_found(labels: list[bool], screened: int) -> float:
    return sum(labels[:screened]) / sum(labels)


@pytest.mark.parametrize("decisions", [[], [True] * 3, [False] * 500, [True, False] * 14])
def test_too_few_decisions_give_no_estimate(decisions: list[bool]) -> None:
    found = estimate(decisions, 1000)
    assert found.low is None
    assert "too few decisions for an estimate" in found.sentence
    assert f"{sum(decisions)} included" in found.sentence


def test_when_all_are_decided_on_all_are_found() -> None:
    found = estimate([True, False, False], 0)
    assert found.low == 1.0
    assert found.sentence == "all candidates have a decision; 1 included"


def test_the_bound_is_the_largest_number_that_the_last_decisions_do_not_rule_out() -> None:
    found = estimate([True] * 5 + [False] * 100, 200)
    assert found.low is not None
    missing = round(5 / found.low) - 5
    risk = (1 - LEVEL) / 3  # shared between what may rule out
    assert chance_of_at_most(300, missing, 100, 0) >= risk
    assert chance_of_at_most(300, missing + 1, 100, 0) < risk


def test_fifty_excluded_in_a_row_are_no_reason_to_stop() -> None:
    found = estimate([True] * 20 + [False] * 50, 1000)
    assert found.low is not None
    assert found.low < 0.5


def test_every_further_excluded_one_makes_it_surer() -> None:
    lows = [estimate([True] * 10 + [False] * more, 900 - more).low for more in range(30, 900, 20)]
    assert lows == sorted(lows, key=lambda low: low or 0)
    assert lows[-1] == 1.0


@pytest.mark.parametrize("seen", [0, 1, 3, 8])
def test_the_chance_is_that_of_the_hypergeometric_distribution(seen: int) -> None:
    for pool, relevant, drawn in ((300, 40, 90), (50, 30, 25), (1000, 60, 500)):
        expected = chance_of_at_most(pool, relevant, drawn, seen)
        if seen < drawn * relevant / pool:
            assert stopping._chance(pool, relevant, drawn, seen) == pytest.approx(expected, rel=1e-6)  # noqa: SLF001
        else:
            assert expected > 0.3


@pytest.mark.parametrize("sharpness", [0.0, 0.5, 2.0])
def test_the_bound_holds_with_its_probability(sharpness: float) -> None:
    held = []
    for seed in range(60):
        labels = ranked(40, 800, seed, sharpness)
        screened = 200 + 7 * seed
        found = estimate(labels[:screened], 800 - screened)
        if found.low is not None:
            held.append(found.low <= share_found(labels, screened))
    assert sum(held) / len(held) >= LEVEL - 0.05


def test_a_good_order_lets_stop_before_the_end() -> None:
    labels = ranked(200, 2000, 1, 2.0)
    found = estimate(labels[:1000], 1000)
    assert found.low is not None
    assert found.low >= 0.95


def test_the_sentence_says_what_is_done_and_how_sure_the_bound_is() -> None:
    found = estimate([True] * 10 + [False] * 90, 400)
    for words in ("20 % screened", "10 found", "the last 90 in a row not relevant", "95 % confidence"):
        assert words in found.sentence
    assert "finished reviews" not in found.sentence
    assert METHOD in BASIS
    assert SOURCE in BASIS


def test_at_a_bound_of_80_percent_the_sentence_says_what_it_meant_on_finished_reviews() -> None:
    found = estimate([True] * 40 + [False] * 400, 60)
    assert found.low is not None
    assert found.low >= 0.8
    assert MEANING in found.sentence


@pytest.mark.parametrize(
    ("decisions", "row"),
    [([], 0), ([True], 0), ([False] * 3, 3), ([True, False, False], 2), ([False, True], 0)],
)
def test_the_row_of_irrelevant_ones_ends_at_the_last_relevant_one(decisions: list[bool], row: int) -> None:
    assert estimate(decisions, 9).row == row


def test_no_share_is_rounded_up_to_all() -> None:
    found: Estimate = estimate([True] * 400 + [False] * 3000, 500)
    assert found.low is not None
    assert found.low < 1
    assert "100 %" not in found.sentence.partition("at least")[2]


def test_numbers_of_any_size_are_printed() -> None:
    found = estimate([place % 7 == 0 for place in range(9000)], 100_000)
    assert found.low is not None
    assert 0.05 < found.low < 0.1
    assert estimate([True] * FEWEST, 100).low is not None


@pytest.mark.parametrize("text", ["at-least-0", "at-least-100", "at least 80", "80", "at-least-8.5", ""])
def test_other_texts_are_no_stopping_rule(text: str) -> None:
    assert stopping_rule(text) is None


def test_a_rule_is_met_by_its_bound_only() -> None:
    rule = stopping_rule("at-least-80")
    assert rule is not None
    assert not rule.is_met(estimate([True] * 5, 100))
    assert not rule.is_met(estimate([True] * 20 + [False] * 50, 1000))
    assert rule.is_met(estimate([True] * 40 + [False] * 400, 60))
    assert rule.is_met(estimate([False] * 5, 0))


def test_a_row_counts_only_after_the_share_that_must_be_screened() -> None:
    rule = RULES["row-of-50-after-tenth"]
    assert not rule.is_met(estimate([True] * 9 + [False] * 49, 100))
    assert not rule.is_met(estimate([True] * 9 + [False] * 50, 2000))
    assert rule.is_met(estimate([True] * 9 + [False] * 50, 100))
