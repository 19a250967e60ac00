"""Look-ups of several papers and names: collect them, ask services, write the results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from litnotes.app.adding import write_settled
from litnotes.app.again import again
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
"""Takes candidates and the name of the paper; returns the candidate to use, None for none of them."""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A paper to look up: its name, and its facts in the library or a report."""

    name: str
    settled: Settled


@dataclass(frozen=True, slots=True)
class Resolving:
    """The look-up of a paper: `messages` are for the user, `settled` is the paper after it.

    `years` are those of the criteria, `problem` is the reason why it was not written.
    """

    name: str
    outcome: Resolution
    settled: Settled
    years: AllowedYears
    messages: tuple[str, ...] = ()
    problem: LitnotesError | None = None

    @property
    def found(self) -> bool:
        """Whether the paper is found and written."""
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
        """The paper with its changes."""
        return self.settled.after


@dataclass(slots=True)
class ResolvedPapers:
    """The look-ups, and whether Ctrl-C stopped them before the last."""

    done: list[Resolving]
    interrupted: bool = False


def named(notes: Notes, names: Iterable[str]) -> list[Unresolved]:
    """Return the papers with these names; raises Ambiguous or Conflict as `add-paper` does."""
    return [
        Unresolved(name, settle(notes.library, name, {}, today(), notes.years))
        for name in dict.fromkeys(names)
    ]


def unresolved(notes: Notes, *, refresh: bool) -> list[Unresolved]:
    """Return the papers that are not looked up, and the unidentified names in reports.

    With `refresh`, return papers that are looked up as well.
    """
    papers = [paper for paper in notes.library.papers.values() if refresh or not paper.is_looked_up]
    known = [Unresolved(paper.key, Settled(paper, {}, "from your papers")) for paper in papers]
    return [*known, *_names_in_reports(notes)]


def _names_in_reports(notes: Notes) -> Iterator[Unresolved]:
    seen: set[str] = set()
    for day, report in sorted(notes.days.reports().items()):
        for names, _ in names_in(report):
            identity = notes.library.identity(*names)
            if identity in seen or not isinstance(notes.library.identify(*names), Unknown | ById):
                continue
            seen.add(identity)
            name = " ".join(names[-1].split())
            yield Unresolved(name, settle(notes.library, name, {}, day))


def resolve_papers(
    notes: Notes,
    wanted: Sequence[Unresolved],
    services: Services,
    choose: Choosing | None,
    progress: Progress,
) -> ResolvedPapers:
    """Look up papers and write each result; after Ctrl-C, the results so far are kept.

    Without `choose`, a paper with several candidates is not written.
    """
    papers = ResolvedPapers([])
    try:
        for one in _resolved(notes, wanted, services, choose, progress):
            papers.done.append(one if notes.dry_run else _written(notes, one))
    except KeyboardInterrupt:
        papers.interrupted = True
    return papers


def _resolved(
    notes: Notes,
    wanted: Sequence[Unresolved],
    services: Services,
    choose: Choosing | None,
    progress: Progress,
) -> Iterator[Resolving]:
    """Yield the look-up of each paper; papers with ids are asked for together before."""
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
            yield _completed(notes, one, outcome)
            step(one.name, 1)


def _completed(notes: Notes, one: Unresolved, outcome: Resolution) -> Resolving:
    """Return the look-up of a paper with the facts and outcomes from services."""
    if isinstance(outcome, Resolved):
        settled, messages = complete(notes.library, one.settled, outcome, one.name, {}, today())
        return Resolving(one.name, outcome, settled, notes.years, messages)
    settled = one.settled
    if settled.changes is not None:  # a name alone has no file to write the outcome to
        settled = settled.with_services_asked(outcome.asked, today())
    return Resolving(one.name, outcome, settled, notes.years)


def _written(notes: Notes, done: Resolving) -> Resolving:
    """Write the file of a paper; a name in a report becomes a paper only if it is resolved."""
    if done.settled.changes == {} or (done.settled.changes is None and not done.found):
        return done
    try:
        return again(lambda: _written_now(notes, done))
    except LitnotesError as problem:
        return replace(done, problem=problem)


def _written_now(notes: Notes, done: Resolving) -> Resolving:
    with notes.notebook.locked():
        done = _as_it_is_now(notes, done)
        write_settled(notes, done.settled)
        notes.library.add(done.paper)
    return done


def _as_it_is_now(notes: Notes, done: Resolving) -> Resolving:
    """Return the look-up for the file as it is now, which may have changed meanwhile."""
    settled = done.settled
    path = notes.notebook.paper_path(settled.paper.key)
    if settled.changes is None:
        if not path.exists():
            return done
        notes.library.add(notes.notebook.read_paper(path, files.read(path)))  # another command made it
        return _completed(notes, Unresolved(done.name, settled), done.outcome)
    now = notes.notebook.read_paper(path, files.read(path))
    if now == settled.paper:
        return done
    return _completed(notes, Unresolved(done.name, replace(settled, paper=now, changes={})), done.outcome)
