"""Where a citation search starts: its papers, its question, and the searches before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.cli.session import Session
from litnotes.errors import Ambiguous, LitnotesError, NotFound, WrongUse

if TYPE_CHECKING:
    from litnotes.model.paper import Paper
    from litnotes.model.screening import Direction, Question, Trace
    from litnotes.snowball.screening import Standing
    from litnotes.snowball.trace import Conditions


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
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
class Start:
    """Where a search starts: its question, the papers it starts from, and their names."""

    question: Question
    papers: Sequence[Paper] = ()
    new: Sequence[Paper] = ()

    def name_of(self, key: str) -> str:
        """Return what a paper is called, by its key."""
        return next((name_of(paper) for paper in self.papers if paper.key == key), key)


@dataclass(frozen=True, slots=True)
class Earlier:
    """All traces there are, the one that asks the same, and where each candidate stands."""

    traces: Mapping[str, Trace]
    name: str | None
    standings: Sequence[Standing]
    problems: Sequence[LitnotesError]

    @property
    def same(self) -> Trace | None:
        """The trace that asks the same, which goes on."""
        return self.traces[self.name] if self.name else None


def start_of(session: Session, order: Order) -> Start:
    """Return where to start; raises NotFound or Ambiguous for a name that means no paper."""
    from litnotes.model.screening import Question

    year, match = order.year, order.match
    if order.file:
        conditions_of(order)  # a mistake is told before the file is read
        return Start(Question(file=order.file.name, year=year, match=match))
    found = [_paper(session, name) for name in order.names]
    papers = {paper.key: paper for paper, _ in found}
    new = {paper.key: paper for paper, is_new in found if is_new}
    question = Question(
        seeds=tuple(papers), directions=order.directions, year=year, match=match, limit=order.limit
    )
    conditions_of(order)
    return Start(question, list(papers.values()), list(new.values()))


def _paper(session: Session, name: str) -> tuple[Paper, bool]:
    """Return the paper of a name, and whether it is only in the nickname table yet."""
    from litnotes.config import today
    from litnotes.library.identify import Known, Recorded, Several, paper_of
    from litnotes.library.record import choices

    session.refuse_broken(name)
    match session.library.identify(name):
        case Known(paper):
            found, is_new = paper, False
        case Recorded(record):
            found, is_new = paper_of(record, library=session.library, added=today(), by=name), True
            session.library.add(found)
        case Several() as several:
            raise Ambiguous(choices(name, several, session.years))
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


def earlier_of(session: Session, start: Start) -> Earlier:
    """Return the traces there are; the one that asks the same goes on."""
    from litnotes.cli.reading import notes_of
    from litnotes.cli.screening.pool import pool_in

    pool = pool_in(notes_of(session))
    same = [
        name
        for name, one in pool.traces.items()
        if _now(session, one.question) == _now(session, start.question)
    ]
    return Earlier(pool.traces, same[-1] if same else None, pool.standings, pool.problems)


def _now(session: Session, question: Question) -> Question:
    """Return a question with its papers by the keys they have by now, in one order."""
    from litnotes.library.identify import Known

    seeds = []
    for key in question.seeds:
        outcome = session.library.identify(key)
        seeds.append(outcome.paper.key if isinstance(outcome, Known) else key)
    return question.model_copy(update={"seeds": tuple(sorted(seeds))})


def conditions_of(order: Order) -> Conditions:
    """Return what leaves out a work; raises WrongUse for what is no range of years, or no word."""
    from litnotes.model.query import year_range
    from litnotes.snowball.criteria import Words
    from litnotes.snowball.trace import Conditions

    years = year_range(order.year, "--year ") if order.year is not None else None
    if isinstance(years, str):
        raise WrongUse(f'--year "{(order.year or "")[:40]}": {years}')
    words = Words(order.match) if order.match else None
    return Conditions(years, (lambda text: bool(words.found(text))) if words else None)
