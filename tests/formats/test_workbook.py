"""Tables in `.xlsx`: read like CSV, within limits, with clear words where they cannot be read."""

from __future__ import annotations

import datetime
import io
import sys
import zipfile

import openpyxl  # type: ignore[import-untyped]
import pytest

from litnotes.errors import Unreadable
from litnotes.formats import workbook
from litnotes.formats.entry import Broken

HEADER = ("Title", "Authors", "Publication Year", "DOI", "Volume", "Remark")


def book(*sheets: list[tuple[object, ...]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for rows in sheets:
        sheet = made.create_sheet()
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def test_cells_are_read_as_in_csv() -> None:
    data = book(
        [HEADER, ("A Title of a Table", "Doe, Jane; Roe, Rick", 2020.0, "10.1000/x.1", 12, "x")],
        [("notes", "of mine")],
        [HEADER, ("Another Title", "Poe, Ann", datetime.date(2021, 5, 1), None, None, None)],
    )
    (one, other), broken = workbook.read(data)
    assert broken == []
    assert one.record.title == "A Title of a Table"
    assert one.record.authors == ("Jane Doe", "Rick Roe")
    assert (one.record.first_year, one.record.volume) == (2020, "12")
    assert one.record.ids == {"doi": "10.1000/x.1"}
    assert (one.line, one.unread) == (2, ("Remark",))
    assert other.record.first_year == 2021


def test_reports_a_workbook_without_titles() -> None:
    entries, (broken,) = workbook.read(book([("a", "b"), (1, 2)]))
    assert (entries, broken.whole) == ([], True)
    assert 'no column is named "title"' in broken.why


def test_reads_no_more_rows_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 3)
    entries, broken = workbook.read(book([HEADER, *[(f"Title number {n}",) for n in range(9)]]))
    assert len(entries) == 2
    assert broken == [Broken(4, "only the first 3 rows are read")]


@pytest.mark.gate
def test_refuses_a_bomb_before_it_is_unpacked() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", "<workbook/>")
        with bomb.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            for _ in range(workbook.MAX_UNPACKED // 10_000_000 + 1):
                part.write(bytes(10_000_000))
    assert len(data.getvalue()) < 1_000_000
    with pytest.raises(Unreadable, match="more than 400 MB when unpacked"):
        workbook.read(data.getvalue())


@pytest.mark.parametrize("data", [workbook.MAGIC, workbook.MAGIC + b"x" * 100, book([HEADER])[:-40]])
def test_a_damaged_workbook_is_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable, match="damaged"):
        workbook.read(data)


def test_another_zip_file_is_unreadable() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        made.writestr("a.txt", "a")
    with pytest.raises(Unreadable, match="a ZIP file, not a workbook"):
        workbook.read(data.getvalue())


def test_a_workbook_with_broken_parts_is_unreadable() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        made.writestr("xl/workbook.xml", "<workbook>")
        made.writestr("[Content_Types].xml", "<Types>")
    with pytest.raises(Unreadable, match="damaged"):
        workbook.read(data.getvalue())


def test_names_the_extra_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(Unreadable, match=r"pip install 'litnotes\[xlsx\]', or save it as CSV"):
        workbook.read(book_once)


book_once = book([HEADER, ("A Title of a Table",)])
