"""One decision on one candidate: as it is typed, whether it can be taken, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from litnotes.cli.screening.pool import Pool
from litnotes.cli.shared import day_of, say

if TYPE_CHECKING:
    import datetime

    from litnotes.config import Settings
    from litnotes.model.candidate import Choice, Screened
    from litnotes.screening.standing import Standing

NOT = "not "


@dataclass(frozen=True, slots=True)
class Who:
    """Who decides, None for the student, and the day that `--date` names."""

    by: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Given:
    """A decision as it is typed."""

    choice: Choice
    criterion: str | None = None
    reason: str | None = None


def as_named(given: Given, settings: Settings) -> Given:
    """Return a decision with its criterion as the settings write it: capitals do not matter.

    An inclusion criterion by which something is excluded is one that does not hold: `not latent`.
    """
    if given.criterion is None:
        return given
    written = given.criterion.casefold()
    names = {one.casefold(): one for one in _criteria_for(given, settings)}
    name = names.get(written) or names.get(f"{NOT}{written}") or given.criterion
    return replace(given, criterion=name)


def criteria_against(settings: Settings) -> dict[str, str]:
    """Return the criteria that can decide against a paper by name, with their sentences."""
    criteria = settings.criteria
    return {**criteria.exclude, **{f"{NOT}{name}": text for name, text in criteria.include.items()}}


def _criteria_for(given: Given, settings: Settings) -> dict[str, str]:
    if given.choice == "exclude":
        return criteria_against(settings)
    return {**settings.criteria.exclude, **settings.criteria.include}


def refuse(standing: Standing, given: Given, settings: Settings) -> str | None:
    """Return why a decision cannot be taken as it is; None where it can."""
    names = _criteria_for(given, settings)
    if given.criterion and given.criterion not in names:
        there = f"there are {', '.join(names)}" if names else "there are none in litnotes.yaml yet"
        return f'there is no criterion "{given.criterion[:60]}"; {there}. Other reasons go into words'
    misses = settings.criteria.years.outside(standing.candidate.year)
    if given.choice == "include" and misses and not given.reason:
        return f"it is outside the years of the criteria ({misses}); to include it, say why"
    return None


def screened(standing: Standing, given: Given, who: Who, day: datetime.date) -> Screened:
    """Return a decision as a trace holds it."""
    from litnotes.model.candidate import Screened

    return Screened(
        key=standing.candidate.key,
        decision=given.choice,
        criterion=given.criterion,
        reason=given.reason,
        by=who.by,
        day=day,
    )


def day_of_decision(who: Who, pool: Pool) -> datetime.date:
    """Return the day that a decision is made on."""
    return day_of(who.date, pool.notes.opened().days.dates if who.date else [])


def says_already(standing: Standing, decision: Screened) -> bool:
    """Whether a person has decided just so before."""
    own = standing.decisions.get(decision.by or "")
    return own is not None and own.model_copy(update={"day": decision.day, "by": decision.by}) == decision


def in_words(given: Given) -> str:
    """Return a decision as people read it: `exclude (survey)`."""
    why = "; ".join(filter(None, (given.criterion, given.reason)))
    return f"{given.choice}{f' ({why})' if why else ''}"


def tell_what_counts(standing: Standing) -> None:
    """Say where a report has decided already, which counts, and what of a paper that is there."""
    verdict = standing.verdict
    own = standing.decisions.get("")
    if verdict and verdict.decision != "unsure":
        say(
            f"the report of {verdict.day} says {verdict.decision}, which counts; "
            f"`litnotes verdict` changes that"
        )
    elif standing.paper and own and own.decision == "exclude":
        say(f"it stays among your papers as {standing.paper}; this decision counts")
    elif standing.paper and own and own.decision == "include":
        say(f"it is among your papers already: {standing.paper}")
