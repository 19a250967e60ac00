"""Reads BibTeX as written by Zotero, Better BibTeX, JabRef, Mendeley, DBLP and people.

bibtexparser finds the blocks; their content is read here entry by entry, so that a broken entry, or one
with a repeated key, does not affect the others.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from bibtexparser import model
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import Block
from bibtexparser.splitter import Splitter

from litnotes.formats import personal
from litnotes.formats.entry import Broken, ImportedEntry, Read
from litnotes.model.record import Record
from litnotes.values import people, plain, tex
from litnotes.values.ids import arxiv_id, arxiv_in, arxiv_year, dblp_key, doi, pubmed_id
from litnotes.values.languages import language_code
from litnotes.values.paper_types import TYPES, is_preprint_server, type_of

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
_VENUES = ("journal", "journaltitle", "booktitle", "shortjournal")
_PUBLISHERS = ("publisher", "school", "institution", "organization")
_TAGS = ("keywords", "keyword", "mendeley-tags", "groups")
_NOTES = ("note", "annote", "annotation", "comment", "review")
_SEVERAL = frozenset({*_TAGS, *_NOTES, "ids"})
"""Fields that an entry may repeat; of any other field, the first value counts."""
_WITH_IDS = (
    "doi", "url", "eprint", "eprinttype", "archiveprefix", "howpublished", "number", "volume", "note"
)  # fmt: skip
_INHERITED = ("booktitle", "year", "date", "publisher", "journal", "journaltitle", "volume", "number")
_READING: dict[str, Literal["reading", "read"]] = {"read": "read", "skimmed": "reading"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = re.compile(r"[^\s\"#%'(),={}]+")
_LEFTOVER = re.compile(r"\s*(?:(?:[},]\s*)+[\w-]+\s*=|[\w-]+\s*=\s*[{\"])")

Fields = Mapping[str, str]


def read(text: str) -> Read:
    """Return the entries and the broken parts of a BibTeX file. Never raises."""
    broken: list[Broken] = []
    strings = {name: name for name in _MONTHS}
    raw: list[tuple[Any, dict[str, str]]] = []
    for block in _blocks(text):
        try:
            fields = _taken(block, strings)
        except _Malformed as problem:
            broken.append(Broken((block.start_line or 0) + 1, str(problem)))
            continue
        if fields is not None:
            raw.append((_entry_of(block), fields))
    by_key = {block.key.lower(): fields for block, fields in reversed(raw)}
    parents = {fields["crossref"].lower() for _, fields in raw if "crossref" in fields}
    entries = [
        _entry(block, _with_inherited(fields, by_key), is_parent=block.key.lower() in parents)
        for block, fields in raw
    ]
    return entries, broken


class _Malformed(Exception):
    """A block cannot be read; the message is the reason."""


def _blocks(text: str) -> list[Block]:
    # It also logs broken blocks; without a handler, the log would go to the terminal.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    return Splitter(text).split().blocks


def _taken(block: Block, strings: dict[str, str]) -> dict[str, str] | None:
    """Return the fields of an entry; add a @string to `strings`. None for other blocks.

    Raises _Malformed if the block cannot be read.
    """
    match block:
        case model.String():
            strings[block.key.lower()] = _value(
                str(block.value), strings, f"@string {block.key[: personal.MAX_KEY]}"
            )
        case model.ImplicitComment() if _LEFTOVER.match(block.comment):
            raise _Malformed("fields outside of any entry; there may be an extra brace before them")
        case model.Entry() | model.DuplicateBlockKeyBlock() | model.DuplicateFieldKeyBlock():
            inner = _entry_of(block)
            if isinstance(inner, model.Entry):
                return _fields(inner, strings)
        case model.ParsingFailedBlock():
            raise _Malformed(_why(block))
    return None


def _entry_of(block: Any) -> Any:
    """Return the entry in a block that bibtexparser rejects for a repeated key or field."""
    while (inner := getattr(block, "ignore_error_block", None)) is not None:
        block = inner
    return block


def _why(block: Any) -> str:
    reason = str(getattr(block.error, "abort_reason", block.error))
    key = re.match(r"@\s*\w+\s*[{(]\s*([^\s,{}=\"]+)", block.raw or "")
    name = f"{key.group(1)[: personal.MAX_KEY]}: " if key else ""
    if "end of file" in reason:
        return f"{name}its braces or quotes are not closed before the end of the file"
    if "Unexpected block start" in reason:
        return f"{name}its braces or quotes are not closed before the next entry"
    return f"{name}a field without `=`, or a comma or brace missing before it"


def _fields(block: Any, strings: Mapping[str, str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for field in block.fields:
        value = _value(str(field.value), strings, f"{field.key[:60]} of {block.key[: personal.MAX_KEY]}")
        if value.strip():
            name = field.key.lower()
            if name in fields and name in _SEVERAL:
                fields[name] += f"{_between(name, fields[name] + value)}{value}"
            fields.setdefault(name, value)
    return fields


def _between(name: str, values: str) -> str:
    """Return the separator of two values of one field: an empty line for notes, a comma for tags."""
    return "\n\n" if name in _NOTES else ";" if ";" in values else ","


def _value(written: str, strings: Mapping[str, str], where: str) -> str:
    """Return the value of `{…}`, `"…"`, a number, the name of a @string, or several joined by #."""
    parts: list[str] = []
    at = 0
    while at < len(written):
        if written[at] in '{"':
            end = _closing(written, at)
            parts.append(written[at + 1 : end])
        else:
            name = _NAME.match(written, at)
            end = name.end() - 1 if name else len(written)
            word = name.group() if name else ""
            parts.append(strings.get(word.lower(), word))
        after = written[end + 1 :]
        rest = after.lstrip()
        if rest and not rest.startswith("#"):
            raise _Malformed(f"a comma or brace is missing in or after {where}")
        at = len(written) - len(rest[1:].lstrip()) if rest else len(written)
    return "".join(parts)


