"""Merges the records of one paper: one value for each field, and where it came from.

Each field has its own ranking of services, best first. Venue year and first public year are two fields,
and all fields of the venue come from one version of the paper, so that a venue never gets a preprint's
year. Values that are not shown are kept in `differing`; citation counts are never merged.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from litnotes.library.field_policy import FIELDS, OF_VENUE, as_text, further_ids, same_version, written_ids
from litnotes.library.registries import REGISTRIES
from litnotes.library.same import same_authors
from litnotes.library.venues import is_series, same_venue, short_venue
from litnotes.model.paper import Count, Differing
from litnotes.model.record import Record
from litnotes.values.names import fold_title
from litnotes.values.paper_types import is_preprint_server

BAD_BY = 2
"""A record whose year is further than this from that of two other services is bad."""

_PUBLISHERS = frozenset({"crossref", "dblp", "doi"})
_PUBLISHER_FIRST = FIELDS["title"].services
_PREPRINT_FIRST = FIELDS["year"].services
_VENUE_FIRST = FIELDS["venue"].services


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a field, the service it came from, and the day."""

    value: Any
    source: str
    asked: datetime.date | None

    @property
    def provenance(self) -> str:
        """As in the file: `crossref 2024-06-02`."""
        return f"{self.source} {self.asked}" if self.asked else self.source


@dataclass(frozen=True, slots=True)
class Consensus:
    """The merged records of a paper.

    `values` are fields of `Paper`, and `ids.doi` and the like, with their sources. `stated` holds the
    values of each service by field. `bad` lists the records that are ignored, with the reason;
    `wrong_ids` the ids, written as in `other_ids`, that only those records have.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    other_ids: tuple[str, ...] = ()
    differing: tuple[Differing, ...] = ()
    citations: tuple[Count, ...] = ()
    stated: Mapping[str, Mapping[str, tuple[Any, ...]]] = field(default_factory=dict)
    bad: tuple[str, ...] = ()
    wrong_ids: frozenset[str] = frozenset()


def consensus(records: Sequence[Record]) -> Consensus:
    """Return the records of one paper, merged."""
    bad = {id(record): why for record in records if (why := _bad(record, records))}
    good = [record for record in records if id(record) not in bad]
    values = dict(_values(good))
    ids, others = _ids(good, values.pop("version", None))
    values.update((f"ids.{kind}", value) for kind, value in ids.items())
    stated = {name: _stated(name, good) for name in values}
    return Consensus(
        values=values,
        other_ids=others,
        differing=tuple(_differing(values, good)),
        citations=tuple(
            Count(source=record.source, count=record.citations, asked=record.asked)
            for record in _ranked(good, _PREPRINT_FIRST)
            if record.citations is not None and record.asked
        ),
        stated=stated,
        bad=tuple(bad.values()),
        wrong_ids=_all_ids(record for record in records if id(record) in bad) - _all_ids(good),
    )


def ids_of(values: Mapping[str, Value]) -> dict[str, str]:
    """Return the ids among `values`, by kind."""
    return {
        name.removeprefix("ids."): value.value for name, value in values.items() if name.startswith("ids.")
    }


def _values(records: Sequence[Record]) -> Iterator[tuple[str, Value]]:
    """Yield the value of each field that a record has; `version` is the record of the venue."""
    if title := _best("title", records, attrgetter("full_title")):
        yield "title", title
    yield from _authors(records)
    if year := _first_year(records):
        yield "year", year
    if version := _version(records):
        yield "version", version
        yield from _of_version(version, records)
    for name in ("language", "abstract", "url", "retracted"):
        of_version = (version.source, *_PUBLISHER_FIRST) if version and name == "url" else ()
        if value := _best(name, records, attrgetter(name), of_version):
            yield name, value


def _authors(records: Sequence[Record]) -> Iterator[tuple[str, Value]]:
    """Yield the authors; a longer list that begins with the same people wins over a shorter one."""
    listed = [record for record in _ranked(records, _PUBLISHER_FIRST) if record.authors]
    if not listed:
        return
    best = listed[0]
    for record in listed[1:]:
        longer = len(record.authors) > len(best.authors) and same_authors(record.authors, best.authors)
        whole = best.more_authors and not record.more_authors and len(record.authors) >= len(best.authors)
        if longer or (whole and same_authors(record.authors, best.authors)):
            best = record
    yield "authors", _value(best.authors, best)
    if best.more_authors:
        yield "more_authors", _value(best.more_authors, best)


def _first_year(records: Sequence[Record]) -> Value | None:
    """Return the first public year: the preprint's, unless a venue was earlier."""
    preprint = _best("year", records, attrgetter("first_year"))
    venues = [
        _value(record.venue_year, record) for record in _ranked(records, _VENUE_FIRST) if record.venue_year
    ]
    return min([*([preprint] if preprint else []), *venues], key=lambda one: one.value, default=None)


