"""Adding a paper: identify it, look it up, write its file, and note its name in the report of a day."""

from __future__ import annotations

import contextlib
import datetime
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from litnotes.app.day import DayReport, report_for_writing, write
from litnotes.app.look_ups import Progress, Services, may_look_up, services_of
from litnotes.app.named_day import named_day
from litnotes.app.notes import Notes, notes_to_type_into, open_notes
from litnotes.app.open_work import index_of_now
from litnotes.daily.typing.paper_entry import add_quick_note
from litnotes.errors import Ambiguous, Conflict, WrongUse
from litnotes.index.screened import decision_on_work
from litnotes.library.add import by_title, complete, settle
from litnotes.library.evidence import contains_title
from litnotes.library.history import names_in, ways_to_write
from litnotes.library.near import known_like
from litnotes.library.same import Comparison
from litnotes.model.decisions import decisions
from litnotes.values.ids import ids_of
from litnotes.values.today import today

if TYPE_CHECKING:
    from litnotes.library.add import Settled
    from litnotes.library.resolution import Choose, Resolution, Resolved
    from litnotes.model.limits import AllowedYears
    from litnotes.model.paper import Paper
    from litnotes.model.record import Record

QuickNote = Literal["would be written", "written", "there already"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddRequest:
    """The name of a paper, the facts that the user gives with it, and how services may be asked.

    `as_is` adds an unknown name as typed, without offering similar papers. `page` is the text of a PDF that
    the name was found in; it must contain the title. `corpus` is a corpus to ask, besides the user's own.
    """

    name: str
    given: Mapping[str, Any]
    date: str | None
    offline: bool
    refresh: bool
    as_is: bool = False
    page: str = ""
    corpus: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingServices:
    """How the user takes part while services are asked.

    `pick` takes candidates and returns the number that the user chose, 0 for none of them; `tell` shows a
    sentence at once.
    """

    pick: Callable[[Choose, AllowedYears], int]
    tell: Callable[[str], None]
    progress: Progress


@dataclass(frozen=True, slots=True)
class LookUp:
    """The outcome of a look-up, and the paper that services know, if any."""

    outcome: Resolution
    found: Resolved | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedPaper:
    """A paper that is added, or would be: where it comes from, its file, and its quick note.

    `messages` are those of the look-up. `starts_day` is true if the note starts a new report.
    """

    notes: Notes
    settled: Settled
    file: str
    lookup: LookUp | None
    messages: Sequence[str]
    report: str
    quick_note: QuickNote
    starts_day: bool

    @property
    def paper(self) -> Paper:
        """The paper with its changes."""
        return self.settled.after

    @property
    def years(self) -> AllowedYears:
        """The years of the criteria."""
        return self.notes.years


def add(notes: str | None, request: AddRequest, asking: AskingServices, *, dry_run: bool) -> AddedPaper:
    """Add a paper and its quick note; `dry_run` writes nothing. No file is locked while services are asked.

    Raises Ambiguous if the name means several papers, Conflict if an id belongs to another paper, and what
    `pick` raises.
    """
    if dry_run:
        session = open_notes(notes, dry_run=True)
        meant, lookup = _looked_up(session, request, asking)
        return _added(session, _settled(session, meant), meant, lookup, dry_run=True)
    with notes_to_type_into(notes) as session:
        settled = _settled(session, request)
        if not _asks(session, settled, request) and not _known_like(session, settled, request):
            return _added(session, settled, request, None)
    meant, lookup = _looked_up(session, request, asking)
    with notes_to_type_into(notes) as session:
        return _added(session, _settled(session, meant), meant, lookup)


def _looked_up(
    notes: Notes, request: AddRequest, asking: AskingServices
) -> tuple[AddRequest, LookUp | None]:
    """Return the look-up of a paper, and the request for the paper that the user picked."""
    from litnotes.library.resolution import Choose, PossiblePaper

    settled = _settled(notes, request)
    lookup = _look_up(notes, settled, request, asking)
    known = () if lookup and lookup.found else _known_like(notes, settled, request)
    found = lookup.outcome if lookup and isinstance(lookup.outcome, Choose) else Choose((), ())
    offered = (PossiblePaper(record, Comparison(0)) for record in known)
    choice = Choose((*offered, *found.candidates), found.asked)
    number = 0 if request.as_is or not choice.candidates else asking.pick(choice, notes.years)
    if 0 < number <= len(known):
        given = {**request.given, "title": known[number - 1].title}
        return _looked_up(notes, replace(request, given=given), asking)
    if number:
        services = _services(notes, request, asking)
        lookup = LookUp(found, services.take(found, number - len(known)))
    return request, lookup


def _known_like(notes: Notes, settled: Settled, request: AddRequest) -> Sequence[Record]:
    """Return the known papers that an unknown name may mean."""
    is_unknown = settled.changes is None and settled.paper.is_typed and not settled.paper.ids
    return known_like(notes.library, request.name) if is_unknown and not request.as_is else ()


def _settled(notes: Notes, request: AddRequest) -> Settled:
    day = named_day(notes, request.date)
    return settle(notes.library, request.name, request.given, day, notes.years)


def _asks(notes: Notes, settled: Settled, request: AddRequest) -> bool:
    wanted = not settled.paper.is_looked_up or request.refresh
    return wanted and may_look_up(notes.notebook, offline=request.offline, corpus=request.corpus)


def _look_up(notes: Notes, settled: Settled, request: AddRequest, asking: AskingServices) -> LookUp | None:
    """Return the look-up in services; None if it is not needed or not possible."""
    from litnotes.library.resolution import Disagreeing, Resolved

    if not _asks(notes, settled, request):
        return None
    services = _services(notes, request, asking)
    match services.resolve(settled.after, asking.progress, by_title=by_title(settled, request.name)):
        case Resolved(records) as paper:
            if request.page and not any(contains_title(request.page, record) for record in records):
                raise Ambiguous(_not_on_page(request.name, records[0].title))
            return LookUp(paper, paper)
        case Disagreeing(how, _):
            raise Conflict(f"{how}; nothing was written. Correct the id, or leave it out")
        case outcome:
            return LookUp(outcome, None)


def _not_on_page(name: str, title: str) -> str:
    return (
        f'{name} is in the file, but it belongs to "{title}", which its first pages do not name; '
        f"nothing was written. If it is that paper: `litnotes add-paper {shlex.quote(name)}`"
    )


def _services(notes: Notes, request: AddRequest, asking: AskingServices) -> Services:
    return services_of(
        notes.notebook,
        offline=request.offline,
        refresh=request.refresh,
        tell=asking.tell,
        corpus=request.corpus,
    )


def _completed(
    notes: Notes, settled: Settled, request: AddRequest, lookup: LookUp | None
) -> tuple[Settled, Sequence[str]]:
    """Return the paper with the facts from services, and messages for the user."""
    if lookup is None:
        return settled, ()
    if lookup.found is None:
        return settled.with_services_asked(lookup.outcome.asked, today()), ()
    return complete(notes.library, settled, lookup.found, request.name, request.given, today())


def _added(
    notes: Notes, settled: Settled, request: AddRequest, lookup: LookUp | None, *, dry_run: bool = False
) -> AddedPaper:
    """Write the paper's file and the report, each at most once, unless `dry_run`."""
    settled, messages = _completed(notes, settled, request, lookup)
    notes.remarks += _excluded(notes, request.name, settled.after)
    day = named_day(notes, request.date)
    path, starts_day = notes.notebook.report_path(day), day not in notes.days.paths
    quick_note: QuickNote = "would be written"
    if not dry_run:
        target = report_for_writing(notes, day)
        path, starts_day = target.path, target.new is not None
        quick_note = _write(notes, settled, request.name, target)
    shown = notes.notebook.shown
    return AddedPaper(
        notes=notes,
        settled=settled,
        file=shown(notes.notebook.paper_path(settled.paper.key)),
        lookup=lookup,
        messages=messages,
        report=shown(path),
        quick_note=quick_note,
        starts_day=starts_day,
    )


def _excluded(notes: Notes, name: str, paper: Paper) -> Iterator[str]:
    """Yield who excluded a paper, when and why, if that is the decision on it in reports or screening."""
    identity = notes.library.identity(name)
    index_of_now(notes)
    changed = _changed_days(notes)
    conclusions = [
        (day, conclusion)
        for day, conclusion in notes.conclusions_on(identity)
        if day in notes.days.paths and day not in changed
    ]
    conclusions += [
        (day, conclusion)
        for day in changed
        for conclusion in notes.days.report(day).conclusions
        if notes.library.identity(*ways_to_write(conclusion)) == identity
    ]
    decided = decisions(sorted(conclusions, key=lambda dated: dated[0]))
    if decided and decided[-1][1].decision == "exclude":
        day, verdict = decided[-1]
        called = verdict.short_name or verdict.title
        yield f"{called}: excluded{_by(verdict.by)} on {day}{_because(verdict.reason)}"
    if decided or not notes.notebook.trace_paths():
        return
    screened = decision_on_work(notes.index.connection, paper)
    if screened and screened.decision == "exclude":
        why = _because(screened.criterion or screened.reason)
        yield f"{paper.title}: excluded in screening{_by(screened.by)} on {screened.day}{why}"


def _by(person: str | None) -> str:
    return f" by {person}" if person else ""


def _because(reason: str | None) -> str:
    return f": {reason}" if reason else ""


def _changed_days(notes: Notes) -> list[datetime.date]:
    """Return the days whose reports are not in the index as they are now."""
    if notes.is_up_to_date:
        return []
    paths, changed = notes.days.paths, notes.upkeep.changes.changed
    return [day for day in notes.days.dates if notes.notebook.name_of(paths[day]) in changed]


def _write(notes: Notes, settled: Settled, name: str, target: DayReport) -> QuickNote:
    if settled.changes != {}:
        notes.library.add(settled.after)
    noted = _noted(notes, target, name, settled.paper)
    if settled.changes is None:
        notes.refuse_broken(settled.paper.key)
    write_settled(notes, settled)
    if noted is not None or target.new:
        write(notes, target, target.data if noted is None else noted)
    return "there already" if noted is None else "written"


def write_settled(notes: Notes, settled: Settled) -> None:
    """Write a new paper, or the changed fields of a known one."""
    if settled.changes is None:
        notes.notebook.create_paper(settled.paper)
    elif settled.changes:
        notes.notebook.change_paper(settled.paper, settled.changes)


def _noted(notes: Notes, target: DayReport, name: str, paper: Paper) -> bytes | None:
    """Return a report with a new quick note, or None if it already names the paper."""
    vocabulary, identity = notes.reader.vocabulary, notes.library.identity(paper.key)
    if any(notes.library.identity(*ways) == identity for ways, _ in names_in(target.found.report)):
        return None
    if name == paper.key or ids_of(name):
        for better in (*paper.short_names[:1], paper.title):
            # A title from a service may read as something else: another paper's id, a heading, code.
            with contextlib.suppress(WrongUse, Conflict):
                if notes.library.identity(better) == identity:
                    return add_quick_note(target.found, target.layout, vocabulary, better).data
    return add_quick_note(target.found, target.layout, vocabulary, name).data
