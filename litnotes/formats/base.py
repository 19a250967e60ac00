"""What the files of reference managers have in common: their entries, and what is broken in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from litnotes.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a file.

    `key` is its own citation key, empty where it has none; `line` is where it starts, from 1.
    `aside` says why it is no paper, such as the proceedings that others are part of.
    """

    record: Record
    key: str = ""
    line: int = 1
    short_names: tuple[str, ...] = ()
    reading: Literal["to-read", "reading", "read"] | None = None
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """What cannot be read: where it starts, and a sentence on it.

    `whole` tells that nothing of the file can be read.
    """

    line: int
    why: str
    whole: bool = False


Read = tuple[list[Entry], list[Broken]]
Reader = Callable[[str], Read]
Format = Literal["bibtex", "ris", "csl"]

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


def reader_of(format_: Format) -> Reader:
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
