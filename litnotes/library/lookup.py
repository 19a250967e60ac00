"""What a look-up changes in the file of a paper: the student's words win, services complete them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from litnotes.library import nicknames
from litnotes.library.inquiry import Asked
from litnotes.library.merge import Merged, Value, as_text, merge
from litnotes.library.venues import same_venue
from litnotes.model.paper import Count, Differing, Paper, in_order
from litnotes.model.record import Record
from litnotes.values.names import arxiv_id, doi, fold_name, fold_title, is_title
from litnotes.values.patterns import pattern

GIVEN = "given"
SERVICES = frozenset(
    {
        "arxiv",
        "crossref",
        "datacite",
        "dblp",
        "doi",
        "openalex",
        "opencitations",
        "semantic_scholar",
        "unpaywall",
    }
)
"""Sources whose values are replaced when they say something else; all others are the student's."""

_OF_THE_VENUE = ("venue_year", "type", "volume", "number", "pages", "publisher")
_DATED = pattern(r"(?P<source>.+?)(?: \d{4}-\d\d-\d\d)?")


@dataclass(frozen=True, slots=True)
class LookedUp:
    """Fields of a paper that change, and what the user should know of it."""

    changes: Mapping[str, Any] = field(default_factory=dict)
    told: tuple[str, ...] = ()


def apply(
    paper: Paper, records: Sequence[Record], asked: Iterable[Asked], today: datetime.date
) -> LookedUp:
    """Return what records of a paper change in it.

    A value that is given, or that has no provenance, is the student's: it stays. So does one that
    claims a service that says something else: it was edited. What a service said before stays when the
    service does not answer now.
    """
    outcomes = {one.service: one.outcome for one in asked}
    merged = merge([replace(record, asked=record.asked or today) for record in records])
    whole, paper = paper, _without_wrong_ids(paper, merged)
    kept: dict[str, str] = {}
    values: dict[str, Any] = {}
    provenance = dict(paper.provenance)
    for name, value in merged.values.items():
        why = _why_it_stays(paper, name, merged, outcomes)
        if not why and name in _OF_THE_VENUE and _is_of_another_venue(paper, merged, kept):
            continue
        if why:
            kept[name] = why
        else:
            values[name] = value.value
            provenance[name] = value.provenance
    for name in _of_the_venue_before(paper, values):
        values[name] = None
        provenance.pop(name, None)
    if "authors" in values and "more_authors" not in values:
        values["more_authors"] = False
        provenance.pop("more_authors", None)
    ids = {name: values.pop(name) for name in [*values] if name.startswith("ids.")}
    values["ids"] = {**paper.ids, **{name.removeprefix("ids."): value for name, value in ids.items()}}
    if provenance.get("ids") != GIVEN and all(f"ids.{kind}" in provenance for kind in values["ids"]):
        provenance.pop("ids", None)
    values["other_ids"] = _other_ids(paper, merged, values["ids"])
    values["differing"] = _differing(paper, merged, kept, outcomes)
    values["citations"] = _citations(paper, merged)
    values["services"] = services(paper, asked, today)
    values |= _names(paper, merged, values)
    values["provenance"] = in_order(provenance)
    if _is_whole(paper, values):
        values["record"] = "looked up"
    changes = {name: value for name, value in values.items() if value != getattr(whole, name)}
    return LookedUp(changes, tuple(_edited(merged, kept)) + merged.bad)


def _without_wrong_ids(paper: Paper, merged: Merged) -> Paper:
    """Return a paper without the ids that turned out to be those of a bad record; the student's stay."""
    wrong = [
        kind
        for kind, value in paper.ids.items()
        if f"{kind}:{value.lower()}" in merged.wrong_ids and _source(paper, f"ids.{kind}") in SERVICES
    ]
    return paper.model_copy(
        update={
            "ids": {kind: value for kind, value in paper.ids.items() if kind not in wrong},
            "provenance": {
                name: source
                for name, source in paper.provenance.items()
                if name not in [f"ids.{kind}" for kind in wrong]
            },
        }
    )


def services(paper: Paper, asked: Iterable[Asked], today: datetime.date) -> dict[str, str]:
    """Return the outcome of each service: one that fails does not take away what it said before.

    One that failed before, and is not needed any more, is left out. Where nobody answered, nothing changes:
    without a network every try would write to the files.
    """
    now = {one.service: f"{one.outcome} {one.day or today}" for one in asked}
    if all(outcome.startswith("failed") for outcome in now.values()):
        return paper.services
    failed = {service for service, outcome in now.items() if outcome.startswith("failed")}
    before = {
        service: outcome
        for service, outcome in paper.services.items()
        if service in now or not outcome.startswith("failed")
    }
    return {
        **before,
        **{service: now[service] for service in now if service not in failed or service not in before},
    }


