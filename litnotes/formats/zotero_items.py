"""Reads the items of a Zotero library, as its API describes them in JSON.

Notes are items of their own, below another item, and become its notes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from litnotes.formats import personal
from litnotes.formats.entry import ImportedEntry
from litnotes.formats.note_fields import former_keys_in, note_fields_in
from litnotes.formats.publication import record
from litnotes.model.record import Record
from litnotes.values import people, plain
from litnotes.values.ids import arxiv_id, arxiv_in, doi, doi_in, pubmed_id
from litnotes.values.languages import language_code
from litnotes.values.paper_types import WITHOUT_VENUE, type_of

ZoteroItem = Mapping[str, Any]
_TITLES = ("title", "caseName", "nameOfAct", "subject")
_VENUES = (
    "publicationTitle", "proceedingsTitle", "bookTitle", "conferenceName", "encyclopediaTitle",
    "dictionaryTitle", "journalAbbreviation", "repository",
)  # fmt: skip
_PUBLISHERS = ("publisher", "university", "institution", "repository")
_AUTHORS = frozenset({"author", "programmer", "presenter", "inventor", "artist", "director"})
_READ = frozenset({
    *_TITLES, *_VENUES, *_PUBLISHERS, "key", "version", "itemType", "creators", "abstractNote", "date",
    "volume", "issue", "number", "pages", "DOI", "url", "language", "shortTitle", "extra", "tags",
    "citationKey", "archiveID", "PMID",
})  # fmt: skip
_OF_ZOTERO = frozenset(
    {"collections", "relations", "dateAdded", "dateModified", "inPublications", "deleted"}
)
"""Fields that say how Zotero keeps an item, and nothing on the paper."""


class ZoteroLibrary(NamedTuple):
    """The entries of a library, and how many notes and files belong to none of them."""

    entries: list[ImportedEntry]
    loose_notes: int
    loose_files: int
    attached_files: int


def library(items: Iterable[object]) -> ZoteroLibrary:
    """Return the entries of the items of a library; items that are not as expected are passed over."""
    papers: list[ZoteroItem] = []
    notes: dict[str, list[str]] = defaultdict(list)
    files: dict[str, int] = defaultdict(int)
    for data in _data(items):
        parent = _text(data, "parentItem")
        match data.get("itemType"):
            case "note":
                notes[parent].append(str(data.get("note") or ""))
            case "attachment" | "annotation":
                files[parent] += data["itemType"] == "attachment"
            case _:
                papers.append(data)
    keys = {_text(data, "key") for data in papers}
    entries = [_entry(data, notes[_text(data, "key")]) for data in papers]
    return ZoteroLibrary(
        entries,
        sum(len(texts) for parent, texts in notes.items() if parent not in keys),
        sum(count for parent, count in files.items() if parent not in keys),
        sum(count for parent, count in files.items() if parent in keys),
    )


def _data(items: Iterable[object]) -> Iterator[ZoteroItem]:
    for item in items:
        data = item.get("data") if isinstance(item, dict) else None
        if isinstance(data, dict) and not data.get("deleted"):
            yield data


def _entry(data: ZoteroItem, notes: Sequence[str]) -> ImportedEntry:
    note_fields, rest = note_fields_in(_text(data, "extra", keep_lines=True))
    own = _text(data, "citationKey") or note_fields.get("citation key", "")
    return ImportedEntry(
        record=_record(data, note_fields, [rest, *notes]),
        key=personal.database_key(own),
        line=0,
        short_names=personal.short_name(_text(data, "shortTitle") or note_fields.get("shorttitle", "")),
        former_keys=former_keys_in(note_fields),
        unread=tuple(name for name, value in data.items() if value and name not in _READ | _OF_ZOTERO),
    )


def _record(data: ZoteroItem, note_fields: Mapping[str, str], notes: Sequence[str]) -> Record:
    kind = type_of(_text(data, "itemType"))
    venue = "" if kind in WITHOUT_VENUE else _text(data, *_VENUES)
    url = _text(data, "url")
    names, more = people.listed(_people(data.get("creators")))
    return record(
        source="zotero",
        title=_text(data, *_TITLES),
        authors=names,
        more_authors=more,
        kind=kind,
        venue=venue,
        year=plain.year(_text(data, "date")),
        ids={
            "doi": doi_in(_text(data, "DOI")) or doi(note_fields.get("doi"), url),
            "arxiv": arxiv_id(
                *(note_fields.get(name) for name in ("arxiv", "arxivid", "eprint")),
                *(_text(data, name) for name in ("archiveID", "DOI", "url", "number", "volume")),
            )
            or arxiv_in(venue, *notes[:1]),
            "pmid": pubmed_id(_text(data, "PMID"), note_fields.get("pmid")),
        },
        language=language_code(_text(data, "language")),
        volume=_text(data, "volume"),
        number=_text(data, "issue", "number"),
        pages=_text(data, "pages"),
        publisher=_text(data, *_PUBLISHERS),
        abstract=_text(data, "abstractNote") or None,
        url=plain.link(url),
        tags=personal.tags(_tags(data.get("tags")), at_commas=False),
        notes=personal.notes(notes),
    )


def _text(data: ZoteroItem, *names: str, keep_lines: bool = False) -> str:
    """Return the first text under one of these names."""
    clean = plain.paragraphs if keep_lines else plain.line
    texts = (clean(value) for name in names if isinstance(value := data.get(name), str))
    return next(filter(None, texts), "")


def _tags(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict) and isinstance(one.get("tag"), str):
            yield one["tag"]


def _people(value: object) -> Iterator[str]:
    """Yield the authors, or without any the editors."""
    creators = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    authors = [one for one in creators if one.get("creatorType") in _AUTHORS]
    for one in authors or [one for one in creators if one.get("creatorType") == "editor"]:
        if name := people.whole(one.get("name")):
            yield name if name.casefold() in people.OTHERS else people.organisation(name)
        else:
            yield people.person(one.get("firstName"), one.get("lastName"))
