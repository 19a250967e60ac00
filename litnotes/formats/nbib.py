"""Reads PubMed's own format, MEDLINE (`.nbib`)."""

from __future__ import annotations

import re

from litnotes.formats import personal
from litnotes.formats.entry import ImportedEntry, Read
from litnotes.formats.publication import record
from litnotes.formats.tagged import TaggedForm, TaggedRecord, tagged_records
from litnotes.model.record import Record
from litnotes.values import name_lists, people, plain
from litnotes.values.ids import arxiv_id, doi_in, pubmed_id
from litnotes.values.languages import language_code
from litnotes.values.paper_types import WITHOUT_VENUE, type_of

# Tag               goes to
#   TI, BTI, TT     title; a translated title is in brackets, and TT is the original one
#   FAU, AU, CN     authors; CN is a group. Without them FED, ED, the editors
#   JT, TA, CTI     venue
#   DP, DEP         year
#   LID, AID        DOI, `10.1000/xyz [doi]`
#   PT              type, one per line
#   OT, MH          tags
START = re.compile(r"^(?:PMID ?- ?\d|OWN ?- ?ERIC)", re.MULTILINE)
_LINE = re.compile(r"([A-Z]{2,4}) {0,2}- ?(.*)")
_IS_OF_ERIC = re.compile(r"\s*OWN ?- ?ERIC")
"""ERIC writes the same format without PubMed ids."""
_READ = frozenset({
    "PMID", "TI", "BTI", "TT", "FAU", "AU", "CN", "FED", "ED", "JT", "TA", "CTI", "DP", "DEP", "VI", "IP",
    "PG", "LID", "AID", "PT", "OT", "MH", "LA", "AB", "PB", "GN",
})  # fmt: skip


def read(text: str) -> Read:
    """Return the entries of a file of PubMed. Never raises."""
    first = "OWN" if _IS_OF_ERIC.match(text) else "PMID"
    records, broken = tagged_records(text, TaggedForm(_LINE, first=first))
    return [*map(_entry, records)], broken


def _entry(tagged: TaggedRecord) -> ImportedEntry:
    return ImportedEntry(
        record=_record(tagged),
        line=tagged.line,
        unread=tagged.without(_READ),
    )


def _record(tagged: TaggedRecord) -> Record:
    text = tagged.text
    types = tagged.values("PT")
    kinds = [kind for word in types if (kind := type_of(word))]
    kind = next((kind for kind in kinds if kind != "article"), kinds[0] if kinds else None)
    people_found = [*tagged.first_of("FAU", "AU"), *map(people.organisation, tagged.values("CN"))]
    names, more = name_lists.listed(people_found or tagged.first_of("FED", "ED"))
    places = tagged.values("LID", "AID")
    return record(
        source="nbib",
        title=_title(text("TI", "BTI")) or text("TT"),
        authors=names,
        more_authors=more,
        kind=kind,
        venue=""
        if kind in WITHOUT_VENUE
        else text("JT", "TA", "CTI", *(["BTI"] if "TI" in tagged.tags else [])),
        year=plain.year(text("DP"), text("DEP")),
        ids={
            "doi": doi_in(*(place for place in places if "[doi]" in place)),
            "pmid": pubmed_id(text("PMID")),
            "arxiv": arxiv_id(*(place.split(" ")[0] for place in places)),
        },
        language=language_code(text("LA")),
        volume=text("VI"),
        number=text("IP"),
        pages=text("PG"),
        publisher=text("PB"),
        abstract=text("AB") or None,
        tags=personal.tags((word.lstrip("*") for word in tagged.values("OT", "MH")), at_commas=False),
        notes=personal.notes(tagged.values("GN")),
        retracted="Retracted Publication" in types,
    )


def _title(title: str) -> str:
    """Return a title without PubMed's full stop, and without the brackets of a translation."""
    bare = title.removesuffix(".") if not title.endswith("..") else title
    is_translated = bare.startswith("[") and bare.endswith("]")
    return bare[1:-1].removesuffix(".") if is_translated else bare
