"""Add a paper."""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, Optional

from litnotes.app.day import DayReport, report_for_writing, write
from litnotes.app.named_day import day_of
from litnotes.app.notes import Notes, notes_to_type_into, open_notes
from litnotes.cli.line import completion
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import (
    DateOption,
    DryRunOption,
    JsonOption,
    OfflineOption,
    PickOption,
    ReadingState,
    RefreshOption,
)
from litnotes.cli.picking import NotSure, chosen
from litnotes.cli.say import finished, out, say
from litnotes.errors import Conflict, WrongUse
from litnotes.values.typed import paper_name

if TYPE_CHECKING:
    from litnotes.config import Years
    from litnotes.library.add import Settled
    from litnotes.library.resolution import Resolution, Resolved
    from litnotes.model.paper import Paper


def add_paper(
    context: Context,
    name: Annotated[
        str,
        Argument(
            metavar="NAME", help="Short name, title, arXiv id or DOI.", autocompletion=completion.papers
        ),
    ],
    date: DateOption = None,
    title: Annotated[Optional[str], Option(metavar="TEXT", help="Its title.")] = None,
    author: Annotated[
        Optional[list[str]], Option(metavar="TEXT", help="An author; repeat for more.")
    ] = None,
    year: Annotated[Optional[int], Option(min=1500, max=2200, help="First public year.")] = None,
    arxiv: Annotated[Optional[str], Option(metavar="TEXT", help="Its arXiv id.")] = None,
    doi: Annotated[Optional[str], Option(metavar="TEXT", help="Its DOI.")] = None,
    venue: Annotated[Optional[str], Option(metavar="TEXT", help="Where it appeared.")] = None,
    tag: Annotated[Optional[list[str]], Option(metavar="TEXT", help="A tag; repeat for more.")] = None,
    reading: Annotated[Optional[ReadingState], Option(help="How far you are.")] = None,
    pick: PickOption = None,
    offline: OfflineOption = False,
    refresh: RefreshOption = False,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
) -> int:
    """Add a paper to papers/ and to the quick notes, looked up where services can be asked.

    Example: litnotes add-paper "VQ-GAN"
    """
    from litnotes.render.look_up import as_data
    from litnotes.render.text import as_json

    given = {
        "title": paper_name(title) if title is not None else None,
        "authors": tuple(paper_name(one) for one in author or ()),
        "year": year,
        "venue": paper_name(venue) if venue is not None else None,
        "ids": _ids(arxiv, doi),
        "tags": tuple(paper_name(one) for one in tag or ()),
        "reading": reading.value if reading else None,
    }
    known = {field: value for field, value in given.items() if value}
    order = AddRequest(paper_name(name), known, date, pick, offline=offline, refresh=refresh)
    try:
        added = _would_add(context.notes, order) if dry_run else _add(context.notes, order)
    except NotSure as unsure:
        if json:
            out(as_json(as_data(unsure.found, unsure.years)))
        raise
    if json:
        out(as_json(added.data()))
    else:
        for line in added.lines:
            out(line)
    return added.code


@dataclass(frozen=True, slots=True)
class AddRequest:
    """What the user wants to be added, and how services may be asked."""

    name: str
    given: Mapping[str, Any]
    date: str | None
    pick: int | None
    offline: bool
    refresh: bool

    def command(self) -> str:
        """Return the command again, as it is typed."""
        ids = [f"--{kind} {shlex.quote(value)}" for kind, value in self.given.get("ids", {}).items()]
        return " ".join(["litnotes add-paper", shlex.quote(self.name), *ids])


@dataclass(frozen=True, slots=True)
class AddedPaper:
    """What was added, in lines for people and as values for programs; `years` are those of the criteria."""

    paper: Paper
    years: Years
    lines: Sequence[str]
    code: int
    lookup: Resolution | None = None

    def data(self) -> dict[str, Any]:
        """Return what was added as values for JSON."""
        from litnotes.render.look_up import as_data

        looked_up = (
            as_data(self.lookup, self.years) if self.lookup else {"outcome": "not asked", "asked": []}
        )
        outside = self.years.outside(self.paper.year) or None
        return {"paper": self.paper.model_dump(mode="json"), "outside": outside, **looked_up}


