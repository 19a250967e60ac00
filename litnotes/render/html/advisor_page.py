"""The page of a day or of several days for the advisor: one file, with a form that makes a reply."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from importlib import resources
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from litnotes.formats.sandbox import filled_html
from litnotes.render.html.prose import Embed, NoteHtml
from litnotes.render.overview_page import overview_sections
from litnotes.render.paper_page import cited
from litnotes.render.report_page import SECTIONS
from litnotes.render.text import age, count
from litnotes.values.printable import printable

if TYPE_CHECKING:
    from litnotes.app.advisor import AskedOfAdvisor
    from litnotes.model.reports import Report
    from litnotes.model.several_days import Overview

NEVER = "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'"
"""The part of the Content-Security-Policy that is the same for all pages: nothing is ever loaded."""


def day_html(report: Report, asked: AskedOfAdvisor, embed: Embed) -> str:
    """Return the report of a day as a page, with what the advisor is asked at its top."""
    day = f"{asked.day:%A}, {asked.day}" if report.date else ""
    return _page(
        report.title or str(asked.day), day, asked, embed, {"report": report, "sections": SECTIONS}
    )


def overview_html(overview: Overview, asked: AskedOfAdvisor, embed: Embed) -> str:
    """Return an overview of several days as a page; the reply is to the last report."""
    sections = [*overview_sections(overview)]
    first, last = overview.first, overview.last
    title = f"{first} to {last}" if first != last else str(first)
    reports = count(len(overview.days), "report")
    return _page(title, reports, asked, embed, {"report": None, "sections": sections})


def _page(
    title: str, subtitle: str, asked: AskedOfAdvisor, embed: Embed, content: dict[str, object]
) -> str:
    style, script = _resource("page.css"), _resource("reply_form.js")
    prose = NoteHtml(embed)
    values: dict[str, object] = {
        "title": printable(title),
        "subtitle": subtitle,
        "asked": asked,
        "policy": f"{NEVER}; style-src '{_hash(style)}'; script-src '{_hash(script)}'",
        "numbers": _numbers(asked),
        "age": age,
        "count": count,
        "cited": _cited,
        "runs": _runs,
        **content,
    }
    html = {
        "block": prose.block,
        "line": prose.line,
        "style": lambda _: style,
        "script": lambda _: script,
    }
    return filled_html(_resource("advisor_page.jinja"), values, html).strip()


def _resource(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _numbers(asked: AskedOfAdvisor) -> str:
    """Return what there is to do in a line: `2 questions and 3 papers`."""
    parts = [
        count(len(things), noun)
        for things, noun in ((asked.questions, "question"), (asked.papers, "paper"))
        if things
    ]
    return " and ".join(parts)


def _runs(entries: Iterable[Any], name: str) -> Iterator[tuple[Any, list[Any]]]:
    """Yield the entries that follow each other with the same value of a field."""
    for value, run in groupby(entries, key=attrgetter(name)):
        yield value, list(run)


def _cited(paper: Any) -> str:
    return cited(paper.authors, paper.venue, paper.year)
