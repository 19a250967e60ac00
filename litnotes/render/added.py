"""An added paper as lines and as values for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from litnotes.render.look_up import as_data, asked_line, missed, origins
from litnotes.render.paper_page import described
from litnotes.values.enumeration import enumerated

if TYPE_CHECKING:
    from litnotes.app.adding import AddedPaper, LookUp


def added_data(added: AddedPaper) -> dict[str, Any]:
    """Return a paper, the result of its look-up, and in `outside` how its year misses the criteria."""
    outside = added.years.outside(added.paper.year) or None
    asked = {"outcome": "not asked", "asked": []}
    looked_up = as_data(added.lookup.outcome, added.years) if added.lookup else asked
    return {"paper": added.paper.model_dump(mode="json"), "outside": outside, **looked_up}


def added_lines(added: AddedPaper) -> Iterator[str]:
    """Yield the paper, the change of its file, the answers of services, and the report that names it."""
    is_plan = added.quick_note == "would be written"
    yield described(added.paper, added.years)
    yield f"  {added.settled.taken_from}; {_planned_file(added) if is_plan else _written_file(added)}"
    if added.lookup:
        yield from _looked_up(added, added.lookup)
    match added.quick_note:
        case "would be written":
            started = ", a new report" if added.starts_day else ""
            yield f"  would be added to the quick notes of {added.report}{started}"
        case "written":
            yield f"  added to the quick notes of {added.report}"
        case "there already":
            yield f"  already named in {added.report}; the report is unchanged"


def _planned_file(added: AddedPaper) -> str:
    changes = added.settled.changes
    would = "would be made" if changes is None else "would be changed" if changes else "stays unchanged"
    return f"{added.file} {would}"


def _written_file(added: AddedPaper) -> str:
    changes = added.settled.changes
    if changes is None:
        return f"new: {added.file}"
    return f"changed in {added.file}: {', '.join(changes)}" if changes else f"{added.file}, nothing changed"


def _looked_up(added: AddedPaper, lookup: LookUp) -> Iterator[str]:
    """Yield the source of each field, or why there is no record; then the answer of each service."""
    from litnotes.library.resolution import Choose, NotReached

    if lookup.found:
        yield from origins(added.paper)
        yield f"  {asked_line(lookup.found.asked)}"
        yield from (f"  {sentence}" for sentence in added.messages)
        if failed := missed(added.paper, lookup.found.asked):
            yield f"  run `litnotes resolve` to ask {', '.join(failed)} again"
        return
    match lookup.outcome:
        case NotReached():
            yield "  no service was reached; run `litnotes resolve` later"
        case Choose():
            yield "  no match chosen; the paper is not looked up"
        case _ if failed := [each.label for each in lookup.outcome.asked if each.outcome == "failed"]:
            names = enumerated(failed)
            yield f"  no service that answered has this paper; run `litnotes resolve` to ask {names} again"
        case _:
            yield "  no service has this paper"
    yield f"  {asked_line(lookup.outcome.asked)}"
