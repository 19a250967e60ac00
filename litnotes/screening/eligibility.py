"""Checks of a paper against the criteria that a program can check: yes, no, or unknown.

Missing data never excludes a paper: an abstract that is not known may contain a required word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from litnotes.config import ANY_YEAR, Criteria, Keywords, Years
from litnotes.library.venues import same_venue
from litnotes.model.candidate import Candidate
from litnotes.model.paper import Paper
from litnotes.screening.word_search import Words
from litnotes.values.enumeration import enumerated
from litnotes.values.languages import language_code
from litnotes.values.paper_types import TYPES

CheckOutcome = Literal["yes", "no", "unknown"]
OUTCOMES: tuple[CheckOutcome, ...] = ("yes", "no", "unknown")
MAX_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The fields that the criteria use, for something that is neither a paper nor a candidate."""

    title: str
    abstract: str | None = None
    year: int | None = None
    venue: str | None = None
    type: str | None = None
    language: str | None = None


Subject = Paper | Candidate | Facts
"""Something that the criteria can check; its `year` is the first public one."""


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of one criterion for a paper, and a short reason."""

    criterion: str
    outcome: CheckOutcome
    why: str


def check(subject: Subject, criteria: Criteria) -> tuple[Check, ...]:
    """Return the check of each criterion in the settings that a program can check."""
    return tuple(_checks(subject, criteria))


def named(criteria: Criteria) -> tuple[str, ...]:
    """Return the names of the criteria that `check` checks."""
    return tuple(outcome.criterion for outcome in check(Facts(title=""), criteria))


def meets(checks: Iterable[Check]) -> CheckOutcome:
    """Return the outcome of all checks: no if any is no, else unknown if any is unknown, else yes."""
    outcomes = {result.outcome for result in checks}
    return "no" if "no" in outcomes else "unknown" if "unknown" in outcomes else "yes"


def tally(outcomes: Iterable[CheckOutcome]) -> dict[CheckOutcome, int]:
    """Return the number of each outcome."""
    counts = Counter(outcomes)
    return {outcome: counts[outcome] for outcome in OUTCOMES}


def marked(text: str, criteria: Criteria) -> list[tuple[int, int]]:
    """Return the places (start, end) of words of the criteria in a text, in order, without overlaps."""
    return _words(criteria.keywords).places(text)


def _checks(subject: Subject, criteria: Criteria) -> Iterator[Check]:
    if criteria.years != ANY_YEAR:
        yield Check("years", *_of_years(subject.year, criteria.years))
    yield from _of_keywords(subject.title, (subject.abstract or "").strip(), criteria.keywords)
    if criteria.venues:
        yield Check("venues", *_of_venue(subject.venue, criteria.venues))
    if criteria.types:
        yield Check("types", *_of_type(subject.type, criteria.types))
    if criteria.languages:
        yield Check("languages", *_of_language(subject.language, criteria.languages))


Judged = tuple[CheckOutcome, str]


def _of_years(year: int | None, years: Years) -> Judged:
    if year is None:
        return "unknown", "no year"
    misses = years.outside(year)
    return ("no", misses) if misses else ("yes", str(year))


def _of_keywords(title: str, abstract: str, keywords: Keywords) -> Iterator[Check]:
    if not keywords:
        return
    words = _words(keywords)
    in_title, in_abstract = words.found(title), words.found(abstract) if abstract else ()
    for name, texts, judged in (
        ("keywords any", keywords.any, _of_any),
        ("keywords all", keywords.all, _of_all),
        ("keywords none", keywords.none, _of_none),
    ):
        found = _Found(
            texts,
            tuple(text for text in texts if text in in_title),
            tuple(text for text in texts if text in in_abstract),
            is_whole=bool(abstract),
        )
        if texts:
            yield Check(name, *judged(found))


@dataclass(frozen=True, slots=True)
class _Found:
    """Which of some words are in the title and in the abstract; `is_whole` if there is an abstract."""

    texts: tuple[str, ...]
    title: tuple[str, ...]
    abstract: tuple[str, ...]
    is_whole: bool

    @property
    def missing(self) -> list[str]:
        return [text for text in self.texts if text not in self.title and text not in self.abstract]

    def where(self) -> str:
        """Return where words are: `latent is in the title`."""
        found, place = (self.title, "title") if self.title else (self.abstract, "abstract")
        return f"{_several(found)} {'is' if len(found) == 1 else 'are'} in the {place}"

    def nowhere(self) -> str:
        """Return that words are missing, or that the abstract is not known."""
        missing = self.missing
        verb = "is" if len(missing) == 1 else "are"
        where = "in neither title nor abstract" if self.is_whole else "not in the title; no abstract"
        return f"{_several(missing)} {verb} {where}"


def _of_any(found: _Found) -> Judged:
    if found.title or found.abstract:
        return "yes", found.where()
    return "no" if found.is_whole else "unknown", found.nowhere()


def _of_all(found: _Found) -> Judged:
    if not found.missing:
        return "yes", found.where() if len(found.texts) == 1 else "all are in title or abstract"
    return "no" if found.is_whole else "unknown", found.nowhere()


def _of_none(found: _Found) -> Judged:
    if found.title or found.abstract:
        return "no", found.where()
    return "yes" if found.is_whole else "unknown", found.nowhere()


def _of_venue(venue: str | None, wanted: tuple[str, ...]) -> Judged:
    if venue is None or not venue.strip():
        return "unknown", "no venue"
    same = any(same_venue(venue, wanted_venue) for wanted_venue in wanted)
    return ("yes" if same else "no"), venue


def _of_type(kind: str | None, wanted: tuple[str, ...]) -> Judged:
    folded = (kind or "").strip().lower()
    if not folded:
        return "unknown", "no type"
    if folded not in TYPES:
        return "unknown", f"unknown type: {folded}"
    return ("yes" if folded in wanted else "no"), folded


def _of_language(language: str | None, wanted: tuple[str, ...]) -> Judged:
    if language is None or not language.strip():
        return "unknown", "no language"
    code = language_code(language)
    if code is None:
        return "unknown", f"unknown language: {language}"
    return ("yes" if code in wanted else "no"), code


def _several(words: Sequence[str]) -> str:
    """Return words as an enumeration, at most a few of them."""
    return enumerated(words, MAX_WORDS - 1 if len(words) > MAX_WORDS else None)


@lru_cache(maxsize=16)
def _words(keywords: Keywords) -> Words:
    """Return the words of criteria, prepared for searching once for all papers."""
    return Words((*keywords.any, *keywords.all, *keywords.none))
