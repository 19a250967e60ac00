"""Add a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from litnotes.cli import completion
from litnotes.cli.daily import DayReport, report_for_writing, write
from litnotes.cli.options import DateOption, DryRunOption, ReadingState
from litnotes.cli.session import Session, open_session, writing_session
from litnotes.cli.shared import day_of, out, paper_name
from litnotes.errors import WrongUse

if TYPE_CHECKING:
    from litnotes.library.record import Settled
    from litnotes.model.paper import Paper


def add_paper(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="Short name, title, arXiv id or DOI.", autocompletion=completion.papers
        ),
    ],
    date: DateOption = None,
    title: Annotated[Optional[str], typer.Option(metavar="TEXT", help="Its title.")] = None,
    author: Annotated[
        Optional[list[str]], typer.Option(metavar="TEXT", help="An author; repeat for more.")
    ] = None,
    year: Annotated[Optional[int], typer.Option(min=1500, max=2200, help="First public year.")] = None,
    arxiv: Annotated[Optional[str], typer.Option(metavar="TEXT", help="Its arXiv id.")] = None,
    doi: Annotated[Optional[str], typer.Option(metavar="TEXT", help="Its DOI.")] = None,
    venue: Annotated[Optional[str], typer.Option(metavar="TEXT", help="Where it appeared.")] = None,
    tag: Annotated[
        Optional[list[str]], typer.Option(metavar="TEXT", help="A tag; repeat for more.")
    ] = None,
    reading: Annotated[Optional[ReadingState], typer.Option(help="How far you are.")] = None,
    dry_run: DryRunOption = False,
) -> None:
    """Add a paper to papers/ and to the quick notes.

    Example: litnotes add-paper "VQ-GAN"
    """
    from litnotes.library.record import settle

    name = paper_name(name)
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
    if dry_run:
        _say_what_would_be_added(open_session(context.obj, dry_run=True), name, known, date)
        return
    with writing_session(context.obj) as session:
        day = day_of(date, session.days.dates)
        settled = settle(session.library, name, known, day)
        target = report_for_writing(session, day)
        if settled.changes != {}:
            session.library.add(settled.paper.model_copy(update=settled.changes))
        noted = _noted(session, target, name, settled.paper)
        told = [*_save(session, settled), *_note_quickly(session, target, noted)]
    for line in told:
        out(line)
    raise typer.Exit(session.exit_code())


def _say_what_would_be_added(session: Session, name: str, known: dict[str, Any], date: str | None) -> None:
    from litnotes.library.record import settle

    day = day_of(date, session.days.dates)
    settled = settle(session.library, name, known, day)
    path = session.notebook.shown(session.notebook.paper_path(settled.paper.key))
    would = (
        "would be made" if settled.changes is None else "would be changed" if settled.changes else "stays"
    )
    out(f"{described(settled.paper)}\n  {settled.taken_from}; {path} {would}")
    report = session.notebook.report_path(day)
    started = "" if day in session.days.paths else ", which would be started"
    out(f"  the name would stand in {session.notebook.shown(report)}{started}")
    raise typer.Exit(session.exit_code())


def _ids(arxiv: str | None, doi: str | None) -> dict[str, str]:
    from litnotes.model import names

    ids: dict[str, str] = {}
    if arxiv is not None:
        ids["arxiv"] = names.arxiv_id(arxiv) or ""
        if not ids["arxiv"]:
            raise WrongUse(f'--arxiv: "{arxiv}" is no arXiv id; write it like 2012.09841')
    if doi is not None:
        ids["doi"] = names.doi(doi) or ""
        if not ids["doi"]:
            raise WrongUse(f'--doi: "{doi}" is no DOI; write it like 10.1109/CVPR46437.2021.01268')
    return ids


def _save(session: Session, settled: Settled) -> list[str]:
    """Write a new paper, or the fields of a known one that change; return what it was taken for."""
    from litnotes.store import files, yaml
    from litnotes.store.notebook import paper_text

    paper = settled.paper
    path = session.notebook.paper_path(paper.key)
    shown = session.notebook.shown(path)
    if settled.changes is None:
        session.refuse_broken(paper.key)
        files.create(path, paper_text(paper))
        told = f"new: {shown}"
    elif settled.changes:
        data = files.read(path)
        text = data.decode()
        order = list(type(paper).model_fields)
        for field, value in settled.changes.items():
            text = yaml.replaced(text, field, value, order, shown)
        files.replace(path, text.encode(), expected=data)
        told = f"changed in {shown}: {', '.join(settled.changes)}"
    else:
        told = f"{shown}, nothing changed"
    return [described(paper), f"  {settled.taken_from}; {told}"]


def described(paper: Paper) -> str:
    """Return a paper in one line: short name, title, authors and year."""
    from litnotes.render import citation, headline, printable

    about = citation(paper)
    return printable(f"{headline(paper)}{f' ({about})' if about else ''}")


def _noted(session: Session, target: DayReport, name: str, paper: Paper) -> bytes | None:
    """Return a report with a name in its quick notes, or None where it names the paper already."""
    from litnotes.daily.entries import add_quick_note
    from litnotes.library.history import names_in
    from litnotes.model import names

    identity = session.library.identity(paper.key)
    if any(session.library.identity(*ways) == identity for ways, _ in names_in(target.found.report)):
        return None
    if name == paper.key or names.arxiv_id(name) or names.doi(name):
        name = paper.short_names[0] if paper.short_names else paper.title
    return add_quick_note(target.found, target.layout, session.reader.vocabulary, name)


def _note_quickly(session: Session, target: DayReport, noted: bytes | None) -> list[str]:
    """Write the report with the name in it; return what was done."""
    shown = session.notebook.shown(target.path)
    if noted is not None or target.new:
        write(session, target, target.data if noted is None else noted)
    if noted is None:
        return [f"  {shown} names it already; nothing changed there"]
    return [f"  added to the quick notes of {shown}"]
