"""How closely works are related to a set of papers by the citations they share.

Bibliographic coupling: both cite the same works (M. M. Kessler, "Bibliographic coupling between scientific
papers", American Documentation 14:10, 1963). Co-citation: the same works cite both (H. Small, "Co-citation
in the scientific literature", Journal of the American Society for Information Science 24:265, 1973). Both
are normalised by the cosine (G. Salton): the number of shared citations, divided by the root of the product
of the numbers of all citations of the two. The strength to a set is the mean over its papers.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from litnotes.corpus.finding import Tables

METHOD = (
    "mean of bibliographic coupling (Kessler 1963) and co-citation (Small 1973), each normalised by the "
    "cosine (Salton) and averaged over the papers"
)


def related(tables: Tables, papers: Sequence[int], among: Sequence[int] | None = None) -> ir.Table:
    """Return works related to papers: (id, coupling, cocitation, strength), the closest first.

    `among` are the works to compare; without it, all that share a citation. The papers are not among them.
    """
    forward = tables.by_citing.select(one="citing", link="cited")
    backward = tables.by_cited.select(one="cited", link="citing")
    coupled = _strengths(forward, backward, papers, among, "coupling")
    cocited = _strengths(backward, forward, papers, among, "cocitation")
    both = coupled.outer_join(cocited, "id").select(
        id=ibis.coalesce(coupled.id, cocited.id),
        coupling=ibis.coalesce(coupled.coupling, 0.0),
        cocitation=ibis.coalesce(cocited.cocitation, 0.0),
    )
    rated = both.mutate(strength=(both.coupling + both.cocitation) / 2)
    return rated.order_by(rated.strength.desc(), "id")


def _strengths(
    links: ir.Table, reverse: ir.Table, papers: Sequence[int], among: Sequence[int] | None, name: str
) -> ir.Table:
    """Return the mean cosine of works with papers: (id, value).

    `links` are pairs (one, link), sorted by the first, `reverse` the same pairs sorted by the other.
    """
    own = links.filter(links.one.isin(list(papers))).select(paper="one", link="link")
    others = reverse.select(link="one", id="link")
    others = others.semi_join(own, "link")
    others = others.filter(~others.id.isin(list(papers)))
    if among is not None:
        others = others.filter(others.id.isin(list(among)))
    joined = own.join(others, "link")
    shared = joined.group_by(["paper", "id"]).aggregate(shared=joined.count())
    sizes = _sizes(links.semi_join(shared.select(one="id").distinct(), "one"))
    own_sizes = _sizes(links.filter(links.one.isin(list(papers)))).select(paper="one", own="size")
    sized = shared.join(sizes.select(id="one", size="size"), "id").join(own_sizes, "paper")
    cosine = sized.shared / (sized.size * sized.own).cast("float64").sqrt()
    each = sized.select("id", cosine=cosine)
    value = each.cosine.sum() / float(max(len(papers), 1))
    return each.group_by("id").aggregate(**{name: value.round(9)})


def _sizes(links: ir.Table) -> ir.Table:
    return links.group_by("one").aggregate(size=links.count())
