"""Reads a paper of Semantic Scholar.

One record merges a preprint and its published version, with the preprint's year and the venue's name
(ChemCrow: 2023 with the journal of 2024). So with an arXiv id, the year is never the venue's; only the
DBLP key has that.
"""

from __future__ import annotations

import re
from typing import Any

from litnotes.model.record import Record
from litnotes.sources import shapes
from litnotes.values import people, plain
from litnotes.values.ids import acl_id, arxiv_id, dblp_key, doi, pubmed_id, semantic_scholar_id
from litnotes.values.paper_types import type_of

NAME = "semantic_scholar"

# The fields asked for, and where their values go.
#
#   paperId           ids["semantic_scholar"] (always sent, null for a reference not recognised)
#   externalIds       ids: DOI (arXiv's own is ids["arxiv"]), ArXiv, DBLP, PubMed, ACL; sometimes null.
#                     CorpusId and MAG are ignored: further numbers of the same record
#   title             title; for an unrecognised reference as printed, sometimes the authors
#   abstract          abstract; `tldr` is machine-written and not asked for
#   year              first_year with an arXiv id or of a preprint, else venue_year
#   publicationDate   its year if `year` is null
#   publicationVenue  venue: `name`; type: `type`
#   venue             venue if the other is null; arXiv's own name is not a venue
#   journal           volume, pages; for preprints the volume is the arXiv id again
#   authors           authors, as the service names them (`P. Schwaller`)
#   citationCount     citations
#   publicationTypes  type if neither venue nor DBLP key shows it; preprints are JournalArticle, too
#   openAccessPdf     url, often empty
FIELDS = (
    "externalIds,title,abstract,year,publicationDate,publicationVenue,venue,journal,authors,"
    "citationCount,publicationTypes,openAccessPdf"
)

_ARXIV_NAMES = re.compile(r"arxiv(?:\.org|[:\s(].*)?|corr", re.IGNORECASE)
_PUBLISHED = re.compile("conf/|journals/(?!corr/)")
_DBLP_YEAR = re.compile(r"(?:conf|journals)/(?!corr/)[^/]+/[^/]*[A-Za-z_-]([0-9]{2})[a-z]{0,2}")
OLDEST_DBLP_YEAR = 36
"""`36` and above in a DBLP key means the last century; DBLP's oldest papers are from 1936."""


def record_of(paper: dict[str, Any]) -> Record:
    """Return the record of a paper of Semantic Scholar; the title is empty if it has none."""
    ids, places = _ids(paper), _places(paper)
    venue = next((name for name in places if not _ARXIV_NAMES.fullmatch(name)), None)
    is_published = _PUBLISHED.match(ids.get("dblp", "")) is not None or venue is not None
    is_preprint = not is_published and ("arxiv" in ids or bool(places))  # no venue, so arXiv
    is_first = is_preprint or "arxiv" in ids
    year = plain.year(paper.get("year")) or plain.year(paper.get("publicationDate"))
    names = (people.whole(row.get("name")) for row in shapes.rows(paper.get("authors")))
    journal = shapes.fields(paper.get("journal"))
    volume, pages = shapes.text(journal.get("volume")), shapes.text(journal.get("pages"))
    return Record(
        source=NAME,
        title=shapes.text(paper.get("title")) or "",
        authors=tuple(filter(None, names)),
        first_year=year if is_first else None,
        venue=venue,
        venue_year=_year_in_key(ids.get("dblp", "")) if is_first else year,
        type="preprint" if is_preprint else _kind(paper, ids),
        volume=None if volume and volume.startswith("abs/") else volume,
        pages=plain.pages(pages),
        ids=ids,
        abstract=shapes.text(paper.get("abstract")),
        url=plain.link(shapes.fields(paper.get("openAccessPdf")).get("url")),
        citations=shapes.count_of(paper.get("citationCount")),
    )


def _ids(paper: dict[str, Any]) -> dict[str, str]:
    named = shapes.fields(paper.get("externalIds"))
    found = {
        "doi": doi(named.get("DOI")),
        "arxiv": arxiv_id(named.get("ArXiv"), named.get("DOI")),
        "semantic_scholar": semantic_scholar_id(paper.get("paperId")),
        "dblp": dblp_key(named.get("DBLP")),
        "pmid": pubmed_id(named.get("PubMed")),
        "acl": acl_id(named.get("ACL")),
    }
    return {kind: value for kind, value in found.items() if value}


def _places(paper: dict[str, Any]) -> list[str]:
    names = (shapes.fields(paper.get("publicationVenue")).get("name"), paper.get("venue"))
    return [name for name in map(shapes.text, names) if name]


def _year_in_key(key: str) -> int | None:
    """Return the year at the end of a key such as `conf/nips/OordVK17`; None for arXiv's (`corr`)."""
    match = _DBLP_YEAR.fullmatch(key)
    if not match:
        return None
    digits = int(match[1])
    return digits + (1900 if digits >= OLDEST_DBLP_YEAR else 2000)


def _kind(paper: dict[str, Any], ids: dict[str, str]) -> str | None:
    """Return the type; the place of publication is better than `publicationTypes`, which often has two."""
    key = ids.get("dblp", "")
    if key.startswith("conf/"):
        return "inproceedings"
    if _PUBLISHED.match(key):
        return "article"
    place = type_of(shapes.fields(paper.get("publicationVenue")).get("type"))
    if place in ("article", "inproceedings"):
        return place
    types = paper.get("publicationTypes")
    kinds = [type_of(word) for word in types[:10]] if isinstance(types, list) else []
    known = [kind for kind in ("inproceedings", "chapter", "book", "dataset", "article") if kind in kinds]
    return known[0] if known else None
