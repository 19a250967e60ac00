"""Replay the screening of a finished review, to measure the order of candidates."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated, Optional

from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import JsonOption
from litnotes.cli.say import out, out_data, say
from litnotes.render.text import as_json

LONG = 200
"""Reviews with at least this number of records get a progress bar."""


def simulate(
    context: Context,  # noqa: ARG001 - a review needs no notes
    file: Annotated[Path, Argument(metavar="FILE", readable=False, help="A finished review in CSV.")],
    start_included: Annotated[
        int, Option(metavar="N", min=0, help="Number of included records known at the start.")
    ] = 3,
    seed: Annotated[int, Option(metavar="N", help="Random seed.")] = 0,
    runs: Annotated[
        int,
        Option(metavar="N", min=1, help="Repeat N times with successive seeds; report median and range."),
    ] = 1,
    topic: Annotated[
        Optional[str], Option(metavar="TEXT", help="Topic of the review, as in litnotes.yaml.")
    ] = None,
    include: Annotated[
        Optional[list[str]],
        Option("--include", metavar="TEXT", help="Inclusion criterion or keyword; repeat for several."),
    ] = None,
    json: JsonOption = False,
) -> int:
    """Measure the order of candidates on a finished review.

    FILE needs the columns title, abstract and label_included (1 or 0); keywords is optional. Figures do
    not count the records known at the start. Records with the label -1 or no label are ignored.

    From topic and criteria alone: litnotes simulate review.csv --topic "image codebooks" --start-included 0

    Example: litnotes simulate review.csv --runs 10
    """
    from litnotes.app.replay import finished_review, missing_for_learning, replay_figures, replays
    from litnotes.render.replay_page import replay_lines
    from litnotes.screening.wanted import wanted_text

    review = finished_review(file, start_included)
    if runs > 1 and not start_included:
        say("1 run: --runs chooses other records to start from, and --start-included 0 has none")
    if missing := missing_for_learning():
        say(missing)
    wanted = wanted_text(topic, include or ())
    seeds = range(seed, seed + runs)
    figures = replay_figures(review, replays(review, start_included, seeds, _progress, wanted))
    if json:
        out_data(as_json(figures))
    else:
        out("\n".join(replay_lines(figures)))
    return 0


def _progress(total: int, what: str) -> AbstractContextManager[Callable[[str, int], None]]:
    from litnotes.render.terminal import progress

    return progress(total if total >= LONG else 0, what)
