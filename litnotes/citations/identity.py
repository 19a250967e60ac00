"""Finds the work of a record among thousands.

Two records are of one work if they share an id, or a title and an author, and nothing speaks against it;
near twins are two works. A reference printed as one text, such as `A. Bauer et al.: The title (2016).`,
belongs to the work whose title it contains between punctuation marks.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from litnotes.library.same import compare, contradictions, same_title
from litnotes.library.wording import folded_title
from litnotes.model.record import Record
from litnotes.values.names import fold_title, is_title, title_words
from litnotes.values.people import fold_surname

WORDS_IN_TEXT = 4
"""Least words of a title to search for inside a printed reference."""
LONGEST_TEXT = 500
MAX_PARTS = 5
"""Most parts between punctuation marks of a title inside a printed reference."""

_MARKS = re.compile(r"[,;:()\[\]{}\"“”„‟«»?!–—]+|\.(?![0-9])|-\s")
_GOES_ON = re.compile(r"\s*[:–—]")


@dataclass(slots=True, eq=False)
class KnownWork:
    """One work with its records; `part_of` is the work that it was merged into."""

    records: list[Record] = field(default_factory=list)
    part_of: KnownWork | None = None


Known = TypeVar("Known", bound=KnownWork)


class WorkIndex(Generic[Known]):
    """Entries by the ids and titles of their records."""

    def __init__(self) -> None:
        self._by_id: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self._by_title: dict[str, list[Known]] = defaultdict(list)
        self._by_text: dict[str, list[Known]] = defaultdict(list)

    def add(self, record: Record, entry: Known) -> None:
        """Index a record of an entry."""
        entry.records.append(record)
        for paper_id in record.all_ids():
            _put(self._by_id[paper_id], entry)
        for title in _titles(record):
            _put(self._by_title[title], entry)
        for title in _titles_inside(record):
            _put(self._by_text[title], entry)

    def by_id(self, record: Record) -> list[Known]:
        """Return the entries of the same work that share an id with a record."""
        shared = [now(entry) for paper_id in record.all_ids() for entry in self._by_id.get(paper_id, ())]
        return [entry for entry in dict.fromkeys(shared) if _agree(record, entry)]

    def by_title(self, record: Record) -> list[Known]:
        """Return the entries that share a title with a record and may be of the same work."""
        titled = [now(entry) for title in _titles(record) for entry in self._by_title.get(title, ())]
        found = [other for other in dict.fromkeys(titled) if _is_one_with(record, other)]
        texts = [now(entry) for title in _titles_inside(record) for entry in self._by_title.get(title, ())]
        found += [text for text in texts if any(_is_printed(other, record) for other in text.records)]
        if record.authors:
            texts = [now(entry) for title in _titles(record) for entry in self._by_text.get(title, ())]
            found += [text for text in texts if any(_is_printed(record, other) for other in text.records)]
        return list(dict.fromkeys(found))


def now(entry: Known) -> Known:
    """Return the entry that an entry was merged into, or itself."""
    while entry.part_of is not None:
        entry = entry.part_of  # type: ignore[assignment]
    return entry


def may_unite(one: KnownWork, other: KnownWork) -> bool:
    """Whether two entries may be one work: nothing speaks against it."""
    return not any(contradictions(a, b) for a in one.records for b in other.records)


def are_wordings(one: KnownWork, other: KnownWork) -> bool:
    """Whether the titles of two entries that share an id are of one work; near twins are two."""
    return any(_agree(record, other) for record in one.records if record.title) or not any(
        record.title for record in one.records
    )


def _put(entries: list[Known], entry: Known) -> None:
    if not any(now(other) is entry for other in entries):
        entries.append(entry)


def _titles(record: Record) -> list[str]:
    """Return the titles to find a record by; a short title without authors is too vague."""
    titles = (folded_title(title) for title in record.titles if is_title(title) or record.authors)
    return [title for title in dict.fromkeys(titles) if title]


def _titles_inside(record: Record) -> list[str]:
    """Return the possible titles inside a printed reference."""
    if record.authors or not record.title:
        return []
    text = html.unescape(record.title[:LONGEST_TEXT])
    marks = [(0, 0), *(found.span() for found in _MARKS.finditer(text)), (len(text), len(text))]
    found: dict[str, None] = {}
    for first, (_, start) in enumerate(marks):
        for end, _ in marks[first + 1 : first + 1 + MAX_PARTS]:
            part = text[start:end]
            is_whole = not start and end == len(text)
            # A colon after it means a subtitle, so it is another paper.
            if not is_whole and not _GOES_ON.match(text, end) and len(title_words(part)) >= WORDS_IN_TEXT:
                found[folded_title(part)] = None
    return list(found)


def _is_printed(record: Record, text: Record) -> bool:
    """Whether a printed reference with the title of a record also names one of its authors."""
    people = [fold_surname(author) for author in record.authors]
    folded = fold_title(text.title)
    return any(person and person in folded for person in people)


def _agree(record: Record, entry: KnownWork) -> bool:
    """Whether a record that shares an id is of an entry; wrong ids are common, so titles must agree too."""
    titled = [record for record in entry.records if record.title]
    if not record.title or not titled:
        return True
    inside, folded = _titles_inside(record), folded_title(record.title)
    if any(folded_title(other.title) in inside or folded in _titles_inside(other) for other in titled):
        return True
    same = [other for other in titled if same_title(record, other)] or [
        other for other in titled if other.authors
    ]
    return any(compare(record, one, linked=True).accepted for one in same or titled[:1])


def _is_one_with(record: Record, entry: KnownWork) -> bool:
    """Whether a record is of an entry with its title; no record of the entry may speak against it."""
    for one in entry.records:
        if same_title(record, one):
            if not compare(record, one, linked=False).accepted:
                return False
        elif contradictions(record, one):
            return False
    return True
