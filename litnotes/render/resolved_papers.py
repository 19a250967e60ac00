"""Papers after a look-up: a row each, a summary, values for JSON."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from litnotes.library.resolution import Choose, Disagreeing, NoneFound, Resolved
from litnotes.render.look_up import as_data, failures, missed
from litnotes.render.paper_page import citation

if TYPE_CHECKING:
    from litnotes.app.resolving import Resolving
    from litnotes.errors import LitnotesError


def row(resolving: Resolving, shown: Callable[[LitnotesError], str] = str) -> tuple[str, str, str]:
    """Return name, outcome, and details or the next command; `shown` formats an error."""
    failed = "; ".join(failures(resolving.outcome.asked))
    match resolving.outcome:
        case Resolved():
            about = shown(resolving.problem) if resolving.problem else _described(resolving)
        case Choose(candidates):
            about = f"`litnotes resolve {shlex.quote(resolving.name)} --pick N` of {len(candidates)}"
        case Disagreeing(how, _):
            about = how
        case NoneFound():
            about = f"{failed}; the others do not have it" if failed else "no service has this paper"
        case _:
            about = failed
    return resolving.name, resolving.state, about


def _described(one: Resolving) -> str:
    about = "; ".join(filter(None, (citation(one.paper), one.years.outside(one.paper.year))))
    title = f"{one.paper.title}{f' ({about})' if about else ''}"
    return "; ".join([title, *one.messages, *failures(one.outcome.asked)])


def why_nothing(done: Sequence[Resolving]) -> str:
    """Return the longest reason where every one of several look-ups failed; else an empty text."""
    if len(done) < 2 or any(resolving.state != "failed" for resolving in done):
        return ""
    return max((row(resolving)[2] for resolving in done), key=len)


def summary(done: Iterable[Resolving]) -> list[str]:
    """Return the number of papers by outcome, and the command that asks failed services again."""
    counts = Counter(resolving.state for resolving in done)
    lines = [", ".join(f"{number} {state}" for state, number in counts.items())]
    failed = dict.fromkeys(label for each in done for label in missed(each.paper, each.outcome.asked))
    return [*lines, f"run `litnotes resolve` to ask {', '.join(failed)} again"] if failed else lines


def data(one: Resolving) -> dict[str, Any]:
    """Return the look-up of a paper as values for JSON."""
    return {
        "name": one.name,
        **as_data(one.outcome, one.years),
        "paper": one.paper.model_dump(mode="json") if one.found else None,
        "outside": (one.years.outside(one.paper.year) or None) if one.found else None,
        "told": list(one.messages),
    }
