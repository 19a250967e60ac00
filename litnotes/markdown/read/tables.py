"""Tables as lists: each row is an item, its other cells are labelled lines below the item.

A row is read like the same words in a list: `- [x] Foo` with `why: board` below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from litnotes.markdown.document import Document, shadow, visible
from litnotes.markdown.heading_text import plain
from litnotes.markdown.read.blocks import Table
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.values.patterns import pattern

_CELL_END = pattern(r"(?<!\\)\|")
_DELIMITERS = pattern(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_BOX = pattern(r"\[([ xX/~>-]?)\]$")
_NAMES = ("task", "paper", "question")
"""The columns whose cell is the text of the item, the preferred one first."""


_COUNT = pattern(r"(?:#|no|nr|№|编号|序号|番号|번호)\.?", re.IGNORECASE)
"""The header of a column that only counts the rows."""
_UNREAD_TASK = {"[to-read]": "[ ]"}


def cells(line: str) -> list[str]:
    """Return the cells of a row."""
    row = line.strip().removeprefix("|")
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    return [visible(cell).replace("\\|", "|").strip() for cell in _CELL_END.split(row)]


def is_delimiter_row(line: str) -> bool:
    """Whether a line is the row of dashes between header and rows."""
    return _DELIMITERS.match(line) is not None


def is_head(header: str, below: str, vocabulary: Vocabulary) -> bool:
    """Whether a line with a known column, and the row of dashes below it, begin a table."""
    if "|" not in header or not ("-" in below and "|" in below) or not is_delimiter_row(below):
        return False
    return any(vocabulary.column(cell) for cell in cells(header))


def role_of(document: Document, table: Table, vocabulary: Vocabulary) -> str | None:
    """Return what a table lists in any section: papers, tasks with states, or questions with answers."""
    columns = {vocabulary.column(cell) for cell in cells(document.lines[table.start].text)}
    if "task" in columns:
        return None if columns.isdisjoint({"status", "read"}) else "todo"
    if "paper" in columns:
        return "papers"
    return "questions" if {"question", "answer"} <= columns else None


def rows(document: Document, table: Table, vocabulary: Vocabulary) -> Iterator[tuple[int, list[str]]]:
    """Yield line number (0-based) and text lines of each row, in the form of a list item."""
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
        if column in ("read", "status") and (cell_mark := _mark(cell, column, vocabulary)):
            mark = _UNREAD_TASK.get(cell_mark, cell_mark) if columns[main] == "task" else cell_mark
        elif not (
            place < len(header) and _COUNT.fullmatch(header[place])
        ) and not vocabulary.is_placeholder(cell.strip("?？")):
            name = header[place] if place < len(header) else ""
            below.append(f"{name}: {cell}" if name else cell)
    return [f"{mark} {text}".strip(), *below] if text else ["\n".join(below)]


def _mark(cell: str, column: str, vocabulary: Vocabulary) -> str | None:
    """Return the mark of an item that has the meaning of a cell, or None."""
    box = _BOX.match(cell)
    if column == "read":
        read = box.group(1).lower() == "x" if box else vocabulary.is_read(cell)
        return None if read is None else "[x]" if read else "[to-read]"
    if box:
        return f"[{box.group(1) or ' '}]"
    written = plain(cell)
    word = shadow(written)
    return f"[{written}]" if vocabulary.states.get(word) or vocabulary.reading.get(word) else None
