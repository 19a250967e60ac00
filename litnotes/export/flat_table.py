"""Papers as one flat CSV table, for spreadsheets and data frames."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from litnotes.export.csl_items import short_title
from litnotes.export.dossier import Dossier
from litnotes.export.plain_text import line, lines
from litnotes.formats.spreadsheet import defused

COLUMNS = (
    "key", "title", "short_title", "authors", "year", "venue", "venue_year", "type", "volume", "number",
    "pages", "publisher", "language", "doi", "arxiv", "pmid", "openalex", "url", "tags", "reading",
    "decision", "reason", "by", "decided_on", "group", "description", "similarities", "differences",
    "other_fields", "notes", "abstract", "is_retracted",
)  # fmt: skip


def csv_table(dossiers: Sequence[Dossier]) -> str:
    """Return papers as CSV (RFC 4180): commas, CRLF, quotes where needed; formulas are defused."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for dossier in dossiers:
        writer.writerow([defused(cell) for cell in _cells(dossier)])
    return table.getvalue()


def _cells(dossier: Dossier) -> Iterator[str]:
    """Yield the cells in the order of the columns."""
    paper = dossier.paper
    yield line(paper.key)
    yield line(paper.title)
    yield short_title(paper)
    yield "; ".join([*map(line, paper.authors), *(["et al."] if paper.more_authors else [])])
    yield str(paper.year or "")
    yield line(paper.venue)
    yield str(paper.venue_year or "")
    yield from map(
        line, (paper.type, paper.volume, paper.number, paper.pages, paper.publisher, paper.language)
    )
    yield from (line(paper.ids.get(kind)) for kind in ("doi", "arxiv", "pmid", "openalex"))
    yield line(paper.url)
    yield _tags(paper.tags)
    yield dossier.reading
    yield from map(line, (dossier.decision, dossier.reason, dossier.by))
    yield str(dossier.decided_on or "")
    yield line(dossier.group)
    yield _text(dossier.description)
    yield "\n".join(map(_text, dossier.similarities))
    yield "\n".join(map(_text, dossier.differences))
    yield "\n".join(f"{line(name)}: {_text(text)}" for name, text in dossier.fields.items())
    yield _text(paper.notes)
    yield line(paper.abstract)
    yield "true" if paper.retracted else ""


def _tags(tags: Sequence[str]) -> str:
    """Return tags separated by semicolons; a single tag with a comma gets one too, so that it stays one."""
    each = [line(tag) for tag in tags]
    return "; ".join(each) + (";" if len(each) == 1 and "," in each[0] else "")


def _text(text: str | None) -> str:
    return "\n".join(lines(text))
