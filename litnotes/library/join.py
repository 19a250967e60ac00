"""Two own papers made one: all that the second was called and said goes to the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from litnotes.errors import Ambiguous
from litnotes.library import nicknames
from litnotes.library.merge import as_text
from litnotes.model.paper import Differing, Paper
from litnotes.values.names import fold_name, fold_title

_VALUES = ("title", "authors", "year", "venue", "venue_year", "type", "language", "volume", "number",
           "pages", "publisher", "abstract", "url", "retracted", "reading")  # fmt: skip
_RECORDS = ("not looked up", "nickname table", "given", "imported", "looked up")
"""How much is known of a paper, the least first."""


def joined(one: Paper, other: Paper, ids: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of `one` that change when `other` becomes a part of it.

    What `one` says stays, unless it is only what the nickname table says; where the other says
    something else, that is kept as differing.

    Args:
        one: the paper that stays.
        other: the paper whose file goes.
        ids: which id to show, by kind, where both were given one.

    Raises Ambiguous where both were given different ids of a kind, or have two arXiv ids, and `ids` does
    not say which counts.
    """
    values: dict[str, Any] = {}
    provenance = dict(one.provenance)
    differing = list(one.differing)
    for name in _VALUES:
        old, new = getattr(one, name), getattr(other, name)
        if _is_better(one, other, name):
            values[name] = new
            old, new = new, old
            provenance.pop(name, None)
            provenance |= {name: other.provenance[name]} if name in other.provenance else {}
        if new not in (None, (), "", False, old) and name != "title":
            source = (one if name in values else other).provenance.get(name, "given").split(" ")[0]
            differing.append(Differing(field=name, value=as_text(new), source=source))
    if "authors" in values or not one.authors:
        values["more_authors"] = other.more_authors
    shown, others = _ids(one, other, ids)
    values |= {
        "ids": shown,
        "other_ids": others,
        "short_names": _union(one.short_names, other.short_names, fold_name),
        "former_keys": _union(one.former_keys, (other.key, *other.former_keys), str),
        "tags": _union(one.tags, other.tags, str),
        "notes": "\n\n".join(dict.fromkeys(filter(None, (one.notes, other.notes)))) or None,
        "added": min(filter(None, (one.added, other.added)), default=None),
        "citations": tuple({count.source: count for count in (*other.citations, *one.citations)}.values()),
        "services": {**other.services, **one.services},
        "differing": tuple(dict.fromkeys((*differing, *other.differing))),
        "record": max(one.record, other.record, key=_RECORDS.index),
    }
    title = values.get("title", one.title)
    titles = _union(one.other_titles, (one.title, other.title, *other.other_titles), fold_title)
    values["other_titles"] = tuple(one for one in titles if fold_title(one) != fold_title(title))
    provenance |= _origins(one, other, ids)
    values["provenance"] = provenance
    return {name: value for name, value in values.items() if value != getattr(one, name)}


def _is_better(one: Paper, other: Paper, name: str) -> bool:
    """Whether the other paper's value is shown: where there is none, or only that of the table."""
    old, new = getattr(one, name), getattr(other, name)
    if new in (None, (), "", False):
        return False
    if old in (None, (), "", False):
        return True
    if name == "title" and one.record == "not looked up" and "title" not in one.provenance:
        return other.record != "not looked up"
    tables = [paper.provenance.get(name) == nicknames.SOURCE for paper in (one, other)]
    return tables == [True, False]


def _ids(one: Paper, other: Paper, chosen: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the ids to show, and the further ones."""
    shown = {**other.ids, **one.ids}
    for kind in one.ids.keys() & other.ids.keys():
        both = one.ids[kind], other.ids[kind]
        if both[0].lower() == both[1].lower():
            continue
        if chosen.get(kind, "").lower() in map(str.lower, both):
            shown[kind] = chosen[kind]
        elif kind == "arxiv" or (_is_given(one, kind) and _is_given(other, kind)):
            raise Ambiguous(  # a paper has one arXiv id, so these may be two papers after all
                f"each has another {kind}, {both[0]} and {both[1]}; say which is shown: "
                f"--id {kind}:{both[0]} or --id {kind}:{both[1]}. The other one is kept beside it"
            )
    kept = {f"{kind}:{value.lower()}" for kind, value in shown.items()}
    every = [f"{kind}:{value.lower()}" for paper in (one, other) for kind, value in paper.ids.items()]
    others = dict.fromkeys((*one.other_ids, *other.other_ids, *every))
    return shown, tuple(value for value in others if value.lower() not in kept)


def _origins(one: Paper, other: Paper, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return where the ids came from that the paper did not have, or that were chosen."""
    new = {kind: other.provenance.get(f"ids.{kind}") or other.provenance.get("ids") for kind in other.ids}
    found = {f"ids.{kind}": source for kind, source in new.items() if source and kind not in one.ids}
    both = one.ids.keys() & other.ids.keys() & chosen.keys()
    return found | {f"ids.{kind}": "given" for kind in both}


def _is_given(paper: Paper, kind: str) -> bool:
    return (paper.provenance.get(f"ids.{kind}") or paper.provenance.get("ids") or "given") == "given"


def _union(some: Iterable[str], others: Iterable[str], fold: Callable[[str], str]) -> tuple[str, ...]:
    known: dict[str, str] = {}
    for one in (*some, *others):
        known.setdefault(fold(one), one)
    return tuple(known.values())
