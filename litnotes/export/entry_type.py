"""The type of a paper's entry in BibTeX and biblatex.

BibTeX's styles warn if a required field is empty, so a paper that lacks one becomes a `misc`, which
requires none. biblatex accepts every type.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from litnotes.export.published import is_journal
from litnotes.model.paper import Paper

Dialect = Literal["bibtex", "biblatex"]

_PLAIN_TYPES = {
    "article": "article", "inproceedings": "inproceedings", "chapter": "incollection", "book": "book",
    "thesis": "phdthesis", "report": "techreport",
}  # fmt: skip
_OWN_OF_BIBLATEX = {"phdthesis": "thesis", "techreport": "report"}
_READ_BACK = {**{name: kind for kind, name in _PLAIN_TYPES.items()}, "dataset": "dataset"}
_WITH_VENUE = frozenset({"article", "inproceedings", "incollection"})
_WITH_PUBLISHER = frozenset({"incollection", "book", "phdthesis", "techreport"})


@dataclass(frozen=True, slots=True)
class EntryType:
    """The type of an entry.

    `name` is the type after the `@`; `base` is the same type in plain BibTeX. `subtype` is the paper's own
    type if `name` does not show it, else empty.
    """

    name: str
    base: str
    subtype: str


def missing(paper: Paper) -> tuple[str, ...]:
    """Return which of `title`, `authors` and `year` are absent, in this order."""
    known = {
        "title": bool(paper.title.strip()),
        "authors": any(name.strip(" {}") for name in paper.authors),
        "year": bool(paper.year or (paper.venue and paper.venue_year)),
    }
    return tuple(name for name, is_known in known.items() if not is_known)


def entry_type(paper: Paper, dialect: Dialect) -> EntryType:
    """Return the type of a paper's entry; the venue decides if the paper has no type."""
    natural = _natural(paper)
    base = natural if dialect == "biblatex" else _without_warning(natural, paper)
    name = base
    if dialect == "biblatex":
        name = _OWN_OF_BIBLATEX.get(base, base)
        if base == "misc" and paper.type == "dataset":
            name = "dataset"
        elif base == "misc" and ("arxiv" in paper.ids or "doi" in paper.ids or paper.url):
            name = "online"
    return EntryType(name, base, _subtype(paper, natural, "dataset" if name == "dataset" else base))


def _natural(paper: Paper) -> str:
    kind = _PLAIN_TYPES.get(paper.type or "")
    if kind and (paper.venue or kind not in _WITH_VENUE):
        return kind
    if not paper.venue or paper.type == "dataset":
        return "misc"
    return "article" if is_journal(paper, paper.venue) else "inproceedings"


def _without_warning(kind: str, paper: Paper) -> str:
    absent = missing(paper)
    if kind == "misc" or "title" in absent or "authors" in absent:
        return "misc"
    if kind in _WITH_PUBLISHER and not (paper.publisher or "").strip():
        return "inproceedings" if kind == "incollection" else "misc"
    return kind


def _subtype(paper: Paper, natural: str, written: str) -> str:
    """Return the type that the entry does not show: `book` for a book written as `misc`."""
    if paper.type in _PLAIN_TYPES or paper.type == "dataset":
        own = paper.type
    else:
        own = _READ_BACK.get(natural, "") if natural != written else ""
    return own if own and own != _READ_BACK.get(written) else ""
