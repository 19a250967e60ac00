"""Reads the plain text of Web of Science: its default export."""

from __future__ import annotations

import re

from litnotes.formats import personal
from litnotes.formats.entry import ImportedEntry, Read
from litnotes.formats.publication import record
from litnotes.formats.tagged import TaggedForm, TaggedRecord, tagged_records
from litnotes.model.record import Record
from litnotes.values import name_lists, people, plain
from litnotes.values.ids import arxiv_in, doi_in, pubmed_id
from litnotes.values.languages import language_code
from litnotes.values.paper_types import WITHOUT_VENUE, type_of

# Tag             goes to
#   TI            title
#   AF, AU, CA    authors, one per line; CA are groups. Without them BE, ED, the editors
#   SO, CT        venue; for a conference CT is its name
#   PY, EY        year
#   BP, EP, AR    pages, or the number of the article
#   DE, ID        keywords, separated by `;`
#   DT, PT        type
START = re.compile(r"^(?:FN (?:Clarivate|ISI|Thomson)|PT [A-Z]$)", re.MULTILINE)
_FORM = TaggedForm(re.compile(r"([A-Z][A-Z0-9])(?: |$)(.*)"), first="PT", last="ER")
_LETTERS = {"J": "article", "C": "inproceedings", "B": "book", "S": "inproceedings"}
_READ = frozenset({
    "FN", "VR", "PT", "TI", "AF", "AU", "CA", "BE", "ED", "SO", "CT", "PY", "EY", "BP", "EP", "AR", "DE",
    "ID", "DT", "LA", "VL", "IS", "DI", "D2", "PM", "AB", "PU", "EF",
})  # fmt: skip


def read(text: str) -> Read:
    """Return the entries of a file of Web of Science. Never raises."""
    records, broken = tagged_records(text, _FORM)
    return [*map(_entry, records)], broken


def _entry(tagged: TaggedRecord) -> ImportedEntry:
    return ImportedEntry(
        record=_record(tagged),
        line=tagged.line,
        unread=tagged.without(_READ),
    )


def _record(tagged: TaggedRecord) -> Record:
    text = tagged.text
    kind = _kind(text("DT"), text("PT"))
    groups = [*map(people.organisation, tagged.lines("CA"))]
    authors = tagged.lines("AF") or tagged.lines("AU")
    names, more = name_lists.listed([*authors, *groups] or tagged.lines("BE") or tagged.lines("ED"))
    pages = "-".join(dict.fromkeys(filter(None, (text("BP"), text("EP")))))
    return record(
        source="wos",
        title=text("TI"),
        authors=names,
        more_authors=more,
        kind=kind,
        venue="" if kind in WITHOUT_VENUE else text("SO", "CT"),
        year=plain.year(text("PY"), text("EY")),
        ids={
            "doi": doi_in(text("DI"), text("D2")),
            "pmid": pubmed_id(text("PM")),
            "arxiv": arxiv_in(text("DI"), text("AR")),
        },
        language=language_code(text("LA")),
        volume=text("VL"),
        number=text("IS"),
        pages=pages or text("AR"),
        publisher=text("PU"),
        abstract=text("AB") or None,
        tags=personal.tags(map(plain.line, tagged.values("DE", "ID")), at_commas=False),
        retracted="Retracted Publication" in text("DT"),
    )


def _kind(types: str, letter: str) -> str | None:
    """Return the type; of several, as in `Article; Proceedings Paper`, the one that is not an article."""
    kinds = [kind for word in types.split(";") if (kind := type_of(word))]
    return next((kind for kind in kinds if kind != "article"), kinds[0] if kinds else _LETTERS.get(letter))
