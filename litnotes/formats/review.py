"""Finished reviews as tables (CSV), as ASReview and the collections of such reviews write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from litnotes.formats.base import Broken

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "primary_title", "article_title", "document_title"),
    "abstract": ("abstract", "notes_abstract", "abstract_note"),
    "label_included": (
        "label_included",
        "included",
        "final_included",
        "included_final",
        "label",
        "include",
    ),
    "keywords": ("keywords", "author_keywords"),
    "year": ("year", "publication_year"),
}
"""What a column is and the names it goes by, the likeliest first; case and `_` do not matter."""
NEEDED = ("title", "abstract", "label_included")

_YES = frozenset({"1", "1.0", "yes", "y", "true", "include", "included", "relevant"})
_NO = frozenset({"0", "0.0", "no", "n", "false", "exclude", "excluded", "irrelevant"})
_NOT_KNOWN = frozenset({"", "-1", "-1.0", "?", "na", "nan", "unknown"})
_MAX_CELL = 2**31 - 1
_MOST_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """A record of a review; `included` is None where that is not known. `line` is where it starts."""

    title: str
    abstract: str
    included: bool | None
    keywords: str = ""
    year: int | None = None
    line: int


def read(text: str) -> list[Screened] | Broken:
    """Return the records of a review, or what stands against reading it."""
    rows = _rows(text)
    if isinstance(rows, Broken):
        return rows
    if not rows:
        return Broken(1, "the file is empty; a table is expected, its first line the names of its columns")
    (line, header), *records = rows
    places = _places(header)
    if missing := [name for name in NEEDED if name not in places]:
        named = ", ".join(name.strip() for name in header)[:300]
        what = "column" if len(missing) == 1 else "columns"
        return Broken(
            line,
            f"no {what} {' and '.join(missing)}; the columns are {named}; needed are {', '.join(NEEDED)}",
        )
    found: list[Screened] = []
    for start, row in records:
        record = _record(start, row, places)
        if isinstance(record, Broken):
            return record
        found.append(record)
    return found or Broken(line, "there is no record below the names of the columns")


def _rows(text: str) -> list[tuple[int, list[str]]] | Broken:
    """Return the rows that hold anything, each with its line."""
    csv.field_size_limit(_MAX_CELL)  # abstracts of whole proceedings are longer than the usual limit
    delimiter = _delimiter(text)
    rows: list[tuple[int, list[str]]] = []
    strict = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in strict:
            rows.append((line, row))
            line = strict.line_num + 1
    except csv.Error as error:
        if "unexpected end" in str(error):
            return Broken(line, "a quote that opens in this record is not closed before the file ends")
        rows = list(_leniently(text, delimiter))
    return [(line, row) for line, row in rows if any(cell.strip() for cell in row)]


def _leniently(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a table whose quotes are not all as they should be."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    for row in reader:
        yield line, row
        line = reader.line_num + 1


def _delimiter(text: str) -> str:
    """Return what stands between cells: what the first line has most of, a comma where none."""
    first = text.lstrip().partition("\n")[0]
    return max(",;\t", key=first.count)


def _places(header: Sequence[str]) -> dict[str, int]:
    """Return where each column is that is known by a name."""
    names = ["_".join(name.lower().replace("_", " ").split()) for name in header]
    return {
        column: names.index(name)
        for column, aliases in COLUMNS.items()
        for name in reversed(aliases)
        if name in names
    }


def _record(line: int, row: Sequence[str], places: Mapping[str, int]) -> Screened | Broken:
    cells = {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}
    if places["label_included"] >= len(row):
        return Broken(line, f"this record has {len(row)} cells and ends before its label_included")
    label = cells["label_included"].lower()
    if label not in _YES | _NO | _NOT_KNOWN:
        shown = " ".join(label.split())[:_MOST_SHOWN]
        return Broken(
            line,
            f'the label "{shown}" is neither 1 nor 0 (or yes, no, included, excluded; -1 if not known)',
        )
    return Screened(
        title=cells["title"],
        abstract=cells["abstract"],
        included=None if label in _NOT_KNOWN else label in _YES,
        keywords=cells.get("keywords", ""),
        year=_year(cells.get("year", "")),
        line=line,
    )


def _year(cell: str) -> int | None:
    """Return a year, which spreadsheets make 2010.0."""
    whole = cell.removesuffix(".0")
    return int(whole) if whole.isascii() and whole.isdigit() and len(whole) <= 4 else None
