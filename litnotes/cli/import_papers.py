"""Import papers from files of other tools, or from the Zotero that runs on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

from litnotes.app.importing import import_files, read_collections, read_files
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import DryRunOption, JsonOption
from litnotes.cli.say import finished, out, out_data, print_problem, say
from litnotes.errors import INTERRUPTED, WrongUse
from litnotes.render.text import as_json
from litnotes.values.typed import one_line

if TYPE_CHECKING:
    from litnotes.app.entry_file import Import
    from litnotes.model.limits import AllowedYears


def import_papers(
    context: Context,
    files: Annotated[
        Optional[list[Path]],
        Argument(
            metavar="[FILE]...",
            readable=False,
            help="Exports of reference managers and databases; with --zotero, names of collections.",
        ),
    ] = None,
    zotero: Annotated[
        bool,
        Option(
            "--zotero",
            help="Import from the Zotero that runs on this machine: its library, or collections.",
        ),
    ] = False,
    tag: Annotated[
        Optional[list[str]],
        Option(metavar="TEXT", help="Add a tag to all these papers; repeat for several."),
    ] = None,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
) -> int:
    """Import papers from files of other tools, or from Zotero.

    Files: BibTeX, RIS, CSL-JSON, PubMed, Web of Science, EndNote, CSV, .xlsx. Tags and notes come along.
    Papers that you have get the fields they miss.

    Example: litnotes import-papers references.bib --tag zotero

    Example: litnotes import-papers --zotero "My Thesis"
    """
    from litnotes.render.terminal import progress

    tags = tuple(one_line(text, "the tag") for text in tag or ())
    if not files and not zotero:
        raise WrongUse("name a file to import, or use --zotero")
    names = map(str, files or ())
    imports, problems = read_collections(names) if zotero else read_files(files or ())
    for problem in problems:
        print_problem(problem)
    code = max((problem.exit_code for problem in problems), default=0)
    if not imports:
        return code
    for file in imports:
        if file.remark:
            say(file.remark)
    done = import_files(context.notes, imports, tags, dry_run=dry_run, progress=progress)
    for problem in done.problems:
        print_problem(problem)
    if done.stopped:
        say("stopped; imported papers are saved. To continue, run the same command again")
    _show(imports, done.notes.years, dry_run=dry_run, json=json)
    codes = [problem.exit_code for problem in done.problems]
    return max(code, finished(done.notes), *codes, INTERRUPTED if done.interrupted else 0)


def _show(imports: Sequence[Import], years: AllowedYears, *, dry_run: bool, json: bool) -> None:
    from litnotes.render.imported import data, lines

    if json:
        out_data(as_json([data(file, years) for file in imports]))
        return
    for file in imports:
        out("\n".join(lines(file, years, dry_run=dry_run)))
