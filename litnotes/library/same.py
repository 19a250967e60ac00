"""Decides whether two descriptions are of one work, for look-ups, imports, traces and duplicates.

Similarity alone picks the wrong paper: near twins such as "VQ-VAE" and "VQ-VAE-2", or a title and the
same title "for Molecule Generation", are more similar than two spellings of one title. So titles match
if they are equal; if they differ only by typing errors and nothing speaks against a match; or if they
are reworded, with the same first author and a year within 1. A shared id allows more rewording. A
different number, version word or extra word always makes another work, and so does another year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from litnotes.library.printed import published_apart
from litnotes.library.wording import (
    ALIAS,
    alias_apart,
    are_near_twins,
    differences,
    folded_title,
    has_extra_word,
    is_cut,
    likeness_of,
)
from litnotes.model.described import Described
from litnotes.model.paper import Paper
from litnotes.model.record import Record
from litnotes.values.ids import arxiv_id, doi
from litnotes.values.names import fold_name, is_title
from litnotes.values.people import fold_surname

Sameness = Literal["same", "unsure", "other"]

PENALTIES: Mapping[str, Sameness] = {
    "title": "other",  # a number, a version word, an ending, an extra or another word
    "arxiv": "other",  # a work has one arXiv id
    "people": "other",  # no author in common
    "first author": "other",
    "year": "unsure",
    "publication": "unsure",  # parts of a series, or one article in two journals
    "likeness": "unsure",
    "short title": "unsure",
    "nothing to compare": "unsure",
}
"""What may speak against one work, by name, and the best verdict that it allows."""

SLIPS_ONLY = 0.95
"""Titles at least this similar differ by typing errors."""
REWORDED = 0.8
"""Titles at least this similar may be reworded, if first author and year are the same."""
LINKED = 0.6
"""The same, if they share an id and the first author."""
LINKED_WITHOUT_AUTHORS = 0.9
ONE_YEAR = 1
"""Most years between two sources that date one event differently."""
VERSIONS_APART = 4
"""Most years between a preprint and the last of its versions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted(Record):
    """What is known of a paper to find; the title is empty if only a short name or ids are known.

    `text` is what the student typed, if that may hold more than a title or a name. `by_title` is true if
    only a title was typed, and the nickname table gave the rest: another paper may have it too.
    """

    source: str = "given"
    title: str = ""
    short_names: tuple[str, ...] = ()
    text: str = ""
    by_title: bool = False


class Penalty(NamedTuple):
    """What speaks against one work: its name in `PENALTIES`, and a sentence."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of a comparison; `likeness` is the similarity of the titles, from 0 to 1."""

    likeness: float
    against: tuple[Penalty, ...] = ()

    @property
    def verdict(self) -> Sameness:
        """`same` or `other` work, or `unsure`: then the user is asked."""
        grades = {PENALTIES[penalty.name] for penalty in self.against}
        return "other" if "other" in grades else "unsure" if grades else "same"

    @property
    def accepted(self) -> bool:
        """Whether they are certainly one work."""
        return not self.against

    @property
    def penalties(self) -> tuple[str, ...]:
        """What speaks against one work, in words."""
        return tuple(penalty.words for penalty in self.against)


def wanted_of(paper: Paper) -> Wanted:
    """Return what is known of a paper. A name typed as its title is a short name, unless it is an id."""
    typed = paper.record == "not looked up" and not is_title(paper.title)
    is_id = arxiv_id(paper.title) or doi(paper.title)
    return Wanted(
        title="" if typed else paper.title,
        short_names=(*paper.short_names, *((paper.title,) if typed and not is_id else ())),
        text=paper.title if paper.is_typed else "",
        ids=paper.ids,
        other_ids=paper.other_ids,
        authors=paper.authors,
        first_year=paper.year,
        venue_year=paper.venue_year,
    )


