"""What lists of citations name, united: each work once, whoever names it and however.

Services name one work by different ids, and two of them as preprint and as published. A shared id, or
title and an author, make two rows one work, unless something speaks against it: near twins are
two. Works of earlier searches are known by their keys, so that a work has one key everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from litnotes.library.citekeys import citation_key
from litnotes.library.match import full_titles, same_work
from litnotes.library.merge import merge
from litnotes.library.twins import VERSIONS_APART
from litnotes.model.names import fold_surname, fold_title, is_title, title_words
from litnotes.model.record import Record
from litnotes.model.screening import Candidate, Reached

KNOWN = "known"
"""Stands for the source of a record that is a candidate of an earlier search."""
WORDS_IN_TEXT = 4
"""A title of fewer words is not looked for inside a reference that is printed as one text."""

_FIELDS = ("title", "authors", "more_authors", "year", "venue", "venue_year", "type", "language",
           "abstract", "url", "retracted")  # fmt: skip

_NOT_FIELDS = {"reached", "sources", "ids", "other_ids", "round", "key", "origins"}


@dataclass(slots=True)
class Work:
    """One work: what sources say of it, which papers it is reached from, and what is known from before.

    `before` is the candidate it was in this search until now, `key` the one it has in any search.
    """

    key: str | None = None
    before: Candidate | None = None
    records: list[Record] = field(default_factory=list)
    links: dict[tuple[str, str], Reached] = field(default_factory=dict)
    round: int | None = None

    @property
    def is_found(self) -> bool:
        """Whether a list of this search names it."""
        return self.round is not None

    @property
    def title(self) -> str:
        """Its title, empty where nobody has told one."""
        return next((one.title for one in self.records if one.title), "")

    def ids(self) -> dict[str, str]:
        """Return its ids, those of the first record first."""
        return {kind: value for one in reversed(self.records) for kind, value in one.ids.items()}


class Works:
    """The works that lists name, in the order in which they are first named."""

    def __init__(self) -> None:
        self.every: list[Work] = []
        self._by_id: dict[tuple[str, str], Work] = {}
        self._by_title: dict[str, list[Work]] = defaultdict(list)
        self._by_link: dict[tuple[str, str], list[Work]] = defaultdict(list)
        self._merged: dict[int, Work] = {}

    def know(self, candidate: Candidate, *, here: bool = False) -> None:
        """Take a candidate of an earlier search; `here` says that it is this one, which goes on."""
        record = Record(
            source=KNOWN,
            title=candidate.title,
            authors=candidate.authors,
            first_year=candidate.year,
            venue_year=candidate.venue_year,
            ids=candidate.ids,
            other_ids=candidate.other_ids,
        )
        work = self._work_of(record, None)
        work.key = work.key or candidate.key
        if here:
            work.before = candidate

    def add(self, record: Record, reached: Reached | None, round_: int) -> Work:
        """Take what a list names, and return the work that it is."""
        link = (reached.paper, reached.direction) if reached else None
        work = self._work_of(record, link)
        if work.round is None:
            work.round = round_
            self.every.append(work)
        if reached and link:
            known = work.links.get(link)
            work.links[link] = joined(known, reached) if known else reached
            if known is None:
                self._by_link[link].append(work)
        return work

    def describe(self, record: Record) -> bool:
        """Take what a source says of a work that has no title yet; return whether there is one."""
        for one in _ids(record):
            work = self._at(self._by_id.get(one))
            if work and not work.title:
                self._join(work, record)
                return True
        return False

    def found(self) -> list[Work]:
        """Return the works that lists name, then those of this search that no list names any more."""
        named = list({id(work): work for work in map(self._now, self.every)}.values())
        here = (work for work in map(self._now, self._all()) if work.before and not work.is_found)
        return [*named, *{id(work): work for work in here}.values()]

    def _all(self) -> Iterator[Work]:
        yield from self._by_id.values()
        for works in self._by_title.values():
            yield from works

    def _work_of(self, record: Record, link: tuple[str, str] | None) -> Work:
        """Return the work of a record, which is taken for a part of it."""
        same = self._same(record) or self._told_of(record, link)
        if not same:
            work = Work()
        else:
            work = same[0]
            for other in same[1:]:
                self._unite(work, other)
        self._join(work, record)
        return work

    def _same(self, record: Record) -> list[Work]:
        """Return the works that a record certainly is of."""
        found: dict[int, Work] = {}
        for one in _ids(record):
            work = self._at(self._by_id.get(one))
            if work and id(work) not in found and _agree(record, work):
                found[id(work)] = work
        for title in _titles(record):
            for work in map(self._now, self._by_title.get(title, ())):
                if id(work) not in found and all(_may_be_one(record, other) for other in work.records):
                    found[id(work)] = work
        return list(found.values())

    def _told_of(self, record: Record, link: tuple[str, str] | None) -> list[Work]:
        """Return the work whose title stands in a reference that is printed as one text."""
        if link is None or record.ids or record.authors:
            return []
        text = fold_title(record.title)
        here = map(self._now, self._by_link.get(link, ()))
        told = {id(work): work for work in here if _long_title(work) and _long_title(work) in text}
        return list(told.values()) if len(told) == 1 else []

    def _join(self, work: Work, record: Record) -> None:
        work.records.append(record)
        for one in _ids(record):
            self._by_id.setdefault(one, work)
        for title in _titles(record):
            named = self._by_title[title]
            if not any(self._now(other) is work for other in named):
                named.append(work)

    def _unite(self, work: Work, other: Work) -> None:
        """Make another work a part of one: a record has shown that they are the same."""
        self._merged[id(other)] = work
        work.records += other.records
        work.key = work.key or other.key
        work.before = work.before or other.before
        work.round = min((one for one in (work.round, other.round) if one is not None), default=None)
        for link, reached in other.links.items():
            known = work.links.get(link)
            work.links[link] = joined(known, reached) if known else reached
        other.records = []

    def _at(self, work: Work | None) -> Work | None:
        return self._now(work) if work else None

    def _now(self, work: Work) -> Work:
        """Return what a work is by now a part of."""
        while id(work) in self._merged:
            work = self._merged[id(work)]
        return work


def joined(one: Reached, other: Reached) -> Reached:
    """Return one link of two sources' words on it."""
    return one.model_copy(
        update={
            "sources": tuple(dict.fromkeys((*one.sources, *other.sources))),
            "contexts": tuple(dict.fromkeys((*one.contexts, *other.contexts))),
            "intents": tuple(dict.fromkeys((*one.intents, *other.intents))),
            "influential": one.influential if other.influential is None else other.influential,
        }
    )


