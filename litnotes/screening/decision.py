"""A decision on a candidate as a person types it: its criterion, and whether it can be taken."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from litnotes.config import Criteria
from litnotes.model.candidate import Choice, Screened
from litnotes.screening.standing import Standing

NOT = "not "
"""Stands before an inclusion criterion that does not hold."""


@dataclass(frozen=True, slots=True)
class TypedDecision:
    """A choice, with the criterion that decides, or other words."""

    choice: Choice
    criterion: str | None = None
    reason: str | None = None


def criteria_against(criteria: Criteria) -> dict[str, str]:
    """Return the criteria that can decide against a paper by name, with their sentences."""
    return {**criteria.exclude, **{f"{NOT}{name}": text for name, text in criteria.include.items()}}


def with_criterion_of_settings(decision: TypedDecision, criteria: Criteria) -> TypedDecision:
    """Return a decision with its criterion as the settings write it: capitals do not matter.

    An inclusion criterion by which something is excluded is one that does not hold: `not latent`.
    """
    if decision.criterion is None:
        return decision
    typed = decision.criterion.casefold()
    names = {one.casefold(): one for one in _criteria_for(decision.choice, criteria)}
    name = names.get(typed) or names.get(f"{NOT}{typed}") or decision.criterion
    return replace(decision, criterion=name)


def refusal(
    standing: Standing, decision: TypedDecision, criteria: Criteria, say_why: str = "say why"
) -> str | None:
    """Return why a decision cannot be taken as it is; None where it can.

    `say_why` are the words that ask for a reason, such as "say why in the column reason".
    """
    names = _criteria_for(decision.choice, criteria)
    if decision.criterion and decision.criterion not in names:
        there = f"there are {', '.join(names)}" if names else "there are none in litnotes.yaml yet"
        return f'there is no criterion "{decision.criterion[:60]}"; {there}. Other reasons go into words'
    misses = criteria.years.outside(standing.candidate.year)
    if decision.choice == "include" and misses and not decision.reason:
        return f"it is outside the years of the criteria ({misses}); to include it, {say_why}"
    return None


def _criteria_for(choice: Choice, criteria: Criteria) -> dict[str, str]:
    if choice == "exclude":
        return criteria_against(criteria)
    return {**criteria.exclude, **criteria.include}


def screened(standing: Standing, decision: TypedDecision, by: str | None, day: datetime.date) -> Screened:
    """Return a decision as a trace holds it; `by` is None for the student."""
    return Screened(
        key=standing.candidate.key,
        decision=decision.choice,
        criterion=decision.criterion,
        reason=decision.reason,
        by=by,
        day=day,
    )


def is_repeated(standing: Standing, decision: Screened) -> bool:
    """Whether a person has decided just so before."""
    own = standing.decisions.get(decision.by or "")
    return own is not None and own.model_copy(update={"day": decision.day, "by": decision.by}) == decision
