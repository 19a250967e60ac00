"""Join two papers that are one."""

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
    one: Annotated[
        str,
        Argument(
            metavar="A",
            help="The paper that stays: key, id, title or name.",
            autocompletion=completion.papers,
        ),
    ],
    other: Annotated[
        str,
        Argument(
            metavar="B", help="The paper that becomes a part of it.", autocompletion=completion.papers
        ),
    ],
    ids: Annotated[
        Optional[list[str]],
        Option("--id", metavar="KIND:ID", help="The id to show where both were given one."),
    ] = None,
    dry_run: DryRunOption = False,
) -> int:
    """Join two papers that are one: names, ids, tags and notes of B go to A, and B means A from then on.

    Example: litnotes merge-papers esser2021taming "Tamed Transformers"
    """
    names = paper_name(one), paper_name(other)
    chosen = dict(_kind_and_value(written) for written in ids or ())
    session, lines = join_papers(context.notes, names, chosen, dry_run=dry_run)
    for line in lines:
        out(line)
    return finished(session)


def _kind_and_value(written: str) -> tuple[str, str]:
    kind, colon, value = written.partition(":")
    if not (kind and colon and value):
        raise WrongUse(f'--id: write the kind before "{written}", such as doi:10.1109/5.771073')
    return kind, value
