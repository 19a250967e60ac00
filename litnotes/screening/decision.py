"""A decision on a candidate as typed: its criterion, and whether it is allowed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from litnotes.config import Criteria
from litnotes.model.candidate import Choice, Screened
from litnotes.screening.standing import Standing

_SAME_WORK = "same work as "
NOT = "not "
"""The prefix of an inclusion criterion that a paper does not meet."""


@dataclass(frozen=True, slots=True)
class TypedDecision:
    """A choice, with the criterion that decides, or another reason."""

    choice: Choice
    criterion: str | None = None
    reason: str | None = None


def on_version(decision: TypedDecision, key: str) -> TypedDecision:
    """Return the decision on a version of a work that follows from one on the candidate with a key.

    A version of an included work is excluded, so that the work becomes one paper. The reason names the
    work, so that it is counted once.
    """
    same = f"{_SAME_WORK}{key}"
    if decision.choice == "include":
        return TypedDecision("exclude", reason=same)
    return replace(decision, reason="; ".join(filter(None, (decision.reason, same))))


def work_of(decision: Screened) -> str | None:
    """Return the key of the candidate of which this one is a version, if the decision says so."""
    _, same, key = (decision.reason or "").rpartition(_SAME_WORK)
    return key if same else None


def criteria_against(criteria: Criteria) -> dict[str, str]:
    """Return the criteria that can exclude a paper, by name, with their texts."""
    return {**criteria.exclude, **{f"{NOT}{name}": text for name, text in criteria.include.items()}}


def with_criterion_of_settings(decision: TypedDecision, criteria: Criteria) -> TypedDecision:
    """Return a decision with its criterion spelled as in the settings; case does not matter.

    An inclusion criterion that excludes a paper gets its prefix: `not latent`.
    """
    if decision.criterion is None:
        return decision
    typed = decision.criterion.casefold()
    names = {criterion.casefold(): criterion for criterion in _criteria_for(decision.choice, criteria)}
    name = names.get(typed) or names.get(f"{NOT}{typed}") or decision.criterion
    return replace(decision, criterion=name)


def refusal(
    standing: Standing, decision: TypedDecision, criteria: Criteria, give_reason: str = "give a reason"
) -> str | None:
    """Return why a decision is not allowed; None if it is.

    `give_reason` is the text that asks for a reason, such as "give a reason in the column reason".
    """
    names = _criteria_for(decision.choice, criteria)
    if decision.criterion and decision.criterion not in names:
        known = f"criteria: {', '.join(names)}" if names else "litnotes.yaml has no criteria yet"
        return f'unknown criterion "{decision.criterion[:60]}"; {known}. Give other reasons in words'
    misses = criteria.years.outside(standing.candidate.year)
    if decision.choice == "include" and misses and not decision.reason:
        return f"it is outside the years of the criteria ({misses}); to include it, {give_reason}"
    return None


def _criteria_for(choice: Choice, criteria: Criteria) -> dict[str, str]:
    if choice == "exclude":
        return criteria_against(criteria)
    return {**criteria.exclude, **criteria.include}


def screened(standing: Standing, decision: TypedDecision, by: str | None, day: datetime.date) -> Screened:
    """Return a decision for a trace; `by` is None for the student."""
    return Screened(
        key=standing.candidate.key,
        decision=decision.choice,
        criterion=decision.criterion,
        reason=decision.reason,
        by=by,
        day=day,
    )


def is_repeated(standing: Standing, decision: Screened) -> bool:
    """Whether a person has already made the same decision."""
    own = standing.decisions.get(decision.by or "")
    return own is not None and own.model_copy(update={"day": decision.day, "by": decision.by}) == decision