def candidate_of(work: Work, taken: Collection[str]) -> Candidate:
    """Return a work as a candidate; a new key is none of `taken`.

    The key is made from the record that named the work first, so that it does not depend on how many
    services have answered.
    """
    before = work.before
    said = [one for one in work.records if one.source != KNOWN]
    values = _values(said) if said else {}
    if before:
        old = before.model_dump(
            exclude={"reached", "sources", "ids", "other_ids", "round", "key", "origins"}
        )
        values = {**old, **{name: value for name, value in values.items() if value}}
    key = work.key or _new_key(said, taken)
    links = dict(work.links)
    for reached in before.reached if before else ():
        known = links.get((reached.paper, reached.direction))
        links[reached.paper, reached.direction] = joined(known, reached) if known else reached
    ids, others = _all_ids(said, values.pop("ids", {}), before)
    rounds = (work.round, before.round if before else None)
    sources = (*(one.source for one in said), *(before.sources if before else ()))
    origins = values.pop("origins", None) or (before.origins if before else {})
    main = next(iter(sources), "")
    return Candidate(
        **values,
        key=key,
        ids=ids,
        other_ids=others,
        origins={name: source for name, source in origins.items() if source != main},
        round=min(one for one in rounds if one is not None),
        sources=tuple(dict.fromkeys(sources)),
        reached=tuple(links.values()),
    )


