"""The notes as a whole: make them, file reports into them, bring them up to date."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from litnotes.cli.daily import tell_errors
from litnotes.cli.session import Session, make_notes, open_session
from litnotes.cli.shared import DryRunOption, out, say, tell
from litnotes.errors import Conflict, LitnotesError, Location, WrongUse

if TYPE_CHECKING:
    from litnotes.errors import Diagnostic
    from litnotes.markdown.reader import ReadReport


def init(
    context: typer.Context,
    topic: Annotated[str, typer.Option(help="What the related work is about, in one sentence.")] = "",
) -> None:
    """Make a notes folder with its settings.

    Example: litnotes init --topic "generative models trained on a latent space"
    """
    from litnotes.store.notebook import FOLDER, SETTINGS, Notebook

    here = Path.cwd()
    given = Path(context.obj) if context.obj else None
    notebook = Notebook(given or (here if (here / SETTINGS).is_file() else here / FOLDER))
    shown = notebook.shown(notebook.settings_path)
    if not notebook.settings_path.is_file():
        make_notes(notebook.root, topic)
        out(f"made {shown}: the topic and the criteria stand there")
        out("next: litnotes import-reports FILE…, or litnotes new-day")
    elif topic and notebook.settings().topic != topic:
        raise Conflict(
            "there are notes with another topic; change it in this file", location=Location(shown)
        )
    else:
        out(f"{shown} is there already; nothing was changed")


def import_reports(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Reports in Markdown.")],
    year: Annotated[
        Optional[int],
        typer.Option(min=1900, max=2200, help="The year of reports that name none."),
    ] = None,
    dry_run: DryRunOption = False,
) -> None:
    """Copy reports into the notes, each under its day.

    Example: litnotes import-reports may-30.md may-31.md --year 2024
    """
    session = open_session(context.obj, dry_run=dry_run)
    refused: list[LitnotesError] = []
    taken: dict[datetime.date, bytes] = {}
    for path in files:
        try:
            _import(session, path, year, taken, dry_run=dry_run)
        except LitnotesError as problem:
            tell(problem)
            refused.append(problem)
    if taken and not dry_run:
        session.refresh()
    code = session.exit_code()
    raise typer.Exit(max((problem.exit_code for problem in refused), default=code))


def _import(
    session: Session, path: Path, year: int | None, taken: dict[datetime.date, bytes], *, dry_run: bool
) -> None:
    from litnotes.markdown.reader import read
    from litnotes.render import summary
    from litnotes.store import files

    data = files.read(path)
    named = _date_in_name(path)
    found = read(data, session.reader.vocabulary, year=year or (named.year if named else None))
    line = found.outline.title.start + 1 if found.outline.title else 1
    day = found.report.date or (None if found.written else named)
    if day is None:
        raise WrongUse(_no_day(found, year), location=Location(str(path), line, 1))
    if named and named != day:
        say(
            f"{path}:{line}:1 R053 warning: the report says {day}, its file name {named}; filed under {day}"
        )
    target = session.notebook.report_path(day)
    shown = session.notebook.shown(target)
    there = files.read(target) if target.exists() else taken.get(day)
    if there is not None and there != data:
        raise Conflict(
            f"{shown} is another report of {day}; nothing was replaced", location=Location(str(path))
        )
    if there is None and not dry_run:
        files.create(target, data)
    taken[day] = data
    how = "is there already" if there is not None else "would be made" if dry_run else "made"
    out(f"{day}  {path.name}: {summary(found.report)}; {shown} {how}")
    _tell(str(path), [note for note in found.diagnostics if note.severity != "info"])


def _no_day(found: ReadReport, year: int | None) -> str:
    if found.written and found.written.year is None and year is None:
        return "the report names no year; say it with --year, such as --year 2024"
    if found.written:
        return "there is no such day; correct the date in the title"
    return 'the title names no day; write one, such as "# May 31 Report", or name the file 2024-05-31.md'


def _date_in_name(path: Path) -> datetime.date | None:
    from litnotes.markdown import dates

    written = dates.parse(path.stem)
    return written.on(None) if written else None


def _tell(path: str, diagnostics: list[Diagnostic]) -> None:
    for diagnostic in diagnostics:
        say(f"{path}:{diagnostic}")


def sync(context: typer.Context, dry_run: DryRunOption = False) -> None:
    """Bring days/ and papers/ up to date.

    Every command that reads does this too; alone it says what is there and what is not identified.

    Example: litnotes sync
    """
    from litnotes.library.history import histories
    from litnotes.render import count, printable

    session = open_session(context.obj, dry_run=dry_run)
    session.adopt_all()
    notebook = session.notebook
    names = [found for found in histories(session.days.reports(), session.library) if not found.paper]
    written = len(session.days.read_now)
    out(f"{count(len(session.days.dates), 'report')}, {written} read again")
    for write in session.days.writes if dry_run else ():
        out(f"would write {notebook.shown(write.path)}")
    for paper in session.adopted:
        out(f"{'would add' if dry_run else 'new'} paper {paper.key}: {printable(paper.title)}")
    for history in names:
        out(f"not identified: {printable(history.name)} ({history.days[-1]})")
    for path in session.days.no_reports:
        say(f"{notebook.shown(path)} names no day, so it is not read")
    for path, note in session.days.undated:
        say(f"{notebook.shown(path)}:{note}")
    for path, note in session.days.diagnostics():
        if note.severity == "warning":
            say(f"{notebook.shown(path)}:{note}")
    for path in session.days.without_report():
        say(f"{notebook.shown(path)} has no report any more; delete it, or bring its report back")
    tell_errors(session)
    raise typer.Exit(session.exit_code(everything=True))
