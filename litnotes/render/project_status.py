"""The papers of an Overleaf project: the place of each, and the change an export would make."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from litnotes.render.diff import difference

if TYPE_CHECKING:
    from litnotes.export.overleaf import Plan

COLUMNS = ("key", "paper", "related work", "bibliography")


def rows(plan: Plan) -> list[tuple[str, str, str, str]]:
    """Return a row for each paper, with the cells of `COLUMNS`."""
    return [(place.key, place.name, place.state, place.bibliography) for place in plan.places]


def data(plan: Plan) -> dict[str, Any]:
    """Return the papers as values for JSON."""
    papers = [
        {
            "key": place.key,
            "name": place.name,
            "state": place.state,
            "line": place.line,
            "bibliography": place.bibliography or None,
        }
        for place in plan.places
    ]
    return {"papers": papers}


def differences(plan: Plan, folder: str) -> Iterator[list[str]]:
    """Yield a diff for each paper whose text in the project an export would change."""
    for place in plan.places:
        if place.before != place.after and place.state != "no longer included":
            yield difference(f"{folder}related_work.tex {place.key}", place.before, place.after)
