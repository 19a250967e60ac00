"""A work as a candidate: what this search says of it, with what an earlier one knew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from litnotes.citations.identity import ids_of
from litnotes.citations.links import joined_links
from litnotes.citations.works import Work, in_words
from litnotes.library.merge import merge
from litnotes.model.candidate import Candidate
from litnotes.model.record import Record

_FIELDS = ("title", "authors", "more_authors", "year", "venue", "venue_year", "type", "language",
           "abstract", "url", "retracted")  # fmt: skip


def candidate_of(work: Work, key: str) -> Candidate:
    """Return a work as a candidate."""
    merged = merge(_told(work.records)).values
    fields = {name: value for name, value in merged.items() if name in _FIELDS}
    values: dict[str, Any] = {name: one.value for name, one in fields.items()}
    ids = {
        name.removeprefix("ids."): one.value for name, one in merged.items() if name.startswith("ids.")
    } or work.ids()  # of which the bad records are not left out where there is nothing else
    values.setdefault("title", work.title or in_words(work.ids()))
    values.setdefault("year", values.get("venue_year"))
    sources = tuple(dict.fromkeys(one.source for one in work.records))
    return Candidate(
        **values,
        key=key,
        ids=ids,
        other_ids=_others(ids, (f"{kind}:{value}" for one in work.records for kind, value in ids_of(one))),
        tags=tuple(dict.fromkeys(tag for one in work.records for tag in one.tags)),
        origins={name: one.source for name, one in fields.items() if one.source != sources[0]},
        round=work.round,
        sources=sources,
        reached=tuple(work.links.values()),
    )


def _told(records: Sequence[Record]) -> list[Record]:
    """Return what counts of several records: who names no authors may have printed more than the title."""
    if not any(one.title and one.authors for one in records):
        return list(records)
    return [one if one.authors else replace(one, title="", subtitle=None) for one in records]


def completed(candidate: Candidate, before: Candidate) -> Candidate:
    """Return a candidate with what is known from before, of sources that name it no more.

    What they were the best to tell stays as it is, and so does the order in which it stands.
    """
    silent = {*before.sources} - {*candidate.sources}
    round_ = min(candidate.round, before.round)
    if not silent:
        return candidate.model_copy(update={"round": round_, "reached": joined_links(candidate, before)})
    told = {name: before if _origin(before, name) in silent else candidate for name in (*_FIELDS, "tags")}
    told = {name: one if getattr(one, name) else candidate for name, one in told.items()}
    if (
        before.authors and not candidate.authors
    ):  # who names no authors may have printed more than the title
        told |= {"title": before, "authors": before, "more_authors": before}
    sources = tuple(dict.fromkeys((*before.sources, *candidate.sources)))
    ids = {**before.ids, **{kind: value for kind, value in candidate.ids.items() if kind not in before.ids}}
    every = (f"{kind}:{value}" for one in (before, candidate) for kind, value in one.all_ids())
    origins = {name: _origin(told[name], name) for name in _FIELDS if getattr(told[name], name)}
    return candidate.model_copy(
        update={
            **{name: getattr(one, name) for name, one in told.items()},
            "ids": ids,
            "other_ids": _others(ids, every),
            "sources": sources,
            "origins": {name: source for name, source in origins.items() if source != sources[0]},
            "round": round_,
            "reached": joined_links(before, candidate),
        }
    )


def one_of(one: Candidate, other: Candidate) -> Candidate:
    """Return one candidate of two that turn out to be one own paper."""
    every = (f"{kind}:{value}" for each in (one, other) for kind, value in each.all_ids())
    return one.model_copy(
        update={
            "abstract": one.abstract or other.abstract,
            "other_ids": _others(one.ids, every),
            "round": min(one.round, other.round),
            "sources": tuple(dict.fromkeys((*one.sources, *other.sources))),
            "reached": joined_links(one, other),
        }
    )


def _origin(candidate: Candidate, field: str) -> str:
    return candidate.origins.get(field, next(iter(candidate.sources), ""))


def _others(shown: Mapping[str, str], every: Any) -> tuple[str, ...]:
    """Return the ids that are not those shown."""
    first = {f"{kind}:{value.lower()}" for kind, value in shown.items()}
    return tuple(sorted({*every} - first))