@dataclass(frozen=True, slots=True)
class LookUp:
    """What came of asking services, and the paper as they know it, if they do."""

    outcome: Resolution
    found: Resolved | None


def _add(notes: str | None, order: AddRequest, lookup: LookUp | None = None) -> AddedPaper:
    """Write the paper and its name; before that, services are asked while no file is locked."""
    with notes_to_type_into(notes) as session:
        settled = _settled(session, order)
        if lookup is not None or not _asks(session, settled, order):
            return _write_all(session, settled, order, lookup)
    return _add(notes, order, _look_up(session, settled, order))


def _settled(session: Notes, order: AddRequest) -> Settled:
    from litnotes.library.add import settle

    day = day_of(order.date, session.days.dates)
    return settle(session.library, order.name, order.given, day, session.years)


def _asks(session: Notes, settled: Settled, order: AddRequest) -> bool:
    from litnotes.app.look_ups import may_look_up

    wanted = not settled.paper.is_looked_up or order.refresh
    return wanted and may_look_up(session.notebook, offline=order.offline)


def _look_up(session: Notes, settled: Settled, order: AddRequest) -> LookUp:
    """Ask services; raises Ambiguous where it is for the user to choose, Conflict where an id is wrong."""
    from litnotes.app.look_ups import services_of
    from litnotes.library.resolution import Choose, Disagreeing, Resolved
    from litnotes.render.terminal import progress

    services = services_of(session.notebook, offline=order.offline, refresh=order.refresh, tell=say)
    paper = settled.paper.model_copy(update=settled.changes or {})
    match services.resolve(paper, progress):
        case Resolved() as found:
            return LookUp(found, found)
        case Choose() as found:
            return LookUp(found, chosen(found, services, order.name, order.pick, order.command()))
        case Disagreeing(how, _):
            raise Conflict(f"{how}; nothing was written. Add it with the right id, or without")
        case found:
            return LookUp(found, None)


def _write_all(session: Notes, settled: Settled, order: AddRequest, lookup: LookUp | None) -> AddedPaper:
    """Write the paper's file and the report, each at most once."""
    day = day_of(order.date, session.days.dates)
    settled, told = _completed(session, settled, order, lookup)
    target = report_for_writing(session, day)
    if settled.changes != {}:
        session.library.add(settled.paper.model_copy(update=settled.changes or {}))
    noted = _noted(session, target, order.name, settled.paper)
    lines = [*_save(session, settled), *told, *_note_quickly(session, target, noted)]
    paper = settled.paper.model_copy(update=settled.changes or {})
    return AddedPaper(paper, session.years, lines, finished(session), lookup.outcome if lookup else None)


def _completed(
    session: Notes, settled: Settled, order: AddRequest, lookup: LookUp | None
) -> tuple[Settled, list[str]]:
    """Return the paper with what services say, and lines on where each field came from."""
    from litnotes.library.add import complete
    from litnotes.library.fill import services
    from litnotes.render.look_up import asked_line, missed, origins
    from litnotes.values.today import today

    if lookup is None:
        return settled, []
    if lookup.found:
        settled, told = complete(session.library, settled, lookup.found, order.name, order.given, today())
        paper = settled.paper.model_copy(update=settled.changes or {})
        asked = lookup.found.asked
        if failed := missed(paper, asked):
            told = (*told, f"`litnotes resolve` asks {', '.join(failed)} again")
        return settled, [*origins(paper), f"  {asked_line(asked)}", *(f"  {one}" for one in told)]
    asked = lookup.outcome.asked
    heard = {"services": services(settled.paper, asked, today())}
    if settled.changes is None:
        settled = replace(settled, paper=settled.paper.model_copy(update=heard))
    elif heard["services"] != settled.paper.services:
        settled = replace(settled, changes={**settled.changes, **heard})
    return settled, [f"  {_not_found(lookup.outcome)}", f"  {asked_line(asked)}"]


