"""The long tables of a site: the first rows are on the page, the others in files beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from litnotes.app.site.contents import as_text
from litnotes.app.site.folder import SitePage
from litnotes.render.candidate_page import decisions_in_words
from litnotes.render.paper_page import cited
from litnotes.render.text import count
from litnotes.values.printable import printable

if TYPE_CHECKING:
    from litnotes.app.pool import Pool
    from litnotes.index.items import PaperRow

ON_PAGE, IN_PART = 150_000, 200_000
"""Most characters of the rows on a page, and of those in a file beside it."""


class SiteRow(NamedTuple):
    """A row; `href` is where its first cell leads, empty if nowhere."""

    href: str
    cells: tuple[str, ...]


class SiteTable(NamedTuple):
    """A table with its columns; those in `filtered` have few values, of which the reader chooses one."""

    name: str
    title: str
    noun: str
    columns: tuple[str, ...]
    filtered: tuple[int, ...]
    rows: Sequence[SiteRow]


def paper_table(rows: Iterable[PaperRow]) -> SiteTable:
    """Return the table of papers; names that are not identified come last."""
    columns = ("paper", "authors", "year", "reading", "decision", "tags", "last named")
    listed = [
        SiteRow(
            f"papers/{quote(row.key)}.html" if row.key else "",
            _cells(
                row.name, cited((row.authors or "").split("\n"), None, None), row.year,
                row.reading, row.decision, (row.tags or "").replace("\n", "; "), row.last_day,
            ),
        )
        for row in rows
    ]  # fmt: skip
    return SiteTable("papers", "Papers", "paper", columns, (2, 3, 4, 5), listed)


def candidate_table(pool: Pool) -> SiteTable:
    """Return the table of candidates with the decisions on them, in the order they were found."""
    columns = ("title", "authors", "year", "venue", "stage", "decisions", "linked with")
    listed = []
    for standing in pool.standings:
        one = standing.candidate
        linked = dict.fromkeys(pool.names.get(each.paper, each.paper) for each in one.reached)
        href = f"papers/{quote(standing.paper)}.html" if standing.paper else ""
        cells = _cells(
            one.title, cited(one.authors, None, None, more=one.more_authors), one.year, one.venue,
            standing.stage, "; ".join(decisions_in_words(standing)), "; ".join(linked),
        )  # fmt: skip
        listed.append(SiteRow(href, cells))
    return SiteTable("candidates", "Candidates and decisions", "candidate", columns, (2, 4), listed)


def _cells(*values: object) -> tuple[str, ...]:
    return tuple(printable(" ".join(str(value or "").split())) for value in values)


def table_pages(table: SiteTable, page: Callable[..., SitePage]) -> Iterator[SitePage]:
    """Yield the page of a table, and the files with the rows it has no room for."""
    first, rest = _cut(table.rows, ON_PAGE)
    names: list[str] = []
    while rest:
        part, rest = _cut(rest, IN_PART)
        names.append(f"data/{table.name}-{len(names) + 1}.js")
        text = _script(part)
        yield SitePage(names[-1], as_text([text]), lambda text=text: text)  # type: ignore[misc]
    values = {
        "kind": table.name,
        "columns": table.columns,
        "choices": [(at, _values(table.rows, at)) for at in table.filtered if table.columns[at] != "year"],
        "year": table.columns.index("year") if "year" in table.columns else None,
        "rows": first,
        "total": count(len(table.rows), table.noun),
        "more": names,
    }
    yield page(
        f"{table.name}.html", table.title, "", "site_table.jinja", values,
        scripts=("site_table.js",), loads_parts=bool(names),
    )  # fmt: skip


def _cut(rows: Sequence[SiteRow], most: int) -> tuple[Sequence[SiteRow], Sequence[SiteRow]]:
    """Return the first rows that need at most `most` characters, and the others."""
    left = most
    for at, row in enumerate(rows):
        left -= sum(map(_size, row.cells)) + _size(row.href) + 20
        if left < 0:
            return rows[: max(1, at)], rows[max(1, at) :]
    return rows, ()


def _size(text: str) -> int:
    """Return the greatest number of bytes of a cell, escaped."""
    return len(json.dumps(text)) + 9


def _values(rows: Iterable[SiteRow], at: int) -> list[str]:
    return sorted({value for row in rows for value in row.cells[at].split("; ") if value})


def _script(rows: Sequence[SiteRow]) -> str:
    """Return rows as a script that only adds data."""
    listed = ",\n".join(json.dumps(row._asdict()) for row in rows).replace("<", r"\u003c")
    return f"(self.litnotesRows ??= []).push(\n{listed}\n);\n"
