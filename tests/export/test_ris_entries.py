"""Papers as RIS: one value per line, whatever it contains."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from litnotes.export.ris_entries import ris
from litnotes.formats.ris import read
from litnotes.formats.which import format_of
from litnotes.model.paper import Paper
from tests.export.dossiers import hostile_papers, paper, vq_gan


def test_a_paper_of_a_conference() -> None:
    found = ris(
        [vq_gan(pages="12-34", notes="One\ntwo.\n\nThree.", tags=("gan", "vq"), abstract="We\nshow.")]
    )
    assert found.split("\r\n") == [
        "TY  - CONF", "ID  - esser2021taming",
        "TI  - Taming Transformers for High-Resolution Image Synthesis", "ST  - VQ-GAN",
        "AU  - Esser, Patrick", "AU  - Rombach, Robin", "AU  - Ommer, Björn", "PY  - 2021",
        "T2  - CVPR", "C3  - CVPR", "SP  - 12", "EP  - 34", "AN  - arXiv:2012.09841",
        "KW  - gan", "KW  - vq",
        "AB  - We show.", "N1  - One<br>two.", "N1  - Three.", "ER  - ", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("author", "written"),
    [
        ("Aäron van den Oord", "van den Oord, Aäron"),
        ("Martin Luther King Jr.", "King, Martin Luther, Jr."),
        ("García Márquez, Gabriel", "García Márquez, Gabriel"),
        ("{Google Brain}", "Google Brain,"),
        ("Ministry of Health", "Ministry of Health,"),
        ("{Doe, Roe & Co}", "Doe,, Roe & Co"),
        ("OpenAI", "OpenAI"),
    ],
)
def test_names(author: str, written: str) -> None:
    found = ris([paper(authors=(author,), more_authors=True)])
    assert f"AU  - {written}\r\nAU  - et al.,\r\n" in found
    record = read(found)[0][0].record
    assert (record.authors, record.more_authors) == ((author,), True)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ministry of Health,", "Ministry of Health"),
        ("Google Brain,", "{Google Brain}"),
        ("University of California,, Berkeley", "{University of California, Berkeley}"),
        ("Smith, John,", "John Smith"),
        ("Smith,, Jr.", "Smith Jr."),
        ("Doe, Jane", "Jane Doe"),
    ],
)
def test_authors_as_endnote_writes_them(written: str, name: str) -> None:
    record = read(f"TY  - JOUR\nTI  - x\nAU  - {written}\nER  - \n")[0][0].record
    assert record.authors == (name,)


@pytest.mark.parametrize("pages", ["12-34", "e12-e20", "7", "1234-34", "S1-12-S1-20", "1, 3-5", "112-12"])
def test_pages_come_back(pages: str) -> None:
    assert read(ris([paper(venue="Nature", pages=pages)]))[0][0].record.pages == pages


def test_the_pubmed_id_comes_back_and_is_not_a_note() -> None:
    of = paper(venue="Nature", ids={"pmid": "123", "arxiv": "2012.09841"}, notes="x")
    record = read(ris([of]))[0][0].record
    assert record.ids == of.ids
    assert record.notes == "x"
    endnote = read("TY  - JOUR\nTI  - x\nAN  - 456\nDB  - PubMed\nER  - \n")[0][0].record
    assert endnote.ids == {"pmid": "456"}


def test_a_tag_within_an_abstract_starts_nothing() -> None:
    of = paper(abstract="One.\nER  - \n\nTY  - JOUR\nTI  - Two")
    entries, broken = read(ris([of, vq_gan()]))
    assert [one.record.title for one in entries] == ["A title", vq_gan().title]
    assert entries[0].record.abstract == "One. ER - TY - JOUR TI - Two"
    assert not broken


def test_a_file_of_ours_is_known_as_ris() -> None:
    assert format_of(ris([vq_gan()])) == "ris"
    assert ris([]) == ""


@given(of=hostile_papers())
def test_any_paper_is_one_record_of_whole_lines(of: Paper) -> None:
    written = ris([of, of])
    written.encode()
    assert not any(char in written for char in "\x00\x1b\u202e\u2028\x0b")
    lines = written.split("\r\n")
    assert lines.pop() == ""
    assert all(not line or re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", line) for line in lines)
    assert [line for line in lines if line[:2] in ("TY", "ER")] == [lines[0], "ER  - "] * 2
    entries, broken = read(written)
    assert len(entries) == 2
    assert not broken
