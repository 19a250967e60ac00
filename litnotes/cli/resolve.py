"""Look up papers in scholarly services."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Optional

from litnotes.app.look_ups import services_of
from litnotes.app.notes import open_notes
from litnotes.cli.line import completion
from litnotes.cli.line.declare import Argument, Context
from litnotes.cli.line.options import (
    CorpusOption,
    DryRunOption,
    JsonOption,
    OfflineOption,
    PickOption,
    RefreshOption,
)
from litnotes.cli.picking import chosen
from litnotes.cli.say import finished, out_data, say, shown
from litnotes.errors import INTERRUPTED, PROBLEMS_FOUND, NotFound, Unreachable, WrongUse
from litnotes.render.text import as_json, count
from litnotes.values.typed import paper_name

if TYPE_CHECKING:
    from litnotes.app.look_ups import Services
    from litnotes.app.resolving import Choosing, Resolving

TO_CHOOSE = NotFound.exit_code


def resolve(
    context: Context,
    paper: Annotated[
        Optional[list[str]],
        Argument(
            metavar="[PAPER]...",
            help="Key, id, title or short name. Without it: all that are not looked up.",
            autocompletion=completion.papers,
        ),
    ] = None,
    pick: PickOption = None,
    offline: OfflineOption = False,
    refresh: RefreshOption = False,
    corpus: CorpusOption = None,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
) -> int:
    """Look up papers in scholarly services.

    Without PAPER, these are all papers and names that are not looked up yet.

    Example: litnotes resolve
    """
    from litnotes.app.resolving import named, resolve_papers, unresolved
    from litnotes.render.terminal import progress

    if pick is not None and len(paper or ()) != 1:
        raise WrongUse("--pick needs exactly one PAPER")
    session = open_notes(context.notes, dry_run=dry_run)
    papers = named(session, map(paper_name, paper)) if paper else unresolved(session, refresh=refresh)
    services = services_of(session.notebook, offline=offline, refresh=refresh, tell=say, corpus=corpus)
    resolved = resolve_papers(session, papers, services, _choosing(services, pick), progress)
    if resolved.interrupted:
        say(f"interrupted; {count(len(resolved.done), 'paper')} of {len(papers)} done and saved")
    _show(resolved.done, json=json)
    return INTERRUPTED if resolved.interrupted else max(finished(session), _code(resolved.done))


def _choosing(services: Services, pick: int | None) -> Choosing | None:
    """Return the function that takes the candidate of `--pick`; without it, litnotes asks nothing."""
    if pick is None:
        return None
    return lambda found, name: chosen(found, services, name, pick, f"litnotes resolve {shlex.quote(name)}")


def _show(done: list[Resolving], *, json: bool) -> None:
    from litnotes.render.resolved_papers import data, row, summary, why_nothing
    from litnotes.render.terminal import show_table

    if json:
        out_data(as_json([data(paper) for paper in done]))
    elif done and (why := why_nothing(done)):
        say(f"{why}; {count(len(done), 'paper')} not looked up; try again later")
    elif done:
        show_table(("name", "outcome", ""), [row(paper, shown) for paper in done])
        for line in summary(done):
            say(line)
    else:
        say("all papers are looked up; to look them up again: `litnotes resolve --refresh`")


def _code(done: Iterable[Resolving]) -> int:
    states = {paper.state for paper in done}
    if "failed" in states:
        return Unreachable.exit_code
    if states & {"to choose", "not found"}:
        return TO_CHOOSE
    return PROBLEMS_FOUND if states & {"disagreeing", "not written"} else 0
