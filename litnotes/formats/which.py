"""Detects the format of a file, and finds its reader."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from litnotes.formats import bibtex, csl, csv_table, endnote, nbib, ovid, ris, web_of_science
from litnotes.formats.entry import Read, TextFormat

EXPECTED = (
    "BibTeX (@article{…}), RIS (TY  - …), CSL-JSON ([{…}]), PubMed (PMID- …), Web of Science (PT J), "
    "EndNote (%0 …), or a table in CSV or .xlsx (Title,Authors,Year,…)"
)

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENCODING = re.compile(rb"^%\s*Encoding:\s*([A-Za-z0-9_-]{2,20})", re.MULTILINE | re.IGNORECASE)
_TOP = 1000
_BEYOND_ASCII = re.compile(rb"[\x81-\xfe]{2,}|[\x80-\xff]")
_NEARLY_ALL = 0.9
_SOME = 8
_MOSTLY = 0.6
"""Least share of zeros at every second place: text in Latin letters."""
_BIBTEX = re.compile(r"@\w+[ \t]*[{(]")


def format_of(text: str) -> TextFormat | None:
    """Return the format of a text by its content; file names are unreliable.

    A table is detected first, by its first row: abstracts in it may look like RIS or BibTeX (`R@10 (…)`).
    """
    if text.lstrip().startswith(("[", "{")):
        return "csl"
    if csv_table.is_table(text):
        return "csv"
    starts: dict[TextFormat, re.Pattern[str]] = {
        "ris": ris.START,
        "wos": web_of_science.START,
        "nbib": nbib.START,
        "endnote": endnote.START,
        "ovid": ovid.START,
        "bibtex": _BIBTEX,
    }
    return next((name for name, start in starts.items() if start.search(text)), None)


def reader_of(format_: TextFormat) -> Callable[[str], Read]:
    """Return the function that reads a format."""
    return {
        "bibtex": bibtex.read,
        "ris": ris.read,
        "csl": csl.read,
        "csv": csv_table.read,
        "nbib": nbib.read,
        "wos": web_of_science.read,
        "endnote": endnote.read,
        "ovid": ovid.read,
    }[format_]


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text of a file with plain line ends and without byte order marks, and its encoding.

    That is UTF-8; UTF-16, as in tables of Excel and Web of Science; the encoding that the file names
    (`% Encoding: GBK`); else Windows-1252, as in old exports, or Latin-1. Text in Chinese that
    Windows-1252 would read as rows of accented letters is read as GB 18030.
    """
    for encoding in (
        *_wide(data),
        "utf-8-sig",
        *_named(data),
        *_chinese(data),
        "cp1252",
    ):
        try:
            return _plain_lines(data.decode(encoding)), encoding.removesuffix("-sig")
        except (UnicodeDecodeError, LookupError):
            continue
    return _plain_lines(data.decode("latin-1")), "latin-1"


def is_wide(data: bytes) -> bool:
    """Whether bytes are text in UTF-16: with its mark, or with zeros at every second place."""
    return bool(_wide(data))


def _wide(data: bytes) -> list[str]:
    """Return the form of UTF-16 that bytes are in, if they are."""
    if data.startswith(UTF_16):
        return ["utf-16"]
    top = data[:_TOP] if len(data) > _SOME else b""
    first, second = top[::2].count(0), top[1::2].count(0)
    zeros = {"utf-16-be": (first, second), "utf-16-le": (second, first)}
    return [name for name, (most, few) in zeros.items() if most > len(top) / 2 * _MOSTLY and not few]


def _named(data: bytes) -> list[str]:
    """Return the encoding that a file names in its first lines, as JabRef does."""
    match = _ENCODING.search(data[:_TOP])
    return [match.group(1).decode("ascii").lower()] if match else []


def _chinese(data: bytes) -> list[str]:
    """Return the encoding of Chinese if nearly all bytes beyond ASCII are pairs that it has."""
    runs = _BEYOND_ASCII.findall(data)
    pairs = [run for run in runs if len(run) % 2 == 0]
    is_chinese = len(pairs) > _NEARLY_ALL * len(runs) and len(b"".join(pairs)) >= _SOME
    return ["gb18030"] if is_chinese else []


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
