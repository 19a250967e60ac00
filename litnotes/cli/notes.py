"""The notes as a whole: make them, file reports into them, bring them up to date."""

from __future__ import annotations

import datetime
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated, Optional

from litnotes.cli.daily import tell_errors
from litnotes.cli.options import DryRunOption
from litnotes.cli.parameters import Argument, Context, Option
from litnotes.cli.places import place
from litnotes.cli.session import Session, make_notes, open_session
from litnotes.cli.shared import out, say, tell
from litnotes.errors import Conflict, LitnotesError, Location, WrongUse

if TYPE_CHECKING:
    from litnotes.errors import Diagnostic
    from litnotes.markdown.read.reader import ReadReport

FOLDERS = 2
"""How many folders above a report may name its year."""


def init(
    context: Context,
    topic: Annotated[str, Option(help="What the related work is about, in one sentence.")] = "",
) -> int:
    """Make a notes folder with its settings.

    Example: litnotes init --topic "generative models trained on a latent space"
    """
    from litnotes.store.notebook import FOLDER, SETTINGS, Notebook

    here = Path.cwd()
    given = Path(context.notes) if context.notes else None
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
    return 0


def import_reports(
    context: Context,
    files: Annotated[list[Path], Argument(metavar="FILE…", readable=False, help="Reports in Markdown.")],
    year: Annotated[
        Optional[int],
        Option(min=1900, max=2200, help="The year of reports that name none."),
    ] = None,
    dry_run: DryRunOption = False,
) -> int:
    """Copy reports into the notes, each under its day.

    Example: litnotes import-reports may-30.md may-31.md --year 2024
    """
    session = open_session(context.notes, dry_run=dry_run)
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
    return max((problem.exit_code for problem in refused), default=code)


def _import(
    session: Session, path: Path, year: int | None, taken: dict[datetime.date, bytes], *, dry_run: bool
) -> None:
    """File one report, or a log of several days, and say what it holds."""
    from litnotes.render.report_page import summary
    from litnotes.store import files

    if path.is_dir():
        inside = shlex.quote(str(path).rstrip("/"))
        told = f"this is a folder; name its files: litnotes import-reports {inside}/*.md"
        raise WrongUse(told, location=Location(str(path)))
    data = files.read(path)
    found = _read(session, path, data, year, taken)
    for day in found:
        if day.report.date is None:
            line = day.outline.title.start + 1 if day.outline.title else 1
            raise WrongUse(_no_day(day, year), location=Location(str(path), line, 1))
    days = [day.report.date for day in found if day.report.date]
    _refuse_other(session, path, data, days, taken)
    target = place(session, path, data, days, year)
    shown = session.notebook.shown(target)
    there = target.exists() or any(day in taken for day in days)
    if not there and not dry_run:
        files.create(target, data)
    taken.update(dict.fromkeys(days, data))
    how = "is there already" if there else "would be made" if dry_run else "made"
    for day in found:
        out(f"{day.report.date}  {path.name}: {summary(day.report)}; {shown} {how}")
        _tell(str(path), [note for note in day.told if note.severity != "info"])


def _read(
    session: Session, path: Path, data: bytes, year: int | None, taken: Iterable[datetime.date]
) -> list[ReadReport]:
    """Read a file; a year that nothing in it names may come from the reports it belongs to."""
    from litnotes.markdown.dates.written import WrittenDate
    from litnotes.markdown.dates.years import year_from_neighbours
    from litnotes.markdown.read.filing import Filing
    from litnotes.markdown.read.reader import read_days

    folders = path.absolute().parent.parts[-FOLDERS:]
    beside = [other.name for other in path.absolute().parent.glob("*.md")]
    filing = Filing.of(PurePath(*folders, path.name), beside, year=year)
    found = read_days(data, session.reader.vocabulary, filing)
    written = found[0].written
    if found[0].report.date or filing.year or not isinstance(written, WrittenDate):
        return found
    if not written.month or not written.day:
        return found
    known = [*session.days.dates, *taken]
    if near := year_from_neighbours(written.month, written.day, known):
        say(f"{path}: the year is {near}, as in the reports around that day; --year says another")
        return read_days(data, session.reader.vocabulary, replace(filing, year=near))
    return found


def _refuse_other(
    session: Session,
    path: Path,
    data: bytes,
    days: list[datetime.date],
    taken: Mapping[datetime.date, bytes],
) -> None:
    """Raise Conflict when a day of a file has another report."""
    from litnotes.store import files

    for day in days:
        known = session.days.paths.get(day) or session.notebook.report_path(day)
        there = files.read(known) if known.exists() else taken.get(day)
        if there is not None and there != data:
            message = f"{session.notebook.shown(known)} is another report of {day}; nothing was replaced"
            raise Conflict(message, location=Location(str(path)))
    if len(days) != len(set(days)):
        twin = next(day for day in days if days.count(day) > 1)
        raise Conflict(
            f"two reports of {twin} stand in this file; nothing was written", location=Location(str(path))
        )


def _no_day(found: ReadReport, year: int | None) -> str:
    told = {note.code: note.advice for note in found.diagnostics}
    if "R050" in told:
        return "day and month could be either; write 2024-05-31, or set date_order: in litnotes.yaml"
    if "R051" in told or "R052" in told:
        return f"there is no such day. {told.get('R051') or told.get('R052')}"
    if found.written and year is None:
        return "the report names no year; say it with --year, such as --year 2024"
    return 'the title names no day; write one, such as "# May 31 Report", or name the file 2024-05-31.md'


def _tell(path: str, diagnostics: list[Diagnostic]) -> None:
    for diagnostic in diagnostics:
        say(f"{path}:{diagnostic}")


def sync(context: Context, dry_run: DryRunOption = False) -> int:
    """Bring days/ and papers/ up to date.

    Every command that reads does this too; alone it says what is there and what is not identified.

    Example: litnotes sync
    """
    from litnotes.render.text import count, printable

    session = open_session(context.notes, dry_run=dry_run)
    session.adopt_all()
    notebook = session.notebook
    written = len(session.days.read_now)
    out(f"{count(len(session.days.dates), 'report')}, {written} read again")
    for write in session.days.writes if dry_run else ():
        out(f"would write {notebook.shown(write.path)}")
    for paper in session.adopted:
        mark = session.years.outside(paper.year)
        told = f"{printable(paper.title)}{f' ({mark})' if mark else ''}"
        out(f"{'would add' if dry_run else 'new'} paper {paper.key}: {told}")
    for name, day in _unidentified(session):
        out(f"not identified: {printable(name)} ({day})")
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
    return session.exit_code(everything=True)


def _unidentified(session: Session) -> list[tuple[str, str]]:
    """Return the names nobody identified, with the last day of each."""
    from litnotes.index import items
    from litnotes.library.history import histories

    if session.dry_run:  # the index is not brought up to date
        found = histories(session.days.reports(), session.library)
        return [(history.name, str(history.days[-1])) for history in found if not history.paper]
    rows = items.papers(session.upkeep.index.connection)
    return [(row.name, row.last_day or "") for row in rows if row.kind == "name"]
