"""Write papers for other programs: bibliographies, tables, the related work in LaTeX."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, Optional

from litnotes.cli.line import completion
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.filters import PaperFilters
from litnotes.cli.line.options import DateOption, DryRunOption, JsonOption
from litnotes.cli.out_file import path_for, print_file
from litnotes.cli.say import finished, print_problem, say
from litnotes.cli.say import out as print_text
from litnotes.cli.say import out_data as print_data
from litnotes.errors import PROBLEMS_FOUND, Changed, LitnotesError, WrongUse
from litnotes.render.text import as_json
from litnotes.values.typed import paper_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from litnotes.app.export_file import ExportedFile, ExportRequest
    from litnotes.app.export_project import ProjectExport, ProjectRequest
    from litnotes.app.notes import Notes
    from litnotes.app.selection import PaperTest

ExportFormat = Literal[
    "bibtex", "biblatex", "csl-json", "ris", "csv", "markdown", "latex-table", "overleaf"
]
"""The format of an export."""

CitationStyle = Literal["plain", "natbib", "biblatex"]
"""The LaTeX package for citations."""

Grouping = Literal["report", "tag", "year", "none"]
"""How papers are grouped into subsections."""


class FileOptions(NamedTuple):
    """The options of formats that write one file."""

    out: Annotated[
        Optional[str], Option("-o", "--out", metavar="FILE", help="Write to FILE, not to the terminal.")
    ] = None
    overwrite: Annotated[bool, Option("--overwrite", help="Replace FILE even if it has other content.")] = (
        False
    )
    cited_in: Annotated[
        Optional[Path],
        Option(
            "--cited-in",
            metavar="FILE",
            readable=False,
            help="Only papers that a document cites: its .tex, .aux or .bcf file.",
        ),
    ] = None
    ascii: Annotated[
        bool, Option("--ascii", help="Write accents as LaTeX commands (bibtex, biblatex).")
    ] = False

    def request(self, form: ExportFormat, names: list[str], tests: Sequence[PaperTest]) -> ExportRequest:
        """Return the request; raises WrongUse for an option that the format does not have."""
        from litnotes.app.export_file import ExportRequest

        if self.ascii and form not in ("bibtex", "biblatex"):
            raise WrongUse(f"--ascii works with bibtex and biblatex, not with {form}")
        return ExportRequest(
            form=form, names=_papers(names), tests=tests, out=path_for(self.out),
            overwrite=self.overwrite, cited_in=self.cited_in, ascii_only=self.ascii,
        )  # fmt: skip


class ProjectOptions(NamedTuple):
    """The options of an Overleaf project."""

    citations: Annotated[
        Optional[CitationStyle],
        Option(
            "--citations", help="overleaf: package for citations. Default: that of the document, or plain."
        ),
    ] = None
    group_by: Annotated[
        Grouping, Option("--group-by", help="overleaf: subsections by report heading, tag or year.")
    ] = "report"
    layout: Annotated[
        Optional[str],
        Option("--layout", metavar="NAME", help="overleaf: prose, table, list, or a layout file."),
    ] = None
    show_template: Annotated[
        bool, Option("--show-template", help="overleaf: print the layout, to copy and edit it.")
    ] = False
    template: Annotated[
        Optional[str],
        Option(
            "--template",
            metavar="NAME",
            help="overleaf: class of main.tex: article, ieee, acm, lncs, elsarticle, or a file.",
        ),
    ] = None
    zip: Annotated[
        Optional[Path],
        Option(
            "--zip",
            metavar="FILE",
            readable=False,
            help="overleaf: pack the project into a zip file to upload.",
        ),
    ] = None
    git: Annotated[
        bool, Option("--git", help="overleaf: commit the written files in the git checkout; never push.")
    ] = False
    status: Annotated[
        bool, Option("--status", help="overleaf: show the state of each paper; write nothing.")
    ] = False
    diff: Annotated[bool, Option("--diff", help="overleaf: show what would change; write nothing.")] = False
    prune: Annotated[
        bool, Option("--prune", help="overleaf: remove unedited text of papers no longer included.")
    ] = False
    log: Annotated[
        bool, Option("--log", help="overleaf: add an entry to Done in the report of the day.")
    ] = False
    date: DateOption = None
    dry_run: DryRunOption = False
    json: JsonOption = False

    def request(self, names: list[str], tests: Sequence[PaperTest]) -> ProjectRequest:
        """Return the request; the first of `names` is the folder of the project."""
        from litnotes.app.export_project import ProjectRequest

        if self.date and not self.log:
            raise WrongUse("--date needs --log: it is the day of the log entry")
        if self.json and not self.status:
            raise WrongUse("--json needs --status")
        return ProjectRequest(
            root=_folder(names, self.zip), names=_papers(names[1:]), tests=tests, layout=self.layout,
            group_by=self.group_by, citations=self.citations,
            template=self.template, zip_file=self.zip, git=self.git, prune=self.prune,
            dry_run=self.dry_run,
        )  # fmt: skip


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
            help="Only these papers: key, id, title or short name. With overleaf, the folder comes first.",
            autocompletion=completion.papers,
        ),
    ] = None,
    *,
    file: FileOptions,
    all_papers: Annotated[bool, Option("--all", help="All papers, with any decision or none.")] = False,
    only: PaperFilters,
    project: ProjectOptions,
) -> int:
    """Write a bibliography, a table or an Overleaf project.

    Without PAPER, these are the papers that a report includes. With -o, a BibTeX file that exists keeps
    edited entries and entries that are not from litnotes.

    For Overleaf: litnotes export overleaf paper/ --template ieee --zip paper.zip

    Example: litnotes export bibtex -o references.bib
    """
    if all_papers and (only.decision or file.cited_in):
        raise WrongUse("--all selects every paper; remove --decision and --cited-in")
    names, tests = list(papers or ()), only.tests()
    if not (all_papers or only.decision):
        # What only screening includes is still to be read.
        tests = [*tests, lambda row: row.decision == "include" and not row.is_screened]
    if form == "overleaf":
        _refuse(file, "does not work with overleaf, which writes a folder")
        return _export_project(context.notes, project, names, tests)
    _refuse(project, f"works with `litnotes export overleaf`, not with {form}")
    return _export_file(context.notes, file.request(form, names, tests))


def _export_project(
    notes: str | None, options: ProjectOptions, names: list[str], tests: Sequence[PaperTest]
) -> int:
    from litnotes.app.export_project import carry_out, plan_project, shipped_layout

    if options.show_template:
        print_data(shipped_layout(options.layout).rstrip("\n"))
        return 0
    planned = plan_project(notes, options.request(names, tests))
    if options.status:
        _show_status(planned, json=options.json)
    elif options.diff:
        _show_diff(planned)
    elif options.dry_run:
        _show_steps(carry_out(planned))
    else:
        with planned.notes.notebook.locked():
            done = [*carry_out(planned)]
            logged = _logged(notes, options.date, planned.fresh) if options.log and planned.fresh else None
            _show_steps(done)  # not before: after Changed, all of it is done again
            code = _ended(planned)
            return max(code, _show_log(logged)) if options.log else code
    return _ended(planned)


def _export_file(notes: str | None, order: ExportRequest) -> int:
    from litnotes.app.export_file import export_file

    gc.disable()  # all papers live until the end; collecting among ten thousand takes a fifth of the time
    exported = export_file(notes, order)
    if exported.data is not None:
        print_file(exported.data)
    return _ended(exported)


def _ended(export: ExportedFile | ProjectExport) -> int:
    """Print the remarks and problems of an export, and return the exit code."""
    for sentence in export.remarks:
        say(sentence)
    code = finished(export.notes)
    for sentence in export.problems:
        say(sentence)
    return max(code, PROBLEMS_FOUND if export.problems else 0)


def _show_status(export: ProjectExport, *, json: bool) -> None:
    from litnotes.render import project_status
    from litnotes.render.terminal import show_table

    if json:
        print_data(as_json(project_status.data(export.plan)))
    else:
        show_table(project_status.COLUMNS, project_status.rows(export.plan))


def _show_diff(export: ProjectExport) -> None:
    from litnotes.render.project_status import differences
    from litnotes.render.terminal import show_diff

    for lines in differences(export.plan, export.shown):
        show_diff(lines)


def _show_steps(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        say(sentence)


def _logged(notes: str | None, date: str | None, names: Sequence[str]) -> tuple[Notes, str] | LitnotesError:
    """Write the entry of the report; return the notes and its line, or the problem.

    The exported files stay. Only Changed is raised.
    """
    from litnotes.app.export_log import log_export

    try:
        return log_export(notes, date, names)
    except Changed:
        raise
    except LitnotesError as problem:
        return problem


def _show_log(logged: tuple[Notes, str] | LitnotesError | None) -> int:
    """Print what was added to the report, and return the exit code."""
    if logged is None:
        say("no new papers in the project; nothing added to the report")
        return 0
    if isinstance(logged, LitnotesError):
        print_problem(logged)
        return logged.exit_code
    session, line = logged
    print_text(line)
    return finished(session)


def _refuse(options: FileOptions | ProjectOptions, why: str) -> None:
    defaults = options._field_defaults
    for name, value in options._asdict().items():
        if value and value != defaults[name]:
            raise WrongUse(f"--{name.replace('_', '-')} {why}")


def _papers(names: list[str]) -> list[str]:
    return [paper_name(name) for name in names]


def _folder(names: list[str], zip_file: Path | None) -> Path | None:
    """Return the folder of the project; None if only a zip file is written."""
    if names:
        if not names[0].strip():
            raise WrongUse("the folder name is empty; example: litnotes export overleaf paper/")
        return Path(names[0])
    if zip_file:
        return None
    raise WrongUse("no folder given; example: litnotes export overleaf paper/, or --zip paper.zip")
