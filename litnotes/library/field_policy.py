"""Which value of a field wins when a paper gets a new one: one table of fields and policies.

The student's values win over those of services, and those over the nickname table. A value without
provenance is the student's; a name typed in place of a title is not a title.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal

from litnotes.library import nicknames
from litnotes.library.same import same_authors
from litnotes.library.venues import same_venue
from litnotes.model.paper import Paper
from litnotes.values.ids import arxiv_id, doi
from litnotes.values.names import fold_name, fold_title, is_title
from litnotes.values.patterns import pattern

GIVEN = "given"
SERVICES = frozenset(
    {"arxiv", "corpus", "crossref", "datacite", "dblp", "doi", "openalex", "opencitations",
     "semantic_scholar", "unpaywall"}
)  # fmt: skip
"""Services: a value is replaced when its service later has another one. Other values are the student's."""

Holder = Literal["none", "table", "services", "student"]
"""Whose value a paper has: `none` for an empty field."""


class Policy(Enum):
    """Whose value a new value may replace."""

    KEEP = frozenset[Holder]()
    FILL = frozenset[Holder]({"none"})
    IMPROVE = frozenset[Holder]({"none", "table"})
    REPLACE = frozenset[Holder]({"none", "table", "services"})

    def takes(self, mine: Holder, new: Holder) -> bool:
        """Whether the new value replaces the paper's own."""
        return new != "none" and mine in self.value and (mine == "none" or new != "table")


KEEP, FILL, IMPROVE, REPLACE = Policy

_PUBLISHER_FIRST = (
    "crossref", "dblp", "doi", "arxiv", "datacite", "semantic_scholar", "openalex", "corpus",
)  # fmt: skip
_PREPRINT_FIRST = (
    "arxiv", "datacite", "semantic_scholar", "openalex", "corpus", "dblp", "crossref", "doi",
)  # fmt: skip
_VENUE_FIRST = (
    "dblp", "crossref", "doi", "semantic_scholar", "openalex", "corpus", "arxiv", "datacite",
)  # fmt: skip
_ABSTRACT_FIRST = (
    "arxiv", "openalex", "semantic_scholar", "corpus", "datacite", "crossref", "doi",
)  # fmt: skip
"""A corpus is a copy of a service, of an earlier day."""


@dataclass(frozen=True, slots=True)
class FieldPolicy:
    """The policies of one field.

    `services` are ranked, best first. `look_up`, `entry` and `join` decide whether the paper's value is
    replaced when services are asked, when an imported entry completes the paper, and when another
    paper is merged into it. `differing` are the occasions on which a value that is not shown is kept in
    `Paper.differing`; other fields are worded differently everywhere, so their values are not kept.
    """

    services: tuple[str, ...]
    look_up: Policy = REPLACE
    entry: Policy = FILL
    join: Policy = IMPROVE
    differing: frozenset[str] = frozenset({"services", "look_up", "entry", "join"})
    of_venue: bool = False


_JOIN = frozenset({"join"})
_NOT_ENTRY = frozenset({"services", "look_up", "join"})

FIELDS: Mapping[str, FieldPolicy] = {
    "title": FieldPolicy(_PUBLISHER_FIRST, differing=frozenset({"services", "look_up", "entry"})),
    "authors": FieldPolicy(_PUBLISHER_FIRST),
    "year": FieldPolicy(_PREPRINT_FIRST),
    "venue": FieldPolicy(_VENUE_FIRST),
    "venue_year": FieldPolicy(_VENUE_FIRST, of_venue=True),
    "type": FieldPolicy(_VENUE_FIRST, of_venue=True, differing=frozenset({"look_up", "join"})),
    "language": FieldPolicy(_PUBLISHER_FIRST, differing=_JOIN),
    "volume": FieldPolicy(_VENUE_FIRST, of_venue=True),
    "number": FieldPolicy(_VENUE_FIRST, of_venue=True),
    "pages": FieldPolicy(_VENUE_FIRST, of_venue=True),
    "publisher": FieldPolicy(_VENUE_FIRST, of_venue=True, differing=_NOT_ENTRY),
    "abstract": FieldPolicy(_ABSTRACT_FIRST, differing=_JOIN),
    "url": FieldPolicy(_PREPRINT_FIRST, differing=_JOIN),
    "retracted": FieldPolicy(_PUBLISHER_FIRST, entry=KEEP, differing=frozenset({"look_up", "join"})),
    "reading": FieldPolicy((), look_up=KEEP, entry=KEEP),
    "ids": FieldPolicy(_PREPRINT_FIRST, join=FILL, differing=frozenset()),
}
"""`more_authors` follows `authors`. Names, further ids, tags and notes are collected, the paper's first."""