def _not_found(outcome: Resolution) -> str:
    from litnotes.library.resolution import Choose, NotReached

    match outcome:
        case NotReached():
            return "no service could be asked; `litnotes resolve` looks it up later"
        case Choose():
            return "none of the candidates, so it is not looked up"
        case _:
            return "services know no such paper"


def _would_add(notes: str | None, order: AddRequest) -> AddedPaper:
    """Say what would be written, and write nothing."""
    session = open_notes(notes, dry_run=True)
    settled = _settled(session, order)
    lookup = _look_up(session, settled, order) if _asks(session, settled, order) else None
    settled, told = _completed(session, settled, order, lookup)
    path = session.notebook.shown(session.notebook.paper_path(settled.paper.key))
    would = (
        "would be made" if settled.changes is None else "would be changed" if settled.changes else "stays"
    )
    day = day_of(order.date, session.days.dates)
    report = session.notebook.report_path(day)
    started = "" if day in session.days.paths else ", which would be started"
    paper = settled.paper.model_copy(update=settled.changes or {})
    lines = [
        f"{described(paper, session.years)}\n  {settled.taken_from}; {path} {would}",
        *told,
        f"  the name would stand in {session.notebook.shown(report)}{started}",
    ]
    return AddedPaper(paper, session.years, lines, finished(session), lookup.outcome if lookup else None)


def _ids(arxiv: str | None, doi: str | None) -> dict[str, str]:
    from litnotes.values import ids

    found: dict[str, str] = {}
    if arxiv is not None:
        found["arxiv"] = ids.arxiv_id(arxiv) or ""
        if not found["arxiv"]:
            raise WrongUse(f'--arxiv: "{arxiv}" is no arXiv id; write it like 2012.09841')
    if doi is not None:
        found["doi"] = ids.doi(doi) or ""
        if not found["doi"]:
            raise WrongUse(f'--doi: "{doi}" is no DOI; write it like 10.1109/CVPR46437.2021.01268')
    return found


def _save(session: Notes, settled: Settled) -> list[str]:
    """Write a new paper, or the fields of a known one that change; return what it was taken for."""
    paper = settled.paper
    shown = session.notebook.shown(session.notebook.paper_path(paper.key))
    if settled.changes is None:
        session.refuse_broken(paper.key)
        session.notebook.create_paper(paper)
        told = f"new: {shown}"
    elif settled.changes:
        session.notebook.change_paper(paper, settled.changes)
        told = f"changed in {shown}: {', '.join(settled.changes)}"
    else:
        told = f"{shown}, nothing changed"
    paper = paper.model_copy(update=settled.changes or {})
    return [described(paper, session.years), f"  {settled.taken_from}; {told}"]


def described(paper: Paper, years: Years) -> str:
    """Return a paper in one line: short name, title, authors and year, and how it misses the criteria."""
    from litnotes.render.paper_page import citation
    from litnotes.values.printable import printable

    about = "; ".join(filter(None, (citation(paper), years.outside(paper.year))))
    return printable(f"{paper.headline}{f' ({about})' if about else ''}")


def _noted(session: Notes, target: DayReport, name: str, paper: Paper) -> bytes | None:
    """Return a report with a name in its quick notes, or None where it names the paper already."""
    from litnotes.daily.typing.paper_entry import add_quick_note
    from litnotes.library.history import names_in
    from litnotes.values.ids import ids_of

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


def _note_quickly(session: Notes, target: DayReport, noted: bytes | None) -> list[str]:
    """Write the report with the name in it; return what was done."""
    shown = session.notebook.shown(target.path)
    if noted is not None or target.new:
        write(session, target, target.data if noted is None else noted)
    if noted is None:
        return [f"  {shown} names it already; nothing changed there"]
    return [f"  added to the quick notes of {shown}"]
