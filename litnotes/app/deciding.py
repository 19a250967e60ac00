"""Decisions of a person on candidates, each saved in its trace at once."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from litnotes.app.named_day import day_of
from litnotes.app.pool import Pool
from litnotes.errors import WrongUse
from litnotes.values.typed import one_line

if TYPE_CHECKING:
    from litnotes.model.candidate import CandidateNote, Screened
    from litnotes.screening.decision import TypedDecision
    from litnotes.screening.standing import Standing


@dataclass(frozen=True, slots=True)
class Screener:
    """The person who decides, None for the student, and the day of `--date`.

    `remark` is a message if the settings do not list this person.
    """

    by: str | None = None
    date: str | None = None
    remark: str | None = None


def screener_of(pool: Pool, by: str | None, date: str | None = None) -> Screener:
    """Return a person, with the name spelled as in earlier decisions or the settings."""
    from litnotes.screening.standing import decisions_in

    if by is None:
        return Screener(None, date)
    name = one_line(by, "--by")
    people = pool.settings.people
    deciding = (one.by for one in decisions_in(pool.traces.values()) if one.by)
    known = next((one for one in (*deciding, *people) if one.casefold() == name.casefold()), None)
    if known or not people:
        return Screener(known or name, date)
    remark = f"{name} is not among the people of litnotes.yaml ({', '.join(people)}); used as typed"
    return Screener(name, date, remark)


def day_of_decision(pool: Pool, screener: Screener) -> datetime.date:
    """Return the day of a decision."""
    return day_of(screener.date, pool.notes.opened().days.dates if screener.date else [])


class DecidedCandidate(NamedTuple):
    """A candidate with a decision; `is_new` is false if the person has made the same decision before."""

    standing: Standing
    typed: TypedDecision
    decision: Screened
    is_new: bool


def decided(pool: Pool, screener: Screener, name: str, typed: TypedDecision) -> DecidedCandidate:
    """Return a decision on a candidate; it is not saved yet.

    Raises:
        NotFound: no candidate has this name.
        Ambiguous: several candidates have this name.
        WrongUse: the decision is not complete or not allowed.
    """
    from litnotes.screening.decision import is_repeated, refusal, screened, with_criterion_of_settings

    standing = pool.candidate(name)
    criteria = pool.settings.criteria
    typed = with_criterion_of_settings(typed, criteria)
    if why := refusal(standing, typed, criteria, 'give a reason: --reason "…"'):
        raise WrongUse(why)
    decision = screened(standing, typed, screener.by, day_of_decision(pool, screener))
    return DecidedCandidate(
        standing.with_decision(decision), typed, decision, not is_repeated(standing, decision)
    )


def save(pool: Pool, decisions: Sequence[Screened | CandidateNote]) -> None:
    """Add decisions, or notes, to the newest trace of each candidate, while no other command writes.

    Raises Conflict or Unwritable if a trace cannot be changed; decisions saved before stay saved.
    """
    from litnotes.store import traces

    notebook = pool.notes.notebook
    by_trace: dict[str, list[Screened | CandidateNote]] = {}
    for one in decisions:
        by_trace.setdefault(pool.by_key[one.key].traces[-1], []).append(one)
    with notebook.locked():
        for name, new in by_trace.items():
            traces.add_decisions(notebook, name, new)
