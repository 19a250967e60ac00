"""Reads EndNote's tagged format (`.enw`), which Google Scholar and many publishers offer too."""

from __future__ import annotations

import re

from litnotes.formats import personal
from litnotes.formats.entry import ImportedEntry, Read
from litnotes.formats.publication import record
from litnotes.formats.tagged import TaggedForm, TaggedRecord, tagged_records
from litnotes.model.record import Record
from litnotes.values import name_lists, people, plain
from litnotes.values.ids import arxiv_id, arxiv_in, doi, doi_in
from litnotes.values.languages import language_code
from litnotes.values.paper_types import WITHOUT_VENUE, type_of

# Tag          goes to
#   %T         title
#   %A, %E     authors, else editors; an organisation ends with a comma
#   %J, %B     venue; %S, the series, of a book is none
#   %D, %8     year
#   %V %N %P   volume, number, pages
#   %R, %U     DOI, address
#   %K         tags, one per line, or several separated by `;`
#   %Z, %<     notes
#   %F         the entry's own key; %! is its short title
START = re.compile(r"^%0 +[A-Z]|^%[TA] +\S.*\n(?:(?:%\S)? .*\n)*?%[ATDJ] +\S", re.MULTILINE)
"""Some programs write no type (`%0`)."""
_FORM = TaggedForm(
    re.compile(r"(%[0-9A-Z?@!#$\]&(+^>~<*'=.,:;/|{}\[\\-])(?: +|$)(.*)"),
    first="%0",
    enough=frozenset({"%T"}),
)
_READ = frozenset(f"%{letter}" for letter in "0TAEJBSD8VNPRUKZ<F!XIG")


def read(text: str) -> Read:
    """Return the entries of a file of EndNote. Never raises."""
    records, broken = tagged_records(text, _FORM)
    return [*map(_entry, records)], broken


def _entry(tagged: TaggedRecord) -> ImportedEntry:
    return ImportedEntry(
        record=_record(tagged),
        key=personal.database_key(tagged.text("%F")),
        line=tagged.line,
        short_names=personal.short_name(tagged.text("%!")),
        unread=tagged.without(_READ),
    )


def _record(tagged: TaggedRecord) -> Record:
    text = tagged.text
    kind = type_of(text("%0"))
    names, more = name_lists.listed(map(people.or_organisation, tagged.first_of("%A", "%E")))
    links = [*plain.links(*tagged.values("%U"))]
    venue = text("%J", "%B")
    return record(
        source="endnote",
        title=text("%T"),
        authors=names,
        more_authors=more,
        kind=kind,
        venue="" if kind in WITHOUT_VENUE else venue,
        year=plain.year(text("%D"), text("%8")),
        ids={
            "doi": doi_in(text("%R")) or doi(*links),
            "arxiv": arxiv_id(text("%R"), *links, text("%N")) or arxiv_in(venue),
        },
        language=language_code(text("%G")),
        volume=text("%V"),
        number=text("%N"),
        pages=text("%P"),
        publisher=text("%I"),
        abstract=text("%X") or None,
        url=next(iter(links), None),
        tags=personal.tags(tagged.lines("%K"), at_commas=False),
        notes=personal.notes([*tagged.values("%Z", "%<"), *links[1:]]),
    )
