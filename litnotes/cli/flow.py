"""The numbers of the review, as a table, a diagram or JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Optional

from litnotes.app.new_file import refuse_own
from litnotes.app.pool import pool_of
from litnotes.cli.line.declare import Context, Option
from litnotes.cli.line.options import JsonOption, refuse_two_formats
from litnotes.cli.out_file import path_for, write_new
from litnotes.cli.say import out_data, say, show_end
from litnotes.errors import NotFound
from litnotes.render.text import as_json
from litnotes.render.wrap import columns_of

if TYPE_CHECKING:
    from litnotes.screening.prisma import Flow

FlowFormat = Literal["table", "text", "svg", "json"]
"""The format of the counts."""


def flow(
    context: Context,
    form: Annotated[
        Optional[FlowFormat],
        Option("--format", help="Output format; by default a table, or the format of the --out file name."),
    ] = None,
    json: JsonOption = False,
    file: Annotated[Optional[str], Option("--out", metavar="FILE", help="Write to a new file.")] = None,
) -> int:
    """Count records for a PRISMA 2020 flow diagram.

    These are the records found, screened, excluded and included. A paper included by screening counts as
    included until a report decides otherwise. If two people screened, Cohen's kappa measures agreement.

    A picture: litnotes flow --out flow.svg

    Example: litnotes flow --format text
    """
    from litnotes.screening.prisma import flow as counted

    path = path_for(file)
    refuse_two_formats(form, json=json)
    form = "json" if json else form or _usual(path)
    pool = pool_of(context.notes)
    if path:
        refuse_own(pool.notes.notebook, path)
    if not pool.traces and form != "json":
        nothing = 'no traces yet; start one with `litnotes trace "VQ-VAE"`'
        code = show_end(pool.ended())
        if path:
            raise NotFound(nothing)
        say(nothing)
        return code
    counts = counted(pool.traces, pool.standings)
    if path:
        write_new(pool.notes.notebook, path, _written(counts, form))
    else:
        _print(counts, form)
    _print_notes(counts, form)
    return show_end(pool.ended())


def _usual(path: Path | None) -> FlowFormat:
    """Return the format of a file by its name, by default a table."""
    endings: dict[str, FlowFormat] = {".svg": "svg", ".json": "json"}
    return endings.get(path.suffix.lower(), "table") if path else "table"


def _written(counts: Flow, form: FlowFormat) -> str:
    from litnotes.render.flow_svg import flow_svg
    from litnotes.render.flow_table import flow_as_data, flow_rows
    from litnotes.render.flow_text import flow_text

    match form:
        case "json":
            return as_json(flow_as_data(counts))
        case "svg":
            return flow_svg(counts)
        case "text":
            return flow_text(counts)
        case "table":
            return "\n".join("\t".join(row) for row in flow_rows(counts))


def _print(counts: Flow, form: FlowFormat) -> None:
    from litnotes.render.flow_table import flow_rows
    from litnotes.render.flow_text import flow_text
    from litnotes.render.terminal import show_table

    if form == "table":
        show_table(("number", "of what"), flow_rows(counts), right=("number",))
    elif form == "text" and sys.stdout.isatty():
        out_data(flow_text(counts, columns_of(sys.stdout)))
    else:
        out_data(_written(counts, form))


def _print_notes(counts: Flow, form: FlowFormat) -> None:
    """Print notes that the counts do not show; JSON contains them."""
    from litnotes.render.flow_table import flow_notes

    for note in flow_notes(counts) if form != "json" else ():
        say(note)
