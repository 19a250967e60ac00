"""A paper is added: settled, looked up, and written with its name in the quick notes of a day."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from litnotes.app.day import DayReport, report_for_writing, write
from litnotes.app.look_ups import Progress, Services, may_look_up, services_of
from litnotes.app.named_day import day_of
from litnotes.app.notes import Notes, notes_to_type_into, open_notes
from litnotes.daily.typing.paper_entry import add_quick_note
from litnotes.errors import Conflict, WrongUse
from litnotes.library.add import complete, settle
from litnotes.library.history import names_in
from litnotes.values.ids import ids_of
from litnotes.values.today import today

if TYPE_CHECKING:
    from litnotes.library.add import Settled
    from litnotes.library.resolution import Choose, Resolution, Resolved
    from litnotes.model.limits import AllowedYears
    from litnotes.model.paper import Paper

QuickNote = Literal["would be written", "written", "there already"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddRequest:
    """What the user calls a paper, which facts come with the name, and how services may be asked."""

    name: str
    given: Mapping[str, Any]
    date: str | None
    offline: bool
    refresh: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingServices:
    """How the user takes part while services are asked.

    `pick` takes candidates and returns the user's choice, `tell` takes a sentence to show at once.
    """

    pick: Callable[[Choose, Services], Resolved | None]
    tell: Callable[[str], None]
    progress: Progress


@dataclass(frozen=True, slots=True)
class LookUp:
    """What came of asking services, and the paper as they know it, if they do."""

    outcome: Resolution
    found: Resolved | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedPaper:
    """A paper that is added, or would be: where it comes from, its file, and its quick note.

    `told` are sentences of the look-up. `starts_day` says that the report has to be started for the note.
    """

    notes: Notes
    settled: Settled
    file: str
    lookup: LookUp | None
    told: Sequence[str]
    report: str
    quick_note: QuickNote
    starts_day: bool

    @property
    def paper(self) -> Paper:
        """The paper with what changes in it."""
        return self.settled.after

    @property
    def years(self) -> AllowedYears:
        """The years of the criteria."""
        return self.notes.years


def add(notes: str | None, request: AddRequest, asking: AskingServices, *, dry_run: bool) -> AddedPaper:
    """Write a paper and its name, or with `dry_run` nothing; services are asked while no file is locked.

    Raises Ambiguous where the name means several papers, Conflict where an id is that of another paper,
    and what `pick` raises.
    """
    if dry_run:
        session = open_notes(notes, dry_run=True)
        settled = _settled(session, request)
        return _planned(session, settled, request, _look_up(session, settled, request, asking))
    with notes_to_type_into(notes) as session:
        settled = _settled(session, request)
        if not _asks(session, settled, request):
            return _added(session, settled, request, None)
    lookup = _look_up(session, settled, request, asking)
    with notes_to_type_into(notes) as session:
        return _added(session, _settled(session, request), request, lookup)


def _settled(session: Notes, request: AddRequest) -> Settled:
    day = day_of(request.date, session.days.dates)
    return settle(session.library, request.name, request.given, day, session.years)


def _asks(session: Notes, settled: Settled, request: AddRequest) -> bool:
    wanted = not settled.paper.is_looked_up or request.refresh
    return wanted and may_look_up(session.notebook, offline=request.offline)


def _look_up(
    session: Notes, settled: Settled, request: AddRequest, asking: AskingServices
) -> LookUp | None:
    """Return what services say; None where nothing is to be asked."""
    from litnotes.library.resolution import Choose, Disagreeing, Resolved

    if not _asks(session, settled, request):
        return None
    services = services_of(
        session.notebook, offline=request.offline, refresh=request.refresh, tell=asking.tell
    )
    match services.resolve(settled.after, asking.progress):
        case Resolved() as found:
            return LookUp(found, found)
        case Choose() as found:
            return LookUp(found, asking.pick(found, services))
        case Disagreeing(how, _):
            raise Conflict(f"{how}; nothing was written. Correct the id, or leave it out")
        case found:
            return LookUp(found, None)


def _completed(
    session: Notes, settled: Settled, request: AddRequest, lookup: LookUp | None
) -> tuple[Settled, Sequence[str]]:
    """Return the paper with what services say, and what the user should know."""
    if lookup is None:
        return settled, ()
    if lookup.found is None:
        return settled.asked_for(lookup.outcome.asked, today()), ()
    return complete(session.library, settled, lookup.found, request.name, request.given, today())


def _planned(session: Notes, settled: Settled, request: AddRequest, lookup: LookUp | None) -> AddedPaper:
    settled, told = _completed(session, settled, request, lookup)
    day = day_of(request.date, session.days.dates)
    return AddedPaper(
        notes=session,
        settled=settled,
        file=_file(session, settled),
        lookup=lookup,
        told=told,
        report=session.notebook.shown(session.notebook.report_path(day)),
        quick_note="would be written",
        starts_day=day not in session.days.paths,
    )


def _added(session: Notes, settled: Settled, request: AddRequest, lookup: LookUp | None) -> AddedPaper:
    """Write the paper's file and the report, each at most once."""
    settled, told = _completed(session, settled, request, lookup)
    target = report_for_writing(session, day_of(request.date, session.days.dates))
    if settled.changes != {}:
        session.library.add(settled.after)
    noted = _noted(session, target, request.name, settled.paper)
    if settled.changes is None:
        session.refuse_broken(settled.paper.key)
    write_settled(session, settled)
    if noted is not None or target.new:
        write(session, target, target.data if noted is None else noted)
    return AddedPaper(
        notes=session,
        settled=settled,
        file=_file(session, settled),
        lookup=lookup,
        told=told,
        report=session.notebook.shown(target.path),
        quick_note="there already" if noted is None else "written",
        starts_day=target.new is not None,
    )


def _file(session: Notes, settled: Settled) -> str:
    return session.notebook.shown(session.notebook.paper_path(settled.paper.key))


def write_settled(session: Notes, settled: Settled) -> None:
    """Write a new paper, or the fields of a known one that change."""
    if settled.changes is None:
        session.notebook.create_paper(settled.paper)
    elif settled.changes:
        session.notebook.change_paper(settled.paper, settled.changes)


def _noted(session: Notes, target: DayReport, name: str, paper: Paper) -> bytes | None:
    """Return a report with a name in its quick notes, or None where it names the paper already."""
    vocabulary, identity = session.reader.vocabulary, session.library.identity(paper.key)
    if any(session.library.identity(*ways) == identity for ways, _ in names_in(target.found.report)):
        return None
    if name == paper.key or ids_of(name):
        for better in (*paper.short_names[:1], paper.title):
            # A title from a service may read as something else: another paper's id, a heading, code.
            with contextlib.suppress(WrongUse, Conflict):
                if session.library.identity(better) == identity:
                    return add_quick_note(target.found, target.layout, vocabulary, better).data
    return add_quick_note(target.found, target.layout, vocabulary, name).data
