"""Copy reports into the notes folder."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Optional

from litnotes.app.named_day import day_of, named_day
from litnotes.app.notes import open_notes
from litnotes.app.report_files import Assumed, FiledReport, file_reports
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import DryRunOption
from litnotes.cli.prompts import answered, can_ask
from litnotes.cli.say import finished, out, print_problem, say, say_diagnostic
from litnotes.errors import PROBLEMS_FOUND, LitnotesError, WrongUse


def import_reports(
    context: Context,
    files: Annotated[list[Path], Argument(metavar="FILE...", readable=False, help="Reports in Markdown.")],
    year: Annotated[
        Optional[int],
        Option(metavar="YEAR", min=1900, max=2200, help="Year to assume where a report gives none."),
    ] = None,
    date: Annotated[
        Optional[str],
        Option("--date", metavar="DATE", help="Day of a single file that gives none, as for new-day."),
    ] = None,
    dry_run: DryRunOption = False,
) -> int:
    """Copy reports into the notes folder, named by their days.

    A file without a day: litnotes import-reports week5.md --date 2024-05-31

    Example: litnotes import-reports may-30.md may-31.md --year 2024
    """
    session = open_notes(context.notes, dry_run=dry_run)
    codes: list[int] = []
    assumed = Assumed(year, named_day(session, date) if date is not None else None)
    for outcome in file_reports(session, files, assumed, _ask_day):
        if isinstance(outcome, LitnotesError):
            print_problem(outcome)
            codes.append(outcome.exit_code)
        else:
            _show(outcome)
            codes += [PROBLEMS_FOUND] if outcome.left_out else []
    code = finished(session)
    return max(codes, default=code)


def _ask_day(path: Path, reason: str) -> datetime.date | None:
    """Return the day that the user types for a file; None without a terminal, or for an empty answer."""
    if not can_ask():
        return None
    say(f"{path}: {reason.partition(';')[0]}")
    while typed := answered("Its day (Enter leaves the file out)", default="", show_default=False).strip():
        try:
            return day_of(typed, [])
        except WrongUse as problem:
            print_problem(problem)
    return None


def _show(filed: FiledReport) -> None:
    from litnotes.markdown.read.same_day import JOINED
    from litnotes.render.report_page import summary

    for day in filed.days:
        about = f"{filed.path.name}: {summary(day.report)}"
        out(f"{day.report.date}  {about}; {filed.shown} {filed.outcome}")
        for note in day.unsilenced:
            if note.severity != "info" or note.code == JOINED:
                say_diagnostic(filed.path, note)
    for left_out in filed.left_out:
        say(f"{left_out.location}: not read: {left_out.message}")