OF_VENUE = tuple(name for name, field in FIELDS.items() if field.of_venue)

_DATED = pattern(r"(?P<source>.+?)(?: \d{4}-\d\d-\d\d)?")
_TEXTS_OF_VENUE = ("volume", "number", "pages")


def value_of(paper: Paper, name: str) -> Any:
    """Return a field of a paper, or one of its ids by `ids.doi`."""
    return paper.ids.get(name.removeprefix("ids.")) if name.startswith("ids.") else getattr(paper, name)


def source_of(paper: Paper, name: str) -> str:
    """Return where a value came from, without the day; empty without provenance."""
    written = paper.provenance.get(name) or paper.provenance.get(name.partition(".")[0]) or ""
    found = _DATED.fullmatch(written)
    return found["source"] if found else written


def holder(paper: Paper, name: str) -> Holder:
    """Return whose value a field of a paper has."""
    if is_empty(value_of(paper, name)) or (name == "title" and paper.is_typed):
        return "none"
    source = source_of(paper, name)
    if source == nicknames.SOURCE:
        return "table"
    return "services" if source in SERVICES else "student"


def is_empty(value: Any) -> bool:
    """Whether a value is absent or blank."""
    return value in (None, (), "", False)


def differs(name: str, old: Any, new: Any) -> bool:
    """Whether two values of a field differ in more than their wording."""
    match name:
        case "title":
            return fold_title(old) != fold_title(new)
        case "venue":
            return not same_venue(old, new)
        case _ if name in _TEXTS_OF_VENUE:
            return _letters(old) != _letters(new)
        case _:
            return bool(old != new)


def same_version(one: tuple[str | None, int | None], other: tuple[str | None, int | None]) -> bool:
    """Whether two pairs of venue and year are of one version: same venue, and year if both are known."""
    (venue, year), (again, of_year) = one, other
    if not venue or not again or not same_venue(venue, again):
        return False
    return not year or not of_year or year == of_year


def longer_list(authors: tuple[str, ...], more: tuple[str, ...]) -> bool:
    """Whether `more` begins with `authors` and has further ones."""
    return len(more) > len(authors) and same_authors(authors, more)


def as_text(value: Any) -> str:
    """Return a value as text, as in `Paper.differing`: lists joined by `; `."""
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def written_ids(ids: Mapping[str, str]) -> list[str]:
    """Return ids as written in `other_ids`: `doi:10.1109/…`."""
    return [f"{kind}:{value.lower()}" for kind, value in ids.items()]


def further_ids(shown: Mapping[str, str], ids: Iterable[str]) -> tuple[str, ...]:
    """Return the ids that are not in `shown`, each once."""
    first = {*written_ids(shown)}
    return tuple(id_ for id_ in dict.fromkeys(ids) if id_.lower() not in first)


def union(some: Iterable[str], others: Iterable[str], fold: Callable[[str], str] = str) -> tuple[str, ...]:
    """Return the texts of both, in order, without those that are equal when folded."""
    known: dict[str, str] = {}
    for text in (*some, *others):
        known.setdefault(fold(text), text)
    return tuple(known.values())


def names_under(paper: Paper, title: str, others: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the short names and other titles of a paper once it is shown under `title`.

    Its former title becomes one of them, unless that was an id.
    """
    before = [] if title == paper.title or arxiv_id(paper.title) or doi(paper.title) else [paper.title]
    titles = union(paper.other_titles, filter(is_title, (*before, *others)), fold_title)
    names = [name for name in before if not is_title(name)]
    return {
        "other_titles": tuple(one for one in titles if fold_title(one) != fold_title(title)),
        "short_names": union(paper.short_names, names, fold_name),
    }


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
