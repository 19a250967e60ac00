"""Papers and names that are not looked up yet: found in the notes, looked up together, written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from litnotes.app.adding import write_settled
from litnotes.app.look_ups import Progress
from litnotes.app.notes import Notes
from litnotes.errors import LitnotesError
from litnotes.library.add import Settled, complete, settle
from litnotes.library.history import names_in
from litnotes.library.identify import ById, Unknown
from litnotes.library.resolution import Choose, Disagreeing, NoneFound, Resolved, ask_together, resolve
from litnotes.library.same import wanted_of
from litnotes.store import files
from litnotes.values.today import today

if TYPE_CHECKING:
    from litnotes.app.look_ups import Services
    from litnotes.library.resolution import Choose, Resolution, Resolved
    from litnotes.model.limits import AllowedYears
    from litnotes.model.paper import Paper

Choosing = Callable[["Choose", str], "Resolved | None"]
"""Takes candidates and what the user calls the paper; returns the one to take, None for none of them."""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A paper to look up: as the library or a report has it, and the name it goes by there."""

    name: str
    settled: Settled


@dataclass(frozen=True, slots=True)
class Resolving:
    """What came of one: `told` are sentences for the user, `settled` the paper as it is now.

    `years` are those of the criteria, `problem` is why it could not be written.
    """

    name: str
    outcome: Resolution
    settled: Settled
    years: AllowedYears
    told: tuple[str, ...] = ()
    problem: LitnotesError | None = None

    @property
    def found(self) -> bool:
        """Whether it is looked up."""
        return self.state == "resolved"

    @property
    def state(self) -> str:
        """The outcome: resolved, not written, to choose, disagreeing, not found, or failed."""
        match self.outcome:
            case Resolved():
                return "not written" if self.problem else "resolved"
            case Choose():
                return "to choose"
            case Disagreeing():
                return "disagreeing"
            case NoneFound():
                return "not found"
            case _:
                return "failed"

    @property
    def paper(self) -> Paper:
        """The paper with what changes in it."""
        return self.settled.after


@dataclass(slots=True)
class ResolvedPapers:
    """What came of each paper that was looked up, and whether Ctrl-C ended it before the last."""

    done: list[Resolving]
    interrupted: bool = False


def named(session: Notes, names: Iterable[str]) -> list[Unresolved]:
    """Return the papers that are named; raises Ambiguous or Conflict as `add-paper` does."""
    return [
        Unresolved(name, settle(session.library, name, {}, today(), session.years))
        for name in dict.fromkeys(names)
    ]


def unresolved(session: Notes, *, refresh: bool) -> list[Unresolved]:
    """Return the papers that are not looked up, and the names in reports that nobody identified.

    With `refresh`, those that are looked up as well.
    """
    papers = [paper for paper in session.library.papers.values() if refresh or not paper.is_looked_up]
    known = [Unresolved(paper.key, Settled(paper, {}, "from your papers")) for paper in papers]
    return [*known, *_names_in_reports(session)]


def _names_in_reports(session: Notes) -> Iterator[Unresolved]:
    seen: set[str] = set()
    for day, report in sorted(session.days.reports().items()):
        for names, _ in names_in(report):
            identity = session.library.identity(*names)
            if identity in seen or not isinstance(session.library.identify(*names), Unknown | ById):
                continue
            seen.add(identity)
            name = " ".join(names[-1].split())
            yield Unresolved(name, settle(session.library, name, {}, day))


def resolve_papers(
    session: Notes,
    wanted: Sequence[Unresolved],
    services: Services,
    choose: Choosing | None,
    progress: Progress,
) -> ResolvedPapers:
    """Look up papers and write what services know of each; Ctrl-C keeps what is done.

    Without `choose`, several candidates are the outcome.
    """
    papers = ResolvedPapers([])
    try:
        for one in _resolved(session, wanted, services, choose, progress):
            papers.done.append(one if session.dry_run else _written(session, one))
    except KeyboardInterrupt:
        papers.interrupted = True
    return papers


def _resolved(
    session: Notes,
    wanted: Sequence[Unresolved],
    services: Services,
    choose: Choosing | None,
    progress: Progress,
) -> Iterator[Resolving]:
    """Yield what comes of each; those with ids are asked for together before."""
    with progress(len(wanted), "looking up") as step:
        batch = ask_together(
            [one.settled.paper.ids for one in wanted],
            services.sources,
            services.fetch,
            lambda label, papers: step(f"{label}: {papers} paper{'' if papers == 1 else 's'}", 0),
        )
        for one in wanted:
            step(one.name, 0)
            outcome: Resolution = resolve(
                wanted_of(one.settled.paper), services.sources, services.fetch, batch
            )
            if isinstance(outcome, Choose) and choose:
                outcome = choose(outcome, one.name) or outcome
            yield _completed(session, one, outcome)
            step(one.name, 1)


def _completed(session: Notes, one: Unresolved, outcome: Resolution) -> Resolving:
    """Return a paper with what services say of it, and with what came of asking them."""
    if isinstance(outcome, Resolved):
        settled, told = complete(session.library, one.settled, outcome, one.name, {}, today())
        return Resolving(one.name, outcome, settled, session.years, told)
    settled = one.settled
    if settled.changes is not None:  # a name alone becomes no paper, so there is nowhere to write it
        settled = settled.asked_for(outcome.asked, today())
    return Resolving(one.name, outcome, settled, session.years)


def _written(session: Notes, done: Resolving) -> Resolving:
    """Write a paper's file; a name in a report becomes a paper only when it is resolved."""
    if done.settled.changes == {} or (done.settled.changes is None and not done.found):
        return done
    try:
        with files.locked(session.notebook.lock_path):
            done = _as_it_is_now(session, done)
            write_settled(session, done.settled)
            session.library.add(done.paper)
    except LitnotesError as problem:
        return replace(done, problem=problem)
    return done


def _as_it_is_now(session: Notes, done: Resolving) -> Resolving:
    """Return what came of a paper, for its file as it is now: services take their time."""
    settled = done.settled
    path = session.notebook.paper_path(settled.paper.key)
    if settled.changes is None:
        if not path.exists():
            return done
        session.library.add(session.notebook.read_paper(path, files.read(path)))  # another command made it
        return _completed(session, Unresolved(done.name, settled), done.outcome)
    now = session.notebook.read_paper(path, files.read(path))
    if now == settled.paper:
        return done
    return _completed(session, Unresolved(done.name, replace(settled, paper=now, changes={})), done.outcome)
