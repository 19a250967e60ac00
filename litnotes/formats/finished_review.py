"""Reads finished reviews from CSV, as written by screening tools and by collections of such reviews."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from litnotes.formats.columns import Cells, fields_of, filled, first, folded, texts
from litnotes.formats.entry import Broken
from litnotes.formats.labels import LABELS, choice_of, is_label, labels_of
from litnotes.formats.rows import TableRow, rows
from litnotes.values import plain

if TYPE_CHECKING:
    from litnotes.model.candidate import Choice

NEEDED = ("title", "abstract", "label_included")

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
    label = next((names.index(name) for name in LABELS if name in names), None)
    is_labelled = label is not None or "notes" in names
    if not is_labelled or not {"title", "abstract"} <= fields_of(names):
        return _without_columns(header, is_labelled=is_labelled)
    found: list[LabelledRecord] = []
    for row in table:
        record = row if isinstance(row, Broken) else _record(row, names, label)
        if isinstance(record, Broken):
            return record
        found.append(record)
    if found and label is None and all(one.included is None for one in found):
        return _without_columns(header, is_labelled=False)
    return found or Broken(header.line, "no records after the row of column names")


def _without_columns(header: TableRow, *, is_labelled: bool) -> Broken:
    there = fields_of(header.cells) | ({"label_included"} if is_labelled else set())
    missing = [name for name in NEEDED if name not in there]
    named = ", ".join(name.strip() for name in header.cells)[:300]
    what = "column" if len(missing) == 1 else "columns"
    why = f"no {what} {' and '.join(missing)}; the columns are {named}; needed are {', '.join(NEEDED)}"
    return Broken(header.line, why)


def _record(row: TableRow, names: Sequence[str], place: int | None) -> LabelledRecord | Broken:
    """Return the record of a row, or what is wrong with it.

    Its label is in column `place`; without one, in the notes of Rayyan or Covidence.
    """
    if place is not None and (why := _wrong_label(row, place)):
        return Broken(row.line, why)
    cells = filled(names, row.cells)
    return LabelledRecord(
        title=first(cells, "title").strip(),
        abstract=first(cells, "abstract").strip(),
        included=_included(cells) if place is None else _is_included(choice_of(row.cells[place])),
        keywords=first(cells, "keywords").strip(),
        year=plain.year(*texts(cells, "year")),
        line=row.line,
    )


def _wrong_label(row: TableRow, place: int) -> str:
    if place >= len(row.cells):
        return f"row has only {len(row.cells)} cells; `label_included` is missing"
    if is_label(row.cells[place]):
        return ""
    shown = " ".join(row.cells[place].lower().split())[:_MOST_SHOWN]
    return f'the label "{shown}" is neither 1 nor 0 (or yes, no, included, excluded; -1 if not known)'


def _included(cells: Cells) -> bool | None:
    """Return what all people who screened a record decided; None if they disagree."""
    decided = {_is_included(label.choice) for label in labels_of(cells) if label.choice}
    return decided.pop() if len(decided) == 1 else None


def _is_included(choice: Choice | None) -> bool | None:
    """Return whether a record is relevant; None if that is not known."""
    return None if choice in (None, "unsure") else choice != "exclude"
