"""The changes to a paper when services are asked about it, or an imported entry completes it.

`field_policy.FIELDS` decides which values win; the others are kept in `differing`.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from litnotes.library.consensus import Consensus, Value, consensus, ids_of
from litnotes.library.field_policy import (
    FIELDS,
    GIVEN,
    OF_VENUE,
    SERVICES,
    as_text,
    differs,
    further_ids,
    holder,
    longer_list,
    names_under,
    same_version,
    source_of,
    union,
    value_of,
    written_ids,
)
from litnotes.library.inquiry import Asked
from litnotes.library.same import same_authors
from litnotes.library.venues import same_venue
from litnotes.model.paper import Differing, Paper, in_order
from litnotes.model.record import Record


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The fields of a paper that change, and remarks for the user."""

    changes: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def look_up(
    paper: Paper,
    records: Sequence[Record],
    asked: Iterable[Asked],
    today: datetime.date,
    left_out: Collection[str] = (),
) -> LookedUp:
    """Return the changes that the records of services make to a paper.

    `left_out` are ids that are not of the paper, written `openalex:w21`; those of the student stay.

    A value that differs from what its service has was edited by hand: it stays, like all of the student's.
    The values of a service that does not answer now stay too.
    """
    outcomes = {answer.service: answer.outcome for answer in asked}
    found = consensus([replace(record, asked=record.asked or today) for record in records])
    whole, paper = paper, _without_wrong_ids(paper, {*found.wrong_ids, *left_out})
    kept = {name: why for name in found.values if (why := _why_it_stays(paper, name, found, outcomes))}
    taken = {name: value for name, value in found.values.items() if name not in kept}
    if "venue" in kept and not same_venue(paper.venue or "", found.values["venue"].value):
        taken = {name: value for name, value in taken.items() if name not in OF_VENUE}
    gone = _gone_with(paper, taken)
    values = gone | {name: value.value for name, value in taken.items() if not name.startswith("ids.")}
    values |= _collected(paper, found, values.get("title", paper.title), {**paper.ids, **ids_of(taken)})
    values |= {
        "differing": _differing(paper, found, kept, outcomes),
        "services": services(paper, asked, today),
        "provenance": _provenance(paper, taken, gone, values["ids"]),
    }
    if all(values.get(name) or getattr(paper, name) for name in ("title", "authors", "year")):
        values["record"] = "looked up"
    changes = {name: value for name, value in values.items() if value != getattr(whole, name)}
    return LookedUp(changes, (*_edited(found, kept), *found.bad))


def services(paper: Paper, asked: Iterable[Asked], today: datetime.date) -> dict[str, str]:
    """Return the outcome of each service; a failure does not replace an earlier answer.

    An earlier failure of a service that is no longer asked is removed. If no service answered, nothing
    changes: without a network, every attempt would write to the files.
    """
    now = {answer.service: f"{answer.outcome} {answer.day or today}" for answer in asked}
    if all(map(_failed, now.values())):
        return paper.services
    before = {name: one for name, one in paper.services.items() if name in now or not _failed(one)}
    return {
        **before,
        **{name: outcome for name, outcome in now.items() if name not in before or not _failed(outcome)},
    }


def fields_of(record: Record) -> tuple[dict[str, Any], list[str]]:
    """Return a record as fields of `Paper`, and the names of those that need provenance."""
    values: dict[str, Any] = {
        "title": record.full_title,
        "authors": record.authors,
        "more_authors": record.more_authors,
        "year": min(record.years, default=None),
        **{name: getattr(record, name) for name in ("venue", *OF_VENUE, "language")},
        "ids": dict(record.ids),
        "other_ids": record.other_ids,
        **{name: getattr(record, name) for name in ("abstract", "url", "tags", "notes")},
    }
    known = {name: value for name, value in values.items() if value}
    sources = [name for name in FIELDS if name in known and name != "ids"]
    return known, [*sources, *(f"ids.{kind}" for kind in record.ids)]


