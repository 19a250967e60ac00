"""List the candidates of all traces."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal, Optional

from litnotes.app.deciding import screener_of
from litnotes.app.pool import Pool, pool_of
from litnotes.cli.line.declare import Context, Option
from litnotes.cli.line.options import CorpusOption, JsonOption
from litnotes.cli.say import out_data, say, show_end
from litnotes.errors import WrongUse
from litnotes.render.text import json_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from litnotes.app.screening_order import CandidateList, RankedCandidate

CandidateFormat = Literal["asreview-csv", "ris", "csv"]
"""The format of a file with decisions."""


class StageOption(StrEnum):
    """The stage of a candidate, as it is typed; an enum, because typer takes no lists of literals."""

    to_screen = "to-screen"
    unsure = "unsure"
    conflict = "conflict"
    excluded = "excluded"
    not_retrieved = "not-retrieved"
    read_and_excluded = "read-and-excluded"
    included = "included"


def candidates(
    context: Context,
    stage: Annotated[
        Optional[list[StageOption]], Option(help="Only candidates at this stage; repeat for several.")
    ] = None,
    conflicts: Annotated[
        bool, Option("--conflicts", help="Only candidates on which people disagree.")
    ] = False,
    trace: Annotated[Optional[str], Option(metavar="NAME", help="Only candidates of one trace.")] = None,
    by: Annotated[
        Optional[str],
        Option(metavar="NAME", help="NAME's view: their order, other people's decisions hidden."),
    ] = None,
    limit: Annotated[Optional[int], Option(metavar="N", min=1, help="Show at most N.")] = None,
    corpus: CorpusOption = None,
    json: JsonOption = False,
    csv: Annotated[bool, Option("--csv", help="Print CSV to fill in for `screen --decide`.")] = False,
    form: Annotated[
        Optional[CandidateFormat],
        Option("--format", help="Print a file with decisions, for ASReview and other screening tools."),
    ] = None,
) -> int:
    """List the candidates that traces found.

    Candidates come in the order of screening, those with a decision last.

    To decide in a spreadsheet: litnotes candidates --stage to-screen --csv > left.csv

    Fill in its column `decision`, then: litnotes screen --decide left.csv

    To go on in ASReview: litnotes candidates --format asreview-csv > candidates.csv

    Example: litnotes candidates --stage to-screen --limit 20
    """
    from litnotes.app.screening_order import candidate_list
    from litnotes.render.candidate_table import candidates_as_csv

    if json + csv + (form is not None) > 1:
        raise WrongUse("--json, --csv and --format select several formats; use one of them")
    pool = pool_of(context.notes)
    person = screener_of(pool, by)
    if person.remark:
        say(person.remark)
    stages = {each.value.replace("-", " ") for each in stage or ()} | ({"conflict"} if conflicts else set())
    blind = person.by is not None and not conflicts
    listed = candidate_list(pool, stages, trace, person.by, blind=blind, corpus=corpus)
    if json:
        _print_json(listed, limit)
    elif form in ("asreview-csv", "ris"):
        _print_for_others(listed.candidates[:limit], person.by or "", form)
    elif csv or form:
        for row in candidates_as_csv(listed.candidates[:limit], person.by, pool.names):
            out_data(row)
    else:
        _print(pool, listed, limit, conflicts=conflicts, blind=blind)
    return show_end(pool.ended())


def _print_for_others(candidates: Sequence[RankedCandidate], by: str, form: CandidateFormat) -> None:
    from litnotes.export.screened_records import asreview_csv, screened_ris

    standings = [ranked.standing for ranked in candidates]
    if form == "ris":
        out_data(screened_ris(standings, by).replace("\r\n", "\n").removesuffix("\n"))
    else:
        for row in asreview_csv(standings, by):
            out_data(row)


def _print_json(listed: CandidateList, limit: int | None) -> None:
    from litnotes.render.candidate_table import candidate_data

    items = map(candidate_data, listed.candidates[:limit])
    for line in json_lines("candidates", items, {"total": len(listed.candidates), "order": listed.order}):
        out_data(line)


def _print(pool: Pool, listed: CandidateList, limit: int | None, *, conflicts: bool, blind: bool) -> None:
    """Print candidates and what to type next, or why the list is empty."""
    from litnotes.render.candidate_table import candidate_row
    from litnotes.render.terminal import show_rows, show_styled, terminal_columns

    shown = listed.candidates[:limit]
    if not shown:
        _explain_empty_list(pool, conflicts=conflicts)
        return
    terminal = terminal_columns()
    if terminal is None:
        show_rows(candidate_row(each, pool.names) for each in shown)
    else:
        from litnotes.render.candidate_list import candidate_list_lines

        show_styled(candidate_list_lines(shown, pool.names, listed.order, terminal, blind=blind))
    if more := len(listed.candidates) - len(shown):
        say(f"{more:,} more")
    if listed.order and terminal is None:
        say(f"order: {listed.order}")
    if conflicts:
        say(
            "to resolve a conflict, one person decides again with `litnotes screen KEY`, "
            "or use `litnotes verdict`"
        )


def _explain_empty_list(pool: Pool, *, conflicts: bool) -> None:
    if pool.traces:
        say("no conflicts" if conflicts else "no candidates match")
    elif not pool.problems:
        say('no traces yet; start one with `litnotes trace "VQ-VAE"`')
