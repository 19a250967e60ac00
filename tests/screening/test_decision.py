"""A decision as a person types it."""

from __future__ import annotations

import datetime

import pytest

from litnotes.config import Criteria
from litnotes.screening.decision import (
    TypedDecision,
    is_repeated,
    refusal,
    screened,
    with_criterion_of_settings,
)
from litnotes.screening.standing import Standing
from tests.screened_notes import trace_of

DAY = datetime.date(2024, 6, 2)
CRITERIA = Criteria.model_validate(
    {"years": {"from": 2019}, "exclude": {"Survey": "a survey"}, "include": {"latent": "trains on latents"}}
)
SONG, CODEC, *_ = (Standing(one, ("t",)) for one in trace_of().candidates)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (TypedDecision("exclude", "survey"), "Survey"),
        (TypedDecision("exclude", "NOT latent"), "not latent"),
        (TypedDecision("exclude", "latent"), "not latent"),
        (TypedDecision("include", "Latent"), "latent"),
        (TypedDecision("exclude", "other"), "other"),
        (TypedDecision("exclude"), None),
    ],
)
def test_the_criterion_is_that_of_the_settings(typed: TypedDecision, name: str | None) -> None:
    assert with_criterion_of_settings(typed, CRITERIA).criterion == name


def test_an_unknown_criterion_is_refused_with_the_known_ones() -> None:
    why = refusal(SONG, TypedDecision("exclude", "other"), CRITERIA)
    assert why == ('unknown criterion "other"; criteria: Survey, not latent. Give other reasons in words')
    assert "litnotes.yaml has no criteria yet" in str(
        refusal(SONG, TypedDecision("exclude", "other"), Criteria())
    )


def test_outside_the_years_a_reason_is_required() -> None:
    assert refusal(SONG, TypedDecision("include"), CRITERIA) is None
    assert refusal(CODEC, TypedDecision("include"), CRITERIA, "give a reason below") == (
        "it is outside the years of the criteria (2015, before 2019); to include it, give a reason below"
    )
    assert refusal(CODEC, TypedDecision("include", reason="the first"), CRITERIA) is None
    assert refusal(CODEC, TypedDecision("exclude"), CRITERIA) is None


def test_the_same_decision_on_another_day_is_a_repetition() -> None:
    decision = screened(SONG, TypedDecision("exclude", "Survey"), None, DAY)
    assert not is_repeated(SONG, decision)
    after = SONG.with_decision(decision)
    assert is_repeated(after, screened(SONG, TypedDecision("exclude", "Survey"), None, DAY.replace(day=9)))
    assert not is_repeated(after, screened(SONG, TypedDecision("exclude"), None, DAY))
    assert not is_repeated(after, screened(SONG, TypedDecision("exclude", "Survey"), "Lin", DAY))