def compare(
    one: Described, other: Described, *, linked: bool | None = None, one_key: bool = False
) -> Comparison:
    """Return the comparison of two descriptions.

    `linked`: an id led from one to the other; None checks whether they share one. `one_key`: they have
    the same citation key, which confirms a short title.
    """
    linked = share_an_id(one, other) if linked is None else linked
    pairs = _pairs(one, other)
    if not pairs:
        if _Evidence(one, other, linked=linked, one_key=one_key).has_alias:
            return Comparison(1.0)
        against = () if linked else (Penalty("nothing to compare", "only a short name is known"),)
        return Comparison(0.0, against)
    evidence = _Evidence(one, other, linked=linked, one_key=one_key)
    if equal := [pair for pair in pairs if folded_title(pair[0]) == folded_title(pair[1])]:
        return Comparison(1.0, tuple(evidence.against_equal(equal)))
    likeness, title, again = max((likeness_of(folded_title(a), folded_title(b)), a, b) for a, b in pairs)
    if evidence.bears_out(pairs) or evidence.bears_out_wording(likeness, title, again):
        return Comparison(likeness)
    return Comparison(likeness, tuple(evidence.against_wording(likeness, title, again)))


def contradictions(one: Described, other: Described) -> tuple[Penalty, ...]:
    """Return what speaks against one work whatever the titles: arXiv ids, authors, years."""
    return tuple(
        filter(None, (_arxiv(one, other), _people(one, other), _years(one, other, VERSIONS_APART)))
    )


def share_an_id(one: Described, other: Described) -> bool:
    """Whether two descriptions have an id in common."""
    return not {*one.all_ids()}.isdisjoint(other.all_ids())


def same_title(one: Described, other: Described) -> bool:
    """Whether two descriptions have a title in common."""
    return any(folded_title(title) == folded_title(again) for title, again in _pairs(one, other))


