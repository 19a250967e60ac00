"""A paper that was added, in lines and as values for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from litnotes.render.look_up import as_data, asked_line, missed, origins
from litnotes.render.paper_page import described

if TYPE_CHECKING:
    from litnotes.app.adding import AddedPaper, LookUp


def added_data(added: AddedPaper) -> dict[str, Any]:
    """Return a paper, how it misses the years of the criteria, and what came of the look-up."""
    outside = added.years.outside(added.paper.year) or None
    asked = {"outcome": "not asked", "asked": []}
    looked_up = as_data(added.lookup.outcome, added.years) if added.lookup else asked
    return {"paper": added.paper.model_dump(mode="json"), "outside": outside, **looked_up}


def added_lines(added: AddedPaper) -> Iterator[str]:
    """Yield what a paper is, what became of its file, what services say, and where its name is noted."""
    is_plan = added.quick_note == "would be written"
    yield described(added.paper, added.years)
    yield f"  {added.settled.taken_from}; {_planned_file(added) if is_plan else _written_file(added)}"
    if added.lookup:
        yield from _looked_up(added, added.lookup)
    match added.quick_note:
        case "would be written":
            started = ", which would be started" if added.starts_day else ""
            yield f"  the name would stand in {added.report}{started}"
        case "written":
            yield f"  added to the quick notes of {added.report}"
        case "there already":
            yield f"  {added.report} names it already; nothing changed there"


def _planned_file(added: AddedPaper) -> str:
    changes = added.settled.changes
    would = "would be made" if changes is None else "would be changed" if changes else "stays"
    return f"{added.file} {would}"


def _written_file(added: AddedPaper) -> str:
    changes = added.settled.changes
    if changes is None:
        return f"new: {added.file}"
    return f"changed in {added.file}: {', '.join(changes)}" if changes else f"{added.file}, nothing changed"


def _looked_up(added: AddedPaper, lookup: LookUp) -> Iterator[str]:
    """Yield what services say of a paper: where each field comes from, or that they do not know it."""
    from litnotes.library.resolution import Choose, NotReached

    if lookup.found:
        yield from origins(added.paper)
        yield f"  {asked_line(lookup.found.asked)}"
        yield from (f"  {sentence}" for sentence in added.told)
        if failed := missed(added.paper, lookup.found.asked):
            yield f"  `litnotes resolve` asks {', '.join(failed)} again"
        return
    match lookup.outcome:
        case NotReached():
            yield "  no service could be asked; `litnotes resolve` looks it up later"
        case Choose():
            yield "  none of the candidates, so it is not looked up"
        case _:
            yield "  services know no such paper"
    yield f"  {asked_line(lookup.outcome.asked)}"
