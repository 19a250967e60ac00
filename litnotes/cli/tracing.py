"""A citation search as the commands make it: services asked, candidates kept, the day's report told."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from litnotes.cli.reading import Lookup, look_up
from litnotes.cli.session import Session, writing_session
from litnotes.cli.shared import day_of, say
from litnotes.errors import (
    PROBLEMS_FOUND,
    Ambiguous,
    Conflict,
    LitnotesError,
    Location,
    NotFound,
    Unreachable,
    WrongUse,
)

if TYPE_CHECKING:
    import datetime

    from litnotes.library.inquiry import Fetch
    from litnotes.model.paper import Paper
    from litnotes.model.screening import Direction, Question, Search, Trace
    from litnotes.snowball.screening import Standing
    from litnotes.snowball.trace import Conditions, Seed
    from litnotes.snowball.works import Works
    from litnotes.sources.base import Source
    from litnotes.store.notebook import Notebook

MAX_NAMED = 4
"""Seeds that a line in the report names; of more, the rest is counted."""


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
        return next((_name(paper) for paper in self.papers if paper.key == key), key)


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


@dataclass(slots=True)
class Done:
    """What came of a search: the trace, how it was written, and what the user should know."""

    start: Start
    name: str
    trace: Trace
    before: Trace | None
    left: int
    path: str
    lines: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    problems: list[LitnotesError] = field(default_factory=list)
    stopped: bool = False
    code: int = 0

    @property
    def new(self) -> int:
        """How many candidates are new in this trace."""
        before = {one.key for one in self.before.candidates} if self.before else set()
        return sum(one.key not in before for one in self.trace.candidates)

    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """Return a row for each list: round, paper, direction, service, and what came of it."""
        labels = _labels()
        names = {one.key: one.title for one in self.trace.candidates}
        return [
            (
                str(one.round),
                self.start.name_of(one.seed) if one.round == 1 else names.get(one.seed, one.seed)[:40],
                "cited by" if one.direction == "cited-by" else "references",
                labels.get(one.source, one.source),
                told(one),
            )
            for one in self.trace.searches
            if one.seed
        ]

    def data(self) -> dict[str, Any]:
        """Return what came of it as values for JSON."""
        trace = self.trace.model_dump(mode="json", include={"day", "question", "searches", "left_out"})
        counts = {
            "candidates": len(self.trace.candidates), "new": self.new, "left_to_screen": self.left
        }  # fmt: skip
        return {"trace": self.name, "file": self.path, **trace, **counts, "stopped": self.stopped}


def told(search: Search) -> str:
    """Return what came of a list in words: `found 3,412 (of 3,500)`."""
    count = f" {search.count:,}" if search.count or search.outcome == "found" else ""
    total = f" of {search.total:,}" if search.total else ""
    return f"{search.outcome}{count}{total}{f' ({search.why})' if search.why else ''}"


def traced(notes: str | None, order: Order, *, dry_run: bool) -> Done:
    """Make a citation search and write what it found.

    Services are asked while no file is locked.

    Raises NotFound or Ambiguous for a name that is no paper here, Unreachable where nobody answered.
    """
    session = look_up(notes).opened()
    day = day_of(order.date, session.days.dates)
    start = _start(session, order)
    earlier = _earlier(session, start)
    found = _found(session, order, start, earlier)
    done = _done(session, order, start, earlier, found, day)
    done.problems += found.problems
    if dry_run:
        done.lines.append(f"{done.path} would be {'changed' if earlier.name else 'made'}")
        done.code = max(done.code, session.exit_code())
        return done
    with writing_session(notes) as writing:
        _write(writing, done, earlier, day)
        done.code = max(done.code, writing.exit_code())
    return done


def _start(session: Session, order: Order) -> Start:
    """Return where to start; raises NotFound or Ambiguous for a name that means no paper."""
    from litnotes.model.screening import Question

    year, match = order.year, order.match
    if order.file:
        _conditions(order)  # a mistake is told before the file is read
        return Start(Question(file=order.file.name, year=year, match=match))
    found = [_paper(session, name) for name in order.names]
    papers = {paper.key: paper for paper, _ in found}
    new = {paper.key: paper for paper, is_new in found if is_new}
    question = Question(
        seeds=tuple(papers), directions=order.directions, year=year, match=match, limit=order.limit
    )
    _conditions(order)
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


def _name(paper: Paper) -> str:
    return paper.short_names[0] if paper.short_names else paper.title


def _earlier(session: Session, start: Start) -> Earlier:
    """Return the traces there are; the one that asks the same goes on."""
    from litnotes.cli.pool import pool_in

    pool = pool_in(Lookup(session.notebook, session.upkeep.index, session))
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


@dataclass(slots=True)
class _Found:
    """What a search has found so far."""

    works: Works
    searches: list[Search] = field(default_factory=list)
    problems: list[LitnotesError] = field(default_factory=list)
    stopped: bool = False
    waits: int = 0


def _found(session: Session, order: Order, start: Start, earlier: Earlier) -> _Found:
    from litnotes.snowball.works import Works

    found = _Found(Works())
    for name, trace in earlier.traces.items():
        for candidate in trace.candidates:
            found.works.know(candidate, here=name == earlier.name)
    if order.file:
        _take_file(order.file, found)
    else:
        _ask(session, order, start, earlier, found)
    return found


def _take_file(path: Path, found: _Found) -> None:
    """Take the entries of a file; what is broken in it is told by line."""
    from litnotes.cli.import_papers import read_entries
    from litnotes.model.screening import Search

    read = read_entries(path)
    good = [entry for entry in read.entries if not entry.aside and entry.record.title]
    for entry in good:
        found.works.add(entry.record, None, 1)
    for broken in read.broken:
        found.problems.append(LitnotesError(broken.why, location=Location(str(path), broken.line)))
    found.searches.append(Search(source=path.name, outcome="found", count=len(good)))


def _ask(session: Session, order: Order, start: Start, earlier: Earlier, found: _Found) -> None:
    """Ask services round by round; Ctrl-C keeps what there is."""
    from litnotes import render
    from litnotes.snowball.trace import STOPPED, describe, follow, take_in
    from litnotes.sources.services import for_citations

    sources = for_citations()
    with render.tally("tracing") as step:
        waiting = _Waiting(step)
        fetch = _client(session.notebook, order, waiting)
        for number in range(1, max(order.rounds, earlier.same.rounds if earlier.same else 1) + 1):
            seeds = _seeds(start, earlier, number)
            found.waits = number if not seeds and not found.waits else found.waits
            lists = follow(seeds, order.directions, sources, fetch, limit=order.limit, tell=waiting.tell)
            for listed in lists:
                found.searches.append(listed.search)
                take_in(found.works, listed)
                found.stopped = listed.search.why == STOPPED
            if found.stopped:
                return
        try:
            told = describe(found.works, _describers(session), fetch, waiting.tell)
        except KeyboardInterrupt:
            found.stopped = True
        else:
            found.problems += [LitnotesError(f"titles are missing: {one}") for one in told]


def _describers(session: Session) -> list[Source]:
    """Return the services that tell what an id stands for, those that take many at once first."""
    from litnotes.sources.services import for_records

    sources = for_records(session.settings.sources)
    return sorted(sources, key=lambda one: one.name != "semantic_scholar")


def _seeds(start: Start, earlier: Earlier, number: int) -> list[Seed]:
    from litnotes.snowball.trace import Seed, seeds_of_round

    if number > 1:
        included = {one.candidate.key for one in earlier.standings if one.stage == "included"}
        return seeds_of_round(earlier.same, number, included) if earlier.same else []
    return [
        Seed(
            paper.key,
            _name(paper),
            paper.ids,
            paper.other_ids,
            expected=max((one.count for one in paper.citations), default=None),
        )
        for paper in start.papers
    ]


class _Waiting:
    """Tells on the terminal what is waited for."""

    def __init__(self, step: Callable[[str, int, int | None], None]) -> None:
        self._step = step
        self._doing = ""
        self._done = 0
        self._total: int | None = None

    def tell(self, source: str, what: str, more: int, total: int | None) -> None:
        """Say which list is asked for, and how many more works it has named."""
        doing = f"{source}: {what}"
        if doing != self._doing or (total is not None and self._total is None):
            self._doing = doing
            self._total = None if total is None else self._done + total
        self._done += more
        self._step(doing, more, self._total)

    def sleep(self, seconds: float) -> None:
        """Wait for a service, and say so."""
        if seconds >= 1:
            self._step(f"{self._doing}; waits {seconds:.0f} s", 0, self._total)
        time.sleep(seconds)


def _client(notebook: Notebook, order: Order, waiting: _Waiting) -> Fetch:
    from litnotes.sources.http import Client

    if order.offline and order.refresh:
        raise WrongUse("--refresh asks services anew, which --offline forbids; leave one out")
    client = Client(
        notebook.settings().sources,
        notebook.lock_path.parent,
        offline=order.offline,
        refresh=order.refresh,
        tell=say,
        sleep=waiting.sleep,
    )
    return client.fetch


def _conditions(order: Order) -> Conditions:
    """Return what leaves out a work; raises WrongUse for what is no range of years, or no word."""
    from litnotes.model.query import year_range
    from litnotes.snowball.criteria import Words
    from litnotes.snowball.trace import Conditions

    years = year_range(order.year, "--year ") if order.year is not None else None
    if isinstance(years, str):
        raise WrongUse(f'--year "{(order.year or "")[:40]}": {years}')
    words = Words(order.match) if order.match else None
    return Conditions(years, (lambda text: bool(words.found(text))) if words else None)


def _done(
    session: Session, order: Order, start: Start, earlier: Earlier, found: _Found, day: datetime.date
) -> Done:
    """Return the trace that comes of it; raises Unreachable where nobody answered and nothing is new."""
    from litnotes.cli.pool import papers_by_identity
    from litnotes.snowball.screening import pool
    from litnotes.snowball.trace import trace_of
    from litnotes.store import traces

    failed = [one for one in found.searches if one.outcome == "failed"]
    if failed and not any(one.count or one.outcome != "failed" for one in _asked(found.searches)):
        if found.stopped:
            raise KeyboardInterrupt
        raise Unreachable(_why_nobody(failed))
    decided = {one.candidate.key for one in earlier.standings if one.decisions or one.verdict}
    same = earlier.same
    trace = trace_of(
        start.question if same is None else same.question,
        same.day if same else day,
        found.searches,
        found.works,
        _conditions(order),
        own=papers_by_identity(session.upkeep.index.connection),
        taken={*session.library.papers, *(one.candidate.key for one in earlier.standings)},
        decided=decided,
    )
    name = earlier.name or traces.free_name(session.notebook, f"{day}-{_stem(start.question)}")
    verdicts = {one.candidate.key: one for one in earlier.standings}
    standings = pool(
        {**earlier.traces, name: trace.model_copy(update={"decisions": same.decisions if same else ()})},
        lambda one: verdicts[one.key].paper if one.key in verdicts else None,
        lambda one, _: verdicts[one.key].verdict if one.key in verdicts else None,
    )
    left = sum(name in one.traces and not one.is_decided for one in standings)
    path = session.notebook.shown(traces.path_of(session.notebook, name))
    done = Done(start, name, trace, same, left, path, stopped=found.stopped)
    done.code = PROBLEMS_FOUND if any(one.outcome == "failed" for one in trace.searches) else 0
    if found.problems:
        done.code = PROBLEMS_FOUND
    done.lines.append(summary(done))
    done.hints += _hints(done, found)
    return done


def _asked(searches: Sequence[Search]) -> list[Search]:
    return [one for one in searches if one.outcome != "not asked"]


def _why_nobody(searches: Sequence[Search]) -> str:
    labels = _labels()
    reasons = dict.fromkeys(f"{labels.get(one.source, one.source)} {one.why}" for one in searches)
    return f"nobody answered, so nothing was written: {'; '.join(reasons)}"


def _labels() -> dict[str, str]:
    from litnotes.sources.services import for_citations

    return {source.name: source.label for source in for_citations()}


def _stem(question: Question) -> str:
    """Return what a trace is called after: its first paper, or its file."""
    import re

    named = question.seeds[0] if question.seeds else Path(question.file or "").stem
    return re.sub(r"[^A-Za-z0-9]+", "-", named).strip("-")[:40] or "list"


def summary(done: Done) -> str:
    """Return in one line how many works were named, and what is left of them."""
    trace = done.trace
    named = sum(one.count for one in trace.searches)
    left_out = {one.why: one.works for one in trace.left_out}
    distinct = len(trace.candidates) + sum(left_out.values())
    parts = [f"{named:,} named", f"{named - distinct:,} of them repeated"]
    reasons = {"seed": "it started from", "year": "outside --year", "match": "without --match"}
    parts += [f"{number:,} {reasons.get(why, why)}" for why, number in left_out.items()]
    return (
        f"{', '.join(parts)}: {len(trace.candidates):,} candidates, {done.new:,} new, "
        f"{done.left:,} left to screen"
    )


def _hints(done: Done, found: _Found) -> Iterator[str]:
    labels = _labels()
    before = {(one.round, one.seed, one.direction, one.source): one for one in _searches(done.before)}
    for one in done.trace.searches:
        was = before.get((one.round, one.seed, one.direction, one.source))
        if was and one.outcome == "found" and one.count < was.count:
            yield (
                f"{labels.get(one.source, one.source)} names {one.count:,} for {one.seed}, {was.count:,} before; "
                "what it named before is kept"
            )
    if found.stopped:
        yield "stopped; what was found is kept, and the same command goes on"
    elif any(one.outcome == "failed" for one in done.trace.searches):
        yield "what failed is asked again by the same command; nothing else is"
    if found.waits > 1:
        yield (
            f"round {found.waits} goes on from what was included in round {found.waits - 1}, "
            "and nothing is yet: screen first, then the same command"
        )
    if done.left:
        yield "next: litnotes screen"


def _searches(trace: Trace | None) -> Sequence[Search]:
    return trace.searches if trace else ()


def _write(session: Session, done: Done, earlier: Earlier, day: datetime.date) -> None:
    """Write the papers it started from, the trace, and a line in the report.

    Raises Conflict where another command traced the same meanwhile.
    """
    from litnotes.store import traces

    notebook = session.notebook
    for paper in done.start.new:
        if not notebook.paper_path(paper.key).exists():
            notebook.create_paper(paper)
            session.written.append(notebook.paper_path(paper.key))
            done.lines.append(
                f"{notebook.shown(notebook.paper_path(paper.key))} made, from the nickname table"
            )
    if earlier.name:
        now = traces.load(notebook, earlier.name)
        was = earlier.traces[earlier.name]
        if now.model_copy(update={"decisions": was.decisions}) != was:
            raise Conflict(
                "another command went on with it meanwhile; nothing was written. Run the command again",
                location=Location(done.path),
            )
        traces.replace(notebook, earlier.name, done.trace)
        same = done.trace.model_copy(update={"decisions": was.decisions}) == was
        done.lines.append(f"{done.path}, {'nothing changed' if same else 'changed'}")
    else:
        traces.create(notebook, done.name, done.trace)
        done.lines.append(f"{done.path} made")
    _note(session, done, day)


def _note(session: Session, done: Done, day: datetime.date) -> None:
    """Write one line into the report of the day."""
    from litnotes.cli.daily import report_for_writing, write
    from litnotes.daily.done_entries import note_done

    if session.written:
        session.refresh()
    target = report_for_writing(session, day)
    how = f"{len(done.trace.candidates):,} found, {done.left:,} left to screen"
    problem: WrongUse | None = None
    for what in _what(done.start):
        try:
            typed = note_done(target.found, target.layout, session.reader.vocabulary, what, how)
        except WrongUse as refused:
            problem = refused
            continue
        if typed:
            write(session, target, typed.data)
            done.lines.append(f"{session.notebook.shown(target.path)}:{typed.line} done: {what}: {how}")
        return
    if problem:
        done.problems.append(problem)


def _what(start: Start) -> Iterator[str]:
    """Yield ways to say what was done: by names, and by keys where a name would read as something else."""
    question = start.question
    if question.file:
        yield f"Took the search results of {question.file}"
        return
    verbs: dict[tuple[Direction, ...], str] = {
        ("cited-by",): "Traced the papers that cite {}",
        ("references",): "Traced the papers that {} cite",
    }
    verb = verbs.get(question.directions, "Traced the papers that cite or are cited by {}")
    narrowed = [f"years {question.year}"] if question.year else []
    narrowed += [f"with {' or '.join(question.match)}"] if question.match else []
    behind = f" ({', '.join(narrowed)})" if narrowed else ""
    for names in ([start.name_of(key) for key in question.seeds], list(question.seeds)):
        yield f"{verb.format(_listed(names))}{behind}"


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:MAX_NAMED])
    if more := len(names) - len(shown):
        return f"{', '.join(shown)} and {more} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