def _closing(written: str, start: int) -> int:
    """Return the position at which the brace or quote at `start` closes, by the rules of bibtexparser."""
    is_quoted = written[start] == '"'
    depth = 0
    for match in re.compile(r'(?<!\\)[{}"]').finditer(written, start + 1):
        mark = match.group()
        if depth == 0 and mark == ('"' if is_quoted else "}"):
            return match.start()
        depth += (mark == "{") - (mark == "}" and depth > 0)
    return len(written) - 1


def _with_inherited(fields: Fields, by_key: Mapping[str, Fields]) -> Fields:
    """Return the fields of an entry with those inherited from its `crossref`."""
    parent = by_key.get(fields.get("crossref", "").lower())
    if not parent:
        return fields
    inherited = {name: parent[name] for name in _INHERITED if name in parent}
    if "title" in parent and not any(name in inherited for name in _VENUES):
        inherited["booktitle"] = parent["title"]
    return {**inherited, **fields}


def _entry(block: Any, fields: Fields, *, is_parent: bool) -> ImportedEntry:
    key = personal.own_key(block.key.strip())
    texts = {name: plain.line(tex.plain(value)) for name, value in fields.items() if name in _PLAIN}
    return ImportedEntry(
        record=_record(block.entry_type.lower(), key, fields, texts),
        key=key,
        line=(block.start_line or 0) + 1,
        short_names=personal.short_name(texts.get("shorttitle", "")),
        former_keys=tuple(
            one for one in personal.former_keys(fields.get("ids", "").split(",")) if one != key
        ),
        reading=_READING.get(texts.get("readstatus", "").casefold()),
        aside="other entries of the file are part of it" if is_parent else "",
    )


_PLAIN = frozenset(
    {"title", "subtitle", "shorttitle", "readstatus", "volume", "number", "issue", "pages", "year", "date",
     "abstract", "series", *_VENUES, *_PUBLISHERS}
)  # fmt: skip