def _why_it_stays(paper: Paper, name: str, merged: Merged, outcomes: Mapping[str, str]) -> str:
    """Return why a value of a paper is not replaced: `given`, `edited` or `kept`; nothing if it is."""
    old = _value_of(paper, name)
    if old in (None, (), "", False) or _is_placeholder(paper, name):
        return ""
    source = _source(paper, name)
    if source == nicknames.SOURCE:
        return ""
    if source not in SERVICES:
        return GIVEN
    said = merged.said.get(name, {}).get(source)
    if said is None:
        return "kept" if outcomes.get(source) == "failed" else ""
    return "" if old in said else "edited"


def _is_placeholder(paper: Paper, name: str) -> bool:
    """Whether a title is only the name that was typed."""
    return name == "title" and paper.record == "not looked up" and _source(paper, name) == ""


def _is_of_another_venue(paper: Paper, merged: Merged, kept: Mapping[str, str]) -> bool:
    """Whether the venue that stays is not the one that a year or pages are of."""
    venue = merged.values.get("venue")
    return "venue" in kept and venue is not None and not same_venue(paper.venue or "", venue.value)


def _of_the_venue_before(paper: Paper, values: Mapping[str, Any]) -> list[str]:
    """Return the fields, not the student's, that go with a venue when another one takes its place."""
    if not paper.venue or "venue" not in values or same_venue(paper.venue, values["venue"]):
        return []
    from_others = {*SERVICES, nicknames.SOURCE}
    return [name for name in _OF_THE_VENUE if name not in values and _source(paper, name) in from_others]


def _source(paper: Paper, name: str) -> str:
    kind = name.partition(".")[0]
    written = paper.provenance.get(name) or paper.provenance.get(kind) or ""
    found = _DATED.fullmatch(written)
    return found["source"] if found else written


def _value_of(paper: Paper, name: str) -> Any:
    return paper.ids.get(name.removeprefix("ids.")) if name.startswith("ids.") else getattr(paper, name)


def _other_ids(paper: Paper, merged: Merged, ids: Mapping[str, str]) -> tuple[str, ...]:
    """Return all further ids; one that is not shown any more, or not shown at all, is among them."""
    shown = {f"{kind}:{value.lower()}" for kind, value in ids.items()}
    before = [f"{kind}:{value.lower()}" for kind, value in paper.ids.items()]
    now = [f"{name.removeprefix('ids.')}:{one.value.lower()}" for name, one in merged.values.items()
           if name.startswith("ids.")]  # fmt: skip
    every = dict.fromkeys((*paper.other_ids, *before, *now, *merged.other_ids))
    return tuple(one for one in every if one.lower() not in shown)


def _differing(
    paper: Paper, merged: Merged, kept: Mapping[str, str], outcomes: Mapping[str, str]
) -> tuple[Differing, ...]:
    answered = {service for service, outcome in outcomes.items() if outcome != "failed"}
    before = [one for one in paper.differing if one.source not in answered]
    instead = [_as_differing(name, merged.values[name]) for name in kept if _differs(paper, name, merged)]
    shown = {(name, as_text(_value_of(paper, name))) for name in kept}
    every = {(one.field, one.value, one.source): one for one in (*before, *instead, *merged.differing)}
    return tuple(one for one in every.values() if (one.field, one.value) not in shown)


def _differs(paper: Paper, name: str, merged: Merged) -> bool:
    old, new = _value_of(paper, name), merged.values[name].value
    if name in ("title", "venue"):
        return fold_title(old) != fold_title(new)
    return name not in ("abstract", "url", "language") and not name.startswith("ids.") and bool(old != new)


def _as_differing(name: str, value: Value) -> Differing:
    return Differing(field=name, value=as_text(value.value), source=value.source, asked=value.asked)


def _citations(paper: Paper, merged: Merged) -> tuple[Count, ...]:
    counts = {one.source: one for one in (*paper.citations, *merged.citations)}
    return tuple(counts.values())


def _names(paper: Paper, merged: Merged, values: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return short names and other titles, with the name that was typed and the titles of versions."""
    title = values.get("title", paper.title)
    typed = [] if paper.title == title or arxiv_id(paper.title) or doi(paper.title) else [paper.title]
    versions = [one.value for one in merged.differing if one.field == "title"]
    shown = merged.values["title"].value if "title" in merged.values else title
    titles = [one for one in (*typed, shown, *versions) if is_title(one)]
    known = {fold_title(one) for one in (title, *paper.other_titles)}
    names = [one for one in typed if not is_title(one)]
    short = {fold_name(one) for one in paper.short_names}
    return {
        "other_titles": (*paper.other_titles, *_new(titles, known, fold_title)),
        "short_names": (*paper.short_names, *_new(names, short, fold_name)),
    }


def _new(texts: Iterable[str], known: set[str], fold: Any) -> Iterator[str]:
    for text in texts:
        if fold(text) not in known:
            known.add(fold(text))
            yield text


def _is_whole(paper: Paper, values: Mapping[str, Any]) -> bool:
    return all(values.get(name) or getattr(paper, name) for name in ("title", "authors", "year"))


def _edited(merged: Merged, kept: Mapping[str, str]) -> Iterator[str]:
    for name, why in kept.items():
        if why == "edited":
            value = merged.values[name]
            yield f'{name} was edited by hand, so it stays; {value.source} says "{as_text(value.value)}"'
