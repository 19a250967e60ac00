"""A paper as an entry of BibTeX or biblatex."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote

from litnotes.export import bibtex_names, quick_tex
from litnotes.export.cite_key import cite_key
from litnotes.export.entry_type import Dialect, EntryType, entry_type, missing
from litnotes.export.plain_text import keywords, line
from litnotes.formats.personal import short_name
from litnotes.model.paper import Paper
from litnotes.values import tex
from litnotes.values.ids import arxiv_id, ids_in
from litnotes.values.languages import english_name

__all__ = ["Dialect", "entry", "missing"]

_VENUE = {
    "article": "journal", "inproceedings": "booktitle", "incollection": "booktitle", "book": "series",
}  # fmt: skip
_PUBLISHER = {"phdthesis": "school", "techreport": "institution"}
_WORD = {"thesis": "Thesis", "report": "Technical report"}
"""The word that a style prints for types that BibTeX lacks, or has only as PhD thesis."""
_NO_DATE = "n.d."
_KEYS_IN_IDS = re.compile(r"[^\s\"#%'(),={}~\\]+")
_DOI = re.compile(r"[A-Za-z0-9./_;()<>:,+*!?@=\[\]-]+")
_DASH = r"\s*[-\u2010-\u2015\u2212]+\s*"
_NUMBER = r"[A-Za-z]{0,3}[0-9][0-9A-Za-z.:]*"
_ROMAN = r"[ivxlcdmIVXLCDM]+"
_RANGE = re.compile(
    rf"(?<![^\s,;])(?:(?P<start>{_NUMBER}){_DASH}(?P<end>{_NUMBER})"
    rf"|(?P<first>{_ROMAN}){_DASH}(?P<last>{_ROMAN}))(?![^\s,;])"
)
_IN_LINK = re.compile(r"[^A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]|%(?![0-9A-Fa-f]{2})")
_SAME_LINK = re.compile(r"https?://(?:(?:dx\.)?doi\.org|arxiv\.org)/\S+", re.IGNORECASE)
_READING = {"read": "read", "reading": "skimmed"}


def entry(
    paper: Paper, *, dialect: Dialect = "bibtex", ascii_only: bool = False, key: str | None = None
) -> str:
    r"""Return a paper as an entry, with a line end.

    With a venue, the year is the venue's. BibTeX accepts the entry without warning even if a required
    field is absent: then the type is one that does not require it, and a missing year is `n.d.`.

    Args:
        paper: the paper to write.
        dialect: fields for BibTeX's styles, or for biblatex.
        ascii_only: whether letters with accents become macros (`{\'e}`); characters without macro stay.
        key: the citation key to write, if not the paper's (see `cite_key.cite_keys`).
    """
    kind = entry_type(paper, dialect)
    fields = _biblatex(paper, kind) if dialect == "biblatex" else _bibtex(paper, kind)
    pairs = (*fields, *_ids(paper, dialect), *_aside(paper, kind, ascii_only=ascii_only))
    fields_written = "".join(f",\n  {name} = {{{value}}}" for name, value in pairs if value)
    written = f"@{kind.name}{{{key or cite_key(paper.key)}{fields_written}"
    return f"{quick_tex.ascii_only(written) if ascii_only else written}\n}}\n"


def _bibtex(paper: Paper, kind: EntryType) -> Iterator[tuple[str, str]]:
    """Yield the fields printed by BibTeX's styles."""
    base = kind.base
    authors = bibtex_names.joined(paper.authors, more=paper.more_authors, safe=True)
    yield "author", authors
    yield "key", "" if authors else bibtex_names.label(_label(paper))
    yield "title", tex.title(line(paper.title))
    venue = _escaped(paper.venue)
    yield _VENUE.get(base, "howpublished"), venue if base in _VENUE else _how_published(paper, kind)
    yield "type", _WORD["thesis"] if base == "phdthesis" else ""
    yield "year", str(_year(paper) or _NO_DATE)
    yield "volume", _escaped(paper.volume)
    yield _number_field(paper, base), _escaped(paper.number)
    yield "pages", _pages(paper)
    yield _PUBLISHER.get(base, "publisher"), _escaped(paper.publisher)


def _biblatex(paper: Paper, kind: EntryType) -> Iterator[tuple[str, str]]:
    """Yield the fields printed by biblatex's styles."""
    base = kind.base
    yield "author", bibtex_names.joined(paper.authors, more=paper.more_authors, safe=False)
    yield "title", tex.title(line(paper.title))
    venue_field = "journaltitle" if base == "article" else _VENUE.get(base, "howpublished")
    yield venue_field, _escaped(paper.venue)
    yield "type", _WORD.get(kind.name, "")
    yield "date", str(_year(paper) or "")
    yield "volume", _escaped(paper.volume)
    yield "number", _escaped(paper.number)
    yield "pages", _pages(paper)
    yield "institution" if base in _PUBLISHER else "publisher", _escaped(paper.publisher)


