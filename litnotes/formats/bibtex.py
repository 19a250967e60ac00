"""Reads BibTeX as written by Zotero, Better BibTeX, JabRef, Mendeley, DBLP and people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from litnotes.formats import journals, personal
from litnotes.formats.bibtex_blocks import NOTES, TAGS, VENUES, BibtexEntry, Fields, entries
from litnotes.formats.entry import ImportedEntry, Read
from litnotes.formats.publication import record
from litnotes.model.record import Record
from litnotes.values import from_tex, people, plain, tex_names
from litnotes.values.ids import arxiv_id, arxiv_in, dblp_key, doi, doi_in, pubmed_id
from litnotes.values.languages import language_code
from litnotes.values.paper_types import TYPES, type_of

# Field of BibTeX            goes to
#   title, subtitle          title
#   author, else editor      authors; `and others` means that the list is shortened
#   journal, booktitle       venue, unless it is a preprint server; for a book, its series
#   year, date               the year of the venue, else the first public year
#   school, institution      publisher
#   keywords, groups         tags (groups are JabRef's, mendeley-tags Mendeley's)
#   note, annote, comment    notes
#   langid, language         language
#   readstatus               reading state (JabRef)
#   shorttitle               short name, if one word
#   entrysubtype             type, if the entry's own type shows none
#   ids                      former keys
# Ids are searched for in doi, eprint, url, howpublished …
_PUBLISHERS = ("publisher", "school", "institution", "organization")
_WITH_IDS = (
    "doi", "url", "eprint", "eprinttype", "archiveprefix", "arxivid", "howpublished", "number", "volume",
    "note",
)  # fmt: skip
_WITH_ARXIV = ("arxivid", "doi", "url", "howpublished", "number", "volume", "note")
_READING: dict[str, Literal["reading", "read"]] = {"read": "read", "skimmed": "reading"}


def read(text: str) -> Read:
    """Return the entries and the broken parts of a BibTeX file. Never raises."""
    found, broken = entries(text)
    return [*map(_entry, found)], broken


def _entry(entry: BibtexEntry) -> ImportedEntry:
    key = personal.own_key(entry.key)
    fields = entry.fields
    texts = {name: plain.line(from_tex.plain(value)) for name, value in fields.items() if name in _PLAIN}
    is_container = entry.is_parent and "author" not in fields
    return ImportedEntry(
        record=_record(entry.kind, key, fields, texts),
        key=key,
        line=entry.line,
        short_names=personal.short_name(texts.get("shorttitle", "")),
        former_keys=tuple(
            one for one in personal.former_keys(fields.get("ids", "").split(",")) if one != key
        ),
        reading=_READING.get(texts.get("readstatus", "").casefold()),
        aside="other entries of the file are part of it" if is_container else "",
        unread=tuple(name for name in fields if name not in _IMPORTED),
    )


_PLAIN = frozenset(
    {"title", "subtitle", "shorttitle", "readstatus", "volume", "number", "issue", "pages", "eid",
     "articleno", "year", "date", "abstract", "series", *VENUES, *_PUBLISHERS}
)  # fmt: skip
_IMPORTED = frozenset(
    {"author", "editor", "collaboration", "crossref", "xdata", "langid", "language", "entrysubtype", "ids",
     "pmid", "biburl", "eprintclass", "primaryclass", "key", *_PLAIN, *TAGS, *NOTES, *_WITH_IDS}
)  # fmt: skip


def _record(kind: str, key: str, fields: Fields, texts: Fields) -> Record:
    first = _first(texts)
    shown = _type(kind, fields.get("entrysubtype", ""))
    venue = first(*VENUES, *(["series"] if shown == "book" else []))
    is_title = "title" not in texts and shown == "book"
    authors, more = tex_names.authors(fields.get("author") or fields.get("editor", ""))
    links = [*plain.links(*(from_tex.verbatim(fields.get(name, "")) for name in ("url", "howpublished")))]
    return record(
        source="bibtex",
        title=": ".join(filter(None, (first("title", *(VENUES if is_title else ())), first("subtitle")))),
        authors=_with_collaboration(authors, fields.get("collaboration", "")),
        more_authors=more,
        kind=shown,
        venue="" if is_title else journals.full_name(venue or ""),
        year=plain.year(texts.get("date", ""), texts.get("year", "")),
        ids=_ids(key, fields, venue or ""),
        language=language_code(*(from_tex.plain(fields.get(name, "")) for name in ("langid", "language"))),
        volume=first("volume"),
        number=first("number", "issue"),
        pages=first("pages", "eid", "articleno"),
        publisher=first(*_PUBLISHERS),
        abstract=first("abstract"),
        url=next(iter(links), None) or _archived(fields),
        tags=personal.tags(from_tex.plain(fields.get(name, "")) for name in TAGS),
        notes=personal.notes([*(from_tex.plain(fields.get(name, "")) for name in NOTES), *links[1:]]),
    )


def _with_collaboration(authors: tuple[str, ...], written: str) -> tuple[str, ...]:
    """Return the authors, with a collaboration such as `ATLAS` as the last if it is not among them."""
    name = from_tex.plain(written).strip()
    if not name or any(name.casefold() in author.casefold() for author in authors):
        return authors
    return (*authors, people.organisation(name if people.is_group(name) else f"{name} Collaboration"))


_ARCHIVES = {
    "hal": "https://hal.science/%s", "jstor": "https://www.jstor.org/stable/%s",
    "iacr": "https://eprint.iacr.org/%s", "googlebooks": "https://books.google.com/books?id=%s",
}  # fmt: skip


def _archived(fields: Fields) -> str | None:
    """Return the address of an `eprint` in another archive than arXiv."""
    archive = (fields.get("eprinttype") or fields.get("archiveprefix", "")).strip().lower()
    name = from_tex.verbatim(fields.get("eprint", "")).strip()
    return plain.link(_ARCHIVES[archive] % name) if name and archive in _ARCHIVES else None


def _type(kind: str, subtype: str) -> str | None:
    """Return the type of an entry; `entrysubtype` counts only if the entry type is less specific."""
    own = subtype.strip().lower()
    shown = type_of(kind)
    return own if own in TYPES and (shown is None or own == "chapter") else shown


def _first(texts: Fields) -> Callable[..., str | None]:
    return lambda *names: next((texts[name] for name in names if texts.get(name)), None)


def _ids(key: str, fields: Fields, venue: str) -> dict[str, str]:
    raw = {name: from_tex.verbatim(fields.get(name, "")) for name in _WITH_IDS}
    archive = (raw["eprinttype"] or raw["archiveprefix"]).strip().lower()
    eprint = raw["eprint"].strip()
    found = {
        "doi": doi_in(raw["doi"]) or doi(raw["url"], raw["howpublished"]),
        "arxiv": (arxiv_id(eprint) if archive in ("", "arxiv") else None)
        or arxiv_id(*(raw[name] for name in _WITH_ARXIV))
        or arxiv_in(raw["howpublished"], venue),
        "dblp": dblp_key(
            key if key.startswith("DBLP:") else "", from_tex.verbatim(fields.get("biburl", ""))
        ),
        "pmid": pubmed_id(fields.get("pmid", eprint if archive in ("pubmed", "pmid") else "").strip(" {}")),
    }
    return {kind: value for kind, value in found.items() if value}
