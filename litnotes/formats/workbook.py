"""Reads the rows of workbooks of Excel (`.xlsx`) with openpyxl, the extra `xlsx`.

A workbook is a ZIP file of a stranger: its size when unpacked, rows and columns are limited.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator

from litnotes.errors import Unreadable
from litnotes.formats.csv_table import of_rows
from litnotes.formats.entry import Broken, ImportedEntry, Read
from litnotes.formats.rows import TableRow

MAGIC = b"PK\x03\x04"
MAX_UNPACKED = 400_000_000
MAX_ROWS = 300_000
MAX_COLUMNS = 400
MISSING = "this is a workbook of Excel; to read it: pip install 'litnotes[xlsx]', or save it as CSV"
_DAMAGED = "this workbook of Excel is damaged, or protected by a password; save it as CSV"


def read(data: bytes) -> Read:
    """Return the entries and the broken rows of the sheets with papers.

    Raises Unreadable, with what to do, if the file is no workbook or too large, or openpyxl is missing.
    """
    _check(data)
    try:
        sheets = [of_rows(rows) for rows in _sheets(data)]
    except ImportError:
        raise Unreadable(MISSING) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile, SyntaxError):
        raise Unreadable(_DAMAGED) from None
    entries: list[ImportedEntry] = [entry for found, _ in sheets for entry in found]
    broken: list[Broken] = [one for _, parts in sheets for one in parts if not (entries and one.whole)]
    return entries, broken


def _check(data: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise Unreadable(_DAMAGED) from None
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise Unreadable("this is a ZIP file, not a workbook of Excel; unpack it, or save the table as CSV")
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        size = MAX_UNPACKED // 1_000_000
        raise Unreadable(f"this workbook has more than {size} MB when unpacked; save it as CSV")


def _sheets(data: bytes) -> Iterator[list[TableRow | Broken]]:
    """Yield the rows of each sheet that is not empty."""
    import openpyxl  # type: ignore[import-untyped]

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # the file may name a wrong size
            if rows := [*_rows(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True))]:
                yield rows
    finally:
        book.close()


def _rows(values: Iterator[tuple[object, ...]]) -> Iterator[TableRow | Broken]:
    width = 0
    for number, row in enumerate(values, start=1):
        if number > MAX_ROWS:
            yield Broken(number, f"only the first {MAX_ROWS:,} rows are read")
            return
        cells = [_cell(value) for value in row]
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            width = width or len(cells)
            yield TableRow(number, (*cells, *[""] * (width - len(cells))))


def _cell(value: object) -> str:
    """Return a cell as CSV has it: a whole number without `.0`, a date as in ISO 8601."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case datetime.date() | datetime.time():
            return value.isoformat()
        case _:
            return str(value)