def completed(paper: Paper, record: Record, source: str, day: datetime.date) -> dict[str, Any]:
    """Return the fields of a paper that an imported record changes; `source` is such as `bibtex a.bib`."""
    values, _ = fields_of(record)
    changes = dict(_taken_from_entry(paper, record, values))
    new_ids = {kind: value for kind, value in record.ids.items() if kind not in paper.ids}
    sources = [*changes, *(f"ids.{kind}" for kind in new_ids)]
    if "title" in changes:
        changes["record"] = "imported"
    ids = {**paper.ids, **new_ids}
    others = (*paper.other_ids, *record.other_ids, *written_ids(record.ids))
    collected = {
        "ids": ids,
        "other_ids": union(paper.other_ids, further_ids(ids, others), str.lower),
        "tags": union(paper.tags, record.tags, str.casefold),
        "notes": _with_notes(paper.notes, record.notes),
        **names_under(paper, changes.get("title", paper.title), (values["title"],)),
    }
    changes |= {name: value for name, value in collected.items() if value != getattr(paper, name)}
    if sources:
        changes["provenance"] = {**paper.provenance, **dict.fromkeys(sources, f"{source} {day}")}
    if differing := tuple(_differing_from_entry(paper, record, values, changes, source, day)):
        changes["differing"] = (*paper.differing, *differing)
    return changes


def _without_wrong_ids(paper: Paper, wrong_ids: Collection[str]) -> Paper:
    """Return the paper without wrong ids; ids of the student stay."""
    wrong = {
        kind
        for kind, value in paper.ids.items()
        if f"{kind}:{value.lower()}" in wrong_ids and source_of(paper, f"ids.{kind}") in SERVICES
    }
    ids = {kind: value for kind, value in paper.ids.items() if kind not in wrong}
    gone = {f"ids.{kind}" for kind in wrong}
    provenance = {name: source for name, source in paper.provenance.items() if name not in gone}
    return paper.model_copy(update={"ids": ids, "provenance": provenance})


def _why_it_stays(paper: Paper, name: str, found: Consensus, outcomes: Mapping[str, str]) -> str:
    """Return why a value of a paper is not replaced: `given`, `edited` or `kept`; empty if it is."""
    mine, policy = holder(paper, name), FIELDS[_field(name)].look_up
    if not policy.takes(mine, "services"):
        return GIVEN
    if mine != "services":
        return ""
    source = source_of(paper, name)
    stated = found.stated.get(name, {}).get(source)
    if stated is None:
        return "kept" if outcomes.get(source) == "failed" else ""
    return "" if value_of(paper, name) in stated else "edited"


def _field(name: str) -> str:
    kind = name.partition(".")[0]
    return "authors" if kind == "more_authors" else kind


def _gone_with(paper: Paper, taken: Mapping[str, Value]) -> dict[str, Any]:
    """Return the fields to clear with a replaced venue or author list; the student's stay."""
    gone: dict[str, Any] = {}
    if paper.venue and "venue" in taken and not same_venue(paper.venue, taken["venue"].value):
        others = [name for name in OF_VENUE if name not in taken]
        gone = dict.fromkeys(name for name in others if holder(paper, name) in ("services", "table"))
    if "authors" in taken and "more_authors" not in taken:
        gone["more_authors"] = False
    return gone


def _collected(paper: Paper, found: Consensus, title: str, ids: Mapping[str, str]) -> dict[str, Any]:
    """Return ids, names and counts: the paper's, and those that services add."""
    versions = [differing.value for differing in found.differing if differing.field == "title"]
    shown = [found.values["title"].value] if "title" in found.values else []
    further = (*written_ids(paper.ids), *written_ids(ids_of(found.values)), *found.other_ids)
    return {
        "ids": ids,
        "other_ids": further_ids(ids, (*paper.other_ids, *further)),
        "citations": tuple(
            {citation.source: citation for citation in (*paper.citations, *found.citations)}.values()
        ),
        **names_under(paper, title, (*shown, *versions)),
    }


