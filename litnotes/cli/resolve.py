"""Look up all papers that are not looked up yet."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, Optional

from litnotes.cli import completion
from litnotes.cli.options import DryRunOption, JsonOption, OfflineOption, PickOption, RefreshOption
from litnotes.cli.parameters import Argument, Context
from litnotes.cli.session import Session, open_session
from litnotes.cli.shared import out, paper_name, say, shown
from litnotes.errors import INTERRUPTED, PROBLEMS_FOUND, LitnotesError, NotFound, Unreachable, WrongUse

if TYPE_CHECKING:
    from litnotes.cli.lookups import Services
    from litnotes.config import Years
    from litnotes.library.add import Settled
    from litnotes.library.resolution import Resolution
    from litnotes.model.paper import Paper

TO_CHOOSE = NotFound.exit_code


def resolve(
    context: Context,
    paper: Annotated[
        Optional[list[str]],
        Argument(
            metavar="[PAPER]...",
            help="Key, id, title or short name; else all that are not looked up.",
            autocompletion=completion.papers,
        ),
    ] = None,
    pick: PickOption = None,
    offline: OfflineOption = False,
    refresh: RefreshOption = False,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
) -> int:
    """Look up papers and names that are not looked up yet, in scholarly services.

    Example: litnotes resolve
    """
    from litnotes.cli.lookups import services_of
    from litnotes.render.text import count

    if pick is not None and len(paper or ()) != 1:
        raise WrongUse("--pick chooses for one paper: name it")
    session = open_session(context.notes, dry_run=dry_run)
    wanted = _named(session, paper) if paper else _all(session, refresh=refresh)
    services = services_of(session.notebook, offline=offline, refresh=refresh)
    done: list[Resolving] = []
    try:
        for one in _resolved(session, wanted, services, pick):
            done.append(one if dry_run else _written(session, one))  # noqa: PERF401 - what is done is kept
    except KeyboardInterrupt:
        say(f"interrupted; {count(len(done), 'paper')} of {len(wanted)} done, which is kept")
        _show(done, json=json)
        return INTERRUPTED
    _show(done, json=json)
    return max(session.exit_code(), _code(done))


@dataclass(frozen=True, slots=True)
class Name:
    """A paper to look up: as the library or a report has it, and the name it goes by there."""

    name: str
    settled: Settled


@dataclass(frozen=True, slots=True)
class Resolving:
    """What came of one: `told` are sentences for the user, `settled` the paper as it is now.

    `years` are those of the criteria.
    """

    name: str
    outcome: Resolution
    settled: Settled
    years: Years
    told: tuple[str, ...] = ()
    problem: LitnotesError | None = None

    @property
    def found(self) -> bool:
        """Whether it is looked up."""
        from litnotes.library.resolution import Resolved

        return isinstance(self.outcome, Resolved) and self.problem is None

    @property
    def paper(self) -> Paper:
        """The paper with what changes in it."""
        return self.settled.paper.model_copy(update=self.settled.changes or {})

    def row(self) -> tuple[str, str, str]:
        """Return name, outcome, and what to do or to know."""
        from litnotes.library.resolution import Choose, Disagreeing, NoneFound, Resolved

        match self.outcome:
            case Resolved() if self.problem:
                return self.name, "not written", shown(self.problem)
            case Resolved():
                return self.name, "resolved", self._described()
            case Choose(candidates):
                command = f"litnotes resolve {shlex.quote(self.name)} --pick N"
                return self.name, "to choose", f"`{command}` of {len(candidates)}"
            case Disagreeing(how, _):
                return self.name, "disagreeing", how
            case NoneFound():
                return self.name, "not found", "; ".join(self._failures()) or "services know no such paper"
            case _:
                return self.name, "failed", "; ".join(self._failures())

    def _described(self) -> str:
        from litnotes.render.paper_page import citation

        about = "; ".join(filter(None, (citation(self.paper), self.years.outside(self.paper.year))))
        title = f"{self.paper.title}{f' ({about})' if about else ''}"
        return "; ".join([title, *self.told, *self._failures()])

    def _failures(self) -> list[str]:
        from litnotes.cli.lookups import failures

        return failures(self.outcome.asked)

    def data(self) -> dict[str, Any]:
        """Return what came of it as values for JSON."""
        from litnotes.cli.lookups import as_data

        shown = self.paper.model_dump(mode="json") if self.found else None
        outside = (self.years.outside(self.paper.year) or None) if self.found else None
        return {
            "name": self.name,
            **as_data(self.outcome, self.years),
            "paper": shown,
            "outside": outside,
            "told": list(self.told),
        }


def _named(session: Session, names: Iterable[str]) -> list[Name]:
    """Return the papers that are named; raises Ambiguous or Conflict as `add-paper` does."""
    from litnotes.config import today
    from litnotes.library.add import settle

    clean = dict.fromkeys(paper_name(name) for name in names)
    return [Name(name, settle(session.library, name, {}, today(), session.years)) for name in clean]


def _all(session: Session, *, refresh: bool) -> list[Name]:
    """Return the papers whose files are not looked up, and the names in reports that nobody identified."""
    from litnotes.library.add import Settled

    papers = [paper for paper in session.library.papers.values() if refresh or not paper.is_looked_up]
    known = [Name(paper.key, Settled(paper, {}, "from your papers")) for paper in papers]
    return [*known, *_names_in_reports(session)]


def _names_in_reports(session: Session) -> Iterator[Name]:
    from litnotes.library.add import settle
    from litnotes.library.history import names_in
    from litnotes.library.identify import ById, Unknown

    seen: set[str] = set()
    for day, report in sorted(session.days.reports().items()):
        for names, _ in names_in(report):
            identity = session.library.identity(*names)
            if identity in seen or not isinstance(session.library.identify(*names), Unknown | ById):
                continue
            seen.add(identity)
            name = " ".join(names[-1].split())
            yield Name(name, settle(session.library, name, {}, day))


def _resolved(
    session: Session, wanted: list[Name], services: Services, pick: int | None
) -> Iterator[Resolving]:
    """Yield what comes of each; those with ids are asked for together before."""
    from litnotes.cli.lookups import chosen
    from litnotes.library.resolution import Choose, ask_together
    from litnotes.library.resolution import resolve as resolve_one
    from litnotes.library.same import wanted_of
    from litnotes.render.terminal import progress
    from litnotes.render.text import count

    with progress(len(wanted), "looking up") as step:
        batch = ask_together(
            [one.settled.paper.ids for one in wanted],
            services.sources,
            services.fetch,
            lambda label, papers: step(f"{label}: {count(papers, 'paper')}", 0),
        )
        for one in wanted:
            step(one.name, 0)
            outcome: Resolution = resolve_one(
                wanted_of(one.settled.paper), services.sources, services.fetch, batch
            )
            if isinstance(outcome, Choose) and pick is not None:
                command = f"litnotes resolve {shlex.quote(one.name)}"
                outcome = chosen(outcome, services, one.name, pick, command) or outcome
            yield _completed(session, one, outcome)
            step(one.name, 1)


def _completed(session: Session, one: Name, outcome: Resolution) -> Resolving:
    """Return a paper with what services say of it, and with what came of asking them."""
    from litnotes.config import today
    from litnotes.library.add import complete
    from litnotes.library.lookup import services
    from litnotes.library.resolution import Resolved

    if isinstance(outcome, Resolved):
        settled, told = complete(session.library, one.settled, outcome, one.name, {}, today())
        return Resolving(one.name, outcome, settled, session.years, told)
    settled = one.settled
    heard = services(settled.paper, outcome.asked, today())
    if settled.changes is not None and heard != settled.paper.services:
        settled = replace(settled, changes={"services": heard})
    return Resolving(one.name, outcome, settled, session.years)


def _written(session: Session, done: Resolving) -> Resolving:
    """Write a paper's file; a name in a report becomes a paper only when it is resolved."""
    from litnotes.store import files

    if done.settled.changes == {} or (done.settled.changes is None and not done.found):
        return done
    try:
        with files.locked(session.notebook.lock_path):
            done = _as_it_is_now(session, done)
            session.library.add(_write(session, done.settled))
    except LitnotesError as problem:
        return replace(done, problem=problem)
    return done


