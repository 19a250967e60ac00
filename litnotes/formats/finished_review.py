"""Reads finished reviews from CSV, as written by ASReview and by collections of such reviews."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from litnotes.formats.columns import fields_of, filled, first, folded, texts
from litnotes.formats.entry import Broken
from litnotes.formats.rows import TableRow, rows
from litnotes.values import plain

_LABELS = (
    "labelincluded",
    "asreviewlabel",
    "included",
    "finalincluded",
    "includedfinal",
    "label",
    "include",
)
"""Folded names of the column with the decisions, the likeliest first."""
NEEDED = ("title", "abstract", "label_included")

_YES = frozenset({"1", "1.0", "yes", "y", "true", "include", "included", "relevant"})
_NO = frozenset({"0", "0.0", "no", "n", "false", "exclude", "excluded", "irrelevant"})
_NOT_KNOWN = frozenset({"", "-1", "-1.0", "?", "na", "nan", "unknown"})
_MOST_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledRecord:
    """A record of a review; `included` is None if not known. `line` is its first line."""

    title: str
    abstract: str
    included: bool | None
    keywords: str = ""
    year: int | None = None
    line: int


def read(text: str) -> list[LabelledRecord] | Broken:
    """Return the records of a review, or why it cannot be read."""
    table = rows(text)
    header = next(table, None)
    if header is None:
        return Broken(1, "the file is empty; expected a table with column names in its first line")
    if isinstance(header, Broken):
        return header
    names = [folded(name) for name in header.cells]
    label = next((names.index(name) for name in _LABELS if name in names), None)
    if label is None or not {"title", "abstract"} <= fields_of(names):
        return _without_columns(header, is_labelled=label is not None)
    found: list[LabelledRecord] = []
    for row in table:
        record = row if isinstance(row, Broken) else _record(row, names, label)
        if isinstance(record, Broken):
            return record
        found.append(record)
    return found or Broken(header.line, "no records after the row of column names")


def _without_columns(header: TableRow, *, is_labelled: bool) -> Broken:
    there = fields_of(header.cells) | ({"label_included"} if is_labelled else set())
    missing = [name for name in NEEDED if name not in there]
    named = ", ".join(name.strip() for name in header.cells)[:300]
    what = "column" if len(missing) == 1 else "columns"
    why = f"no {what} {' and '.join(missing)}; the columns are {named}; needed are {', '.join(NEEDED)}"
    return Broken(header.line, why)


def _record(row: TableRow, names: Sequence[str], place: int) -> LabelledRecord | Broken:
    """Return the record of a row with its label in column `place`, or what is wrong with the row."""
    if place >= len(row.cells):
        count = len(row.cells)
        return Broken(row.line, f"row has only {count} cells; `label_included` is missing")
    label = row.cells[place].strip().lower()
    if label not in _YES | _NO | _NOT_KNOWN:
        shown = " ".join(label.split())[:_MOST_SHOWN]
        why = f'the label "{shown}" is neither 1 nor 0 (or yes, no, included, excluded; -1 if not known)'
        return Broken(row.line, why)
    cells = filled(names, row.cells)
    return LabelledRecord(
        title=first(cells, "title").strip(),
        abstract=first(cells, "abstract").strip(),
        included=None if label in _NOT_KNOWN else label in _YES,
        keywords=first(cells, "keywords").strip(),
        year=plain.year(*texts(cells, "year")),
        line=row.line,
    )
