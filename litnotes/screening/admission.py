"""An included candidate becomes a paper."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence

from litnotes.library.add import with_facts_of_the_table
from litnotes.library.citekeys import key_of
from litnotes.library.same import compare
from litnotes.library.twins import Called, certain, claims
from litnotes.model.candidate import Candidate, Trace
from litnotes.model.described import SHARED, Described
from litnotes.model.paper import Paper
from litnotes.values.enumeration import enumerated


def ids_of_others(candidate: Candidate, others: Iterable[Described]) -> dict[str, str]:
    """Return the ids of a candidate that another work has too, with the title of that work.

    A service gave one of them a wrong id. Only a registry can tell which, so the id is not used.
    """
    own = {*candidate.all_ids()}
    shared = ((other, own & {*other.all_ids()}) for other in others)
    return {
        f"{kind}:{value}": other.title or ""
        for other, ids in shared
        if ids and not compare(candidate, other, linked=True).accepted
        for kind, value in sorted(ids)
    }


def paper_of(
    candidate: Candidate,
    traces: Sequence[Trace],
    taken: Collection[str],
    day: datetime.date,
    wrong: Collection[str] = (),
) -> Paper:
    """Return the paper that a candidate becomes, with the provenance of each field.

    It is not looked up: services may know more than is in their lists. Traces give the day of each answer.
    The paper has the key of the candidate, unless another paper has this key. `wrong` are ids that are left
    out, written as in `other_ids`.
    """
    ids = {kind: value for kind, value in candidate.ids.items() if f"{kind}:{value.lower()}" not in wrong}
    asked = {
        search.source: str(search.asked) for trace in traces for search in trace.searches if search.asked
    }
    values = {name: getattr(candidate, name) for name in (*SHARED, "tags")}
    main = candidate.sources[0] if candidate.sources else ""
    sources = {name: candidate.origins.get(name, main) for name, value in values.items() if value}
    sources |= {f"ids.{kind}": kind if kind in candidate.sources else main for kind in ids}
    paper = Paper(
        key=key_of(candidate, taken) if candidate.key in taken else candidate.key,
        record="not looked up",
        **values,
        ids=ids,
        other_ids=tuple(other for other in candidate.other_ids if other.lower() not in wrong),
        added=day,
        provenance={name: _provenance(source, asked) for name, source in sources.items() if name != "tags"},
    )
    return with_facts_of_the_table(paper)


def own_paper(candidate: Candidate, called: Called[Paper]) -> str | None:
    """Return the key of the own paper of a candidate, if it has one."""
    own = certain(claims(candidate, called, candidate.key))
    return own.key if own else None


def _provenance(source: str, asked: Mapping[str, str]) -> str:
    return f"{source} {asked[source]}" if source in asked else source


def remark_on(candidate: Candidate, names: Mapping[str, str]) -> str:
    """Return the origin of a candidate, as in `cites VQ-VAE and VQ-GAN`; empty if it is unknown.

    `names` are the names of the papers that it is linked with, by key.
    """
    parts = []
    for direction, verb in (("cited-by", "cites"), ("references", "cited by")):
        reached = [
            names.get(link.paper, link.paper) for link in candidate.reached if link.direction == direction
        ]
        if reached:
            parts.append(f"{verb} {enumerated(dict.fromkeys(reached))}")
    return "; ".join(parts) or (f"from {enumerated(candidate.sources)}" if candidate.sources else "")
