"""List papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Optional

from litnotes.app.notes import Notes, look_up
from litnotes.cli.line.declare import Context, Option
from litnotes.cli.line.filters import PaperFilters
from litnotes.cli.line.options import JsonOption
from litnotes.cli.say import finished, out_data, say
from litnotes.errors import WrongUse
from litnotes.render.text import as_json_lists

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from litnotes.index.items import PaperRow


_ALWAYS = {"id", "kind", "key", "name", "year", "reading", "decision", "tags", "record"}
"""Fields that filters and remarks need."""


def papers(
    context: Context,
    json: JsonOption = False,
    *,
    only: PaperFilters,
    unidentified: Annotated[
        bool, Option("--unidentified", help="Only names that are not identified.")
    ] = False,
    sort: Annotated[Optional[str], Option(metavar="COLUMN", help="Sort by a column.")] = None,
    reverse: Annotated[bool, Option("--reverse", help="Reverse the order.")] = False,
    columns: Annotated[
        Optional[str], Option(metavar="COLUMNS", help="Columns to show, separated by commas.")
    ] = None,
) -> int:
    """List the papers with reading state and decision.

    Names that are not identified come last. Columns are key, name, title, authors, year (first public),
    venue, venue-year, reading, decision, reason, by, tags, cited, added, first-named, last-named, remark.

    Example: litnotes papers --reading to-read --year 2020.. --sort year
    """
    from litnotes.index import items
    from litnotes.render.paper_page import USUAL, fields_of

    shown = _columns(columns) if columns is not None else USUAL
    by = _columns(sort)[0] if sort is not None else None
    tests = only.tests()

    def chosen(all_rows: list[PaperRow]) -> list[PaperRow]:
        rows = [row for row in all_rows if all(test(row) for test in tests)]
        rows = [row for row in rows if row.kind == "name"] if unidentified else rows
        if by:
            return _sorted(rows, by, reverse=reverse)
        return rows[::-1] if reverse else rows

    notes = look_up(context.notes)
    if json:
        years = notes.years
        out_data(as_json_lists(notes.ask(lambda connection: _listed(connection, chosen, years))))
        return finished(notes, everything=True)
    fields = _ALWAYS | fields_of([*shown, by] if by else shown)
    if columns is None:
        fields |= {"names", "title"}
    rows = chosen(notes.ask(lambda connection: items.papers(connection, fields)))
    if rows:
        _print(notes, rows, columns and shown)
    elif any((tests, unidentified)):
        say("no papers match")
    else:
        say('no papers yet; add one with `litnotes add-paper "VQ-GAN"`')
    return finished(notes, everything=True)


def _print(notes: Notes, rows: list[PaperRow], columns: Sequence[str] | None) -> None:
    """Print papers: for a person on a terminal, else rows of cells; with the usual columns if None."""
    from litnotes.render.paper_page import USUAL, papers_as_rows
    from litnotes.render.terminal import show_rows, show_styled, show_table, terminal_columns

    terminal = terminal_columns()
    if terminal is None:
        show_rows(papers_as_rows(rows, columns or USUAL, _remark(notes)))
        return
    from litnotes.render.paper_list import paper_list

    if columns is None:
        show_styled(paper_list(rows, notes.years, terminal))
    else:
        show_table(columns, papers_as_rows(rows, columns, _remark(notes)))


def _columns(text: str) -> list[str]:
    """Return the columns that a text names; raises WrongUse for an unknown one."""
    import difflib

    from litnotes.render.paper_page import COLUMNS

    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in COLUMNS:
            near = difflib.get_close_matches(name, COLUMNS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"the columns are {', '.join(COLUMNS)}"
            raise WrongUse(f'unknown column "{name[:40]}"; {hint}')
    if not names:
        raise WrongUse("no columns given; example: key,title,year")
    return names


def _sorted(rows: list[PaperRow], column: str, *, reverse: bool) -> list[PaperRow]:
    """Return papers by a column; papers without a value come last, also in reverse."""
    from litnotes.render.paper_page import papers_as_rows

    values = papers_as_rows(rows, [column], lambda _: "")
    keys = [cells[0].casefold() for cells in values]
    numbers = all(key.isdecimal() for key in keys if key)
    known = [at for at, key in enumerate(keys) if key]
    known.sort(key=lambda at: int(keys[at]) if numbers else keys[at], reverse=reverse)
    return [rows[at] for at in (*known, *(at for at, key in enumerate(keys) if not key))]


def _remark(notes: Notes) -> Callable[[PaperRow], str]:
    """Return the remark on a paper: whether it was looked up, and its year if the criteria exclude it."""
    from litnotes.model.limits import outside

    first, last = notes.years

    def remark(row: PaperRow) -> str:
        if row.kind == "name":
            return "not identified"
        remarks = (row.record if row.record == "not looked up" else "", outside(row.year, first, last))
        return "; ".join(part for part in remarks if part)

    return remark


def _listed(
    connection: sqlite3.Connection,
    chosen: Callable[[list[PaperRow]], list[PaperRow]],
    years: tuple[int | None, int | None],
) -> dict[str, list[dict[str, Any]]]:
    from litnotes.index import items
    from litnotes.model.limits import outside

    with items.at_one_time(connection):
        rows = chosen(items.papers(connection))
        days, records = items.days(connection), items.records(connection)
    listed: dict[str, list[dict[str, Any]]] = {"papers": [], "not_identified": []}
    for row in rows:
        named = days.get(row.id, [])
        if row.key:
            summary = items.summary(row, records[row.key], named)
            listed["papers"].append({**summary, "outside": outside(row.year, *years) or None})
        else:
            listed["not_identified"].append({"name": row.name, "days": named})
    return listed
