"""What each round of a citation search brought: whether it pays to go on."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from litnotes.cli.screening.pool import pool_of
from litnotes.cli.shared import out, say

if TYPE_CHECKING:
    from litnotes.screening.rounds import Round


def show_status(notes: str | None, *, json: bool) -> int:
    """Print a row for each round of each trace; return the exit code."""
    from litnotes.render.terminal import show_table
    from litnotes.render.text import as_json
    from litnotes.screening.rounds import rounds

    pool = pool_of(notes)
    found = [(name, one) for name in pool.traces for one in rounds(name, pool.traces, pool.standings)]
    if json:
        out(as_json([{"trace": name, **asdict(one)} for name, one in found]))
    elif found:
        heading = ("trace", "round", "from", "found", "screened", "included", "share")
        show_table(heading, [_row(name, one) for name, one in found])
    else:
        say('no traces yet; `litnotes trace "VQ-VAE"` follows citations')
    return pool.exit_code()


def _row(name: str, one: Round) -> tuple[str, ...]:
    share = f"{one.included / one.screened:.0%}" if one.screened else ""
    numbers = (one.round, one.seeds, one.found, one.screened, one.included)
    return (name, *(f"{number:,}" for number in numbers), share)
