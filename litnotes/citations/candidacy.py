"""Turns a work into a candidate, from the records of this search and of earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from litnotes.citations.links import joined_links
from litnotes.citations.works import Work, in_words
from litnotes.library.consensus import consensus, ids_of
from litnotes.library.field_policy import further_ids
from litnotes.model.candidate import Candidate
from litnotes.model.described import SHARED, Described
from litnotes.model.record import Record


def candidate_of(work: Work, key: str) -> Candidate:
    """Return a work as a candidate."""
    merged = consensus(_countable(work.records)).values
    fields = {name: value for name, value in merged.items() if name in SHARED}
    values: dict[str, Any] = {name: field.value for name, field in fields.items()}
    ids = ids_of(merged) or work.ids()  # also of bad records, where there is nothing else
    values.setdefault("title", work.title or in_words(work.ids()))
    values.setdefault("year", values.get("venue_year"))
    sources = tuple(dict.fromkeys(record.source for record in work.records))
    return Candidate(
        **values,
        key=key,
        ids=ids,
        other_ids=_others(ids, work.records),
        tags=tuple(dict.fromkeys(tag for record in work.records for tag in record.tags)),
        origins={name: field.source for name, field in fields.items() if field.source != sources[0]},
        round=work.round,
        sources=sources,
        reached=tuple(work.links.values()),
    )


def _countable(records: Sequence[Record]) -> list[Record]:
    """Return records with what may count of them, where another record has title and authors.

    A title without authors may be a whole reference. Authors and years without a title belong to no
    title: they count only where no record with a title has some.
    """
    titled = [record for record in records if record.title]
    if not any(record.authors for record in titled):
        return list(records)
    dated = any(record.years for record in titled)
    return [
        _besides(record, dated=dated) if not (record.title and record.authors) else record
        for record in records
    ]


def _besides(record: Record, *, dated: bool) -> Record:
    """Return a record that lacks title or authors with what counts beside a complete one."""
    if record.title:
        return replace(record, title="", subtitle=None)
    bare = replace(record, authors=())
    return replace(bare, first_year=None, venue_year=None) if dated else bare


def completed(candidate: Candidate, before: Candidate) -> Candidate:
    """Return a candidate completed by earlier values of sources that no longer list it.

    Fields that came from such a source keep their value, and the sources keep their order.
    """
    silent = {*before.sources} - {*candidate.sources}
    round_ = min(candidate.round, before.round)
    if not silent:
        return candidate.model_copy(update={"round": round_, "reached": joined_links(candidate, before)})
    holders = {name: before if _origin(before, name) in silent else candidate for name in (*SHARED, "tags")}
    holders = {name: holder if getattr(holder, name) else candidate for name, holder in holders.items()}
    if before.authors and not candidate.authors:  # then the new title may be a whole reference
        holders |= {"title": before, "authors": before, "more_authors": before}
    sources = tuple(dict.fromkeys((*before.sources, *candidate.sources)))
    ids = {**before.ids, **{kind: value for kind, value in candidate.ids.items() if kind not in before.ids}}
    origins = {name: _origin(holders[name], name) for name in SHARED if getattr(holders[name], name)}
    return candidate.model_copy(
        update={
            **{name: getattr(holder, name) for name, holder in holders.items()},
            "ids": ids,
            "other_ids": _others(ids, (before, candidate)),
            "sources": sources,
            "origins": {name: source for name, source in origins.items() if source != sources[0]},
            "round": round_,
            "reached": joined_links(before, candidate),
        }
    )


def one_of(one: Candidate, other: Candidate) -> Candidate:
    """Return one candidate of two that are the same paper of the library."""
    return one.model_copy(
        update={
            "abstract": one.abstract or other.abstract,
            "other_ids": _others(one.ids, (one, other)),
            "round": min(one.round, other.round),
            "sources": tuple(dict.fromkeys((*one.sources, *other.sources))),
            "reached": joined_links(one, other),
        }
    )


def _origin(candidate: Candidate, field: str) -> str:
    return candidate.origins.get(field, next(iter(candidate.sources), ""))


def _others(shown: Mapping[str, str], works: Iterable[Described]) -> tuple[str, ...]:
    """Return the ids of works that are not in `shown`."""
    ids = (f"{kind}:{value}" for work in works for kind, value in work.all_ids())
    return tuple(sorted(further_ids(shown, ids)))
