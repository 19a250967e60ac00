"""An included candidate becomes a paper."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence

from litnotes.library.add import with_facts_of_the_table
from litnotes.library.citekeys import key_of
from litnotes.library.twins import Called, certain, claims
from litnotes.model.candidate import Candidate, Trace
from litnotes.model.described import SHARED
from litnotes.model.paper import Paper
from litnotes.values.enumeration import enumerated


def paper_of(
    candidate: Candidate, traces: Sequence[Trace], taken: Collection[str], day: datetime.date
) -> Paper:
    """Return the paper that a candidate becomes, with the provenance of each field.

    It is not looked up: services may know more than is in their lists. Traces give the day of each answer.
    The paper has the key of the candidate, unless another paper has this key.
    """
    asked = {
        search.source: str(search.asked) for trace in traces for search in trace.searches if search.asked
    }
    values = {name: getattr(candidate, name) for name in (*SHARED, "tags")}
    main = candidate.sources[0] if candidate.sources else ""
    sources = {name: candidate.origins.get(name, main) for name, value in values.items() if value}
    sources |= {f"ids.{kind}": kind if kind in candidate.sources else main for kind in candidate.ids}
    paper = Paper(
        key=key_of(candidate, taken) if candidate.key in taken else candidate.key,
        record="not looked up",
        **values,
        ids=candidate.ids,
        other_ids=candidate.other_ids,
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