def _version(records: Sequence[Record]) -> Value | None:
    """Return the record of the earliest version with a venue, from the best service for venues.

    Publishers' records come first: other services merge versions, and arXiv's venues are typed by authors.
    """
    ranked = _ranked(records, _VENUE_FIRST)
    there = [record for record in ranked if record.venue and not is_preprint_server(record.venue)]
    best = [record for record in there if record.source in _PUBLISHERS]
    dated = [one for one in best or there if one.venue_year]
    first = min(dated, key=lambda one: (one.venue_year, there.index(one)), default=None)
    chosen = next((record for record in there if first is None or _is_of(record, first)), None)
    return _value(chosen, chosen) if chosen else None


def _is_of(record: Record, version: Record) -> bool:
    """Whether a record is of the same version of a paper."""
    return same_version((record.venue, record.venue_year), (version.venue, version.venue_year))


def _of_version(version: Value, records: Sequence[Record]) -> Iterator[tuple[str, Value]]:
    """Yield the venue and its year, pages and so on, all of one version of the paper."""
    record: Record = version.value
    ranked, named = _ranked(records, _VENUE_FIRST), record
    if is_series(record.venue or ""):
        named = next((record for record in ranked if _names_venue(record)), record)
    yield "venue", _value(short_venue(named.venue or ""), named)
    others = [one for one in ranked if one is not record and _is_of(one, record)]
    for name in OF_VENUE:
        if one := next((other for other in (record, *others) if getattr(other, name)), None):
            yield name, _value(getattr(one, name), one)


def _names_venue(record: Record) -> bool:
    """Whether a record names a venue, not only a preprint server or a book series."""
    venue = record.venue or ""
    return bool(venue) and not is_preprint_server(venue) and not is_series(venue)


def _ids(records: Sequence[Record], version: Value | None) -> tuple[dict[str, Value], tuple[str, ...]]:
    """Return one id of each kind, preferably of the venue's version, and the further ids."""
    of_version = [
        record
        for record in records
        if version and (record is version.value or _is_of(record, version.value))
    ]
    ids: dict[str, Value] = {}
    others: list[str] = []
    for record in (*_ranked(of_version, _VENUE_FIRST), *_ranked(records, _PREPRINT_FIRST)):
        for kind, value in record.ids.items():
            ids.setdefault(kind, _value(value, _origin(kind, value, records)))
        others += (*written_ids(record.ids), *record.other_ids)
    shown = {kind: value.value for kind, value in ids.items()}
    return ids, tuple(sorted(further_ids(shown, others)))


def _all_ids(records: Iterable[Record]) -> frozenset[str]:
    return frozenset(name for record in records for name in (*written_ids(record.ids), *record.other_ids))


def _origin(kind: str, value: str, records: Iterable[Record]) -> Record:
    """Return the record that an id came from; of several, that of the service that assigns such ids."""
    order = tuple(dict.fromkeys((REGISTRIES.get(kind, kind), *_PREPRINT_FIRST)))
    return next(record for record in _ranked(records, order) if record.ids.get(kind) == value)


