"""A paper as an entry of BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator

from litnotes.formats import people, tex
from litnotes.model.paper import Paper

_TYPES = {
    "article": "article", "inproceedings": "inproceedings", "chapter": "incollection", "book": "book",
    "thesis": "phdthesis", "report": "techreport",
}  # fmt: skip
_VENUE = {"article": "journal", "inproceedings": "booktitle", "incollection": "booktitle"}
_PUBLISHER = {"phdthesis": "school", "techreport": "institution"}
_JOURNAL = re.compile(
    r"\b(?:journal|transactions|letters|review|magazine|annals|bulletin|nature|science|pnas|plos|jmlr|tmlr|tpami"
    r"|tog|ijcv|elife)\b",
    re.IGNORECASE,
)
_NO_KEY = re.compile(r"[\s\"#%'(),={}~\\]+")
_IN_LINKS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def entry(paper: Paper) -> str:
    """Return a paper as an entry of BibTeX, in Unicode, with a line end.

    With a venue, the year is that of the venue; a preprint has its arXiv id. Former keys stand in `ids`,
    by which biblatex finds the entry too.
    """
    kind = _kind(paper)
    lines = [f"  {name} = {{{value}}}" for name, value in _fields(paper, kind) if value]
    key = _NO_KEY.sub("-", paper.key)
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _kind(paper: Paper) -> str:
    kind = _TYPES.get(paper.type or "")
    if kind and (paper.venue or kind not in _VENUE):
        return kind
    if not paper.venue:
        return "misc"
    return "article" if _JOURNAL.search(paper.venue) or (paper.volume and paper.number) else "inproceedings"


def _fields(paper: Paper, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the fields as TeX; what is not known is empty."""
    arxiv = paper.ids.get("arxiv", "")
    year = (paper.venue_year or paper.year) if paper.venue else paper.year
    yield "author", _authors(paper)
    yield "title", tex.title(_line(paper.title))
    yield _VENUE.get(kind, "howpublished"), tex.escaped(_line(paper.venue))
    yield "year", str(year or "")
    yield "volume", tex.escaped(_line(paper.volume))
    yield "number", tex.escaped(_line(paper.number))
    yield "pages", tex.escaped(_line(paper.pages)).replace("-", "--")
    yield _PUBLISHER.get(kind, "publisher"), tex.escaped(_line(paper.publisher))
    yield "doi", paper.ids.get("doi", "").translate(_IN_LINKS)
    yield "eprint", arxiv.translate(_IN_LINKS)
    yield "archiveprefix", "arXiv" if arxiv else ""
    yield "ids", ",".join(key for key in paper.former_keys if not _NO_KEY.search(key))
    yield "url", "" if arxiv or "doi" in paper.ids else (paper.url or "").translate(_IN_LINKS)


def _authors(paper: Paper) -> str:
    written = [_author(_line(name)) for name in paper.authors]
    return " and ".join([*written, *(["others"] if paper.more_authors else [])])


def _author(name: str) -> str:
    if people.is_group(name):
        return f"{{{tex.escaped(people.shown(name))}}}"
    given, family, suffix = map(tex.escaped, people.parts(name))
    return ", ".join(part for part in (family, suffix, given) if part)


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
