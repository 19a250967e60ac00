"""A candidate that is included becomes a paper."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence

from litnotes.library.citekeys import citation_key
from litnotes.library.record import with_facts_of_the_table
from litnotes.model.paper import Paper
from litnotes.model.screening import Candidate, Trace

_TAKEN_OVER = ("title", "authors", "more_authors", "year", "venue", "venue_year", "type", "language",
               "abstract", "url", "retracted", "tags")  # fmt: skip


def paper_of(
    candidate: Candidate, traces: Sequence[Trace], taken: Collection[str], day: datetime.date
) -> Paper:
    """Return the paper that a candidate becomes, with where each field came from.

    It is not looked up: services said what stands in their lists, and may know more.

    Args:
        candidate: what was found.
        traces: those that found it, which tell the day of asking.
        taken: keys of papers. The candidate's own key is kept unless another paper has got it.
        day: the day it is added.
    """
    asked = {one.source: str(one.asked) for trace in traces for one in trace.searches if one.asked}
    values = {name: getattr(candidate, name) for name in _TAKEN_OVER}
    main = candidate.sources[0] if candidate.sources else ""
    sources = {name: candidate.origins.get(name, main) for name, value in values.items() if value}
    sources |= dict.fromkeys((f"ids.{kind}" for kind in candidate.ids), main)
    key = candidate.key
    if key in taken:
        key = citation_key(
            title=candidate.title,
            authors=candidate.authors,
            year=candidate.venue_year or candidate.year,
            taken=taken,
        )
    paper = Paper(
        key=key,
        record="not looked up",
        **values,
        ids=candidate.ids,
        other_ids=candidate.other_ids,
        added=day,
        provenance={name: _provenance(source, asked) for name, source in sources.items() if name != "tags"},
    )
    return with_facts_of_the_table(paper)


def _provenance(source: str, asked: Mapping[str, str]) -> str:
    return f"{source} {asked[source]}" if source in asked else source


def remark_on(candidate: Candidate, names: Mapping[str, str]) -> str:
    """Return where a candidate came from, in words: `cites VQ-VAE and VQ-GAN`.

    Args:
        candidate: what was found.
        names: what the papers are called that it is reached from, by key.
    """
    parts = []
    for direction, verb in (("cited-by", "cites"), ("references", "cited by")):
        reached = [
            names.get(one.paper, one.paper) for one in candidate.reached if one.direction == direction
        ]
        if reached:
            parts.append(f"{verb} {', '.join(dict.fromkeys(reached))}")
    return "; ".join(parts) or f"from {', '.join(candidate.sources)}"
