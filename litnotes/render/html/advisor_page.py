"""The page of a day or of several days for the advisor: one file, with a form that makes a reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litnotes.render.html.page import Look, page_html
from litnotes.render.html.prose import Embed
from litnotes.render.overview_page import overview_sections
from litnotes.render.paper_page import cited
from litnotes.render.report_page import SECTIONS
from litnotes.render.text import age, count

if TYPE_CHECKING:
    from litnotes.app.advisor import AskedOfAdvisor
    from litnotes.model.reports import Report
    from litnotes.model.several_days import Overview


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
    values: dict[str, object] = {
        "subtitle": subtitle,
        "asked": asked,
        "numbers": _numbers(asked),
        "age": age,
        "count": count,
        "cited": _cited,
        **content,
    }
    look = Look("advisor_page.jinja", ("page.css",), ("reply_form.js",))
    return page_html(look, title, values, embed)


def _numbers(asked: AskedOfAdvisor) -> str:
    """Return what there is to do in a line: `2 questions and 3 papers`."""
    parts = [
        count(len(things), noun)
        for things, noun in ((asked.questions, "question"), (asked.papers, "paper"))
        if things
    ]
    return " and ".join(parts)


def _cited(paper: Any) -> str:
    return cited(paper.authors, paper.venue, paper.year)