def same_authors(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two lists of authors begin with the same people; one may be shortened.

    Given names are not compared: Bill may be William T. elsewhere.
    """
    return all(fold_surname(a) == fold_surname(b) for a, b in zip(some, others, strict=False))


class _Evidence:
    """What two descriptions have in common or against each other, besides their titles."""

    def __init__(self, one: Described, other: Described, *, linked: bool, one_key: bool) -> None:
        self.one, self.other = one, other
        self.linked, self.one_key = linked, one_key
        self.people = () if (found := _people(one, other)) is None else (found,)
        self.arxiv = () if linked or (found := _arxiv(one, other)) is None else (found,)

    @cached_property
    def author(self) -> Penalty | None:
        """What speaks against the first author."""
        return _first_author(self.one, self.other)

    @cached_property
    def year(self) -> Penalty | None:
        """What speaks against the year; one may be the preprint's and the other the venue's."""
        return _years(self.one, self.other, ONE_YEAR)

    @cached_property
    def missing(self) -> tuple[Penalty, ...]:
        """What cannot be compared because it is not known."""
        return tuple(_missing(self.one, self.other))

    @property
    def confirmed(self) -> bool:
        """Whether first author and year are known on both sides and are the same."""
        return not (self.author or self.year or self.missing)

    @property
    def same_author(self) -> bool:
        return not self.author and _NO_AUTHOR not in self.missing

    def against_equal(self, titles: Sequence[tuple[str, str]]) -> Iterator[Penalty]:
        """Yield what speaks against one work although the titles are equal."""
        yield from (*self.people, *self.arxiv)
        if self.linked:
            if years := self._other_edition():
                yield years
            return
        is_short = not any(is_title(title) for pair in titles for title in pair)
        if is_short and not (self.one_key or (self.same_author and not self.year)):
            yield Penalty("short title", "many papers may have so short a title")
        if not self.one_key and (years := _years(self.one, self.other, VERSIONS_APART)):
            yield years
        if apart := published_apart(self.one, self.other):
            yield Penalty("publication", apart)

    def _other_edition(self) -> Penalty | None:
        """Return what speaks against one id of two works with one title, such as an article and a book.

        A preprint may be much later than its venue: old papers are put into archives.
        """
        both = self.one.venue_year, self.other.venue_year
        return self._far if all(both) or not self.same_author else None

    @property
    def has_alias(self) -> bool:
        """Whether a wanted short name is what the title begins with, with first author and year known."""
        names = (
            {fold_name(name) for name in self.one.short_names} if isinstance(self.one, Wanted) else set()
        )
        aliases = {fold_name(found[1]) for title in self.other.titles if (found := ALIAS.match(title))}
        return self.confirmed and not self.arxiv and not names.isdisjoint(aliases)

    def bears_out(self, titles: Sequence[tuple[str, str]]) -> bool:
        """Whether the titles differ only by a short name and a colon, and the paper has that short name.

        Or one is cut at its colon, and id, first author and year are the same; of a typed title, the id.
        """
        if self.people or self.arxiv:
            return False
        if self.linked and any(is_cut(*pair) for pair in titles):
            is_typed = isinstance(self.one, Wanted) and not (self.author or self.year)
            return self.confirmed or is_typed
        aliases = {alias_apart(*pair) for pair in titles} - {""}
        if not aliases:
            return False
        known = [one for one in (self.one, self.other) if isinstance(one, Wanted | Paper)]
        names = {fold_name(name) for one in known for name in one.short_names}
        return self.confirmed or bool(aliases & names) or (self.linked and not self.author)

    def bears_out_wording(self, likeness: float, title: str, other: str) -> bool:
        """Whether two titles are spellings or wordings of one title."""
        if self.people or self.arxiv:
            return False
        if likeness >= SLIPS_ONLY and not (self.author or self.year) and not any(differences(title, other)):
            return True
        enough = REWORDED if self.confirmed else LINKED_WITHOUT_AUTHORS
        may_differ = self.confirmed or (self.linked and not self.author)
        if may_differ and likeness >= enough and not any(differences(title, other, loose=True)):
            return True
        if not (self.linked and self.same_author) or likeness < LINKED or self._far:
            return False
        return not are_near_twins(title, other) and not has_extra_word(title, other)

    @property
    def _far(self) -> Penalty | None:
        return _years(self.one, self.other, VERSIONS_APART)

    def against_wording(self, likeness: float, title: str, other: str) -> Iterator[Penalty]:
        """Yield what speaks against one work if the titles are not equal."""
        words = [*differences(title, other, loose=True)] or [*differences(title, other)]
        yield from (Penalty("title", word) for word in words)
        if likeness < SLIPS_ONLY:
            yield Penalty("likeness", f"likeness {likeness:.2f}")
        found = [one for one in (self.author, self.year, *self.arxiv) if one]
        yield from found or (() if words or likeness < SLIPS_ONLY else self.missing)


_NO_AUTHOR = Penalty("nothing to compare", "no first author to compare")
_NO_YEAR = Penalty("nothing to compare", "no year to compare")


def _missing(one: Described, other: Described) -> Iterator[Penalty]:
    if not one.authors or not other.authors:
        yield _NO_AUTHOR
    if not one.years or not other.years:
        yield _NO_YEAR


def _arxiv(one: Described, other: Described) -> Penalty | None:
    ids = one.ids.get("arxiv"), other.ids.get("arxiv")
    if not all(ids) or ids[0] == ids[1]:
        return None
    return Penalty("arxiv", f"another arXiv id ({ids[1]})")


def _first_author(one: Described, other: Described) -> Penalty | None:
    if not one.authors or not other.authors:
        return None
    if fold_surname(one.authors[0]) == fold_surname(other.authors[0]):
        return None
    return Penalty("first author", f"another first author ({other.authors[0]})")


def _people(one: Described, other: Described) -> Penalty | None:
    if not one.authors or not other.authors or _surnames(one.authors) & _surnames(other.authors):
        return None
    return Penalty("people", f"other authors ({other.authors[0]})")


def _years(one: Described, other: Described, at_most: int) -> Penalty | None:
    years, others = one.years, other.years
    off = min((abs(year - again) for year in years for again in others), default=0)
    return Penalty("year", f"the year is off by {off}") if off > at_most else None


def _pairs(one: Described, other: Described) -> list[tuple[str, str]]:
    """Return the pairs of titles to compare; if both have a subtitle, only the full titles."""
    if isinstance(one, Record) and isinstance(other, Record) and one.subtitle and other.subtitle:
        return [(one.full_title, other.full_title)]
    return [(title, again) for title in one.titles for again in other.titles]


@lru_cache(maxsize=100_000)
def _surnames(authors: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold_surname, authors))
