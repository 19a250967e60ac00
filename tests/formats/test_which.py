"""The format of a file by its content, and clear words where it is none of them."""

from __future__ import annotations

import pytest

from litnotes.formats import which
from litnotes.formats.not_entries import what_it_is


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("TY  - JOUR\nTI  - A\n", "ris"),
        ("TY - JOUR\nTI - A\n", "ris"),
        ("DB  - x\nTI  - A\nTY  - JOUR\n", "ris"),
        ("\nPMID- 123\nTI  - A\n", "nbib"),
        ("FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI A\nER\n", "wos"),
        ("PT J\nAU A\nER\n", "wos"),
        ("%0 Journal Article\n%T A\n", "endnote"),
        ("% Encoding: UTF-8\n\n@Article{a,}", "bibtex"),
        ("Title,Authors\nA,B\n", "csv"),
        ('"About the data: x, y"\nRank,DOI,Title,Abstract,Volume\n', "csv"),
        ("Dear all,\nplease find, attached, the title, and authors\n", None),
    ],
)
def test_the_content_shows_the_format(text: str, name: str | None) -> None:
    assert which.format_of(text) == name


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7", "this is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<xml><records>", "EndNote XML"),
        (b"<!DOCTYPE html>\n<html>", "a web page"),
        (b"<?xml version='1.0'?>\n<rdf:RDF", "RDF"),
        (b"SQLite format 3\0", "a database"),
    ],
)
def test_says_what_another_file_is(data: bytes, words: str) -> None:
    assert words in (what_it_is(data) or "")


def test_text_is_nothing_else() -> None:
    assert what_it_is(b"Dear all") is None


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("深度学习综述与展望", "gb18030"),
        ("Müller, créée, Ångström, Noël, façade, Señor, Düren", "cp1252"),
        ("Straße", "cp1252"),
    ],
)
def test_chinese_is_told_from_accents(text: str, encoding: str) -> None:
    assert which.decoded(text.encode(encoding)) == (text, encoding)


def test_marks_in_the_middle_of_joined_files_are_dropped() -> None:
    assert which.decoded("a\n\ufeffb".encode())[0] == "a\nb"
