"""Papers as RIS, for EndNote, Zotero, JabRef and Mendeley."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from litnotes.export import published
from litnotes.export.csl_items import short_title
from litnotes.export.plain_text import line, lines
from litnotes.model.paper import Paper
from litnotes.values import people

# Tag     value
#   ID    the citation key
#   AU    one author: `Family, Given, Suffix`; an organisation ends with a comma, or has two for its own
#         first comma, as in the manual of EndNote
#   T2    the venue; for a conference also C3, the proceedings in Zotero and EndNote
#   AN    the arXiv id, `arXiv:1711.00937`
#   N1    one paragraph of the student's notes, with <br> between its lines, as Zotero writes notes;
#         `PMID: …`, for which RIS has no tag
_TYPES = {
    "article": "JOUR", "inproceedings": "CONF", "preprint": "UNPB", "book": "BOOK", "chapter": "CHAP",
    "thesis": "THES", "report": "RPRT", "dataset": "DATA", "other": "GEN",
}  # fmt: skip
_RANGE = re.compile(r"([^\s,;-]+)-([^\s,;-]+)")
LINE_END = "\r\n"
"""As in the RIS specification and in Zotero."""


def ris(papers: Sequence[Paper]) -> str:
    """Return papers as RIS, separated by empty lines; each value is in one line."""
    entries = (
        LINE_END.join([*(f"{tag}  - {value}" for tag, value in _tags(paper) if value), "ER  - ", ""])
        for paper in papers
    )
    return LINE_END.join(entries)


def _tags(paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield tags and values in the order of the file; unknown values are empty."""
    kind = published.kind_of(paper)
    venue = line(published.venue_of(paper))
    arxiv = line(paper.ids.get("arxiv"))
    yield "TY", _TYPES[kind]
    yield "ID", line(paper.key)
    yield "TI", line(paper.title)
    yield "ST", short_title(paper)
    yield from (("AU", _author(name)) for name in paper.authors)
    yield "AU", "et al.," if paper.more_authors else ""
    yield "PY", str(published.year_of(paper) or "")
    yield "T2", venue
    yield "C3", venue if kind == "inproceedings" else ""
    yield "VL", line(paper.volume)
    yield "IS", line(paper.number)
    yield from zip(("SP", "EP"), _pages(line(paper.pages)), strict=True)
    yield "PB", line(paper.publisher) or (_server(paper) if kind == "preprint" else "")
    yield "DO", line(paper.ids.get("doi"))
    yield "AN", f"arXiv:{arxiv}" if arxiv else ""
    yield "UR", line(paper.url)
    yield "LA", line(paper.language)
    yield from (("KW", line(tag)) for tag in paper.tags)
    yield "AB", line(paper.abstract)
    yield "N1", f"PMID: {pmid}" if (pmid := line(paper.ids.get("pmid"))) else ""
    yield from (("N1", paragraph) for paragraph in _paragraphs(paper.notes))


def _author(name: str) -> str:
    name = line(name)
    if people.is_group(name):
        group = people.shown(name)
        return group.replace(",", ",,", 1) if "," in group else f"{group},"
    given, family, suffix = people.parts(name)
    return ", ".join([family, given, suffix] if suffix else [family, given]).removesuffix(", ")


def _pages(pages: str) -> tuple[str, str]:
    """Return first and last page; anything but a plain range is all in the first."""
    match = _RANGE.fullmatch(pages)
    return (match.group(1), match.group(2)) if match else (pages, "")


def _server(paper: Paper) -> str:
    return line(paper.venue) or ("arXiv" if "arxiv" in paper.ids else "")


def _paragraphs(notes: str | None) -> Iterator[str]:
    for has_text, paragraph in groupby(lines(notes), key=bool):
        if has_text:
            yield "<br>".join(paragraph)
