"""Reads Ovid's own format: records begin `<1>`; values are indented below the names of fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from litnotes.formats import personal
from litnotes.formats.entry import ImportedEntry, Read
from litnotes.formats.publication import record
from litnotes.formats.tagged import TaggedRecord
from litnotes.model.record import Record
from litnotes.values import name_lists, plain
from litnotes.values.ids import doi_in, pubmed_id
from litnotes.values.languages import language_code
from litnotes.values.paper_types import type_of

START = re.compile(r"^<\d+>[ \t]*\n[A-Z][^\n]*\n[ \t]+\S", re.MULTILINE)
_RECORD = re.compile(r"^<\d+>[ \t]*$", re.MULTILINE)
_SOURCE = (
    re.compile(
        r"(?P<venue>.+?)\.?\s+(?:Vol\.?\s*)?(?P<volume>\d+)(?:\((?P<number>[^)]+)\))?:\s*(?P<pages>[\w-]+)"
    ),
    re.compile(
        r"(?P<venue>.+?)\.?\s+(?:Vol\.?\s*)?(?P<volume>\d+)(?:\((?P<number>[^)]+)\))?,[^,]*,?"
        r"\s*(?:pp?\.\s*(?P<pages>[\w-]+))?"
    ),
    re.compile(r"(?P<venue>[^.]+)"),
)
"""`Journal of Seas. 12(3):45-67, 2019 Mar`, and `Journal of Seas. 12(3), Mar 2019, pp. 45-67`."""
_EDITOR = re.compile(r"\s*\[Eds?\.?\]")
_TITLE, _AUTHORS, _SOURCES = ("Title", "Chapter Title"), ("Authors", "Author"), ("Source", "Journal")
_DOI = ("Digital Object Identifier", "DOI")
_YEAR = ("Year of Publication", "Publication Year", "Date of Publication")
_WORDS = ("Keywords", "Keyword Heading", "Key Concepts", "Subject Headings", "MeSH Subject Headings")
_OTHERS = ("Abstract", "Publication Type", "Language", "Publisher", "Link to the Ovid Full Text", "Notes")
_PMID = ("PMID", "PubMed Identifier")
_READ = frozenset((*_TITLE, *_AUTHORS, *_SOURCES, *_DOI, *_YEAR, *_WORDS, *_OTHERS, *_PMID))


def read(text: str) -> Read:
    """Return the entries of a file of Ovid. Never raises."""
    return [*map(_entry, _records(text))], []


def _records(text: str) -> Iterator[TaggedRecord]:
    starts = [*_RECORD.finditer(text)]
    ends = [*(start.start() for start in starts[1:]), len(text)]
    for start, end in zip(starts, ends, strict=True):
        tags: dict[str, list[str]] = {}
        values: list[str] = []
        for line in text[start.end() : end].split("\n"):
            if line.strip() and not line[0].isspace():
                values = tags.setdefault(line.strip(), [])
            elif line.strip():
                values.append(line.strip())
        yield TaggedRecord(
            text.count("\n", 0, start.start()) + 1, {name: tags[name] for name in tags if tags[name]}
        )


def _entry(tagged: TaggedRecord) -> ImportedEntry:
    read = _READ - {"Source"} if "Chapter Title" in tagged.tags else _READ  # the book is the venue
    return ImportedEntry(record=_record(tagged), line=tagged.line, unread=tagged.without(read))


def _record(tagged: TaggedRecord) -> Record:
    def text(*names: str) -> str:
        """Return the lines of the first of some fields as one text."""
        return " ".join(tagged.first_of(*names)).removesuffix(".")

    people = (_EDITOR.sub("", line).removesuffix(".") for line in tagged.first_of(*_AUTHORS))
    names, more = name_lists.listed(people)
    source = text(*_SOURCES)
    printed = next((found.groupdict() for form in _SOURCE if (found := form.match(source))), {})
    return record(
        source="ovid",
        title=text("Chapter Title") or text("Title"),
        authors=names,
        more_authors=more,
        kind=type_of(text("Publication Type")),
        venue=text("Title") if text("Chapter Title") else printed.get("venue") or "",
        year=plain.year(text(*_YEAR), source),
        ids={"doi": doi_in(text(*_DOI)), "pmid": pubmed_id(text(*_PMID))},
        language=language_code(text("Language")),
        volume=printed.get("volume") or "",
        number=printed.get("number") or "",
        pages=printed.get("pages") or "",
        publisher=text("Publisher"),
        abstract=" ".join(tagged.values("Abstract")) or None,
        url=next(plain.links(*tagged.values("Link to the Ovid Full Text")), None),
        tags=personal.tags([word for name in _WORDS for word in tagged.values(name)], at_commas=False),
        notes=personal.notes(tagged.values("Notes")),
    )
