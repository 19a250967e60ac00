"""Show what was written: the report of a day, or what several days say together."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

from litnotes.app.day import days_in, report_of
from litnotes.app.new_file import refuse_own
from litnotes.app.notes import Notes, open_notes
from litnotes.app.period import Period, overview_of, period
from litnotes.app.unread import add_errors
from litnotes.cli.line import completion
from litnotes.cli.line.declare import Context, Option
from litnotes.cli.line.options import DateOption, JsonOption, chosen_format
from litnotes.cli.out_file import path_for, write_new
from litnotes.cli.say import finished, out, say
from litnotes.errors import WrongUse
from litnotes.render.text import as_json

if TYPE_CHECKING:
    from litnotes.model.reports import Report


class ReportFormat(StrEnum):
    """How a report is printed."""

    text = "text"
    markdown = "markdown"
    json = "json"
    yaml = "yaml"


@dataclass(frozen=True)
class Shown:
    """What is to be shown: its text and the lines of it that are headings, and the files it comes from."""

    text: str
    headings: Collection[str] = ()
    paths: list[Path] = field(default_factory=list)


def report(
    context: Context,
    date: DateOption = None,
    week: Annotated[bool, Option("--week", help="The week of that day, Monday to Sunday.")] = False,
    first: Annotated[
        Optional[str],
        Option("--from", metavar="DAY", help="Several days: the first.", autocompletion=completion.days),
    ] = None,
    last: Annotated[
        Optional[str],
        Option("--to", metavar="DAY", help="Several days: the last.", autocompletion=completion.days),
    ] = None,
    form: Annotated[
        Optional[ReportFormat], Option("--format", help="How to print it; text where not given.")
    ] = None,
    json: JsonOption = False,
    file: Annotated[Optional[str], Option("--out", metavar="FILE", help="Write it to a new file.")] = None,
) -> int:
    """Show the report of a day, or what several days say together.

    Without a day, the latest report.

    Example: litnotes report --week --format markdown --out week.md
    """
    if date is not None and (first is not None or last is not None):
        raise WrongUse("--date is one day, --from and --to are several; use one or the other")
    path = path_for(file)
    form = chosen_format(form, ReportFormat, json=json)
    session = open_notes(context.notes)
    if path:
        refuse_own(session.notebook, path)
    if week or first is not None or last is not None:
        shown = _several(session, period(session, date, first, last, week=week), form)
    else:
        shown = _one(session, date, form)
    if path:
        write_new(session.notebook, path, shown.text)
    else:
        _print(shown, form)
    add_errors(session)
    return finished(session, *shown.paths)


def _one(session: Notes, date: str | None, form: ReportFormat) -> Shown:
    from litnotes.render.terminal import HEADINGS

    found = report_of(session, date)
    text = _written(session, found, form)
    if found.date is None:
        return Shown(text, HEADINGS)
    path = session.days.paths[found.date]
    _tell_warnings(session, path, found.date)
    return Shown(text, HEADINGS, [path, session.notebook.day_path(found.date)])


def _several(session: Notes, chosen: Period, form: ReportFormat) -> Shown:
    from litnotes.render.overview_page import overview_headings, overview_markdown, overview_page
    from litnotes.store import yaml

    found = overview_of(session, chosen)
    paths = [path for day, path in session.days.paths.items() if chosen.first <= day <= chosen.last]
    match form:
        case ReportFormat.json:
            text = as_json(found.model_dump(mode="json"))
        case ReportFormat.yaml:
            text = yaml.dump(found.model_dump(mode="json", exclude_none=True)).rstrip("\n")
        case ReportFormat.markdown:
            text = overview_markdown(found)
        case ReportFormat.text:
            text = overview_page(found)
    return Shown(text, overview_headings(found), paths)


def _written(session: Notes, found: Report, form: ReportFormat) -> str:
    from litnotes.markdown import writer
    from litnotes.render.report_page import page
    from litnotes.store import yaml

    match form:
        case ReportFormat.json:
            return as_json(found.model_dump(mode="json"))
        case ReportFormat.yaml:
            return yaml.dump(found.model_dump(context={"brief": True})).rstrip("\n")
        case ReportFormat.markdown:
            return writer.write(found, session.reader.vocabulary).rstrip("\n")
        case ReportFormat.text:
            return page(found)


def _print(shown: Shown, form: ReportFormat) -> None:
    from litnotes.render.terminal import show_page

    if form is ReportFormat.text:
        show_page(shown.text, shown.headings)
    else:
        out(shown.text)


def _tell_warnings(session: Notes, path: Path, day: datetime.date) -> None:
    """Say how unclear spots of a report were read, also when it was read long ago."""
    from litnotes.store import files

    for found in days_in(session, path, files.read(path)):
        for note in found.unsilenced if found.report.date == day else ():
            if note.severity == "warning":
                say(f"{session.notebook.shown(path)}:{note}")
