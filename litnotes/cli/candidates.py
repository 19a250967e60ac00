"""List the candidates of all traces."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Optional

from litnotes.app.deciding import screener_of
from litnotes.app.pool import Pool, pool_of
from litnotes.cli.line.declare import Context, Option
from litnotes.cli.line.options import JsonOption
from litnotes.cli.say import out, say, show_end
from litnotes.errors import WrongUse
from litnotes.render.text import json_lines

if TYPE_CHECKING:
    from litnotes.app.screening_order import CandidateList


class StageOption(StrEnum):
    """Where a candidate is on its way, as it is typed."""

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
        Optional[list[StageOption]], Option(help="Only those that are there; repeat for more.")
    ] = None,
    conflicts: Annotated[bool, Option("--conflicts", help="Only those on which people disagree.")] = False,
    trace: Annotated[Optional[str], Option(metavar="NAME", help="Only those of one trace.")] = None,
    by: Annotated[
        Optional[str],
        Option(
            metavar="NAME", help="As one person is to see it: in their order, without what others decided."
        ),
    ] = None,
    limit: Annotated[Optional[int], Option(metavar="N", min=1, help="How many to show.")] = None,
    json: JsonOption = False,
    csv: Annotated[bool, Option("--csv", help="Print CSV, to be filled in for `screen --decide`.")] = False,
) -> int:
    """List what traces have found, in the order in which it is screened; what is decided comes last.

    To decide in a spreadsheet: litnotes candidates --stage to-screen --csv > left.csv

    What its column decision says then, is taken in by: litnotes screen --decide left.csv

    Example: litnotes candidates --stage to-screen --limit 20
    """
    from litnotes.app.screening_order import candidate_list
    from litnotes.render.candidate_table import candidates_as_csv

    if json and csv:
        raise WrongUse("--json and --csv ask for two formats; leave one out")
    pool = pool_of(context.notes)
    person = screener_of(pool, by)
    if person.remark:
        say(person.remark)
    stages = {one.value.replace("-", " ") for one in stage or ()} | ({"conflict"} if conflicts else set())
    blind = person.by is not None and not conflicts
    every = candidate_list(pool, stages, trace, person.by, blind=blind)
    if json:
        _print_json(every, limit)
    elif csv:
        for row in candidates_as_csv(every.candidates[:limit], person.by, pool.names):
            out(row)
    else:
        _print(pool, every, limit, conflicts=conflicts)
    return show_end(pool.ended())


def _print_json(every: CandidateList, limit: int | None) -> None:
    from litnotes.render.candidate_table import candidate_data

    items = map(candidate_data, every.candidates[:limit])
    for line in json_lines("candidates", items, {"total": len(every.candidates), "order": every.order}):
        out(line)


def _print(pool: Pool, every: CandidateList, limit: int | None, *, conflicts: bool) -> None:
    """Print candidates, and what to type next or why there are none."""
    from litnotes.render.candidate_table import candidate_row
    from litnotes.render.terminal import show_candidates

    shown = every.candidates[:limit]
    if not shown:
        _say_why_none(pool, conflicts=conflicts)
        return
    show_candidates([candidate_row(one, pool.names) for one in shown])
    if more := len(every.candidates) - len(shown):
        say(f"and {more:,} more")
    if every.order:
        say(f"order: {every.order}")
    if conflicts:
        say("`litnotes screen KEY` settles one, by whoever changes their mind, or `litnotes verdict`")


def _say_why_none(pool: Pool, *, conflicts: bool) -> None:
    if pool.traces:
        say("nobody disagrees" if conflicts else "no candidate is like that")
    elif not pool.problems:
        say('no traces yet; `litnotes trace "VQ-VAE"` follows citations')