def one_of(one: Candidate, other: Candidate) -> Candidate:
    """Return one candidate of two that turn out to be one own paper."""
    links = {(reached.paper, reached.direction): reached for reached in one.reached}
    for reached in other.reached:
        known = links.get((reached.paper, reached.direction))
        links[reached.paper, reached.direction] = joined(known, reached) if known else reached
    shown = {f"{kind}:{value.lower()}" for kind, value in one.ids.items()}
    ids = {f"{kind}:{value}" for found in (one, other) for kind, value in found.all_ids()}
    return one.model_copy(
        update={
            "abstract": one.abstract or other.abstract,
            "other_ids": tuple(sorted(ids - shown)),
            "round": min(one.round, other.round),
            "sources": tuple(dict.fromkeys((*one.sources, *other.sources))),
            "reached": tuple(links.values()),
        }
    )


def _values(said: list[Record]) -> dict[str, Any]:
    """Return the fields of a candidate, its ids, and where each field came from."""
    merged = merge(said)
    found = {name: value for name, value in merged.values.items() if name in _FIELDS}
    values = {name: value.value for name, value in found.items()}
    values.setdefault("title", next((one.title for one in said if one.title), "") or _id_in_words(said))
    values.setdefault("year", values.get("venue_year"))
    values["tags"] = tuple(dict.fromkeys(tag for one in said for tag in one.tags))
    values["ids"] = {
        name.removeprefix("ids."): value.value
        for name, value in merged.values.items()
        if name.startswith("ids.")
    }
    values["origins"] = {name: value.source for name, value in found.items()}
    return values


def _all_ids(
    said: Iterable[Record], ids: Mapping[str, str], before: Candidate | None
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the ids to show, and all others that anybody gave."""
    shown = {**(before.ids if before else {}), **ids}
    every = [f"{kind}:{value}" for one in said for kind, value in _ids(one)]
    if before:
        every += [f"{kind}:{value}" for kind, value in before.all_ids()]
    first = {f"{kind}:{value.lower()}" for kind, value in shown.items()}
    return shown, tuple(sorted({one for one in every if one not in first}))


def _id_in_words(said: list[Record]) -> str:
    """Return what to call a work of which nobody has told the title."""
    ids = {kind: value for one in said for kind, value in one.ids.items()}
    kind, value = next(iter(ids.items()), ("work", "without a title"))
    return f"{kind} {value}"


def _new_key(said: list[Record], taken: Collection[str]) -> str:
    first = next((one for one in said if one.title), None)
    if first is None:
        return citation_key(title=_id_in_words(said), taken=taken)
    year = first.venue_year or first.first_year
    return citation_key(title=first.title, authors=first.authors, year=year, taken=taken)


def _ids(record: Record) -> Iterator[tuple[str, str]]:
    """Yield kind and value of each id that names one work everywhere."""
    for kind, value in record.ids.items():
        yield kind, value.lower()
    for other in record.other_ids:
        kind, _, value = other.partition(":")
        yield kind, value.lower()


def _titles(record: Record) -> set[str]:
    """Return the titles by which a record may be found; a short one says little without authors."""
    titles = {fold_title(title) for title in full_titles(record) if is_title(title) or record.authors}
    return titles - {""}


def _agree(record: Record, work: Work) -> bool:
    """Whether a record that shares an id is of a work: wrong ids are in the data, so titles count too."""
    titled = [one for one in work.records if one.title]
    if not record.title or not titled:
        return True
    folded = fold_title(record.title)
    return any(fold_title(one.title) == folded for one in titled) or same_work(record, titled[0])


def _may_be_one(record: Record, other: Record) -> bool:
    """Whether nothing speaks against two records of one title being one work."""
    arxiv = record.ids.get("arxiv"), other.ids.get("arxiv")
    if all(arxiv) and arxiv[0] != arxiv[1]:
        return False
    people = [{*map(fold_surname, one.authors)} for one in (record, other)]
    if (all(people) or not is_title(record.title)) and not people[0] & people[1]:
        return False
    years = [
        [year for year in (one.first_year, one.venue_year) if year is not None] for one in (record, other)
    ]
    off = min((abs(one - two) for one in years[0] for two in years[1]), default=0)
    return off <= VERSIONS_APART


def _long_title(work: Work) -> str:
    """Return the title of a work, folded, where it is long enough to be found inside a text."""
    title = work.title
    return fold_title(title) if len(title_words(title)) >= WORDS_IN_TEXT else ""