def _as_it_is_now(session: Session, done: Resolving) -> Resolving:
    """Return what came of a paper, for its file as it is now: services take their time."""
    from litnotes.store import files

    settled = done.settled
    path = session.notebook.paper_path(settled.paper.key)
    if settled.changes is None:
        if not path.exists():
            return done
        session.library.add(session.notebook.read_paper(path, files.read(path)))  # another command made it
        return _completed(session, Name(done.name, settled), done.outcome)
    now = session.notebook.read_paper(path, files.read(path))
    if now == settled.paper:
        return done
    return _completed(session, Name(done.name, replace(settled, paper=now, changes={})), done.outcome)


def _write(session: Session, settled: Settled) -> Paper:
    if settled.changes is None:
        session.notebook.create_paper(settled.paper)
    elif settled.changes:
        session.notebook.change_paper(settled.paper, settled.changes)
    return settled.paper.model_copy(update=settled.changes or {})


def _show(done: list[Resolving], *, json: bool) -> None:
    from litnotes.cli.lookups import missed
    from litnotes.render.terminal import show_table
    from litnotes.render.text import as_json, count

    if json:
        out(as_json([one.data() for one in done]))
    elif done and (why := _why_nothing(done)):
        say(f"{why}; {count(len(done), 'paper')} to look up, try again later")
    elif done:
        show_table(("name", "outcome", ""), [one.row() for one in done])
        say(_summary(done))
        failed = dict.fromkeys(label for one in done for label in missed(one.paper, one.outcome.asked))
        if failed:
            say(f"`litnotes resolve` asks {', '.join(failed)} again")
    else:
        say("all papers are looked up; `litnotes resolve --refresh` asks again")


def _why_nothing(done: Sequence[Resolving]) -> str:
    """Return why no paper at all was looked up, the fullest reason; nothing where one was."""
    rows = [one.row() for one in done]
    reasons = {why for _, outcome, why in rows if outcome == "failed"}
    return max(reasons, key=len) if len(done) > 1 and all(row[1] == "failed" for row in rows) else ""


def _summary(done: Iterable[Resolving]) -> str:
    from collections import Counter

    counts: Mapping[str, int] = Counter(one.row()[1] for one in done)
    return ", ".join(f"{number} {outcome}" for outcome, number in counts.items())


def _code(done: Iterable[Resolving]) -> int:
    """Return the exit code that the outcomes ask for."""
    outcomes = {one.row()[1] for one in done}
    if "failed" in outcomes:
        return Unreachable.exit_code
    if outcomes & {"to choose", "not found"}:
        return TO_CHOOSE
    return PROBLEMS_FOUND if outcomes & {"disagreeing", "not written"} else 0
