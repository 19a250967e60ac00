"""The start of a citation search: its papers, its question, and earlier traces."""

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
from litnotes.sources.corpus_service import NAME as CORPUS
from litnotes.values.today import today

if TYPE_CHECKING:
    from litnotes.model.candidate import Direction, Trace
    from litnotes.model.paper import Paper
    from litnotes.screening.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceRequest:
    """The options of a citation search, and how services may be asked; `me` is the student in the file.

    `corpus` is a corpus to ask, besides the user's own; `only` are the services to ask, all if empty;
    `query` is a search in the corpus instead of papers.
    """

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
    me: str | None = None
    corpus: str | None = None
    only: tuple[str, ...] = ()
    query: str | None = None


@dataclass(frozen=True, slots=True)
class TraceStart:
    """The question of a search, and its papers; `new` are those without a file yet."""

    question: TraceQuestion
    papers: Sequence[Paper] = ()
    new: Sequence[Paper] = ()

    def name_of(self, key: str) -> str:
        """Return the name of a paper by its key."""
        return next((name_of(paper) for paper in self.papers if paper.key == key), key)


@dataclass(frozen=True, slots=True)
class EarlierTraces:
    """All traces, and the standings of their candidates.

    `name` is the trace with the same question, which is continued; `same` is its content, with the present
    keys of papers.
    """

    traces: Mapping[str, Trace]
    name: str | None
    standings: Sequence[Standing]
    problems: Sequence[LitnotesError]

    same: Trace | None = None

    def candidates(self) -> EarlierCandidates:
        """Return the candidates, and which of them have a decision."""
        decided = {
            standing.candidate.key for standing in self.standings if standing.decisions or standing.verdict
        }
        traces = {**self.traces, self.name: self.same} if self.name and self.same else self.traces
        return EarlierCandidates(traces, self.name, decided)

    def taken_elsewhere(self, papers: Collection[str]) -> set[str]:
        """Return the keys that new candidates cannot have if this search is made again."""
        others = (
            candidate
            for name, trace in self.traces.items()
            if name != self.name
            for candidate in trace.candidates
        )
        return {*papers, *(other.key for other in others)}


def start_of(notes: Notes, request: TraceRequest) -> TraceStart:
    """Return the start of a search; raises NotFound or Ambiguous if a name does not mean one paper."""
    year, match = request.year, request.match
    if request.file:
        conditions_of(request)  # checked before the file is read
        return TraceStart(TraceQuestion(file=request.file.name, year=year, match=match))
    if request.query is not None:
        question = TraceQuestion(
            file=CORPUS, query=request.query, year=request.year, match=request.match, limit=request.limit
        )
        return TraceStart(question)
    seeds = [_paper(notes, name) for name in request.names]
    papers = {paper.key: paper for paper, _ in seeds}
    new = {paper.key: paper for paper, is_new in seeds if is_new}
    question = TraceQuestion(
        seeds=tuple(papers), directions=request.directions, year=year, match=match, limit=request.limit
    )
    conditions_of(request)
    return TraceStart(question, list(papers.values()), list(new.values()))


def _paper(notes: Notes, name: str) -> tuple[Paper, bool]:
    """Return the paper of a name, and whether it is known only from the nickname table."""
    match identified(notes, name):
        case Known(own):
            paper, is_new = own, False
        case Recorded(record):
            paper, is_new = paper_of(record, library=notes.library, added=today(), by=name), True
            notes.library.add(paper)
        case _:
            raise NotFound(f'no paper is called "{name}" here; `litnotes add-paper "{name}"` adds it')
    if not paper.ids:
        raise NotFound(
            f'"{name}" has no id to ask services for; '
            f'look it up with `litnotes resolve "{name}"`, then trace it again'
        )
    return paper, is_new


def name_of(paper: Paper) -> str:
    """Return the first short name of a paper, or its title."""
    return paper.short_names[0] if paper.short_names else paper.title


def earlier_of(notes: Notes, start: TraceStart) -> EarlierTraces:
    """Return all traces, with the one that has the same question."""
    pool = pool_in(notes)
    keys = {key for trace in pool.traces.values() for key in trace.question.seeds}
    renamed = {key: now for key in sorted(keys) if (now := _now(notes, key)) != key}
    asked = _sorted(start.question, {})
    same = [name for name, one in pool.traces.items() if _sorted(one.question, renamed) == asked]
    continued = with_keys(pool.traces[same[-1]], renamed) if same else None
    return EarlierTraces(pool.traces, same[-1] if same else None, pool.standings, pool.problems, continued)


def in_order(start: TraceStart, earlier: EarlierTraces) -> TraceStart:
    """Return the start with the papers in the order of the first search with this question."""
    if not earlier.same:
        return start
    papers = {paper.key: paper for paper in start.papers}
    question = earlier.same.question
    return replace(start, question=question, papers=[papers[key] for key in question.seeds])


def _now(notes: Notes, key: str) -> str:
    """Return the present key of a paper, which may have been merged into another."""
    outcome = notes.library.identify(key)
    return outcome.paper.key if isinstance(outcome, Known) else key


def _sorted(question: TraceQuestion, renamed: Mapping[str, str]) -> TraceQuestion:
    """Return a question with the present keys of its papers, sorted."""
    seeds = sorted({renamed.get(key, key) for key in question.seeds})
    return question.model_copy(update={"seeds": tuple(seeds)})


def conditions_of(request: TraceRequest) -> Conditions:
    """Return the conditions for works; raises WrongUse for an invalid range of years or word."""
    years = year_range(request.year, "--year ") if request.year is not None else None
    if isinstance(years, str):
        raise WrongUse(f'--year "{(request.year or "")[:40]}": {years}')
    words = Words(request.match) if request.match else None
    return Conditions(years, (lambda text: bool(words.found(text))) if words else None)
