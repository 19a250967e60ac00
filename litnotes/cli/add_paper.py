"""Add a paper."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Optional

from litnotes.cli.line import completion
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import (
    CorpusOption,
    DateOption,
    DryRunOption,
    JsonOption,
    OfflineOption,
    PickOption,
    ReadingState,
    RefreshOption,
)
from litnotes.cli.picking import NotSure, asked_number, picked
from litnotes.cli.prompts import can_ask
from litnotes.cli.say import finished, out, out_data, say
from litnotes.errors import Ambiguous, WrongUse
from litnotes.render.look_up import as_data
from litnotes.render.text import as_json
from litnotes.values import ids
from litnotes.values.typed import paper_name

if TYPE_CHECKING:
    from litnotes.app.adding import AddRequest


class GivenFacts(NamedTuple):
    """Fields of the paper that the user gives."""

    title: Annotated[Optional[str], Option(metavar="TEXT", help="Its title.")] = None
    author: Annotated[
        Optional[list[str]], Option(metavar="TEXT", help="An author; repeat for several.")
    ] = None
    year: Annotated[
        Optional[int], Option(metavar="YEAR", min=1500, max=2200, help="First public year.")
    ] = None
    arxiv: Annotated[Optional[str], Option(metavar="ID", help="Its arXiv id.")] = None
    doi: Annotated[Optional[str], Option(metavar="DOI", help="Its DOI.")] = None
    venue: Annotated[Optional[str], Option(metavar="TEXT", help="Journal or conference.")] = None
    tag: Annotated[Optional[list[str]], Option(metavar="TEXT", help="A tag; repeat for several.")] = None
    reading: Annotated[Optional[ReadingState], Option(help="Reading state.")] = None

    def given(self) -> dict[str, Any]:
        """Return values for the fields of the paper; raises WrongUse for an invalid one."""
        values = {
            "title": paper_name(self.title) if self.title is not None else None,
            "authors": tuple(paper_name(author) for author in self.author or ()),
            "year": self.year,
            "venue": paper_name(self.venue) if self.venue is not None else None,
            "ids": _ids(self.arxiv, self.doi),
            "tags": tuple(paper_name(tag) for tag in self.tag or ()),
            "reading": self.reading,
        }
        return {field: value for field, value in values.items() if value}


def add_paper(
    context: Context,
    name: Annotated[
        str,
        Argument(
            metavar="PAPER",
            help="Name, title, id, link, or a PDF file.",
            autocompletion=completion.papers,
        ),
    ],
    date: DateOption = None,
    *,
    facts: GivenFacts,
    pick: PickOption = None,
    as_is: Annotated[
        bool, Option("--as-is", help="Add an unknown name as typed; offer no similar papers.")
    ] = False,
    offline: OfflineOption = False,
    refresh: RefreshOption = False,
    corpus: CorpusOption = None,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
) -> int:
    """Add a paper to papers/ and to the quick notes.

    litnotes looks up the fields that you do not give in scholarly services. If PAPER is unknown but similar
    to a known paper, it is offered.

    Example: litnotes add-paper "VQ-GAN"
    """
    from litnotes.app.adding import AddRequest, AskingServices, add
    from litnotes.render.added import added_data, added_lines
    from litnotes.render.terminal import progress

    name, page = _in_pdf(name) if name.lower().endswith(".pdf") else (name, "")
    request = AddRequest(
        name=paper_name(name), given=facts.given(), date=date, offline=offline, refresh=refresh,
        as_is=as_is, page=page, corpus=corpus,
    )  # fmt: skip
    asking = AskingServices(
        pick=lambda found, years: picked(found, request.name, pick, _again(request), years),
        tell=say,
        progress=progress,
    )
    try:
        added = add(context.notes, request, asking, dry_run=dry_run)
    except NotSure as unsure:
        if json:
            out_data(as_json(as_data(unsure.found, unsure.years)))
        raise
    code = finished(added.notes)
    for line in [as_json(added_data(added))] if json else added_lines(added):
        out(line)
    return code


def _in_pdf(name: str) -> tuple[str, str]:
    """Return the id in a PDF and the text of its first pages; the name itself if it is no file.

    Raises Ambiguous with the commands to choose from if the file has several ids.
    """
    path = Path(name).expanduser()
    if "://" in name or not path.is_file():
        return name, ""
    from litnotes.app.pdf_file import paper_in

    found = paper_in(path)
    if found.is_sure:
        say(f"{path.name}: {found.names[0]}")
        return found.names[0], found.text
    if not can_ask():
        lines = (f"  litnotes add-paper {shlex.quote(id_)}" for id_ in found.names)
        raise Ambiguous("\n".join([f"{path.name} has several ids; choose one:", *lines]))
    for number, id_ in enumerate(found.names, start=1):
        say(f"{number:>3}. {id_}")
    return found.names[asked_number(len(found.names), first=1) - 1], ""


def _again(request: AddRequest) -> str:
    """Return the command that repeats a request."""
    ids = [f"--{kind} {shlex.quote(value)}" for kind, value in request.given.get("ids", {}).items()]
    return " ".join(["litnotes add-paper", shlex.quote(request.name), *ids])


def _ids(arxiv: str | None, doi: str | None) -> dict[str, str]:
    valid: dict[str, str] = {}
    if arxiv is not None:
        valid["arxiv"] = ids.arxiv_id(arxiv) or ""
        if not valid["arxiv"]:
            raise WrongUse(f'--arxiv: "{arxiv}" is not an arXiv id; example: 2012.09841')
    if doi is not None:
        valid["doi"] = ids.doi(doi) or ""
        if not valid["doi"]:
            raise WrongUse(f'--doi: "{doi}" is not a DOI; example: 10.1109/CVPR46437.2021.01268')
    return valid
