"""List and show papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from litnotes.cli.options import JsonOption, PaperArgument
from litnotes.cli.session import Session, open_session
from litnotes.cli.shared import out, paper_name, say
from litnotes.errors import Ambiguous, NotFound

if TYPE_CHECKING:
    from litnotes.library.history import History


def papers(context: typer.Context, json: JsonOption = False) -> None:
    """List the papers with reading state and decision.

    Names that are not identified come last.

    Example: litnotes papers
    """
    from litnotes import render
    from litnotes.library.history import histories

    session = open_session(context.obj)
    found = histories(session.days.reports(), session.library)
    if json:
        named = [history for history in found if history.paper]
        rest = [{"name": history.name, "days": [str(day) for day in history.days]}
                for history in found if not history.paper]  # fmt: skip
        out(render.as_json({"papers": [_summary(history) for history in named], "not_identified": rest}))
    elif found:
        render.show_papers(found)
    else:
        say('no papers yet; `litnotes add-paper "VQ-GAN"` adds one')
    raise typer.Exit(session.exit_code(everything=True))


def show(
    context: typer.Context,
    paper: PaperArgument,
    json: JsonOption = False,
) -> None:
    """Show what a paper is and what was said of it.

    Example: litnotes show VQ-GAN
    """
    from litnotes import render

    name = paper_name(paper)
    session = open_session(context.obj)
    history = history_of(session, name)
    if json:
        out(render.as_json(_whole(history)))
    else:
        render.show_page(render.paper_page(history))
    raise typer.Exit(session.exit_code())


def history_of(session: Session, name: str) -> History:
    """Return the history of the paper a name stands for; raises NotFound or Ambiguous."""
    from litnotes.library.history import histories
    from litnotes.library.identify import Known, Several
    from litnotes.library.record import choices

    library = session.library
    session.refuse_broken(name)
    outcome = library.identify(name)
    if isinstance(outcome, Several):
        raise Ambiguous(choices(name, outcome))
    found = histories(session.days.reports(), library)
    identity = library.identity(name)
    for history in found:
        if isinstance(outcome, Known) and history.paper and history.paper.key == outcome.paper.key:
            return history
        if not history.paper and library.identity(history.name) == identity:
            return history
    raise NotFound(_not_here(name, found))


def _not_here(name: str, found: list[History]) -> str:
    import difflib

    named = [history.paper.names if history.paper else (history.name,) for history in found]
    every = {one.casefold(): one for names in named for one in names}
    every.update({history.paper.key: history.paper.key for history in found if history.paper})
    near = difflib.get_close_matches(name.casefold(), every, n=3)
    hint = f" Did you mean {' or '.join(every[one] for one in near)}?" if near else ""
    return f'no paper is called "{name}" here.{hint} `litnotes add-paper "{name}"` adds it'


def _summary(history: History) -> dict[str, Any]:
    record = history.paper.model_dump(mode="json") if history.paper else {"title": history.name}
    said = history.verdict[1] if history.verdict else None
    return {
        **record,
        "reading": history.reading,
        "decision": history.decision,
        "reason": said.reason if said else None,
        "by": said.by if said else None,
        "days": [str(day) for day in history.days],
    }


def _whole(history: History) -> dict[str, Any]:
    return {
        **_summary(history),
        "conclusions": [
            {"date": str(day), **conclusion.model_dump(mode="json")}
            for day, conclusion in history.conclusions
        ],
        "mentions": [{"date": str(day), **said.model_dump(mode="json")} for day, said in history.mentions],
    }
