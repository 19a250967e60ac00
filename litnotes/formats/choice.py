"""Files of any of the formats: which one it is, and what reads it."""

from __future__ import annotations

import re
from collections.abc import Callable

from litnotes.formats.base import Format, Read

EXPECTED = "BibTeX (@article{…}), RIS (TY  - …) or CSL-JSON ([{…}])"

_RIS = re.compile(r"^TY  -", re.MULTILINE)
_BIBTEX = re.compile(r"@\w+[ \t]*[{(]")


def format_of(text: str) -> Format | None:
    """Return which format a text is in, by what stands in it: names of files say little."""
    if text.lstrip().startswith(("[", "{")):
        return "csl"
    if _RIS.search(text):
        return "ris"
    return "bibtex" if _BIBTEX.search(text) else None


def reader_of(format_: Format) -> Callable[[str], Read]:
    """Return the function that reads a format."""
    from litnotes.formats import bibtex, csl, ris

    return {"bibtex": bibtex.read, "ris": ris.read, "csl": csl.read}[format_]


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text of a file with plain line ends, and the encoding it was read in.

    That is UTF-8; where it is not, Windows-1252, which old exports are in, or else Latin-1.
    """
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return _plain_lines(data.decode(encoding)), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    return _plain_lines(data.decode("latin-1")), "latin-1"


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
