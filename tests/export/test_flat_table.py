"""Papers as CSV: by RFC 4180, and no cell runs in a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given

from litnotes.export.dossier import Dossier
from litnotes.export.flat_table import COLUMNS, csv_table
from litnotes.formats import csv_table as reader
from litnotes.formats.spreadsheet import defused, restored
from litnotes.formats.which import format_of
from tests.export.dossiers import dossier, hostile, hostile_dossiers, paper


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_a_paper_with_all_that_is_known() -> None:
    (row,) = rows(csv_table([dossier(fields={"Data": "ImageNet"}, group="Codebooks", reading="read")]))
    assert {name: cell for name, cell in row.items() if cell} == {
        "key": "esser2021taming",
        "title": "Taming Transformers for High-Resolution Image Synthesis",
        "short_title": "VQ-GAN",
        "authors": "Patrick Esser; Robin Rombach; Björn Ommer",
        "year": "2020",
        "venue": "CVPR",
        "venue_year": "2021",
        "type": "inproceedings",
        "arxiv": "2012.09841",
        "reading": "read",
        "decision": "include",
        "reason": "trains on a codebook",
        "by": "Lin",
        "decided_on": "2024-06-01",
        "group": "Codebooks",
        "description": dossier().description,
        "similarities": "First a discrete space is learned.\nIt is trained on the codebook indices.",
        "differences": "images only.",
        "other_fields": "Data: ImageNet",
    }


def test_lines_end_as_the_specification_wants() -> None:
    written = csv_table([dossier()])
    assert written.startswith(",".join(COLUMNS) + "\r\n")
    assert written.endswith("\r\n")
    assert format_of(written) == "csv"


@pytest.mark.parametrize(
    "cell",
    [
        "=1",
        "+1",
        "-1",
        "@x",
        "\tx",
        "\rx",
        "  =1",
        "\u00a0=1",
        "\ufeff=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "'=1",
        "''-1",
    ],
)
def test_a_formula_is_defused_and_restored(cell: str) -> None:
    assert defused(cell) == f"'{cell}"
    assert restored(defused(cell)) == cell


@pytest.mark.parametrize("cell", ["", "a=1", "1-2", "'s", "2024-06-01", "e-mail", "'", "a\n=1"])
def test_text_stays(cell: str) -> None:
    assert defused(cell) == restored(cell) == cell


@given(cell=hostile)
def test_any_cell_is_restored(cell: str) -> None:
    assert restored(defused(cell)) == cell


@given(of=hostile_dossiers())
def test_any_paper_is_one_row_without_formulas(of: Dossier) -> None:
    written = csv_table([of, of])
    written.encode()
    found = rows(written)
    assert len(found) == 2
    assert found[0] == found[1]
    for cell in found[0].values():
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝"))
        assert not any(char in cell for char in "\x00\x1b\u202e\u2028\r")
    _, broken = reader.read(written)
    assert [one.why for one in broken if one.why != "a row without title"] == []


def test_a_long_word_stays_whole() -> None:
    (row,) = rows(csv_table([dossier(paper(title="x" * 3000))]))
    assert row["title"] == "x" * 3000
