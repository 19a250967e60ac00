"""Papers as lines, rows and pages of plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from litnotes.render.report import paper_lines
from litnotes.render.text import printable

if TYPE_CHECKING:
    from litnotes.library.history import History
    from litnotes.model.paper import Paper


def citation(paper: Paper) -> str:
    """Return author and year of a paper in a few words: `Esser et al., CVPR 2021`."""
    return cited(paper.authors, paper.venue, paper.venue_year or paper.year, more=paper.more_authors)


def cited(authors: Sequence[str], venue: str | None, year: int | None, *, more: bool = False) -> str:
    """Return the first author, venue and year in a few words; `more` tells that there are other authors."""
    first = authors[0].split(",")[0] if authors else ""
    if first and "," not in authors[0]:
        first = first.split()[-1]
    others = " et al." if len(authors) > 1 or more else ""
    where = " ".join(str(part) for part in (venue, year) if part)
    return ", ".join(part for part in (f"{first}{others}" if first else "", where) if part)


def headline(paper: Paper) -> str:
    """Return title and short name of a paper in one line, each once."""
    return paper.headline


def papers_as_rows(histories: Iterable[History]) -> list[list[str]]:
    """Return key, name, year, reading state, decision and last day of each paper."""
    return [
        [
            history.paper.key if history.paper else "",
            printable(_short(history)),
            str(history.paper.year or "") if history.paper else "",
            history.reading,
            history.decision or "",
            str(history.days[-1]) if history.days else "",
            (history.paper.record if history.paper.record == "not looked up" else "")
            if history.paper
            else "not identified",
        ]
        for history in histories
    ]


def _short(history: History) -> str:
    return headline(history.paper) if history.paper else " ".join(history.name.split())


def paper_page(history: History) -> str:
    """Return everything known of a paper as plain text."""
    lines: list[str] = []
    if history.paper:
        lines += _record(history.paper)
    else:
        lines += [history.name, f'not identified: `litnotes add-paper "{history.name}"` makes a record']
    lines += ["", f"reading: {history.reading}"]
    if history.verdict:
        day, said = history.verdict
        by = f" by {said.by}" if said.by else ""
        reason = f": {said.reason}" if said.reason else ""
        lines.append(f"decision: {said.decision}{reason} ({day}{by})")
    else:
        lines.append("decision: none yet")
    mentioned = {day for day, _ in history.mentions}
    for day in history.days:
        lines += ["", str(day)]
        for said_on, conclusion in history.conclusions:
            if said_on == day:
                lines += paper_lines(conclusion, "  ")
        if day in mentioned:
            lines += [f"  named: {said.text}" for on, said in history.mentions if on == day]
    return printable("\n".join(lines))


def _record(paper: Paper) -> list[str]:
    rows = [
        ("key", paper.key),
        ("names", ", ".join(paper.short_names)),
        ("authors", ", ".join(paper.authors) + (" and others" if paper.more_authors else "")),
        ("year", str(paper.year or "")),
        ("venue", " ".join(str(part) for part in (paper.venue, paper.venue_year) if part)),
        *((kind, value) for kind, value in paper.ids.items()),
        ("url", paper.url or ""),
        ("tags", ", ".join(paper.tags)),
        ("record", paper.record),
        ("abstract", paper.abstract or ""),
    ]
    return [paper.title, *(f"{name}: {value}" for name, value in rows if value)]
