"""Write papers for other programs: bibliographies, tables, the related work for LaTeX."""

from __future__ import annotations

import gc
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

from litnotes.cli.line import completion
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.filters import (
    DecidedAs,
    DecisionOption,
    ReadingOption,
    TagOption,
    YearOption,
    filters,
)
from litnotes.cli.line.options import DateOption, DryRunOption, JsonOption
from litnotes.cli.out_file import path_for, print_file
from litnotes.cli.say import finished, say
from litnotes.cli.say import out as print_text
from litnotes.errors import PROBLEMS_FOUND, WrongUse
from litnotes.values.typed import paper_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from litnotes.app.export_file import ExportedFile, ExportRequest
    from litnotes.app.export_project import ProjectExport


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
        from litnotes.app.export_file import ExportRequest

        order = ExportRequest(
            form=form.value, names=_papers(names), tests=tests, out=path_for(out), overwrite=overwrite,
            cited_in=cited_in, ascii_only=ascii_only,
        )  # fmt: skip
        return _export_file(context.notes, order)
    _refuse(only_files, "is not for overleaf, which writes a folder")
    from litnotes.app.export_project import ProjectRequest, plan_project, shipped_layout

    if show_template:
        print_text(shipped_layout(layout).rstrip("\n"))
        return 0
    if date and not log:
        raise WrongUse("--date is the day of --log; give both")
    if json and not status:
        raise WrongUse("--json is for --status")
    request = ProjectRequest(
        root=_folder(names, zip_file), names=_papers(names[1:]), tests=tests, layout=layout,
        group_by=group_by.value, citations=citations.value if citations else None, template=template,
        zip_file=zip_file, git=git, prune=prune, dry_run=dry_run,
    )  # fmt: skip
    planned = plan_project(context.notes, request)
    if status:
        _show_status(planned, json=json)
    elif diff:
        _show_diff(planned)
    else:
        _carry_out(planned)
    code = _ended(planned)
    if log and not (status or diff or dry_run):
        return max(code, _log(context.notes, date, planned.fresh))
    return code


def _export_file(notes: str | None, order: ExportRequest) -> int:
    from litnotes.app.export_file import export_file

    gc.disable()  # all papers live until the end; looking through ten thousand takes a fifth of the time
    exported = export_file(notes, order)
    if exported.data is not None:
        print_file(exported.data)
    return _ended(exported)


def _ended(export: ExportedFile | ProjectExport) -> int:
    """Tell what the user should know of an export, and return the exit code."""
    for sentence in export.remarks:
        say(sentence)
    code = finished(export.notes)
    for sentence in export.problems:
        say(sentence)
    return max(code, PROBLEMS_FOUND if export.problems else 0)


def _show_status(export: ProjectExport, *, json: bool) -> None:
    from litnotes.render import project_status
    from litnotes.render.terminal import show_table
    from litnotes.render.text import as_json

    if json:
        print_text(as_json(project_status.data(export.plan)))
    else:
        show_table(project_status.COLUMNS, project_status.rows(export.plan))


def _show_diff(export: ProjectExport) -> None:
    from litnotes.render.project_status import differences
    from litnotes.render.terminal import show_diff

    for lines in differences(export.plan, export.shown):
        show_diff(lines)


def _carry_out(export: ProjectExport) -> None:
    from litnotes.app.export_project import carry_out

    for sentence in carry_out(export):
        say(sentence)


def _log(notes: str | None, date: str | None, names: Sequence[str]) -> int:
    from litnotes.app.export_log import log_export

    if not names:
        say("nothing new on Overleaf, so the report gets no line")
        return 0
    session, line = log_export(notes, date, names)
    print_text(line)
    return finished(session)


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
