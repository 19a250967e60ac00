"""The record of an entry, by one rule for all formats: is it published, and which of its years is which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litnotes.model.record import Record
from litnotes.values import plain
from litnotes.values.ids import arxiv_id, arxiv_in, arxiv_year
from litnotes.values.paper_types import is_preprint_server

_ALSO_PREPRINTS = frozenset({None, "article", "inproceedings", "preprint", "other"})
"""Types of entries that may be a preprint if they have an arXiv id and no venue."""


def record(  # noqa: PLR0913 - the fields of a publication
    *,
    kind: str | None,
    venue: str,
    year: int | None,
    ids: Mapping[str, str | None],
    title: str,
    venue_year: int | None = None,
    volume: str | None = None,
    number: str | None = None,
    pages: str | None = None,
    publisher: str | None = None,
    retracted: bool = False,
    **rest: Any,
) -> Record:
    """Return the record of an entry of the type `kind`, with the fields `rest`.

    `year` is that of the venue if there is one, unless `venue_year` is known. A preprint server is
    neither a venue nor a publisher, and an arXiv id is no volume, number or page.
    """
    known = {name: value for name, value in ids.items() if value}
    is_on_server = is_preprint_server(venue)
    venue = "" if is_on_server else venue
    volume, number, pages = (_not_arxiv(text) for text in (volume, number, plain.pages(pages)))
    is_published = "doi" in known or bool(volume and (pages or number))
    may_be = kind in _ALSO_PREPRINTS and (is_on_server or ("arxiv" in known and not is_published))
    is_preprint = not venue and (kind == "preprint" or may_be)
    has_own_year = venue_year is not None or not venue
    return Record(
        title=title,
        retracted=retracted or plain.is_marked_retracted(title),
        type="preprint" if is_preprint else kind,
        venue=venue or None,
        first_year=year if has_own_year else arxiv_year(known.get("arxiv")),
        venue_year=(venue_year or year) if venue else None,
        ids=known,
        volume=volume,
        number=number,
        pages=pages,
        publisher=None if not publisher or is_preprint_server(publisher) else publisher,
        **rest,
    )


def _not_arxiv(text: str | None) -> str | None:
    return None if not text or arxiv_id(text) or arxiv_in(text) else text