def _provenance(
    paper: Paper, taken: Mapping[str, Value], gone: Mapping[str, Any], ids: Mapping[str, str]
) -> dict[str, str]:
    sources = {name: source for name, source in paper.provenance.items() if name not in gone}
    sources |= {name: value.provenance for name, value in taken.items()}
    if sources.get("ids") != GIVEN and all(f"ids.{kind}" in sources for kind in ids):
        sources.pop("ids", None)
    return in_order(sources)


def _differing(
    paper: Paper, found: Consensus, kept: Mapping[str, str], outcomes: Mapping[str, str]
) -> tuple[Differing, ...]:
    answered = {service for service, outcome in outcomes.items() if outcome != "failed"}
    before = [value for value in paper.differing if value.source not in answered]
    instead = [
        Differing(field=name, value=as_text(one.value), source=one.source, asked=one.asked)
        for name in kept
        if "look_up" in FIELDS[_field(name)].differing
        and differs(name, value_of(paper, name), (one := found.values[name]).value)
    ]
    shown = {(name, as_text(value_of(paper, name))) for name in kept}
    values = {(one.field, one.value, one.source): one for one in (*before, *instead, *found.differing)}
    return tuple(value for value in values.values() if (value.field, value.value) not in shown)


def _failed(outcome: str) -> bool:
    return outcome.startswith("failed")


def _edited(found: Consensus, kept: Mapping[str, str]) -> Iterator[str]:
    for name, why in kept.items():
        if why == "edited":
            value = found.values[name]
            yield f'{name} was edited by hand and stays; {value.source} has "{as_text(value.value)}"'


def _taken_from_entry(paper: Paper, record: Record, values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the fields that an entry fills; its whole author list replaces the table's first authors."""
    fits = _is_of_its_version(paper, record)
    for name, row in FIELDS.items():
        if name not in values or name == "ids" or (row.of_venue and not fits):
            continue
        mine = holder(paper, name)
        if name == "authors" and mine == "table" and paper.more_authors:
            takes = longer_list(paper.authors, record.authors)
        else:
            takes = row.entry.takes(mine, "student")
        if takes and value_of(paper, name) != values[name]:
            yield name, values[name]
            if name == "authors" and paper.more_authors != record.more_authors:
                yield "more_authors", record.more_authors


def _is_of_its_version(paper: Paper, record: Record) -> bool:
    """Whether volume and pages of a record belong to the venue of the paper."""
    versions = (paper.venue, paper.venue_year), (record.venue, record.venue_year)
    return not paper.venue or same_version(*versions)


def _with_notes(notes: str | None, more: str | None) -> str | None:
    if not more or _flat(more) in _flat(notes or ""):
        return notes
    return f"{notes.rstrip()}\n\n{more}" if notes else more


def _differing_from_entry(
    paper: Paper,
    record: Record,
    values: Mapping[str, Any],
    changes: Mapping[str, Any],
    source: str,
    day: datetime.date,
) -> Iterator[Differing]:
    """Yield the values of a record that differ and that no earlier file had."""
    known = {(differing.field, _flat(differing.value).casefold()) for differing in paper.differing}
    for name, row in FIELDS.items():
        if "entry" not in row.differing or name not in values or name in changes:
            continue
        text = as_text(values[name])
        is_new = (name, _flat(text).casefold()) not in known
        if is_new and getattr(paper, name) and _entry_differs(paper, record, name, values[name]):
            yield Differing(field=name, value=text, source=source, asked=day)


def _entry_differs(paper: Paper, record: Record, name: str, value: Any) -> bool:
    old = getattr(paper, name)
    match name:
        case "authors":
            is_cut = paper.more_authors or record.more_authors
            return not same_authors(old, value) or (not is_cut and longer_list(old, value))
        case "year":  # the year of the venue is not a differing first public year
            return record.first_year is not None and old != value
        case "volume" | "number" | "pages":
            return _is_of_its_version(paper, record) and differs(name, old, value)
        case _:
            return differs(name, old, value)


def _flat(text: str) -> str:
    return " ".join(text.split())
