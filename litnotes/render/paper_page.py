"""Papers as lines, rows and pages of plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from litnotes.render.report_page import paper_lines
from litnotes.values import people
from litnotes.values.printable import printable

if TYPE_CHECKING:
    from litnotes.index.items import PaperRow
    from litnotes.model.limits import AllowedYears
    from litnotes.model.paper import Paper


def citation(paper: Paper) -> str:
    """Return first author, venue and year of a paper: `Esser et al., CVPR 2021`."""
    return cited(paper.authors, paper.venue, paper.venue_year or paper.year, more=paper.more_authors)


def described(paper: Paper, years: AllowedYears | None = None) -> str:
    """Return a paper on one line: name, title, citation, and how its year misses the criteria."""
    about = "; ".join(filter(None, (citation(paper), years.outside(paper.year) if years else "")))
    return f"{paper.headline}{f' ({about})' if about else ''}"


def cited(authors: Sequence[str], venue: str | None, year: int | None, *, more: bool = False) -> str:
    """Return first author, venue and year; `more` states that `authors` is not complete."""
    first = people.surname(authors[0]) if authors else ""
    others = " et al." if len(authors) > 1 or more else ""
    where = " ".join(str(part) for part in (venue, year) if part)
    return ", ".join(part for part in (f"{first}{others}" if first else "", where) if part)


def papers_as_rows(
    rows: Iterable[PaperRow], columns: Sequence[str], remark: Callable[[PaperRow], str]
) -> list[list[str]]:
    """Return the cells of `columns` for each paper."""
    cells = [_CELLS[column] for column in columns if column != "remark"]
    lines = [[str(cell(row) or "") for cell in cells] for row in rows]
    if "remark" in columns:
        at = list(columns).index("remark")
        for cells_of_row, row in zip(lines, rows, strict=True):
            cells_of_row.insert(at, remark(row))
    return lines


def fields_of(columns: Iterable[str]) -> set[str]:
    """Return the fields of a `PaperRow` that these columns need."""
    return {field for column in columns for field in _FIELDS.get(column, (column,))}


def _joined(text: str | None) -> str:
    return (text or "").replace("\n", "; ")


_CELLS: dict[str, Callable[[PaperRow], object]] = {
    "key": lambda row: row.key,
    "name": lambda row: row.name,
    "title": lambda row: row.title or row.name,
    "authors": lambda row: "; ".join(map(people.shown, (row.authors or "").split("\n"))),
    "year": lambda row: row.year,
    "venue": lambda row: row.venue,
    "venue-year": lambda row: row.venue_year,
    "reading": lambda row: row.reading,
    "decision": lambda row: row.decision,
    "reason": lambda row: row.reason,
    "by": lambda row: row.decided_by,
    "tags": lambda row: _joined(row.tags),
    "cited": lambda row: row.cited,
    "added": lambda row: row.added,
    "first-named": lambda row: row.first_day,
    "last-named": lambda row: row.last_day,
}
_FIELDS = {
    "title": ("title", "name"), "venue-year": ("venue_year",), "by": ("decided_by",), "remark": ("record",),
    "first-named": ("first_day",), "last-named": ("last_day",),
}  # fmt: skip
COLUMNS = (*_CELLS, "remark")
USUAL = ("key", "name", "year", "reading", "decision", "last-named", "remark")


def paper_page(paper: Mapping[str, Any], outside: str) -> str:
    """Return a page on a paper as plain text: its record, then the conclusions and mentions of each day.

    Args:
        paper: what `show --json` prints.
        outside: how its year misses the criteria; empty where it does not.
    """
    lines: list[str] = []
    if "key" in paper:
        lines += _record(paper, outside)
    else:
        name = paper["title"]
        lines += [name, f'not identified: run `litnotes add-paper "{name}"` to make its record']
    why = " (assumed: there is a conclusion on it)" if paper["assumed_read"] else ""
    lines += ["", f"reading: {paper['reading']}{why}", f"decision: {_decision(paper)}"]
    for day in paper["days"]:
        lines += ["", day]
        for conclusion in paper["conclusions"]:
            if conclusion["date"] == day:
                lines += paper_lines(SimpleNamespace(**conclusion), "  ")
        lines += [f"  named: {mention['text']}" for mention in paper["mentions"] if mention["date"] == day]
    return printable("\n".join(lines))


def _decision(paper: Mapping[str, Any]) -> str:
    if not paper["decision"]:
        return "none yet"
    by = f" by {paper['by']}" if paper["by"] else ""
    reason = f": {paper['reason']}" if paper["reason"] else ""
    return f"{paper['decision']}{reason} ({paper['decided_on']}{by})"


def _record(paper: Mapping[str, Any], outside: str) -> list[str]:
    known = [f"{name}: {value}" for name, value in record_rows(paper, outside)]
    return [paper["title"], *known, *source_lines(paper)]


def record_rows(paper: Mapping[str, Any], outside: str) -> list[tuple[str, str]]:
    """Return the fields of a paper that have a value, each with its name for people."""
    others = " and others" if paper["more_authors"] else ""
    year = f"{paper['year'] or ''}{f', outside the criteria: {outside}' if outside else ''}"
    rows: list[tuple[str, str | None]] = [
        ("key", ", ".join((paper["key"], *(f"formerly {key}" for key in paper["former_keys"])))),
        ("names", ", ".join(paper["short_names"])),
        *(("also titled", title) for title in paper["other_titles"]),
        ("authors", ", ".join(map(people.shown, paper["authors"])) + others),
        ("year", year.removeprefix(", ")),
        ("venue", " ".join(str(paper[name]) for name in ("venue", "venue_year") if paper[name])),
        *((name, paper[name]) for name in ("type", "language", "volume", "number", "pages", "publisher")),
        *paper["ids"].items(),
        ("also", ", ".join(paper["other_ids"])),
        ("url", paper["url"]),
        ("tags", ", ".join(paper["tags"])),
        ("retracted", "yes" if paper["retracted"] else ""),
        ("cited by", "; ".join(_count(citations) for citations in paper["citations"])),
        ("record", paper["record"]),
        ("abstract", paper["abstract"]),
        ("notes", paper["notes"]),
    ]
    return [(name, value) for name, value in rows if value]


def source_lines(paper: Mapping[str, Any]) -> list[str]:
    """Return lines on the source of each field, on differing values, and on services without data."""
    fields: dict[str, list[str]] = {}
    for field, source in paper["provenance"].items():
        fields.setdefault(source, []).append(field)
    lines = [f"from {source}: {', '.join(names)}" for source, names in fields.items()]
    for other in paper["differing"]:
        source = f"{other['source']} {other['asked'] or ''}".rstrip()
        lines.append(f"{other['field']} is {other['value']} in {source}")
    answers = paper["services"].items()
    silent = [f"{name} {answer}" for name, answer in answers if not answer.startswith("found")]
    return [*lines, *([f"no data from: {'; '.join(silent)}"] if silent else [])]


def _count(citations: Mapping[str, Any]) -> str:
    return f"{citations['count']} ({citations['source']} {citations['asked']})"
