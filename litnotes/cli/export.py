"""Write papers for other programs: bibliographies, tables, the related work for LaTeX."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Optional

from litnotes.cli import completion
from litnotes.cli.filters import DecidedAs, DecisionOption, ReadingOption, TagOption, YearOption, filters
from litnotes.cli.options import DateOption, DryRunOption, JsonOption
from litnotes.cli.parameters import Argument, Context, Option
from litnotes.cli.shared import paper_name
from litnotes.errors import WrongUse


class ExportFormat(StrEnum):
    """What papers are written as."""

    bibtex = "bibtex"
    biblatex = "biblatex"
    csl_json = "csl-json"
    ris = "ris"
    csv = "csv"
    markdown = "markdown"
    latex_table = "latex-table"
    overleaf = "overleaf"


class CitationStyle(StrEnum):
    """The packages and commands for citations."""

    plain = "plain"
    natbib = "natbib"
    biblatex = "biblatex"


class Grouping(StrEnum):
    """By what papers are put into subsections."""

    report = "report"
    tag = "tag"
    year = "year"
    none = "none"


def export(
    context: Context,
    form: Annotated[
        ExportFormat,
        Argument(
            metavar="FORMAT",
            help="bibtex, biblatex, csl-json, ris, csv, markdown, latex-table or overleaf.",
        ),
    ],
    papers: Annotated[
        Optional[list[str]],
        Argument(
            metavar="[PAPER]...",
            help="Only these papers: key, id, title or short name. After overleaf: the folder first.",
            autocompletion=completion.papers,
        ),
    ] = None,
    out: Annotated[
        Optional[str], Option("-o", "--out", metavar="FILE", help="Write to FILE, not to the terminal.")
    ] = None,
    overwrite: Annotated[
        bool, Option("--overwrite", help="Replace FILE, although it has other content.")
    ] = False,
    cited_in: Annotated[
        Optional[Path],
        Option(
            "--cited-in",
            metavar="FILE",
            readable=False,
            help="Only the papers that a document cites: its .tex, .aux or .bcf file.",
        ),
    ] = None,
    ascii_only: Annotated[
        bool, Option("--ascii", help="Write accents as LaTeX commands (bibtex, biblatex).")
    ] = False,
    every: Annotated[bool, Option("--all", help="All papers, whatever was decided.")] = False,
    reading: ReadingOption = None,
    decision: DecisionOption = None,
    year: YearOption = None,
    tag: TagOption = None,
    citations: Annotated[
        Optional[CitationStyle],
        Option("--citations", help="overleaf: how to cite. Default: as the document does, else plain."),
    ] = None,
    group_by: Annotated[
        Grouping, Option("--group-by", help="overleaf: subsections by report headings, tag or year.")
    ] = Grouping.report,
    layout: Annotated[
        Optional[str],
        Option("--layout", metavar="NAME", help="overleaf: prose, table, list, or a layout file."),
    ] = None,
    show_template: Annotated[
        bool, Option("--show-template", help="overleaf: print the layout, to copy and change.")
    ] = False,
    template: Annotated[
        Optional[str],
        Option(
            "--template",
            metavar="NAME",
            help="overleaf: class of main.tex: article, ieee, acm, lncs, elsarticle, or a FILE.",
        ),
    ] = None,
    zip_file: Annotated[
        Optional[Path],
        Option("--zip", metavar="FILE", readable=False, help="overleaf: pack the project for the upload."),
    ] = None,
    git: Annotated[
        bool, Option("--git", help="overleaf: commit the written files in the checkout; never push.")
    ] = False,
    status: Annotated[
        bool, Option("--status", help="overleaf: show the state of each paper; write nothing.")
    ] = False,
    diff: Annotated[
        bool, Option("--diff", help="overleaf: show what would change; write nothing.")
    ] = False,
    prune: Annotated[
        bool, Option("--prune", help="overleaf: remove untouched text of papers no longer included.")
    ] = False,
    log: Annotated[
        bool, Option("--log", help="overleaf: add a Done line to the report of the day.")
    ] = False,
    date: DateOption = None,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
) -> int:
    """Write papers as a bibliography, a table, or the related work of an Overleaf project.

    Without PAPER, these are the included papers. With -o, a BibTeX file that exists keeps everything
    that is not from litnotes or was edited.

    For Overleaf: litnotes export overleaf paper/ --template ieee --zip paper.zip

    Example: litnotes export bibtex -o references.bib
    """
    if every and (decision or cited_in):
        raise WrongUse("--all takes every paper; leave --decision and --cited-in out")
    names = list(papers or ())
    only_overleaf: dict[str, Any] = {
        "--citations": citations, "--group-by": group_by is not Grouping.report, "--layout": layout,
        "--show-template": show_template, "--template": template, "--zip": zip_file, "--git": git,
        "--status": status, "--diff": diff, "--prune": prune, "--log": log, "--date": date,
        "--dry-run": dry_run, "--json": json,
    }  # fmt: skip
    only_files = {"--out": out, "--ascii": ascii_only, "--cited-in": cited_in, "--overwrite": overwrite}
    tests = filters(reading, decision or (None if every else DecidedAs.include), year, tag or [])
    if form is not ExportFormat.overleaf:
        _refuse(only_overleaf, f"is for `litnotes export overleaf`, not for {form}")
        if ascii_only and form not in (ExportFormat.bibtex, ExportFormat.biblatex):
            raise WrongUse(f"--ascii is for bibtex and biblatex, not for {form}")
        from litnotes.cli.exporting.file import ExportRequest, write

        order = ExportRequest(
            form=form.value, names=_papers(names), tests=tests, out=out, overwrite=overwrite,
            cited_in=cited_in, ascii_only=ascii_only,
        )  # fmt: skip
        return write(context.notes, order)
    _refuse(only_files, "is not for overleaf, which writes a folder")
    from litnotes.cli.exporting.project import Wish, export_project, print_layout

    if show_template:
        return print_layout(layout)
    if date and not log:
        raise WrongUse("--date is the day of --log; give both")
    wish = Wish(
        root=_folder(names, zip_file), names=_papers(names[1:]), tests=tests, layout=layout,
        group_by=group_by.value, citations=citations.value if citations else None, template=template,
        zip_file=zip_file, git=git, prune=prune, log=log, date=date, dry_run=dry_run,
    )  # fmt: skip
    return export_project(context.notes, wish, status=status, diff=diff, json=json)


def _refuse(options: dict[str, Any], why: str) -> None:
    if given := [name for name, value in options.items() if value]:
        raise WrongUse(f"{given[0]} {why}")


def _papers(names: list[str]) -> list[str]:
    return [paper_name(name) for name in names]


def _folder(names: list[str], zip_file: Path | None) -> Path | None:
    """Return the folder of the project; None where only a zip file is asked for."""
    if names:
        if not names[0].strip():
            raise WrongUse("the folder is empty; write for instance: litnotes export overleaf paper/")
        return Path(names[0])
    if zip_file:
        return None
    raise WrongUse("say where to write: litnotes export overleaf paper/, or --zip paper.zip")
