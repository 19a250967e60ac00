"""Merges two papers of the library: the first gets all names and values of the second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litnotes.errors import Ambiguous
from litnotes.library.field_policy import (
    FIELDS,
    GIVEN,
    as_text,
    further_ids,
    holder,
    is_empty,
    names_under,
    source_of,
    union,
    written_ids,
)
from litnotes.model.paper import Differing, Paper
from litnotes.values.names import fold_name, is_title

_RECORDS = ("not looked up", "nickname table", "given", "imported", "looked up")
"""States of a record, the least complete first."""


def join(one: Paper, other: Paper, ids: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of `one` that change when `other` is merged into it and its file removed.

    `ids` is the id to show, by kind, if both papers have one.

    Raises Ambiguous if the student gave the papers different ids of a kind, or they have two arXiv
    ids, and `ids` does not choose one.
    """
    taken = {name: getattr(other, name) for name, row in FIELDS.items()
             if name != "ids" and row.join.takes(holder(one, name), holder(other, name))}  # fmt: skip
    provenance = {name: source for name, source in one.provenance.items() if name not in taken}
    provenance |= {name: other.provenance[name] for name in taken if name in other.provenance}
    values: dict[str, Any] = dict(taken)
    if "authors" in values or not one.authors:
        values["more_authors"] = other.more_authors
    shown = _shown_ids(one, other, ids)
    names = names_under(one, values.get("title", one.title), (other.title, *other.other_titles))
    short = (*other.short_names, *(() if is_title(other.title) else (other.title,)))
    further = (*one.other_ids, *other.other_ids, *written_ids(one.ids), *written_ids(other.ids))
    values |= {
        "ids": shown,
        "other_ids": further_ids(shown, further),
        "short_names": union(names["short_names"], short, fold_name),
        "former_keys": union(one.former_keys, (other.key, *other.former_keys)),
        "tags": union(one.tags, other.tags),
        "notes": "\n\n".join(dict.fromkeys(filter(None, (one.notes, other.notes)))) or None,
        "added": min(filter(None, (one.added, other.added)), default=None),
        "citations": tuple({count.source: count for count in (*other.citations, *one.citations)}.values()),
        "services": {**other.services, **one.services},
        "differing": _differing(one, other, taken),
        "record": max(one.record, other.record, key=_RECORDS.index),
        "other_titles": names["other_titles"],
        "provenance": provenance | _origins(one, other, ids),
    }
    return {name: value for name, value in values.items() if value != getattr(one, name)}


def _differing(one: Paper, other: Paper, taken: Mapping[str, Any]) -> tuple[Differing, ...]:
    """Return the differing values of both: the other's file is removed, so none may be lost."""
    found = list(one.differing)
    for name, row in FIELDS.items():
        left, shown = (one, other) if name in taken else (other, one)
        value = getattr(left, name)
        if "join" in row.differing and not is_empty(value) and value != getattr(shown, name):
            source = source_of(left, name) or GIVEN
            found.append(Differing(field=name, value=as_text(value), source=source))
    return tuple(dict.fromkeys((*found, *other.differing)))


def _shown_ids(one: Paper, other: Paper, chosen: Mapping[str, str]) -> dict[str, str]:
    shown = {**other.ids, **one.ids}
    for kind in one.ids.keys() & other.ids.keys():
        both = one.ids[kind], other.ids[kind]
        if both[0].lower() == both[1].lower():
            continue
        if chosen.get(kind, "").lower() in map(str.lower, both):
            shown[kind] = chosen[kind]
        elif kind == "arxiv" or {source_of(paper, f"ids.{kind}") for paper in (one, other)} <= {"", GIVEN}:
            raise Ambiguous(  # a paper has one arXiv id, so these may be two different papers
                f"the papers have different {kind} ids; choose the one to show with "
                f"--id {kind}:{both[0]} or --id {kind}:{both[1]}. The other one is kept too"
            )
    return shown


def _origins(one: Paper, other: Paper, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the provenance of ids that are new to the paper, or that the user chose."""
    new = {kind: other.provenance.get(f"ids.{kind}") or other.provenance.get("ids") for kind in other.ids}
    found = {f"ids.{kind}": source for kind, source in new.items() if source and kind not in one.ids}
    both = one.ids.keys() & other.ids.keys() & chosen.keys()
    return found | {f"ids.{kind}": GIVEN for kind in both}
