"""Which works a record is of, among thousands.

A shared id, or one title and an author, make two records one work, unless something speaks against it:
near twins are two. A reference that is printed as one text, such as `A. Bauer et al.: The title (2016).`,
is of the work whose title stands in it between marks of punctuation.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from litnotes.library.same import full_titles, same_work
from litnotes.library.twins import VERSIONS_APART
from litnotes.model.record import Record
from litnotes.values.names import fold_surname, fold_title, is_title, title_words

WORDS_IN_TEXT = 4
"""A title of fewer words is not looked for inside a reference that is printed as one text."""
LONGEST_TEXT = 500
MAX_PARTS = 5
"""Parts between marks of punctuation that a title inside a text may have."""

_MARKS = re.compile(r"[,;:()\[\]{}\"“”„‟«»?!–—]+|\.(?![0-9])|-\s")
_AND = re.compile(r"\s+&(?:amp;)?\s+")
_GOES_ON = re.compile(r"\s*[:–—]")


@dataclass(slots=True, eq=False)
class KnownWork:
    """One work by all that is said of it; `part_of` is the one that it turned out to be."""

    records: list[Record] = field(default_factory=list)
    part_of: KnownWork | None = None


Known = TypeVar("Known", bound=KnownWork)


class WorkIndex(Generic[Known]):
    """Entries by the ids and titles that records of them say."""

    def __init__(self) -> None:
        self._by_id: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self._by_title: dict[str, list[Known]] = defaultdict(list)
        self._by_text: dict[str, list[Known]] = defaultdict(list)

    def add(self, record: Record, entry: Known) -> None:
        """Take a record as one of an entry."""
        entry.records.append(record)
        for one in ids_of(record):
            _put(self._by_id[one], entry)
        for title in _titles(record):
            _put(self._by_title[title], entry)
        for title in _titles_inside(record):
            _put(self._by_text[title], entry)

    def by_id(self, record: Record) -> list[Known]:
        """Return the entries that share an id with a record, and are of the same work."""
        shared = [now(entry) for one in ids_of(record) for entry in self._by_id.get(one, ())]
        return [entry for entry in dict.fromkeys(shared) if _agree(record, entry)]

    def by_title(self, record: Record) -> list[Known]:
        """Return the entries that share a title with a record, and may be of the same work."""
        titled = [now(entry) for title in _titles(record) for entry in self._by_title.get(title, ())]
        found = [
            one for one in dict.fromkeys(titled) if all(_may_be_one(record, other) for other in one.records)
        ]
        texts = [now(entry) for title in _titles_inside(record) for entry in self._by_title.get(title, ())]
        found += [one for one in texts if any(_is_printed(other, record) for other in one.records)]
        if record.authors:
            texts = [now(entry) for title in _titles(record) for entry in self._by_text.get(title, ())]
            found += [one for one in texts if any(_is_printed(record, other) for other in one.records)]
        return list(dict.fromkeys(found))


def now(entry: Known) -> Known:
    """Return what an entry is by now a part of."""
    while entry.part_of is not None:
        entry = entry.part_of  # type: ignore[assignment]
    return entry


def may_unite(one: KnownWork, other: KnownWork) -> bool:
    """Whether nothing speaks against two entries being one work."""
    return all(_nothing_against(a, b) for a in one.records for b in other.records)


def ids_of(record: Record) -> Iterator[tuple[str, str]]:
    """Yield kind and value of each id that names one work everywhere."""
    for kind, value in record.ids.items():
        yield kind, value.lower()
    for other in record.other_ids:
        kind, _, value = other.partition(":")
        yield kind, value.lower()


def _put(entries: list[Known], entry: Known) -> None:
    if not any(now(other) is entry for other in entries):
        entries.append(entry)


@lru_cache(maxsize=100_000)
def _folded(title: str) -> str:
    """Return the form in which titles are compared; `&` is a word."""
    return fold_title(_AND.sub(" and ", title))


def _titles(record: Record) -> list[str]:
    """Return the titles by which a record may be found; a short one says little without authors."""
    titles = (_folded(title) for title in full_titles(record) if is_title(title) or record.authors)
    return [title for title in dict.fromkeys(titles) if title]


def _titles_inside(record: Record) -> list[str]:
    """Return what may be the title in a reference that is printed as one text."""
    if record.authors or not record.title:
        return []
    text = html.unescape(record.title[:LONGEST_TEXT])
    marks = [(0, 0), *(found.span() for found in _MARKS.finditer(text)), (len(text), len(text))]
    found: dict[str, None] = {}
    for first, (_, start) in enumerate(marks):
        for end, _ in marks[first + 1 : first + 1 + MAX_PARTS]:
            part = text[start:end]
            is_whole = not start and end == len(text)
            # What goes on behind a colon is a subtitle: of another paper.
            if not is_whole and not _GOES_ON.match(text, end) and len(title_words(part)) >= WORDS_IN_TEXT:
                found[_folded(part)] = None
    return list(found)


def _is_printed(record: Record, text: Record) -> bool:
    """Whether a text may be a reference to the work of a record that has its title: it names an author."""
    people = [fold_surname(author) for author in record.authors]
    folded = fold_title(text.title)
    return any(one and one in folded for one in people)


def _agree(record: Record, entry: KnownWork) -> bool:
    """Whether a record that shares an id is of an entry: wrong ids are in the data, so titles count too."""
    titled = [one for one in entry.records if one.title]
    if not record.title or not titled:
        return True
    folded = _folded(record.title)
    if any(_folded(one.title) == folded for one in titled):
        return True
    inside = _titles_inside(record)
    if any(_folded(one.title) in inside or folded in _titles_inside(one) for one in titled):
        return True
    return same_work(record, next((one for one in titled if one.authors), titled[0]))


def _may_be_one(record: Record, other: Record) -> bool:
    """Whether nothing speaks against two records of one title being one work."""
    if not is_title(record.title) and not (record.authors and other.authors):
        return False
    return _nothing_against(record, other)


def _nothing_against(record: Record, other: Record) -> bool:
    arxiv = record.ids.get("arxiv"), other.ids.get("arxiv")
    if all(arxiv) and arxiv[0] != arxiv[1]:
        return False
    people = _surnames(record.authors), _surnames(other.authors)
    if all(people) and not people[0] & people[1]:
        return False
    years = _years(record), _years(other)
    off = min((abs(one - two) for one in years[0] for two in years[1]), default=0)
    return off <= VERSIONS_APART


@lru_cache(maxsize=100_000)
def _surnames(authors: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold_surname, authors))


def _years(record: Record) -> list[int]:
    return [year for year in (record.first_year, record.venue_year) if year is not None]