def _differing(values: Mapping[str, Value], records: Sequence[Record]) -> Iterator[Differing]:
    """Yield the values of services that differ from the one shown, as written there."""
    for name, shown in values.items():
        if name not in FIELDS or "services" not in FIELDS[name].differing:
            continue
        seen: set[str] = set()
        for record in _ranked(records, _PUBLISHER_FIRST):
            value = _of_record(name, record)
            text = as_text(value)
            if value in (None, (), "") or text in seen or _agree(name, shown.value, value):
                continue
            seen.add(text)
            yield Differing(field=name, value=text, source=record.source, asked=record.asked)


def _agree(name: str, shown: Any, value: Any) -> bool:
    match name:
        case "title":
            return fold_title(shown) == fold_title(value)
        case "authors":
            return same_authors(shown, value)
        case "venue":
            return same_venue(shown, value) or is_preprint_server(value)
        case _:
            return bool(shown == value)


def _stated(name: str, records: Iterable[Record]) -> dict[str, tuple[Any, ...]]:
    """Return each service's values of a field, in all forms in which they may be shown."""
    found: dict[str, tuple[Any, ...]] = {}
    for record in records:
        if forms := tuple(form for form in _forms(name, record) if form not in (None, ())):
            found[record.source] = (*found.get(record.source, ()), *forms)
    return found


def _forms(name: str, record: Record) -> tuple[Any, ...]:
    venue = short_venue(record.venue or "") or None
    further = {"title": record.titles, "year": record.years, "venue": (venue,)}
    return (_of_record(name, record), *further.get(name, ()))


def _of_record(name: str, record: Record) -> Any:
    if name.startswith("ids."):
        return record.ids.get(name.removeprefix("ids."))
    return record.full_title if name == "title" else getattr(record, name)


def _bad(record: Record, records: Sequence[Record]) -> str:
    """Return why a record is bad: its year, or the prefix of its DOI, belongs to another work.

    Registries know the year of what they register; other services may mix up versions and reposts.
    """
    others = [other for other in records if other is not record and other.source != record.source]
    if far := _far_off(record, others):
        return f"{record.source} has the year {far}; its record is ignored"
    prefix = _prefix(record)
    if record.source in REGISTRIES.values() or not prefix or not _prefix_is_alone(prefix, others):
        return ""
    return f"only {record.source} has the DOI {record.ids['doi']}; its record is ignored"


def _far_off(record: Record, others: Sequence[Record]) -> str:
    """Return a record's year and the others' if it is far from two others that agree; else nothing."""
    for name in ("first_year", "venue_year"):
        year = getattr(record, name)
        alike = [getattr(other, name) for other in others]
        if name == "venue_year" and record.source not in REGISTRIES.values() and not record.first_year:
            alike += [other.first_year for other in others]
        far = [
            other_year for other_year in alike if other_year and year and abs(other_year - year) > BAD_BY
        ]
        near = [
            other_year for other_year in alike if other_year and year and abs(other_year - year) <= BAD_BY
        ]
        if len(far) > 1 and not near and max(far) - min(far) <= BAD_BY:
            return f"{year}, {len(far)} others have {min(far)}"
    return ""


def _prefix(record: Record) -> str:
    return record.ids.get("doi", "").partition("/")[0]


def _prefix_is_alone(prefix: str, others: Iterable[Record]) -> bool:
    prefixes = [found for other in others if (found := _prefix(other))]
    return len(prefixes) > 1 and len({*prefixes}) == 1 and prefixes[0] != prefix


def _best(
    name: str, records: Iterable[Record], of: Callable[[Record], Any], before: tuple[str, ...] = ()
) -> Value | None:
    """Return the value from the best service for a field."""
    ranked = _ranked(records, (*before, *FIELDS[name].services))
    return next((_value(found, record) for record in ranked if (found := of(record))), None)


def _ranked(records: Iterable[Record], order: Sequence[str]) -> list[Record]:
    """Return records by the rank of their services; others last, by name."""
    rank = {name: number for number, name in enumerate(order)}
    return sorted(records, key=lambda one: (rank.get(one.source, len(rank)), one.source))


def _value(value: Any, record: Record) -> Value:
    return Value(value, record.source, record.asked)
