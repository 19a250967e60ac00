"""Where a citation search starts: its papers, its question, and the searches before it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.app.called import identified
from litnotes.app.notes import Notes
from litnotes.app.pool import pool_in
from litnotes.citations.earlier import EarlierCandidates
from litnotes.citations.snowballing import Conditions, with_keys
from litnotes.errors import LitnotesError, NotFound, WrongUse
from litnotes.library.identify import Known, Recorded, paper_of
from litnotes.model.candidate import TraceQuestion
from litnotes.model.query import year_range
from litnotes.screening.word_search import Words
from litnotes.values.today import today

if TYPE_CHECKING:
    from litnotes.model.candidate import Direction, Trace
    from litnotes.model.paper import Paper
    from litnotes.screening.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceRequest:
    """What the user wants to be followed, and how services may be asked."""

    names: Sequence[str]
    directions: tuple[Direction, ...]
    rounds: int
    year: str | None
    match: tuple[str, ...]
    limit: int | None
    file: Path | None
    date: str | None
    offline: bool
    refresh: bool


@dataclass(frozen=True, slots=True)
class TraceStart:
    """Where a search starts: its question, the papers it starts from, and their names."""

    question: TraceQuestion
    papers: Sequence[Paper] = ()
    new: Sequence[Paper] = ()

    def name_of(self, key: str) -> str:
        """Return what a paper is called, by its key."""
        return next((name_of(paper) for paper in self.papers if paper.key == key), key)


@dataclass(frozen=True, slots=True)
class EarlierTraces:
    """All traces there are, and where each candidate stands.

    `name` is the trace that asks the same, which goes on, and `same` what is in it, with papers by the
    keys they have by now.
    """

    traces: Mapping[str, Trace]
    name: str | None
    standings: Sequence[Standing]
    problems: Sequence[LitnotesError]

    same: Trace | None = None

    def candidates(self) -> EarlierCandidates:
        """Return the candidates there are, and which of them are decided on."""
        decided = {one.candidate.key for one in self.standings if one.decisions or one.verdict}
        traces = {**self.traces, self.name: self.same} if self.name and self.same else self.traces
        return EarlierCandidates(traces, self.name, decided)

    def taken_elsewhere(self, papers: Collection[str]) -> set[str]:
        """Return the keys that new candidates could not have if this search were made anew."""
        others = (
            one for name, trace in self.traces.items() if name != self.name for one in trace.candidates
        )
        return {*papers, *(one.key for one in others)}


def start_of(session: Notes, request: TraceRequest) -> TraceStart:
    """Return where to start; raises NotFound or Ambiguous for a name that means no paper."""
    year, match = request.year, request.match
    if request.file:
        conditions_of(request)  # so that a mistake is shown before the file is read
        return TraceStart(TraceQuestion(file=request.file.name, year=year, match=match))
    found = [_paper(session, name) for name in request.names]
    papers = {paper.key: paper for paper, _ in found}
    new = {paper.key: paper for paper, is_new in found if is_new}
    question = TraceQuestion(
        seeds=tuple(papers), directions=request.directions, year=year, match=match, limit=request.limit
    )
    conditions_of(request)
    return TraceStart(question, list(papers.values()), list(new.values()))


def _paper(session: Notes, name: str) -> tuple[Paper, bool]:
    """Return the paper of a name, and whether it is only in the nickname table yet."""
    match identified(session, name):
        case Known(paper):
            found, is_new = paper, False
        case Recorded(record):
            found, is_new = paper_of(record, library=session.library, added=today(), by=name), True
            session.library.add(found)
        case _:
            raise NotFound(f'no paper is called "{name}" here; `litnotes add-paper "{name}"` adds it')
    if not found.ids:
        raise NotFound(
            f'"{name}" has no id by which services could be asked; '
            f'`litnotes resolve "{name}"` looks it up, then trace it'
        )
    return found, is_new


def name_of(paper: Paper) -> str:
    """Return what a paper is called."""
    return paper.short_names[0] if paper.short_names else paper.title


def earlier_of(session: Notes, start: TraceStart) -> EarlierTraces:
    """Return the traces there are; the one that asks the same goes on."""
    pool = pool_in(session)
    keys = {key for one in pool.traces.values() for key in one.question.seeds}
    renamed = {key: now for key in sorted(keys) if (now := _now(session, key)) != key}
    asked = _sorted(start.question, {})
    same = [name for name, one in pool.traces.items() if _sorted(one.question, renamed) == asked]
    goes_on = with_keys(pool.traces[same[-1]], renamed) if same else None
    return EarlierTraces(pool.traces, same[-1] if same else None, pool.standings, pool.problems, goes_on)


def in_order(start: TraceStart, earlier: EarlierTraces) -> TraceStart:
    """Return the start as it was when this was asked for the first time: the order is no news."""
    if not earlier.same:
        return start
    papers = {paper.key: paper for paper in start.papers}
    question = earlier.same.question
    return replace(start, question=question, papers=[papers[key] for key in question.seeds])


def _now(session: Notes, key: str) -> str:
    """Return the key that a paper has by now: others may have been merged into it, or it into another."""
    outcome = session.library.identify(key)
    return outcome.paper.key if isinstance(outcome, Known) else key


def _sorted(question: TraceQuestion, renamed: Mapping[str, str]) -> TraceQuestion:
    """Return a question with its papers by the keys they have by now, in one request."""
    seeds = sorted({renamed.get(key, key) for key in question.seeds})
    return question.model_copy(update={"seeds": tuple(seeds)})


def conditions_of(request: TraceRequest) -> Conditions:
    """Return what leaves out a work; raises WrongUse for what is no range of years, or no word."""
    years = year_range(request.year, "--year ") if request.year is not None else None
    if isinstance(years, str):
        raise WrongUse(f'--year "{(request.year or "")[:40]}": {years}')
    words = Words(request.match) if request.match else None
    return Conditions(years, (lambda text: bool(words.found(text))) if words else None)
