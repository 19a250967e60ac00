"""Counts the works of a corpus: by year and by venue, and how many have an abstract or references."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from litnotes.corpus.finding import Tables


def by_year(tables: Tables) -> ir.Table:
    """Return for each year the works, those with an abstract, and those with references."""
    works, citing = tables.works, tables.by_citing.select(id=tables.by_citing.citing).distinct()
    marked = works.left_join(citing.mutate(cites=ibis.literal(value=True)), "id")
    return (
        marked.group_by("year")
        .aggregate(
            works=marked.count(),
            abstracts=marked.abstract.count(),
            references=marked.cites.count(),
        )
        .order_by(ibis.asc("year", nulls_first=True))
    )


def by_venue(tables: Tables, most: int) -> ir.Table:
    """Return the venues with the most works."""
    named = tables.works.filter(tables.works.venue.notnull())
    counted = named.group_by("venue").aggregate(works=named.count())
    return counted.order_by(counted.works.desc(), "venue").limit(most)


def inside(tables: Tables) -> ir.Table:
    """Return the number of citations, and of those whose cited work is in the corpus too."""
    works = tables.works.select(cited=tables.works.id, there=ibis.literal(value=True))
    pairs = tables.by_cited.left_join(works, "cited")
    return pairs.aggregate(citations=pairs.count(), inside=pairs.there.count())
