"""Reads CSL-JSON of Zotero, Better BibTeX and citation services: a list, or `{"items": […]}`.

Items are read one by one, so that a broken one is reported with its line and does not affect others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from litnotes.formats import personal
from litnotes.formats.entry import Broken, ImportedEntry, Read
from litnotes.formats.note_fields import former_keys_in, note_fields_in
from litnotes.formats.publication import record
from litnotes.model.record import Record
from litnotes.values import people, plain
from litnotes.values.ids import arxiv_id, arxiv_in, doi, doi_in, pubmed_id
from litnotes.values.languages import language_code
from litnotes.values.paper_types import WITHOUT_VENUE, is_preprint_server, type_of

# Name                            goes to
#   title, container-title, page  title, venue, pages
#   author, else editor           authors
#   language                      language
#   issued                        year: from date-parts, whose numbers may be texts, raw or literal
#   note                          notes; lines such as `tex.arxivid: …`, `PMID: …` or `Citation Key: …`,
#                                 where Zotero keeps fields unknown to CSL, become ids and the key;
#                                 `Citation Key Alias: …` and `tex.ids: …` of Better BibTeX, former keys
#   keyword, annote               tags, notes
#   citation-key, id              the entry's own key, unless it is a link to Zotero
_ITEMS = re.compile(r"\s*\{(?:[^{}\[\]]{0,2000},)?\s*\"items\"\s*:\s*\[")
_BETWEEN = re.compile(r"[\s,\]\[}]*")
"""Between items; where files are joined, a list ends and another begins."""
_AGAIN = re.compile(r"\{\s*\"(?:id|type|citation-key)\"\s*:")
_ARXIV = ("arxivid", "arxiv", "eprint")
MAX_BROKEN = 1000
"""A file with more broken entries is not CSL-JSON, and searching for the next entry is slow."""

_ITEM_NAMES = frozenset({"title", "type", "author", "issued", "DOI"})

_READ = frozenset({
    "id", "type", "title", "title-short", "shortTitle", "author", "editor", "container-title",
    "event-title", "event", "issued", "note", "annote", "custom", "keyword", "citation-key", "DOI", "URL",
    "PMID", "number", "archive_location", "volume", "issue", "page", "article-number", "publisher",
    "abstract", "language",
})  # fmt: skip

CslItem = Mapping[str, Any]


def read(text: str) -> Read:
    """Return the entries and the broken parts of a CSL-JSON file. Never raises."""
    entries: list[ImportedEntry] = []
    broken: list[Broken] = []
    text = text.removeprefix("\ufeff")
    start = _start(text)
    if start is None:
        return [], [Broken(1, "this is JSON, but not a list of CSL entries", whole=True)]
    line, at = 1, 0
    for place, item in _items(text, start):
        line, at = line + text.count("\n", at, place), place
        if isinstance(item, str):
            broken.append(Broken(line, item))
        elif not _ITEM_NAMES & item.keys():
            broken.append(Broken(line, "not an entry of CSL-JSON: it has neither title nor type"))
        else:
            entries.append(_entry(item, line))
    if not entries and broken:
        broken = [Broken(one.line, one.why, whole=True) for one in broken]
    return entries, broken


def _start(text: str) -> int | None:
    """Return the position of the first item: in a list, in `{"items": […]}`, or the only item."""
    if match := re.match(r"\s*\[", text):
        return match.end()
    if match := _ITEMS.match(text):
        return match.end()
    return 0 if text.lstrip().startswith("{") else None


def _items(text: str, at: int) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Yield each item with its position; a message for one that cannot be read."""
    decoder = json.JSONDecoder()
    broken = 0
    while broken < MAX_BROKEN:
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]
        if at >= len(text):
            return
        try:
            item, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            broken += 1
            yield at, "an entry that is incomplete or not JSON"
            again = _AGAIN.search(text, at + 1)
            if not again:
                return
            at = again.start()
            continue
        inside = item.get("items") if isinstance(item, dict) else None
        for one in inside if isinstance(inside, list) else [item]:
            yield at, one if isinstance(one, dict) else "expected an entry in braces"
        at = end


