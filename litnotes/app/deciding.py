"""Decisions of a person on candidates, saved into the traces at once."""

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
    from litnotes.model.candidate import Screened
    from litnotes.screening.decision import TypedDecision
    from litnotes.screening.standing import Standing


@dataclass(frozen=True, slots=True)
class Screener:
    """Who decides, None for the student, and the day that `--date` names.

    `remark` says that the settings do not know this person.
    """

    by: str | None = None
    date: str | None = None
    remark: str | None = None


def screener_of(pool: Pool, by: str | None, date: str | None = None) -> Screener:
    """Return a person, with the name as decisions or the settings write it."""
    from litnotes.screening.standing import decisions_in

    if by is None:
        return Screener(None, date)
    name = one_line(by, "--by")
    people = pool.settings.people
    deciding = (one.by for one in decisions_in(pool.traces.values()) if one.by)
    known = next((one for one in (*deciding, *people) if one.casefold() == name.casefold()), None)
    if known or not people:
        return Screener(known or name, date)
    remark = f"{name} is not among the people of litnotes.yaml ({', '.join(people)}); taken as it is"
    return Screener(name, date, remark)


def day_of_decision(pool: Pool, screener: Screener) -> datetime.date:
    """Return the day that a decision is made on."""
    return day_of(screener.date, pool.notes.opened().days.dates if screener.date else [])


class DecidedCandidates(NamedTuple):
    """A decision on a candidate, which has it by now; `is_new` unless it was made just so before."""

    standing: Standing
    typed: TypedDecision
    decision: Screened
    is_new: bool


def decided(pool: Pool, screener: Screener, name: str, typed: TypedDecision) -> DecidedCandidates:
    """Return a decision on a candidate, which is not saved yet.

    Raises:
        NotFound: no candidate is called so.
        Ambiguous: several are.
        WrongUse: the decision cannot be taken as it is.
    """
    from litnotes.screening.decision import is_repeated, refusal, screened, with_criterion_of_settings

    standing = pool.candidate(name)
    criteria = pool.settings.criteria
    typed = with_criterion_of_settings(typed, criteria)
    if why := refusal(standing, typed, criteria, 'say why: --reason "…"'):
        raise WrongUse(why)
    decision = screened(standing, typed, screener.by, day_of_decision(pool, screener))
    return DecidedCandidates(
        standing.with_decision(decision), typed, decision, not is_repeated(standing, decision)
    )


def save(pool: Pool, decisions: Sequence[Screened]) -> None:
    """Add decisions to the newest trace of each candidate, while no other command writes.

    Raises Conflict or Unwritable where a trace cannot be changed; what was saved before stays.
    """
    from litnotes.store import files, traces

    notebook = pool.notes.notebook
    by_trace: dict[str, list[Screened]] = {}
    for one in decisions:
        by_trace.setdefault(pool.by_key[one.key].traces[-1], []).append(one)
    with files.locked(notebook.lock_path):
        for name, some in by_trace.items():
            traces.add_decisions(notebook, name, some)
