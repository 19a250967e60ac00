"""The papers of an Overleaf project: where each is, and how an export would change it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from litnotes.render.diff import difference

if TYPE_CHECKING:
    from litnotes.export.overleaf import Plan

COLUMNS = ("key", "paper", "related work", "bibliography")


def rows(plan: Plan) -> list[tuple[str, str, str, str]]:
    """Return a row for each paper, in `COLUMNS`."""
    return [(one.key, one.name, one.state, one.bibliography) for one in plan.places]


def data(plan: Plan) -> dict[str, Any]:
    """Return the papers as values for JSON."""
    papers = [
        {
            "key": one.key,
            "name": one.name,
            "state": one.state,
            "line": one.line,
            "bibliography": one.bibliography or None,
        }
        for one in plan.places
    ]
    return {"papers": papers}


def differences(plan: Plan, folder: str) -> Iterator[list[str]]:
    """Yield, for each paper, how the text in the project differs from what an export would write."""
    for one in plan.places:
        if one.before != one.after and one.state != "no longer included":
            yield difference(f"{folder}related_work.tex {one.key}", one.before, one.after)
