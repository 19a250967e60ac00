"""Tables as lists: each row an item, its other cells as labelled lines below it.

So a row reads as the same words in a list would: `- [x] Foo` with `why: board` below.
"""

from __future__ import annotations

from collections.abc import Iterator

from litnotes.markdown.document import Document, shadow, visible
from litnotes.markdown.read.blocks import Table
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.values.patterns import pattern

_CELL_END = pattern(r"(?<!\\)\|")
_DELIMITERS = pattern(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_BOX = pattern(r"\[([ xX/~>-]?)\]$")
_NAMES = ("task", "paper")
"""The columns whose cell names the item, most telling first."""


def cells(line: str) -> list[str]:
    """Return the cells of a row."""
    row = line.strip().removeprefix("|")
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    return [visible(cell).replace("\\|", "|").strip() for cell in _CELL_END.split(row)]


def is_delimiter_row(line: str) -> bool:
    """Whether a line is the row of dashes between header and rows."""
    return _DELIMITERS.match(line) is not None


def lists_papers(document: Document, table: Table, vocabulary: Vocabulary) -> bool:
    """Whether a table has a column of papers, so that it lists papers wherever it stands."""
    return "paper" in map(vocabulary.column, cells(document.lines[table.start].text))


def rows(document: Document, table: Table, vocabulary: Vocabulary) -> Iterator[tuple[int, list[str]]]:
    """Yield line number (0-based) and lines of each row as a list item would have them."""
    header = cells(document.lines[table.start].text)
    columns = [vocabulary.column(name) for name in header]
    main = next((columns.index(name) for name in _NAMES if name in columns), None)
    if main is None:
        main = next((place for place, column in enumerate(columns) if column is None), 0)
    for number in range(table.start + 2, table.end):
        row = cells(document.lines[number].text)
        yield number, _as_item(row, header, columns, main, vocabulary)


def _as_item(
    row: list[str], header: list[str], columns: list[str | None], main: int, vocabulary: Vocabulary
) -> list[str]:
    text = row[main] if main < len(row) else ""
    mark = ""
    below: list[str] = []
    for place, cell in enumerate(row):
        column = columns[place] if place < len(columns) else None
        if place == main:
            continue
        if column in ("read", "status") and (found := _mark(cell, column, vocabulary)):
            mark = found
        elif not vocabulary.is_placeholder(cell):
            name = header[place] if place < len(header) else ""
            below.append(f"{name}: {cell}" if name else cell)
    return [f"{mark} {text}".strip(), *below] if text else ["\n".join(below)]


def _mark(cell: str, column: str, vocabulary: Vocabulary) -> str | None:
    """Return the mark in front of an item that says what a cell says, or None."""
    box = _BOX.match(cell)
    if column == "read":
        read = box.group(1).lower() == "x" if box else vocabulary.says_read(cell)
        return None if read is None else "[x]" if read else "[to-read]"
    if box:
        return f"[{box.group(1) or ' '}]"
    return f"[{cell}]" if vocabulary.states.get(shadow(cell)) else None
