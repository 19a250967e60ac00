"""Reads RIS as written by Zotero, Mendeley, EndNote, JabRef and publishers.

rispy reads the lines of one record; records are split here, because a missing end (`ER`) would join two
records, and messages need line numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import rispy  # type: ignore[import-untyped]

from litnotes.formats import personal
from litnotes.formats.entry import Broken, ImportedEntry, Read, Text
from litnotes.model.record import Record
from litnotes.values import people, plain
from litnotes.values.ids import arxiv_id, arxiv_in, arxiv_year, doi
from litnotes.values.languages import language_code
from litnotes.values.paper_types import WITHOUT_VENUE, is_preprint_server

# Tag            goes to
#   TI, T1, BT   title
#   AU, A1       authors; without them A2, ED (editors); `Ministry of Health,` is an organisation
#   PY, Y1, DA   year
#   T2, JF, JO … venue; for a conference first C3, where Zotero writes the proceedings
#   SP, EP       pages
#   AB, N2       abstract; with an AB, N2 is a note
#   N1, RN       notes; `PMID: …` is an id, as is AN if DB or DP names PubMed
#   LA           language
#   KW           tags, one per line, or several separated by `;`
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
_LISTS = [
    "A1", "A2", "AB", "AN", "AU", "BT", "C3", "CT", "DA", "DB", "DO", "DP", "ED", "EP", "ER", "ID", "IS",
    "J2", "JA", "JF", "JO", "KW", "L3", "LA", "LB", "M1", "M3", "N1", "N2", "PB", "PY", "RN", "SP", "ST",
    "T1", "T2", "TI", "UR", "VL", "VO", "Y1",
]  # fmt: skip
_MAPPING = {tag: tag for tag in ("TY", *_LISTS)}
_START = re.compile(r"^TY  -", re.MULTILINE)
_END = re.compile(r"^ER  -[^\n]*", re.MULTILINE)
_LINE = re.compile(r"^[A-Z][A-Z0-9]  -", re.MULTILINE)
_PMID = re.compile(r"PMID:\s*(\d{1,9})", re.IGNORECASE)
_PUBMED = re.compile(r"pubmed|medline|nlm\b", re.IGNORECASE)
_UNLIKE_A_KEY = re.compile(r"\d*")

Tags = Mapping[str, Sequence[str]]


def read(text: str) -> Read:
    """Return the entries and the broken parts of a RIS file. Never raises."""
    text = text.removeprefix("\ufeff")
    entries: list[ImportedEntry] = []
    broken: list[Broken] = []
    for line, record, rest in _records(text):
        if record:
            entries.append(_entry(_parsed(record), line))
        if _LINE.search(rest):
            broken.append(Broken(line + record.count("\n"), "lines outside of any entry; TY starts one"))
    return entries, broken


def _records(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the first line of each record, the record, and the text between it and the next one."""
    starts = [match.start() for match in _START.finditer(text)]
    line = 1
    if before := text[: starts[0] if starts else len(text)]:
        yield line, "", before
        line += before.count("\n")
    for start, stop in zip(starts, [*starts[1:], len(text)], strict=False):
        end = _END.search(text, start, stop)
        at = end.end() if end else stop
        yield line, text[start:at], text[at:stop]
        line += text.count("\n", start, stop)


def _parsed(record: str) -> Tags:
    whole = record if _END.search(record) else f"{record}\nER  - "
    found = rispy.loads(
        whole, mapping=_MAPPING, list_tags=_LISTS, delimiter_tags_mapping={}, skip_unknown_tags=True
    )
    return {tag: [value] if isinstance(value, str) else value for tag, value in found[0].items()}


def _entry(tags: Tags, line: int) -> ImportedEntry:
    def text(*names: str) -> str:
        found = (plain.line(" ".join(tags[name][:1])) for name in names if name in tags)
        return next(filter(None, found), "")

    own = personal.own_key(text("ID", "LB"))
    return ImportedEntry(
        record=_record(tags, text("TY").upper(), text),
        key="" if _UNLIKE_A_KEY.fullmatch(own) else own,
        line=line,
        short_names=personal.short_name(text("ST")),
    )


def _record(tags: Tags, tag: str, text: Text) -> Record:
    kind = _KIND_OF.get(tag)
    places = () if kind in WITHOUT_VENUE else _PROCEEDINGS if kind == "inproceedings" else _JOURNALS
    venue = text(*places)
    links = [*tags.get("UR", ()), *tags.get("L3", ())]
    ids = {
        "doi": doi(text("DO"), text("M3"), *links),
        "arxiv": arxiv_id(text("DO"), *links, text("AN"), text("M1"), *tags.get("N1", ()), text("VL"))
        or arxiv_in(venue, text("M3")),
        "pmid": _pmid(tags, text),
    }
    if is_preprint_server(venue):
        venue = ""
    is_preprint = not venue and bool(ids["arxiv"])
    year = plain.year(text("PY"), text("Y1"), text("DA"))
    authors = next((tags[name] for name in ("AU", "A1", "ED", "A2") if name in tags), ())
    names, more = people.listed(map(_author, authors))
    abstract, *others = [tags[name] for name in ("AB", "N2") if name in tags] or [[]]
    return Record(
        source="ris",
        title=text("TI", "T1", "CT", "BT"),
        authors=names,
        more_authors=more,
        first_year=arxiv_year(ids["arxiv"]) if venue else year,
        venue=venue or None,
        venue_year=year if venue else None,
        type="preprint" if is_preprint else kind,
        language=language_code(text("LA")),
        volume=None if is_preprint else text("VL", "VO") or None,
        number=None if is_preprint else text("IS") or None,
        pages=_pages(text("SP"), text("EP")),
        publisher=None if is_preprint else text("PB") or None,
        ids={name: value for name, value in ids.items() if value},
        abstract=plain.line(" ".join(abstract)) or None,
        url=plain.link(*links),
        tags=personal.tags(part for word in tags.get("KW", ()) for part in word.split(";")),
        notes=personal.notes([*_notes(tags), *(" ".join(one) for one in others)]),
    )


def _author(written: str) -> str:
    """Return an author as in records.

    An organisation ends with a comma, or has two for its own first comma: `Ministry of Health,`
    and `University of California,, Berkeley`.
    """
    name = people.whole(written)
    bare = name.rstrip(" ,")
    if bare.casefold() in people.OTHERS:
        return bare
    if name.endswith(",") and "," not in bare:
        return people.organisation(bare)
    if ",," in bare and not people.parts(bare)[2]:
        return people.organisation(bare.replace(",,", ",", 1))
    return people.family_first(name)


def _pmid(tags: Tags, text: Text) -> str | None:
    of_pubmed = _PUBMED.search(text("DB", "DP")) and text("AN").isdecimal()
    noted = (_PMID.fullmatch(plain.line(note)) for note in tags.get("N1", ()))
    return text("AN") if of_pubmed else next((match.group(1) for match in noted if match), None)


def _notes(tags: Tags) -> Iterator[str]:
    """Yield the notes, without those that are only a PubMed id."""
    for note in (*tags.get("N1", ()), *tags.get("RN", ())):
        if not _PMID.fullmatch(plain.line(note)):
            yield note


def _pages(first: str, last: str) -> str | None:
    """Return the pages; a first page that is a range already includes the last page."""
    is_whole = not last or last == first or (plain.pages(first) or "").endswith(f"-{last}")
    return plain.pages(first if is_whole else f"{first}-{last}")