def _ids(paper: Paper, dialect: Dialect) -> Iterator[tuple[str, str]]:
    """Yield DOI, arXiv id and address. A DOI with characters that break macros becomes a link."""
    own_doi = line(paper.ids.get("doi"))
    is_safe = not own_doi or _DOI.fullmatch(own_doi) is not None
    arxiv = line(paper.ids.get("arxiv"))
    yield "doi", own_doi if is_safe else ""
    yield "eprint", arxiv if arxiv_id(arxiv) else _escaped(arxiv)
    if arxiv:
        yield ("eprinttype", "arxiv") if dialect == "biblatex" else ("archivePrefix", "arXiv")
    yield "url", _url(paper) if is_safe else _link(f"https://doi.org/{own_doi}")
    yield "pmid", _escaped(paper.ids.get("pmid"))
    dblp = line(paper.ids.get("dblp"))
    yield "biburl", _link(f"https://dblp.org/rec/{dblp}.bib") if dblp else ""


def _aside(paper: Paper, kind: EntryType, *, ascii_only: bool) -> Iterator[tuple[str, str]]:
    """Yield fields that no common style prints, but that other programs and litnotes read.

    The student's notes are in `annote`: a `note` would be printed in the paper.
    """
    yield "booktitle", "" if kind.base in _VENUE else _escaped(paper.venue)
    yield "entrysubtype", kind.subtype
    yield "shorttitle", _short_title(paper)
    yield "langid", english_name(paper.language) if paper.language else ""
    yield "keywords", keywords(paper.tags, _escaped)
    yield "abstract", _escaped(paper.abstract)
    yield "annote", _paragraphs(paper.notes)
    yield "readstatus", _READING.get(paper.reading or "", "")
    held = (key for key in paper.former_keys if _KEYS_IN_IDS.fullmatch(key))
    yield "ids", ",".join(key for key in held if key.isascii() or not ascii_only)


def _year(paper: Paper) -> int | None:
    return (paper.venue_year or paper.year) if paper.venue else paper.year


def _label(paper: Paper) -> str:
    words = line(paper.title).split()
    return next(iter(paper.short_names), " ".join(words[:3]) or paper.key)[:60]


def _how_published(paper: Paper, kind: EntryType) -> str:
    """Return the venue or publisher for `howpublished` of a `misc`, which has no other field for it."""
    if kind.base != "misc":
        return ""
    word = _WORD.get(kind.subtype, "")
    publisher = None if kind.subtype in ("article", "inproceedings") else paper.publisher
    parts = [word, _escaped(paper.venue), _escaped(publisher)]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _number_field(paper: Paper, base: str) -> str:
    """Return the field for the number: `issue`, which plain styles ignore, if they would warn of `number`.

    They warn of a number without volume (article) or series (book), and of both (proceedings).
    """
    if base == "article":
        return "number" if paper.volume else "issue"
    if base == "book":
        return "number" if paper.venue and not paper.volume else "issue"
    return "issue" if base in _VENUE else "number"


def _pages(paper: Paper) -> str:
    """Return pages with two hyphens only between page numbers."""
    pages = line(paper.pages)
    ranges = _RANGE.sub(lambda pages: "\0".join(filter(None, pages.groups())), pages)
    return "--".join(map(_escaped, ranges.split("\0")))


def _url(paper: Paper) -> str:
    """Return the address of a paper, unless it repeats the DOI, or the arXiv id of a published paper."""
    url = line(paper.url)
    if not url:
        return ""
    if _SAME_LINK.fullmatch(url):
        repeated = ids_in(url).items() & paper.ids.items()
        if repeated and (paper.venue or any(kind == "doi" for kind, _ in repeated)):
            return ""
    return _link(url)


def _link(url: str) -> str:
    return _IN_LINK.sub(lambda match: quote(match.group(), safe="", errors="ignore"), url)


def _short_title(paper: Paper) -> str:
    return next((tex.title(name) for name in paper.short_names if short_name(name)), "")


def _paragraphs(text: str | None) -> str:
    """Return text of several lines, indented so that no line can end the entry."""
    lines = [line.strip() for line in quick_tex.escaped((text or "").strip()).splitlines()]
    return "\n".join(f"    {one}" if one and number else one for number, one in enumerate(lines))


@lru_cache(maxsize=8192)
def _escaped(text: str | None) -> str:
    return quick_tex.escaped(line(text)) if text else ""
