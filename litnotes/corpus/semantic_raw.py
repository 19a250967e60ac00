"""The works, citations and abstracts in Semantic Scholar's datasets (api.semanticscholar.org/datasets)."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from litnotes.corpus.work_columns import first_group, in_fields, list_of, since, works_of

PAPER = ibis.schema(
    {
        "corpusid": "int64",
        "externalids": "struct<ArXiv: string, DOI: string, PubMed: string, DBLP: string, ACL: string>",
        "url": "string",
        "title": "string",
        "authors": "array<struct<name: string>>",
        "venue": "string",
        "year": "int32",
        "publicationdate": "string",
        "publicationtypes": "array<string>",
        "citationcount": "int64",
        "s2fieldsofstudy": "array<struct<category: string>>",
    }
)
CITATION = ibis.schema({"citingcorpusid": "int64", "citedcorpusid": "int64"})
ABSTRACT = ibis.schema({"corpusid": "int64", "abstract": "string"})

_MOST_AUTHORS = 100


def papers(raw: ir.Table, fields: Sequence[str], from_year: int | None) -> ir.Table:
    """Return the works of the dataset `papers`; a broken line is a row without id."""
    ids = raw.externalids
    year = ibis.coalesce(raw.year, raw.publicationdate.left(4).try_cast("int32"))
    names = list_of(raw.s2fieldsofstudy.map(lambda one: one.category))
    authors = raw.authors.map(lambda one: one["name"]).filter(lambda name: name.notnull())
    return works_of(
        raw,
        id=raw.corpusid,
        touched=ibis.null("string"),
        is_kept=in_fields(names, fields) & since(year, from_year),
        doi=ids.DOI.lower(),
        arxiv=ids.ArXiv.lower(),
        pmid=ids.PubMed,
        semantic_scholar=first_group(raw.url, r"([0-9a-f]{40})$"),
        dblp=ids.DBLP,
        acl=ids.ACL,
        title=raw.title,
        year=year,
        venue=raw.venue.nullif(""),
        type=raw.publicationtypes.join(";").nullif(""),
        authors=authors[:_MOST_AUTHORS],
        has_more_authors=raw.authors.length() > _MOST_AUTHORS,
        citations=raw.citationcount,
    )


def citations(raw: ir.Table) -> ir.Table:
    """Return the pairs (citing, cited) of the dataset `citations`; `citing` is null in a broken line."""
    pairs = raw.select(citing=raw.citingcorpusid, cited=raw.citedcorpusid)
    # Papers that are not recognised have no id.
    return pairs.filter(pairs.citing.isnull() | pairs.cited.notnull())


def abstracts(raw: ir.Table) -> ir.Table:
    """Return the pairs (id, text) of the dataset `abstracts`; `id` is null in a broken line."""
    return raw.select(id=raw.corpusid, text=raw.abstract)