def _record(kind: str, key: str, fields: Fields, texts: Fields) -> Record:
    first = _first(texts)
    shown = _type(kind, fields.get("entrysubtype", ""))
    venue = first(*_VENUES, *(["series"] if shown == "book" else []))
    ids = _ids(key, fields, venue or "")
    if venue and is_preprint_server(venue):
        venue = None
    year = plain.year(texts.get("date", ""), texts.get("year", ""))
    is_preprint = not venue and "arxiv" in ids
    authors, more = people.listed(_people(fields.get("author") or fields.get("editor", "")))
    return Record(
        source="bibtex",
        title=": ".join(part for part in (texts.get("title"), texts.get("subtitle")) if part),
        authors=authors,
        more_authors=more,
        first_year=arxiv_year(ids.get("arxiv")) if venue else year,
        venue=venue,
        venue_year=year if venue else None,
        type="preprint" if is_preprint else shown,
        language=language_code(*(tex.plain(fields.get(name, "")) for name in ("langid", "language"))),
        volume=None if is_preprint else first("volume"),
        number=None if is_preprint else first("number", "issue"),
        pages=None if is_preprint else plain.pages(texts.get("pages", "")),
        publisher=None if is_preprint else first(*_PUBLISHERS),
        ids=ids,
        abstract=first("abstract"),
        url=plain.link(*(tex.verbatim(fields.get(name, "")) for name in ("url", "howpublished"))),
        tags=personal.tags(tex.plain(fields.get(name, "")) for name in _TAGS),
        notes=personal.notes(tex.plain(fields.get(name, "")) for name in _NOTES),
    )


def _type(kind: str, subtype: str) -> str | None:
    """Return the type of an entry; `entrysubtype` counts only if the entry type is less specific."""
    own = subtype.strip().lower()
    shown = type_of(kind)
    return own if own in TYPES and (shown is None or own == "chapter") else shown


def _first(texts: Fields) -> Callable[..., str | None]:
    return lambda *names: next((texts[name] for name in names if texts.get(name)), None)


def _ids(key: str, fields: Fields, venue: str) -> dict[str, str]:
    raw = {name: tex.verbatim(fields.get(name, "")) for name in _WITH_IDS}
    archive = (raw["eprinttype"] or raw["archiveprefix"]).strip().lower()
    eprint = raw["eprint"].strip()
    found = {
        "doi": doi(raw["doi"], raw["url"], raw["howpublished"]),
        "arxiv": (arxiv_id(eprint) if archive in ("", "arxiv") else None)
        or arxiv_id(*(raw[name] for name in ("doi", "url", "howpublished", "number", "volume", "note")))
        or arxiv_in(raw["howpublished"], venue),
        "dblp": dblp_key(key if key.startswith("DBLP:") else "", tex.verbatim(fields.get("biburl", ""))),
        "pmid": pubmed_id(fields.get("pmid", eprint if archive in ("pubmed", "pmid") else "").strip(" {}")),
    }
    return {kind: value for kind, value in found.items() if value}


def _people(written: str) -> Iterator[str]:
    for name in split_multiple_persons_names(written):
        yield _person(name)


def _person(name: str) -> str:
    """Return one name as in records; a name in braces is an organisation and stays whole."""
    name = name.strip()
    if name.startswith("{") and _closing(name, 0) == len(name) - 1:
        return people.organisation(tex.plain(name))
    if "," not in name:
        return people.whole(tex.plain(name))
    try:
        parsed = parse_single_name_into_parts(name, strict=False)
    except (IndexError, ValueError):
        return people.family_first(tex.plain(name))
    given, family, suffix = (
        tex.plain(" ".join(words)) for words in (parsed.first, [*parsed.von, *parsed.last], parsed.jr)
    )
    return people.person(given, family, suffix)
