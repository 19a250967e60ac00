"""Take in the papers of another tool: BibTeX, RIS, CSL-JSON or CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

from litnotes.app.importing import import_files, read_files
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import DryRunOption, JsonOption
from litnotes.cli.say import finished, out, say, tell
from litnotes.errors import INTERRUPTED
from litnotes.render.text import as_json
from litnotes.values.typed import one_line


def import_papers(
    context: Context,
    files: Annotated[
        list[Path],
        Argument(metavar="FILE…", readable=False, help="Files in BibTeX, RIS, CSL-JSON or CSV."),
    ],
    tag: Annotated[
        Optional[list[str]],
        Option(metavar="TEXT", help="A tag for all of these papers; repeat for more."),
    ] = None,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
) -> int:
    """Add the papers of a reference manager or database, with tags and notes, and complete known ones.

    Example: litnotes import-papers library.bib --tag zotero
    """
    from litnotes.render.imported import data, lines
    from litnotes.render.terminal import progress

    tags = tuple(one_line(one, "the tag") for one in tag or ())
    imports, problems = read_files(files)
    for problem in problems:
        tell(problem)
    code = max((problem.exit_code for problem in problems), default=0)
    if not imports:
        return code
    for one in imports:
        if one.remark:
            say(one.remark)
    done = import_files(context.notes, imports, tags, dry_run=dry_run, progress=progress)
    for problem in done.problems:
        tell(problem)
    if done.stopped:
        say("stopped before the end; what is in is kept, and the same command again goes on")
    years = done.notes.years
    if json:
        out(as_json([data(one, years) for one in imports]))
    else:
        for one in imports:
            out("\n".join(lines(one, years, dry_run=dry_run)))
    codes = [problem.exit_code for problem in done.problems]
    return max(code, finished(done.notes), *codes, INTERRUPTED if done.interrupted else 0)
