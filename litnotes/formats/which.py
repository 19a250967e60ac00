"""Detects the format of a file, and finds its reader."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from litnotes.formats import bibtex, csl, csv_table, ris
from litnotes.formats.entry import Format, Read

EXPECTED = "BibTeX (@article{…}), RIS (TY  - …), CSL-JSON ([{…}]) or CSV (Title,Authors,Year,…)"

_RIS = re.compile(r"^TY  -", re.MULTILINE)
_BIBTEX = re.compile(r"@\w+[ \t]*[{(]")


def format_of(text: str) -> Format | None:
    """Return the format of a text by its content; file names are unreliable.

    A table is detected first, by its first row: abstracts in it may look like RIS or BibTeX (`R@10 (…)`).
    """
    if text.lstrip().startswith(("[", "{")):
        return "csl"
    if csv_table.is_table(text):
        return "csv"
    if _RIS.search(text):
        return "ris"
    return "bibtex" if _BIBTEX.search(text) else None


def reader_of(format_: Format) -> Callable[[str], Read]:
    """Return the function that reads a format."""
    return {"bibtex": bibtex.read, "ris": ris.read, "csl": csl.read, "csv": csv_table.read}[format_]


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text of a file with plain line ends, and its encoding.

    That is UTF-8; UTF-16 with a byte order mark, as in tables of Excel and Web of Science; else
    Windows-1252, as in old exports, or Latin-1.
    """
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in (*(["utf-16"] if is_utf16 else []), "utf-8-sig", "cp1252"):
        try:
            return _plain_lines(data.decode(encoding)), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    return _plain_lines(data.decode("latin-1")), "latin-1"


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