def _entry(item: CslItem, line: int) -> ImportedEntry:
    notes = [_text(item, "note", keep_lines=True), _text(item, "annote", keep_lines=True)]
    note_fields, rest = note_fields_in("\n".join(notes))
    for name, value in (item.get("custom") or {}).items() if isinstance(item.get("custom"), dict) else ():
        if isinstance(value, str):
            note_fields.setdefault(name.lower().removeprefix("tex."), value)
    own = _text(item, "citation-key") or note_fields.get("citation key", "") or _text(item, "id")
    return ImportedEntry(
        record=_record(item, note_fields, rest),
        key=personal.database_key(own),
        line=line,
        short_names=personal.short_name(
            _text(item, "title-short", "shortTitle") or note_fields.get("shorttitle", "")
        ),
        former_keys=former_keys_in(note_fields),
        unread=tuple(name for name in item if name not in _READ),
    )


def _record(item: CslItem, note_fields: Mapping[str, str], notes: str) -> Record:
    kind = type_of(_text(item, "type"), article="preprint")  # in CSL, that of journals is article-journal
    venue = "" if kind in WITHOUT_VENUE else _text(item, "container-title", "event-title", "event")
    arxiv = arxiv_id(
        *(form for name in _ARXIV if (note := note_fields.get(name)) for form in (note, f"arXiv:{note}")),
        *(_text(item, name) for name in ("DOI", "URL", "number", "archive_location", "volume")),
        *notes.split("\n"),
    ) or arxiv_in(venue)  # fmt: skip
    names, more = people.listed(_people(item.get("author") or item.get("editor")))
    links = [*plain.links(_text(item, "URL"))]
    has_venue = bool(venue) and not is_preprint_server(venue)
    return record(
        source="csl",
        title=_text(item, "title"),
        authors=names,
        more_authors=more,
        kind=None if has_venue and kind == "preprint" else kind,
        venue=venue,
        year=_year(item.get("issued")),
        ids={
            "doi": doi_in(_text(item, "DOI")) or doi(note_fields.get("doi"), _text(item, "URL")),
            "arxiv": arxiv,
            "pmid": pubmed_id(_text(item, "PMID"), note_fields.get("pmid")),
        },
        language=language_code(_text(item, "language")),
        volume=_text(item, "volume"),
        number=_text(item, "issue", "number"),
        pages=_text(item, "page", "article-number"),
        publisher=_text(item, "publisher"),
        abstract=_text(item, "abstract") or None,
        url=next(iter(links), None),
        tags=personal.tags(_words(item.get("keyword"))),
        notes=personal.notes(line for line in (notes, *links[1:]) if line),
    )


def _text(item: CslItem, *names: str, keep_lines: bool = False) -> str:
    """Return the first text or number under one of these names."""
    for name in names:
        value = item.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10**18:
            value = str(value)
        if isinstance(value, str) and (found := (plain.paragraphs if keep_lines else plain.line)(value)):
            return found
    return ""


def _words(value: Any) -> Iterator[str]:
    yield from (one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str))


def _year(issued: Any) -> int | None:
    date = issued if isinstance(issued, dict) else {}
    return plain.year(issued, *(date.get(name) for name in ("raw", "literal", "year")))


def _people(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, str):
            yield people.family_first(one)
        if not isinstance(one, dict):
            continue
        family = [
            people.whole(one.get(name)) for name in ("dropping-particle", "non-dropping-particle", "family")
        ]
        whole = " ".join(part for part in family if part)
        if literal := people.whole(one.get("literal") or one.get("name")):
            yield literal if literal.casefold() in people.OTHERS else people.organisation(literal)
        else:
            yield people.person(one.get("given"), whole, one.get("suffix"))
