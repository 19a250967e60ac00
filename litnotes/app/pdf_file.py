"""Which paper a PDF is: the DOI or arXiv id in its metadata or on its first pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from litnotes.errors import NotFound, Unreadable, WrongUse
from litnotes.formats.pdf_text import is_installed, read_pdf
from litnotes.values.ids import ids_in
from litnotes.values.patterns import pattern

if TYPE_CHECKING:
    from pathlib import Path

_STAMP = pattern(r"arXiv:(\d{4}\.\d{4,5}|[a-z-]+/\d{7})v\d+\s*\[[\w.-]+\]")
"""arXiv prints it at the margin of the first page of its own PDFs."""
FIRST_PAGE = 20_000
_REFERENCES = pattern(r"\n\s*(?:\d+\.?\s*)?(?:References|Bibliography|REFERENCES)\s*\n")
_ID = pattern(r"\S*(?:arxiv|10\.\d{4,9}/)\S*(?:\s+\d{4}\.\d{4,5}\S*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PdfPaper:
    """The ids that a PDF may have, as a user would type them, the surest first, and its first pages."""

    names: tuple[str, ...]
    is_sure: bool
    text: str


def paper_in(path: Path) -> PdfPaper:
    """Return the ids in a PDF.

    Raises WrongUse if the extra `pdf` is not installed, Unreadable for another file, NotFound
    without an id.
    """
    if not is_installed():
        raise WrongUse("to read PDFs, install the extra: pip install 'litnotes[pdf]'")
    try:
        found = read_pdf(path.read_bytes())
    except OSError as error:
        raise Unreadable(f"cannot read {path.name}: {error.strerror}") from error
    if isinstance(found, str):
        raise Unreadable(f"cannot read {path.name}: {found}")
    text = _REFERENCES.split("\n".join(found.pages), maxsplit=1)[0]
    stamped = [f"arXiv:{match.group(1)}" for match in _STAMP.finditer(text[:FIRST_PAGE])]
    sure = list(dict.fromkeys([*stamped[:1], *_ids("\n".join(found.metadata))]))
    names = sure or list(dict.fromkeys(_ids(text)))
    if not names:
        raise NotFound(f"{path.name} has no DOI or arXiv id on its first pages; add the paper by its title")
    return PdfPaper(tuple(names), is_sure=len(names) == 1, text=text)


def _ids(text: str) -> list[str]:
    parts = (ids_in(match.group()) for match in _ID.finditer(text))
    names = (f"arXiv:{ids['arxiv']}" if "arxiv" in ids else ids["doi"] for ids in parts if ids)
    return list(dict.fromkeys(names))[:10]
