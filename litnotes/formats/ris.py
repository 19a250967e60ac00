"""Reads RIS as written by Zotero, Mendeley, EndNote, JabRef, Embase, Ovid and publishers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from litnotes.formats import personal
from litnotes.formats.entry import ImportedEntry, Read
from litnotes.formats.labels import labels_of_notes
from litnotes.formats.publication import record
from litnotes.formats.tagged import TaggedForm, TaggedRecord, tagged_records
from litnotes.model.record import Record
from litnotes.values import name_lists, people, plain
from litnotes.values.ids import arxiv_id, arxiv_in, doi, doi_in, pubmed_id
from litnotes.values.languages import language_code
from litnotes.values.paper_types import WITHOUT_VENUE, type_of

# Tag            goes to
#   TI, T1, BT   title
#   AU, A1       authors; without them A2, ED (editors); `Ministry of Health,` is an organisation
#   PY, Y1, DA   year
#   T2, JF, JO … venue; for a conference first C3, where Zotero writes the proceedings
#   SP, EP       pages
#   AB, N2       abstract; with an AB, N2 is a note
#   N1, RN       notes; `PMID: …` and `doi: …` are ids, as is AN if DB or DP names PubMed
#   LA           language
#   KW           tags, one per line, or several separated by `;`; a comma is part of a tag
#   ID, LB       the entry's own key
_KINDS = {
    "article": "JOUR EJOUR JFULL MGZN NEWS INPR",
    "inproceedings": "CONF CPAPER",
    "chapter": "CHAP ECHAP",
    "book": "BOOK EBOOK EDBOOK SER",
    "thesis": "THES",
    "report": "RPRT STAND",
    "dataset": "DATA DBASE AGGR",
}
_KIND_OF = {tag: kind for kind, tags in _KINDS.items() for tag in tags.split()}
_JOURNALS = ("T2", "JF", "JO", "JA", "J2")
_PROCEEDINGS = ("C3", "T2", "BT", "JF", "JO", "J2")
_READ = frozenset({
    "TY", "ID", "LB", "ST", "KW", "AB", "N2", "N1", "RN", "LA", "AU", "A1", "A2", "ED", "TI", "T1", "CT",
    "BT", "T2", "JF", "JO", "JA", "J2", "C3", "PY", "Y1", "DA", "SP", "EP", "VL", "VO", "IS", "PB", "DO",
    "M1", "M3", "UR", "L3", "AN", "DB", "DP",
})  # fmt: skip
_WIDE = re.compile(r"([A-Z][A-Z0-9]) {2,4}- ?(.*)")
_NARROW = re.compile(r"([A-Z][A-Z0-9]) {1,4}- ?(.*)")
START = re.compile(r"^TY {1,4}- ?[A-Z]", re.MULTILINE)
_IS_NARROW = re.compile(r"^TY - ?[A-Z]", re.MULTILINE)
"""Some programs write one space before the hyphen, where others write two."""
_TELLING = frozenset({"TI", "T1", "AU", "A1"})
_PMID = re.compile(r"PMID:\s*(\d{1,9})", re.IGNORECASE)
_DOI_NOTE = re.compile(r"doi:\s*(10\.\S+)", re.IGNORECASE)
_PUBMED = re.compile(r"pubmed|medline|nlm\b", re.IGNORECASE)


def read(text: str) -> Read:
    """Return the entries and the broken parts of a RIS file. Never raises."""
    line = _NARROW if _IS_NARROW.search(text) else _WIDE
    records, broken = tagged_records(text, TaggedForm(line, first="TY", last="ER", telling=_TELLING))
    return [*map(_entry, records)], broken


def _entry(tagged: TaggedRecord) -> ImportedEntry:
    return ImportedEntry(
        record=_record(tagged),
        key=personal.database_key(tagged.text("ID", "LB")),
        line=tagged.line,
        short_names=personal.short_name(tagged.text("ST")),
        unread=tagged.without(_READ),
        labels=labels_of_notes(tagged.values("N1")),
    )


def _record(tagged: TaggedRecord) -> Record:
    text = tagged.text
    kind = _KIND_OF.get(text("TY").upper()) or type_of(text("TY"))
    places = () if kind in WITHOUT_VENUE else _PROCEEDINGS if kind == "inproceedings" else _JOURNALS
    links = [*plain.links(*tagged.values("UR", "L3"))]
    notes = tagged.values("N1", "RN")
    abstract, *others = [one for one in map(plain.line, tagged.values("AB", "N2")) if one] or [""]
    names, more = name_lists.listed(map(people.or_organisation, _authors(tagged)))
    venue = text(*places)
    return record(
        source="ris",
        title=text("TI", "T1", "CT", "BT"),
        authors=names,
        more_authors=more,
        kind=kind,
        venue=venue,
        year=plain.year(text("PY"), text("Y1"), text("DA")),
        ids={
            "doi": doi_in(text("DO"))
            or doi(text("M3"), *tagged.values("UR", "L3"), *_noted(_DOI_NOTE, notes)),
            "arxiv": arxiv_id(text("DO"), *links, text("AN"), text("M1"), *notes, text("VL"))
            or arxiv_in(venue, text("M3")),
            "pmid": _pmid(tagged, notes),
        },
        language=language_code(text("LA")),
        volume=text("VL", "VO"),
        number=text("IS"),
        pages=_pages(text("SP"), text("EP")),
        publisher=text("PB"),
        abstract=abstract or None,
        url=next(iter(links), None),
        tags=personal.tags(tagged.lines("KW"), at_commas=False),
        notes=personal.notes(
            [*filter(_is_note, notes), *(one for one in others if one != abstract), *links[1:]]
        ),
    )


def _authors(tagged: TaggedRecord) -> list[str]:
    """Return the authors in the order of the file, else the editors; some files mix AU and A1."""
    authors = tagged.values(*(tag for tag in tagged.tags if tag in ("AU", "A1")))
    return [*dict.fromkeys(authors)] or tagged.first_of("ED", "A2")


def _noted(form: re.Pattern[str], notes: Sequence[str]) -> Iterator[str]:
    """Yield the ids in notes that are nothing but an id."""
    matches = (form.fullmatch(plain.line(note)) for note in notes)
    return (match.group(1) for match in matches if match)


def _is_note(note: str) -> bool:
    return not any(form.fullmatch(plain.line(note)) for form in (_PMID, _DOI_NOTE))


def _pmid(tagged: TaggedRecord, notes: Sequence[str]) -> str | None:
    of_pubmed = tagged.text("AN") if _PUBMED.search(tagged.text("DB", "DP")) else ""
    return pubmed_id(of_pubmed, *_noted(_PMID, notes))


def _pages(first: str, last: str) -> str | None:
    """Return the pages; a first page that is a range already includes the last page."""
    is_whole = not last or last == first or (plain.pages(first) or "").endswith(f"-{last}")
    return plain.pages(first if is_whole else f"{first}-{last}")
