"""Open a paper in the browser."""

from __future__ import annotations

from typing import Annotated

from litnotes.cli.line.declare import Context, Option
from litnotes.cli.line.options import PaperArgument
from litnotes.cli.say import out, say
from litnotes.values.typed import paper_name

NOT_OPENED = 1


def open(  # noqa: A001 the name of the command
    context: Context,
    paper: PaperArgument,
    pdf: Annotated[bool, Option("--pdf", help="Open the PDF instead of the page.")] = False,
    print_only: Annotated[bool, Option("--print", help="Print the address; open nothing.")] = False,
) -> int:
    """Open the page of a paper in the browser, or its PDF.

    Example: litnotes open VQ-GAN --pdf
    """
    from litnotes.app.opening import address

    found = address(context.notes, paper_name(paper), pdf=pdf)
    out(found)
    if print_only:
        return 0
    import webbrowser

    if webbrowser.open(found):
        return 0
    say("no browser was found; open the address yourself")
    return NOT_OPENED
