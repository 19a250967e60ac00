"""`add-paper FILE.pdf`: the id in the metadata or on the first pages, with the title beside it."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
import yaml as pyyaml

from litnotes.formats import pdf_text
from tests.conftest import Run, digest
from tests.sources.world import World

pytestmark = pytest.mark.gate


TITLE = "Taming Transformers for High-Resolution Image Synthesis"


def pdf(*lines: str, metadata: str = "", packed: bytes | None = None) -> bytes:
    """Return a PDF of one page with lines of text."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = packed if packed is not None else f"BT /F1 9 Tf 14 TL 40 700 Td {shown}ET".encode("latin-1")
    filtered = "/Filter /FlateDecode " if packed is not None else ""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /MediaBox [0 0 600 800] /Resources 6 0 R >>",
        f"<< {filtered}/Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream",
        f"<< /Title ({TITLE}) /doi ({metadata}) >>".encode(),
        b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 7\n0000000000 65535 f \n{table}trailer << /Size 7 /Root 1 0 R /Info 5 0 R >>"
    return out + f"{end}\nstartxref\n{len(out)}\n%%EOF\n".encode()


def written(notes: Path) -> dict[str, str]:
    """Return the hashes of all files but the derived ones."""
    return {name: hashed for name, hashed in digest(notes).items() if not name.startswith("days")}


@pytest.fixture
def notes(tmp_path: Path, run: Run) -> Path:
    assert run("init").code == 0
    assert run("new-day").code == 0
    return tmp_path / "notes"


def only_title(notes: Path) -> str:
    (path,) = (notes / "papers").glob("*.yaml")
    return str(pyyaml.safe_load(path.read_text("utf-8"))["title"])


@pytest.mark.parametrize(
    "data",
    [
        pdf(TITLE, "arXiv:2012.09841v3 [cs.CV] 23 Jun 2021"),
        pdf(TITLE, "Abstract", "https://doi.org/10.1109/CVPR46437.2021.01268"),
        pdf(TITLE, "as in 10.1109/CVPR.2019.00453", metadata="10.1109/CVPR46437.2021.01268"),
        pdf(TITLE, "arXiv:2012.09841v3 [cs.CV] 23 Jun 2021", "see arXiv:1711.00937 too"),
        pdf(TITLE, "10.1109/CVPR46437.2021.01268", "References", "[1] 10.1109/CVPR.2019.00453"),
    ],
)
def test_the_paper_of_a_pdf_is_added(
    run: Run, notes: Path, world: World, tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "Paper (1).pdf").write_bytes(data)
    done = run("add-paper", "Paper (1).pdf")
    assert done.code == 0, done
    assert world
    assert only_title(notes) == TITLE


@pytest.mark.parametrize(
    ("data", "code", "told"),
    [
        (pdf(TITLE, "as 10.1109/CVPR.2019.00453", "and arXiv:1711.00937"), 3, "several ids"),
        (pdf("Another Title", "arXiv:2012.09841v3 [cs.CV] 1 Jun 2021"), 3, "first pages do not name"),
        (pdf(TITLE), 3, "no DOI or arXiv id"),
        (b"no pdf at all", 2, "not a PDF"),
        (b"", 2, "not a PDF"),
        (pdf(TITLE)[:200], 2, "not a PDF"),
    ],
)
def test_where_it_is_not_sure_nothing_is_written(
    run: Run, notes: Path, world: World, tmp_path: Path, data: bytes, code: int, told: str
) -> None:
    (tmp_path / "x.pdf").write_bytes(data)
    before = written(notes)
    done = run("add-paper", "x.pdf")
    assert done.code == code, done
    assert told in done.err
    assert world
    assert written(notes) == before


def test_a_bomb_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "SECONDS", 10)
    bomb = zlib.compress(b"BT " + b"(aaaaaaaaaaaaaaaa) Tj " * 12_000_000)
    found = pdf_text.read_pdf(pdf(packed=bomb))
    assert isinstance(found, str) or all(len(page) <= pdf_text.LONGEST for page in found.pages)


def test_a_file_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "LARGEST", 10)
    assert "more than" in str(pdf_text.read_pdf(pdf(TITLE)))
