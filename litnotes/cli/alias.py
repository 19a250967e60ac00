"""Say which paper a name means."""

from __future__ import annotations

from typing import Annotated

from litnotes.app.aliasing import alias as name_paper
from litnotes.cli.line import completion
from litnotes.cli.line.declare import Argument, Context
from litnotes.cli.line.options import DryRunOption
from litnotes.cli.say import finished, out
from litnotes.values.typed import paper_name


def alias(
    context: Context,
    name: Annotated[str, Argument(metavar="NAME", help="The name, as reports write it.")],
    paper: Annotated[
        str,
        Argument(
            metavar="PAPER",
            help="The paper: key, id, title or short name.",
            autocompletion=completion.papers,
        ),
    ],
    dry_run: DryRunOption = False,
) -> int:
    """Say which paper a name means.

    Reports that use NAME then mean PAPER, earlier ones too.

    Example: litnotes alias "the taming paper" VQ-GAN
    """
    done = name_paper(context.notes, paper_name(name), paper_name(paper), dry_run=dry_run)
    means = "would mean" if dry_run else "now means" if done.is_new else "means"
    out(f"{done.name} {means} {done.paper.key}: {done.paper.title}")
    return finished(done.notes)
