"""The publication of a paper: its type, venue and year, and its authors in short."""

from __future__ import annotations

import re

from litnotes.model.paper import Paper
from litnotes.values import people
from litnotes.values.paper_types import is_preprint_server

_JOURNAL = re.compile(
    r"\b(?:journal|transactions|letters|review|magazine|annals|bulletin|nature|science|pnas|plos|jmlr|tmlr|tpami"
    r"|tog|ijcv|elife)\b",
    re.IGNORECASE,
)
_WITHOUT_VENUE = frozenset({"book", "thesis", "report", "dataset", "other"})


def venue_of(paper: Paper) -> str | None:
    """Return the venue of a paper; None for a preprint server."""
    return None if paper.venue and is_preprint_server(paper.venue) else paper.venue


def kind_of(paper: Paper) -> str:
    """Return the type of a paper, one of `litnotes.values.paper_types.TYPES`.

    If the record has none, or one that the venue contradicts, the venue decides.
    """
    venue = venue_of(paper)
    if paper.type in _WITHOUT_VENUE or (venue and paper.type not in (None, "preprint")):
        return str(paper.type)
    if venue:
        return "article" if is_journal(paper, venue) else "inproceedings"
    if paper.type in ("article", "inproceedings", "chapter") and "arxiv" not in paper.ids:
        return str(paper.type)
    return "preprint" if paper.type == "preprint" or "arxiv" in paper.ids else "other"


def is_journal(paper: Paper, venue: str) -> bool:
    """Whether a venue is a journal, by its name, or by volume and number of the paper."""
    return _JOURNAL.search(venue) is not None or bool(paper.volume and paper.number)


def year_of(paper: Paper) -> int | None:
    """Return the year to cite a paper with: the venue's if there is a venue."""
    return (paper.venue_year or paper.year) if venue_of(paper) else (paper.year or paper.venue_year)


def authors_in_short(paper: Paper) -> str:
    """Return `Esser et al.`, `Ho and Salimans` or `van den Oord`; empty without authors."""
    names = [
        people.shown(name) if people.is_group(name) else people.parts(name)[1] for name in paper.authors[:2]
    ]
    if len(paper.authors) > 2 or (names and paper.more_authors):
        return f"{names[0]} et al."
    return " and ".join(names)
