"""The pages of a site: the values of each, and the fingerprint of what it is made from."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from importlib import resources
from itertools import groupby
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from litnotes import __version__
from litnotes.app.guide_topics import TOPICS, text_of
from litnotes.app.site.citation_map import citation_map
from litnotes.app.site.contents import Contents, SiteDay, SitePaper, as_text
from litnotes.app.site.figures import Figure, figures
from litnotes.app.site.folder import SitePage
from litnotes.export import bibtex_entry
from litnotes.model.paper import Paper
from litnotes.render.flow_svg import flow_svg
from litnotes.render.flow_table import flow_notes, flow_rows
from litnotes.render.html.charts import HOW_TO, can_draw, chart_svg
from litnotes.render.html.page import Look, page_html
from litnotes.render.html.prose import Embed
from litnotes.render.html.site_map import map_values
from litnotes.render.html.site_tables import ON_PAGE, candidate_table, paper_table, table_pages
from litnotes.render.paper_page import cited, record_rows, source_lines
from litnotes.render.report_page import SECTIONS
from litnotes.render.text import count
from litnotes.screening.prisma import flow
from litnotes.values.addresses import page_of

if TYPE_CHECKING:
    from litnotes.model.several_days import AskedQuestion

MENU = (
    ("index.html", "Notebook"), ("days.html", "Days"), ("papers.html", "Papers"),
    ("questions.html", "Questions"), ("candidates.html", "Candidates"), ("map.html", "Citations"),
    ("flow.html", "Flow"), ("progress.html", "Progress"), ("guide.html", "Guide"),
)  # fmt: skip
STYLES = ("page.css", "site.css")


def site_pages(contents: Contents, pictures: Callable[[SiteDay], Embed]) -> Iterator[SitePage]:
    """Yield all pages of a site; `pictures` finds the pictures that the report of a day shows."""
    days = [*contents.days()]
    papers = [*contents.papers()]
    words: dict[object, str] = {None: ""}
    words |= {day.day: day.report.model_dump_json() for day in days}
    yield from (_day(day, words, pictures) for day in days)
    yield from (_paper(paper, contents.names) for paper in papers)
    questions = contents.questions
    dates = [day.day for day in days]
    yield from _questions(questions, dates)
    yield from table_pages(paper_table(contents.rows), _site)
    yield from table_pages(candidate_table(contents.pool), _site)
    yield _site("map.html", "Citation map", "", "site_map.jinja", map_values(citation_map(contents)))
    yield _flow(contents)
    yield _progress(figures(contents, days))
    yield from _guide()
    links = [
        (f"days/{each.day}.html", f"{each.day:%A}, {each.day}", each.report.title) for each in days[::-1]
    ]
    months = [(month, [*group]) for month, group in groupby(links, lambda link: link[0][5:12])]
    yield _site("days.html", "Days", count(len(days), "report"), "site_list.jinja", {"lists": months})
    open_now = sum(question.state == "open" for question in questions)
    ours = [
        ("days.html", "Days", count(len(days), "report")),
        ("papers.html", "Papers", count(len(papers), "paper")),
        ("questions.html", "Questions", f"{open_now} open"),
        ("candidates.html", "Candidates and decisions", count(len(contents.pool.standings), "candidate")),
        ("map.html", "Citation map", ""),
        ("flow.html", "PRISMA flow", ""),
        ("progress.html", "Progress in numbers", ""),
        ("guide.html", "Guide", ""),
    ]
    lists = [("In this notebook", ours), ("Latest days", links[:7])]
    yield _site(
        "index.html", "Notebook", "", "site_list.jinja", {"lists": [each for each in lists if each[1]]}
    )


def _site(
    name: str,
    title: str,
    subtitle: str,
    template: str,
    values: Mapping[str, object],
    *,
    scripts: tuple[str, ...] = (),
    loads_parts: bool = False,
) -> SitePage:
    """Return a page of the site that is made from `values` alone."""
    made_from = fingerprint(name, title, subtitle, values)
    make = partial(_html, name, title, subtitle, Look(template, STYLES, scripts, loads_parts), values)
    return SitePage(name, made_from, make)


def _html(
    name: str,
    title: str,
    subtitle: str,
    look: Look,
    values: Mapping[str, object],
    embed: Embed = lambda _: None,
) -> str:
    up = "../" * name.count("/")
    always = {"menu": MENU, "here": name, "up": up, "subtitle": subtitle}
    return page_html(look, title, {**always, **values}, embed) + "\n"


def fingerprint(*values: object) -> str:
    """Return the hash of all that a page is made from: values, and the code and files of this room."""
    return hashlib.sha256(f"{_room()}{as_text(values)}".encode("utf-8", "backslashreplace")).hexdigest()


@cache
def _room() -> str:
    """Return the hash of the files of this room, so that a new version makes all pages anew."""
    own = (each for each in resources.files(__package__).iterdir() if each.is_file())
    texts = sorted((each.name, each.read_bytes()) for each in own)
    return hashlib.sha256(repr((__version__, texts)).encode()).hexdigest()


def _day(day: SiteDay, words: Mapping[object, str], pictures: Callable[[SiteDay], Embed]) -> SitePage:
    """Return the page of a day; one that may show pictures is always made, because they may change."""
    name = f"days/{day.day}.html"
    before = day.earlier.date if day.earlier else None
    neighbours = {"before": before, "after": day.after, "papers": day.papers, "named": day.named}
    own = words[day.day]
    made_from = "" if "![" in own else fingerprint(own, words[before], neighbours)

    def make() -> str:
        values = {**neighbours, "tasks": day.tasks, "report": day.report, "sections": SECTIONS}
        title, look = day.report.title or str(day.day), Look("site_day.jinja", STYLES)
        return _html(name, title, f"{day.day:%A}, {day.day}", look, values, pictures(day))

    return SitePage(name, made_from, make)


def _paper(paper: SitePaper, names: Mapping[str, str]) -> SitePage:
    name = f"papers/{paper.row.key}.html"
    linked = {key: names[key] for key in (*paper.cites, *paper.cited_by)}
    made_from = fingerprint(paper.row._replace(id=0), paper.content, paper.entries, linked, paper.cites)
    return SitePage(name, made_from, partial(_paper_html, name, paper, linked))


def _paper_html(name: str, paper: SitePaper, linked: Mapping[str, str]) -> str:
    row, fields = paper.row, json.loads(paper.content)
    decided = f"{row.decision} ({row.decided_on}{f' by {row.decided_by}' if row.decided_by else ''})"
    entries = [(day, (role, SimpleNamespace(**json.loads(data)))) for day, role, data in paper.entries]
    values = {
        "state": f"Reading: {row.reading}. Decision: {decided if row.decision else 'none yet'}"
        + (f": {row.reason}" if row.decision and row.reason else ""),
        "record": [*record_rows(fields, ""), *(("source", each) for each in source_lines(fields))],
        "address": page_of(fields.get("ids") or {}, fields.get("url")),
        "history": [
            (day, [entry for _, entry in group]) for day, group in groupby(entries, lambda each: each[0])
        ],
        "names": linked,
        "cites": paper.cites,
        "cited_by": paper.cited_by,
        "bibtex": bibtex_entry.entry(Paper.model_validate(fields)).rstrip("\n"),
    }
    about = cited(fields["authors"], row.venue, row.year, more=fields["more_authors"])
    look = Look("site_paper.jinja", STYLES, ("copy_bibtex.js",))
    return _html(name, row.title or row.name, about, look, values)


def _questions(questions: Sequence[AskedQuestion], dates: Sequence[object]) -> Iterator[SitePage]:
    """Yield the open questions, and those with an end, the newest first; each page has room for some."""
    ended = [each for each in reversed(questions) if each.state != "open"]
    listed = [each for each in questions if each.state == "open"] + ended
    parts = [*_parts(listed)] or [[]]
    names = ["questions.html", *(f"questions-{number}.html" for number in range(2, len(parts) + 1))]
    for at, (name, part) in enumerate(zip(names, parts, strict=True)):
        groups = [
            ("Open", [each for each in part if each.state == "open"]),
            ("Answered or closed", [each for each in part if each.state != "open"]),
        ]
        values = {"groups": groups, "dates": dates, "later": names[at - 1] if at else "",
                  "older": names[at + 1] if at + 1 < len(names) else ""}  # fmt: skip
        yield _site(name, "Questions", count(len(questions), "question"), "site_questions.jinja", values)


def _parts(questions: Sequence[AskedQuestion]) -> Iterator[list[AskedQuestion]]:
    """Yield runs of questions, each with at most `ON_PAGE` bytes of words or a single question."""
    part: list[AskedQuestion] = []
    left = ON_PAGE
    for question in questions:
        left -= 300 + len(question.model_dump_json().encode())
        if part and left < 0:
            yield part
            part, left = [], ON_PAGE
        part.append(question)
    if part:
        yield part


def _flow(contents: Contents) -> SitePage:
    counts = flow(contents.pool.traces, contents.pool.standings)
    values: dict[str, Any] = {
        "picture": _svg_address(flow_svg(counts)) if contents.pool.traces else "",
        "rows": flow_rows(counts),
        "notes": flow_notes(counts),
    }
    return _site("flow.html", "PRISMA flow", "", "site_flow.jinja", values)


def _progress(numbers: Sequence[Figure]) -> SitePage:
    """Return the page of figures; pictures take a second to draw, so only a page that is made has them."""
    values: dict[str, object] = {"figures": numbers, "how_to": "" if can_draw() else HOW_TO}

    def make() -> str:
        pictures = (_svg_address(chart_svg(each)) if can_draw() else "" for each in numbers)
        drawn = {**values, "drawn": [*zip(numbers, pictures, strict=True)]}
        return _html("progress.html", "Progress", "", Look("site_progress.jinja", STYLES), drawn)

    return SitePage("progress.html", fingerprint("progress.html", values), make)


def _svg_address(svg: str) -> str:
    """Return a picture as an address; as an image, it cannot run anything."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _guide() -> Iterator[SitePage]:
    topics = [(f"guide/{topic}.html", topic, about) for topic, about in TOPICS.items()]
    yield _site("guide.html", "Guide", "", "site_list.jinja", {"lists": [("Topics", topics)]})
    for topic in TOPICS:
        heading, _, text = text_of(topic).partition("\n")
        values = {"text": text}
        yield _site(f"guide/{quote(topic)}.html", heading.lstrip("# "), "", "site_text.jinja", values)
