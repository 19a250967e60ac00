"""Merge two papers that are the same work."""

from __future__ import annotations

from typing import Annotated, Optional

from litnotes.app.join_papers import join_papers
from litnotes.cli.line import completion
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import DryRunOption
from litnotes.cli.say import finished, out
from litnotes.errors import WrongUse
from litnotes.values.typed import paper_name


def merge_papers(
    context: Context,
    paper: Annotated[
        str,
        Argument(
            metavar="PAPER",
            help="The paper to keep: key, id, title or short name.",
            autocompletion=completion.papers,
        ),
    ],
    other: Annotated[
        str,
        Argument(metavar="OTHER", help="The paper to merge into it.", autocompletion=completion.papers),
    ],
    ids: Annotated[
        Optional[list[str]],
        Option("--id", metavar="KIND:ID", help="The id to keep where both papers have one."),
    ] = None,
    dry_run: DryRunOption = False,
) -> int:
    """Merge two papers that are the same work.

    PAPER gets the names, ids, tags and notes of OTHER. Afterwards, the key of OTHER means PAPER.

    Example: litnotes merge-papers dhariwal2020jukebox jukebooks
    """
    names = paper_name(paper), paper_name(other)
    chosen = dict(_kind_and_value(written) for written in ids or ())
    session, lines = join_papers(context.notes, names, chosen, dry_run=dry_run)
    for line in lines:
        out(line)
    return finished(session)


def _kind_and_value(written: str) -> tuple[str, str]:
    kind, colon, value = written.partition(":")
    if not (kind and colon and value):
        raise WrongUse(f'--id: "{written}" has no kind; example: doi:10.1109/5.771073')
    return kind, value
