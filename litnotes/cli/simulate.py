"""Screen a finished review once more, to see how good the order of candidates is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated

from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import JsonOption
from litnotes.cli.say import out, say
from litnotes.render.text import as_json

LONG = 200
"""From so many records on there is a progress bar."""


def simulate(
    context: Context,  # noqa: ARG001 - a review needs no notes
    file: Annotated[
        Path, Argument(metavar="FILE.csv", readable=False, help="A finished review, as a table.")
    ],
    start_included: Annotated[
        int, Option(metavar="N", min=0, help="How many of the included are known from the start.")
    ] = 3,
    seed: Annotated[int, Option(metavar="S", help="Chooses those, and shuffles the records.")] = 0,
    runs: Annotated[
        int, Option(metavar="N", min=1, help="So many runs, with seeds from S on: median and range.")
    ] = 1,
    json: JsonOption = False,
) -> int:
    """Screen a finished review once more in the order that litnotes gives, and say how good it is.

    The columns title, abstract and label_included (1 or 0) are needed, keywords are used. The records that
    are known from the start count in no figure; those with a label of -1 or none are left out.

    Example: litnotes simulate review.csv --runs 10
    """
    from litnotes.app.replay import finished_review, missing_for_learning, replay_figures, replays
    from litnotes.render.replay_page import replay_lines

    review = finished_review(file, start_included)
    if missing := missing_for_learning():
        say(missing)
    figures = replay_figures(review, replays(review, start_included, range(seed, seed + runs), _progress))
    for text in [as_json(figures)] if json else replay_lines(figures):
        out(text)
    return 0


def _progress(total: int, what: str) -> AbstractContextManager[Callable[[str, int], None]]:
    from litnotes.render.terminal import progress

    return progress(total if total >= LONG else 0, what)
