"""What a program can say of a paper by the criteria: yes, no, or unknown.

What is not known is never against a paper: without an abstract, a word may still stand there.
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
MAX_TOLD = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the criteria look at, of what is neither a paper nor a candidate."""

    title: str
    abstract: str | None = None
    year: int | None = None
    venue: str | None = None
    type: str | None = None
    language: str | None = None


Subject = Paper | Candidate | Facts
"""What the criteria look at; its `year` is the first public one."""


@dataclass(frozen=True, slots=True)
class Check:
    """What one criterion says of a paper, and why in a few words."""

    criterion: str
    outcome: CheckOutcome
    why: str


def check(subject: Subject, criteria: Criteria) -> tuple[Check, ...]:
    """Return what each criterion says that is set and that a program can check."""
    return tuple(_checks(subject, criteria))


def named(criteria: Criteria) -> tuple[str, ...]:
    """Return the names of the criteria that are set and that a program can check, as `check` does."""
    return tuple(one.criterion for one in check(Facts(title=""), criteria))


def meets(checks: Iterable[Check]) -> CheckOutcome:
    """Return what all say together: no if one does, unknown if one is, else yes."""
    outcomes = {one.outcome for one in checks}
    return "no" if "no" in outcomes else "unknown" if "unknown" in outcomes else "yes"


def tally(outcomes: Iterable[CheckOutcome]) -> dict[CheckOutcome, int]:
    """Return how often there is each outcome."""
    counts = Counter(outcomes)
    return {outcome: counts[outcome] for outcome in OUTCOMES}


def marked(text: str, criteria: Criteria) -> list[tuple[int, int]]:
    """Return where words of the criteria stand in a text: start and end, in order, none over another."""
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
    """Which of some words stand in the title, and in the abstract, which is there if it `is_whole`."""

    texts: tuple[str, ...]
    title: tuple[str, ...]
    abstract: tuple[str, ...]
    is_whole: bool

    @property
    def missing(self) -> list[str]:
        return [text for text in self.texts if text not in self.title and text not in self.abstract]

    def where(self) -> str:
        """Return where words stand: `latent stands in the title`."""
        found, place = (self.title, "title") if self.title else (self.abstract, "abstract")
        return f"{_several(found)} {'stands' if len(found) == 1 else 'stand'} in the {place}"

    def nowhere(self) -> str:
        """Return that words do not stand there, or that half of where they may stand is not known."""
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
        return "yes", found.where() if len(found.texts) == 1 else "all stand in title or abstract"
    return "no" if found.is_whole else "unknown", found.nowhere()


def _of_none(found: _Found) -> Judged:
    if found.title or found.abstract:
        return "no", found.where()
    return "yes" if found.is_whole else "unknown", found.nowhere()


def _of_venue(venue: str | None, wanted: tuple[str, ...]) -> Judged:
    if venue is None or not venue.strip():
        return "unknown", "no venue"
    same = any(same_venue(venue, one) for one in wanted)
    return ("yes" if same else "no"), venue


def _of_type(kind: str | None, wanted: tuple[str, ...]) -> Judged:
    folded = (kind or "").strip().lower()
    if not folded:
        return "unknown", "no type"
    if folded not in TYPES:
        return "unknown", f"{folded} is no type known here"
    return ("yes" if folded in wanted else "no"), folded


def _of_language(language: str | None, wanted: tuple[str, ...]) -> Judged:
    if language is None or not language.strip():
        return "unknown", "no language"
    code = language_code(language)
    if code is None:
        return "unknown", f"{language} is no language known here"
    return ("yes" if code in wanted else "no"), code


def _several(words: Sequence[str]) -> str:
    """Return words as one says them, a few of many."""
    return enumerated(words, MAX_TOLD - 1 if len(words) > MAX_TOLD else None)


@lru_cache(maxsize=16)
def _words(keywords: Keywords) -> Words:
    """Return the words of criteria, ready to be looked for; that is done once for all papers."""
    return Words((*keywords.any, *keywords.all, *keywords.none))
