"""Show one paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from litnotes.app.called import row_of
from litnotes.app.notes import look_up
from litnotes.cli.line.declare import Context, Option
from litnotes.cli.line.options import JsonOption, PaperArgument
from litnotes.cli.say import finished, out_data
from litnotes.errors import NotFound, WrongUse
from litnotes.render.text import as_json
from litnotes.values.typed import paper_name

if TYPE_CHECKING:
    import sqlite3

    from litnotes.index.items import PaperRow


def show(
    context: Context,
    paper: PaperArgument,
    json: JsonOption = False,
    bibtex: Annotated[bool, Option("--bibtex", help="Print its BibTeX entry.")] = False,
) -> int:
    """Show a paper and what the reports state about it.

    For a whole bibliography: litnotes export bibtex -o references.bib

    Example: litnotes show VQ-GAN
    """
    from litnotes.model.limits import outside
    from litnotes.render.paper_page import paper_page
    from litnotes.render.terminal import show_page

    if json and bibtex:
        raise WrongUse("--json and --bibtex select two formats; use one of them")
    name = paper_name(paper)
    notes = look_up(context.notes)
    if bibtex:
        out_data(notes.ask(lambda connection: _entry(connection, row_of(notes, name))))
        return finished(notes)
    row, whole = notes.ask(lambda connection: _whole(connection, row_of(notes, name)))
    misses = outside(row.year, *notes.years)
    if json:
        out_data(as_json({**whole, "outside": misses or None}))
    else:
        show_page(paper_page(whole, misses))
    return finished(notes)


def _entry(connection: sqlite3.Connection, row: PaperRow) -> str:
    """Return the BibTeX entry of a paper; raises NotFound for a name that is not identified."""
    from litnotes.export import bibtex_entry
    from litnotes.index import items
    from litnotes.model.paper import Paper

    if row.key is None:
        raise NotFound(
            f'"{row.name}" is not identified and has no entry; '
            f'add it with `litnotes add-paper "{row.name}"`'
        )
    paper = Paper.model_validate(items.record(connection, row.key))
    return bibtex_entry.entry(paper).rstrip("\n")


def _whole(connection: sqlite3.Connection, row: PaperRow) -> tuple[PaperRow, dict[str, Any]]:
    from litnotes.index import items

    entries = list(items.entries(connection, row.id))
    days = list(dict.fromkeys(day for day, _, _ in entries))
    fields = items.record(connection, row.key) if row.key else {}
    by_kind: dict[str, list[dict[str, Any]]] = {"conclusions": [], "mentions": []}
    for day, role, entry in entries:
        by_kind["conclusions" if role == "conclusions" else "mentions"].append({"date": day, **entry})
    return row, {**items.summary(row, fields, days), "decided_on": row.decided_on, **by_kind}
