"""The works in OpenAlex's records: which fields are read, and the expression of each column.

The fields are those of the API's answers, see `sources/openalex.py`, which reads these columns again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ibis
import ibis.expr.types as ir

from litnotes.corpus.work_columns import first_group, in_fields, list_of, since, works_of

MOST_AUTHORS = 100
DELETED = 4285719527
"""OpenAlex merges deleted works into this one."""
NEEDED = ("id", "title", "referenced_works", "abstract_inverted_index")

RECORD = ibis.schema(
    {
        "id": "string",
        "doi": "string",
        "ids": "struct<pmid: string>",
        "title": "string",
        "publication_year": "int32",
        "publication_date": "string",
        "updated_date": "string",
        "type": "string",
        "language": "string",
        "cited_by_count": "int64",
        "is_retracted": "boolean",
        "authorships": "array<struct<raw_author_name: string, author: struct<display_name: string>>>",
        "primary_location": (
            "struct<version: string, raw_type: string, raw_source_name: string, "
            "source: struct<display_name: string, type: string>>"
        ),
        "locations": "array<struct<landing_page_url: string, pdf_url: string>>",
        "referenced_works": "array<string>",
        "abstract_inverted_index": "map<string, array<int64>>",
        "primary_topic": "struct<field: struct<display_name: string>>",
        "topics": "array<struct<field: struct<display_name: string>>>",
        "concepts": "array<struct<display_name: string, level: int64>>",
    }
)

MERGED = ibis.schema({"id": "string", "merge_into_id": "string"})

_WORK = r"^(?:https?://openalex\.org/)?[Ww]([0-9]{1,15})$"
_ARXIV = r"arxiv\.org/(?:abs|pdf|html)/([a-z][a-z.-]*/[0-9]{7}|[0-9]{4}\.[0-9]{4,5})"
_ARXIV_DOI = r"10\.48550/arxiv\.([a-z][a-z.-]*/[0-9]{7}|[0-9]{4}\.[0-9]{4,5})"
_LONGEST_ABSTRACT = 10_000


def works(raw: ir.Table, fields: Sequence[str], from_year: int | None) -> ir.Table:
    """Return the works of records; a broken line is a row without id."""
    doi = first_group(raw.doi.lower(), r"(10\.[0-9]{4,9}/\S{1,500})$")
    place = raw.primary_location
    links = raw.locations.map(lambda at: ibis.coalesce(at.landing_page_url, at.pdf_url, "")).join(" ")
    published = place["version"] == "publishedVersion"
    year = ibis.coalesce(raw.publication_year, raw.publication_date.left(4).try_cast("int32"))
    return works_of(
        raw,
        id=number_of(raw.id),
        touched=raw.updated_date,
        is_kept=in_fields(_fields(raw), fields) & since(year, from_year),
        doi=(~doi.startswith("10.48550/arxiv.")).ifelse(doi, None),
        arxiv=ibis.coalesce(first_group(doi, _ARXIV_DOI), first_group(links.lower(), _ARXIV)),
        pmid=first_group(raw.ids.pmid, r"([1-9][0-9]{0,8})/?$"),
        title=raw.title,
        year=year,
        venue=ibis.coalesce(place.source.display_name, published.ifelse(place.raw_source_name, None)),
        type=raw["type"],
        source_type=place.source["type"],
        raw_type=place.raw_type,
        version=place["version"],
        language=raw.language,
        authors=_authors(raw)[:MOST_AUTHORS],
        has_more_authors=raw.authorships.length() > MOST_AUTHORS,
        abstract=_abstract(raw.abstract_inverted_index),
        citations=raw.cited_by_count,
        is_retracted=raw.is_retracted,
        references=raw.referenced_works.map(number_of),
    )


def merged(raw: ir.Table) -> ir.Table:
    """Return the pairs (old, new) of lists of merged ids; `new` is null for a deleted work."""
    new = number_of(raw.merge_into_id)
    pairs = raw.select(old=number_of(raw.id), new=new.nullif(DELETED))
    return pairs.filter(pairs.old.notnull())


def number_of(name: Any) -> Any:
    """Return the number in an id such as `https://openalex.org/W2741809807`; null in another text."""
    return first_group(name, _WORK).try_cast("int64")


def _fields(raw: ir.Table) -> Any:
    """Return the names of the fields of a work; before 2024 there were concepts instead of topics."""
    own = ibis.array([raw.primary_topic.field.display_name])
    topics = list_of(raw.topics.map(lambda topic: topic.field.display_name))
    areas = list_of(
        raw.concepts.filter(lambda concept: concept.level == 0).map(lambda concept: concept.display_name)
    )
    return own.concat(topics).concat(areas)


def _authors(raw: ir.Table) -> Any:
    names = raw.authorships.map(
        lambda one: ibis.coalesce(one.raw_author_name.nullif(""), one.author.display_name)
    )
    return names.filter(lambda name: name.notnull())


@ibis.udf.scalar.builtin(  # type: ignore[untyped-decorator]
    signature=(("map<string, array<int64>>",), "array<struct<key: string, value: array<int64>>>")
)
def map_entries(index: Any) -> Any:
    """Return the entries of a map; DuckDB and Spark call it by this name, and ibis has none."""


def _abstract(index: Any) -> Any:
    """Return the text of `{word: [positions]}`; positions may have gaps or be wrong."""
    words = (
        map_entries(index)
        .map(lambda entry: entry.value.map(lambda at: ibis.struct({"at": at, "word": entry.key})))
        .flatten()
    )
    placed = words.filter(lambda word: (word["at"] >= 0) & (word["at"] < _LONGEST_ABSTRACT))
    return placed.sort().map(lambda word: word.word).join(" ").nullif("")
