"""Copy reports into the notes folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

from litnotes.app.notes import open_notes
from litnotes.app.report_files import FiledReport, file_reports
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import DryRunOption
from litnotes.cli.say import finished, out, print_problem, say_diagnostic
from litnotes.errors import LitnotesError


def import_reports(
    context: Context,
    files: Annotated[list[Path], Argument(metavar="FILE...", readable=False, help="Reports in Markdown.")],
    year: Annotated[
        Optional[int],
        Option(metavar="YEAR", min=1900, max=2200, help="Year to assume where a report gives none."),
    ] = None,
    dry_run: DryRunOption = False,
) -> int:
    """Copy reports into the notes folder, named by their days.

    Example: litnotes import-reports may-30.md may-31.md --year 2024
    """
    session = open_notes(context.notes, dry_run=dry_run)
    codes: list[int] = []
    for outcome in file_reports(session, files, year):
        if isinstance(outcome, LitnotesError):
            print_problem(outcome)
            codes.append(outcome.exit_code)
        else:
            _show(outcome)
    code = finished(session)
    return max(codes, default=code)


def _show(filed: FiledReport) -> None:
    from litnotes.render.report_page import summary

    for day in filed.days:
        about = f"{filed.path.name}: {summary(day.report)}"
        out(f"{day.report.date}  {about}; {filed.shown} {filed.outcome}")
        for note in day.unsilenced:
            if note.severity != "info":
                say_diagnostic(filed.path, note)
