"""Show the report of a day, or an overview of several days."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Optional

from litnotes.app.day import report_of
from litnotes.app.new_file import refuse_own
from litnotes.app.notes import Notes, open_notes
from litnotes.app.period import Period, overview_of, period
from litnotes.app.starting import days_in
from litnotes.app.unread import add_errors
from litnotes.cli.line import completion
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import DateOption, JsonOption, refuse_two_formats
from litnotes.cli.out_file import path_for, write_new
from litnotes.cli.say import finished, out_data, say_diagnostic
from litnotes.errors import WrongUse
from litnotes.render.text import as_json

if TYPE_CHECKING:
    from litnotes.app.advisor import AskedOfAdvisor
    from litnotes.model.reports import Report
    from litnotes.render.html.prose import Embed

ReportFormat = Literal["text", "markdown", "html", "json", "yaml"]
"""How a report is printed."""


@dataclass(frozen=True)
class Shown:
    """A text to show, the lines in it that are headings, and the files it comes from."""

    text: str
    headings: Collection[str] = ()
    paths: list[Path] = field(default_factory=list)


def report(
    context: Context,
    day: Annotated[
        Optional[str],
        Argument(metavar="[DATE]", help="The day, as in --date.", autocompletion=completion.days),
    ] = None,
    date: DateOption = None,
    week: Annotated[bool, Option("--week", help="Show the week of that day, Monday to Sunday.")] = False,
    first: Annotated[
        Optional[str],
        Option(
            "--from", metavar="DATE", help="Show several days: the first.", autocompletion=completion.days
        ),
    ] = None,
    last: Annotated[
        Optional[str],
        Option("--to", metavar="DATE", help="Show several days: the last.", autocompletion=completion.days),
    ] = None,
    form: Annotated[
        Optional[ReportFormat], Option("--format", help="Output format; text by default.")
    ] = None,
    json: JsonOption = False,
    file: Annotated[
        Optional[str], Option("-o", "--out", metavar="FILE", help="Write to a new file.")
    ] = None,
) -> int:
    """Show the report of a day, a week or several days.

    Without a day, this is the latest report.

    A day: litnotes report 2024-05-31

    A page for the advisor, with a form for the reply: litnotes report --format html -o day.html

    Example: litnotes report --week --format markdown --out week.md
    """
    if day is not None and date is not None:
        raise WrongUse(f'two days: "{day}" and --date "{date}"; use one of them')
    date = date if day is None else day
    if date is not None and (first is not None or last is not None):
        raise WrongUse("--date is one day, --from and --to are several days; use one or the other")
    path = path_for(file)
    refuse_two_formats(form, json=json)
    form = "json" if json else form or "text"
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

    written = report_of(session, date)
    text = _written(session, written, form)
    if written.date is None:
        return Shown(text, HEADINGS)
    path = session.days.paths[written.date]
    _print_warnings(session, path, written.date)
    return Shown(text, HEADINGS, [path, session.notebook.day_path(written.date)])


def _several(session: Notes, chosen: Period, form: ReportFormat) -> Shown:
    from litnotes.render.overview_page import overview_headings, overview_markdown, overview_page
    from litnotes.store import yaml

    overview = overview_of(session, chosen)
    paths = [path for day, path in session.days.paths.items() if chosen.first <= day <= chosen.last]
    match form:
        case "json":
            text = as_json(overview.model_dump(mode="json"))
        case "yaml":
            text = yaml.dump(overview.model_dump(mode="json", exclude_none=True)).rstrip("\n")
        case "markdown":
            text = overview_markdown(overview)
        case "html":
            from litnotes.render.html.advisor_page import overview_html

            last = session.days.report(overview.days[-1])
            text = _html(session, last, partial(overview_html, overview))
        case "text":
            text = overview_page(overview)
    return Shown(text, overview_headings(overview), paths)


def _written(session: Notes, day_report: Report, form: ReportFormat) -> str:
    from litnotes.markdown import writer
    from litnotes.markdown.dates.restate import with_days
    from litnotes.render.report_page import page
    from litnotes.store import yaml

    match form:
        case "json":
            return as_json(day_report.model_dump(mode="json"))
        case "yaml":
            return yaml.dump(day_report.model_dump(context={"brief": True})).rstrip("\n")
        case "markdown":
            title = with_days(day_report.title, day_report.first_day, day_report.date)
            alone = day_report.model_copy(update={"title": title})
            return writer.write(alone, session.reader.vocabulary).rstrip("\n")
        case "html":
            from litnotes.render.html.advisor_page import day_html

            return _html(session, day_report, partial(day_html, day_report))
        case "text":
            return page(day_report)


def _html(session: Notes, day_report: Report, page: Callable[[AskedOfAdvisor, Embed], str]) -> str:
    """Return a page with what the advisor is asked on the day of a report, and with its pictures."""
    from litnotes.app.advisor import asked_of_advisor
    from litnotes.app.note_picture import Pictures

    path = session.days.paths[day_report.date] if day_report.date else session.notebook.root
    pictures = Pictures(session.notebook, path)
    written = page(asked_of_advisor(session, day_report), pictures.embed)
    session.remarks += pictures.remarks()
    return written


def _print(shown: Shown, form: ReportFormat) -> None:
    from litnotes.render.terminal import show_page

    if form == "text":
        show_page(shown.text, shown.headings)
    else:
        out_data(shown.text)


def _print_warnings(session: Notes, path: Path, day: datetime.date) -> None:
    """Print how unclear places of a report were read, also if the report did not change."""
    from litnotes.store import files

    for read in days_in(session, path, files.read(path)):
        for note in read.unsilenced if read.report.date == day else ():
            if note.severity == "warning":
                say_diagnostic(session.notebook.shown(path), note)
