"""OpenAlex: records, citations and references of all fields. Its data are CC0.

Source: developers.openalex.org as of autumn 2026. Single records are free, lists cheap, searches
expensive; so papers are requested one by one, which also follows merged works, unlike lists.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from litnotes.model.record import Record
from litnotes.sources import by_date, shapes
from litnotes.sources.outcome import Failed, Found, Missing, Outcome, Withheld, titled
from litnotes.sources.service import (
    Edge,
    Ids,
    Page,
    Request,
    Service,
    ServiceAnswer,
    json_of,
    rejected,
    shortfall,
)  # fmt: skip
from litnotes.values import people, plain
from litnotes.values.ids import arxiv_id, doi, openalex_id, pubmed_id
from litnotes.values.languages import language_code
from litnotes.values.paper_types import type_of

# The fields asked for (`select`), and where their values go.
#
#   id                       ids["openalex"], the tail of the address
#   doi                      ids["doi"]; arXiv's own DOI is ids["arxiv"]
#   ids                      ids["pmid"]
#   locations                ids["arxiv"] if the work has the DOI of the venue
#   title                    title; null if unknown
#   authorships              authors, as written on the paper; if empty, from the person's page
#   is_authors_truncated     more_authors; lists end after 100, sometimes without this mark
#   publication_year         first_year for a work in a repository, else venue_year
#   publication_date         its year if the other is null; 1 January means only the year is known
#   type, primary_location   type, venue, publisher, url; an unrecognised venue has no source, only
#                            `raw_source_name`, as Crossref writes it
#   biblio                   volume, number, pages
#   abstract_inverted_index  abstract
#   cited_by_count           citations
#   is_retracted             retracted
#   language                 language
FIELDS = (
    "id,doi,ids,title,authorships,is_authors_truncated,publication_year,publication_date,type,"
    "primary_location,locations,biblio,abstract_inverted_index,cited_by_count,is_retracted,language"
)
ROWS = 100
REACHABLE = 10_000
"""Last row that page numbers reach. Cursors reach further but need a key, which sources do not have."""
ORDER = "publication_date:desc,display_name"
"""Newest first, undated last. Thousands share a date; without a second key their order may change."""
UNDATED = "publication_date:null"
CANDIDATES = 5
LONGEST_SEARCH = 500
CUT_AUTHORS = 100
WORDS_OF_AN_ABSTRACT = 10_000

OpenAlexKind = Literal["record", "list", "search"]


class OpenAlex(Service):
    """Requests to OpenAlex; citations after the first 10000 are listed by date."""

    name = "openalex"
    label = "OpenAlex"
    home = "https://api.openalex.org"
    splits_works = True

    def record(self, ids: Ids) -> Request | None:
        """Return the question by OpenAlex id, else by DOI, arXiv DOI or PubMed id."""
        name = _name_of(ids)
        return self._ask(f"/works/{name}", "record") if name else None

    def title(self, title: str) -> Request | None:
        """Return a search in titles, abstracts and texts; the first hit may be another paper."""
        words = shapes.words(title)
        if not words:
            return None
        # AND, OR and NOT in capitals are operators; a search has at most 1500 characters.
        return self._ask("/works", "search", search=words.lower()[:LONGEST_SEARCH], per_page=CANDIDATES)

    def cited_by(self, ids: Ids) -> Request | None:
        """Return the question for citing papers; it needs the OpenAlex id."""
        return self._list("cites", ids)

    def references(self, ids: Ids) -> Request | None:
        """Return the question for cited papers; it needs the OpenAlex id."""
        return self._list("cited_by", ids)

    def parse(self, answer: ServiceAnswer) -> Outcome[tuple[Record, ...]]:
        """Return the record of a work, or the records of a list."""
        payload = _read(answer)
        if not isinstance(payload, dict):
            return payload
        if payload.get("results") == []:
            return Missing()
        works = shapes.rows(payload.get("results")) or [payload]
        return titled(self.label, map(record_of_work, works))

    def parse_edges(self, request: Request, answer: ServiceAnswer) -> Outcome[Page]:
        """Return a page of citations or references.

        An empty list of references is Withheld: every paper cites something, and OpenAlex lacks the
        references of many preprints.
        """
        payload = _read(answer)
        if not isinstance(payload, dict):
            return payload
        if not isinstance(payload.get("results"), list):
            return Failed("OpenAlex's answer is not a list of papers")
        records = [record_of_work(work) for work in shapes.rows(payload["results"])]
        edges = tuple(Edge(record) for record in records if record.title or record.ids)
        total = shapes.count_of(shapes.fields(payload.get("meta")).get("count"))
        counted = total if request.counted is None else request.counted
        if not payload["results"] and not counted and "filter=cited_by:" in request.url:
            return Withheld("OpenAlex has no list of references for this paper, as for many preprints")
        following, unreached = self._rest(replace(request, counted=counted), total, payload["results"])
        return Found(Page(edges, following, counted, unreached))

    def _list(self, relation: str, ids: Ids) -> Request | None:
        own = openalex_id(ids.get("openalex"))
        return self._part(f"{relation}:{own}", 1) if own else None

    def _part(self, filters: str, page: int, counted: int | None = None) -> Request:
        asked = self._ask("/works", "list", filter=filters, sort=ORDER, per_page=ROWS, page=page)
        return replace(asked, counted=counted)

    def _ask(self, path: str, kind: OpenAlexKind, **parameters: str | int) -> Request:
        query = urlencode({**parameters, "select": FIELDS}, safe=",:")
        return Request(self.name, f"{self.base}{path}?{query}", kind)

    def _rest(self, request: Request, total: int | None, works: list[Any]) -> tuple[Request | None, str]:
        """Return the question for the next page, and a message on works that cannot be reached.

        First by page number, then by date, then the works without a date, which are in no range.
        """
        asked = dict(parse_qsl(urlsplit(request.url).query))
        filters, page = asked.get("filter", ""), shapes.count_of(asked.get("page")) or 1
        if works and (total is None or page * ROWS < total):
            if (page + 1) * ROWS <= REACHABLE:
                return self._part(filters, page + 1, request.counted), ""
            return self._older(filters, shapes.rows(works), request.counted)
        unreached = shortfall(self.label, total, (page - 1) * ROWS + len(works))
        if "to_publication_date:" in filters:
            return self._part(_undated(filters), 1, request.counted), unreached
        return None, unreached

    def _older(
        self, filters: str, works: Iterable[dict[str, Any]], counted: int | None
    ) -> tuple[Request | None, str]:
        """Return the question for works after the last page number."""
        if filters.endswith(UNDATED):
            return None, f"{self.label} lists more than {REACHABLE} papers without a date"
        relation, _, before = filters.partition(",to_publication_date:")
        days = [by_date.day(work.get("publication_date")) for work in works]
        until, unreached = by_date.older(self.label, days, before or None, REACHABLE)
        part = f"{relation},to_publication_date:{until}" if until else _undated(filters)
        return self._part(part, 1, counted), unreached


def _undated(filters: str) -> str:
    return f"{filters.partition(',')[0]},{UNDATED}"


def _name_of(ids: Ids) -> str | None:
    if own := openalex_id(ids.get("openalex")):
        return own
    if published := doi(ids.get("doi")):
        return f"doi:{quote(published, safe='/')}"
    if arxiv := arxiv_id(ids.get("arxiv")):
        return f"doi:10.48550/arxiv.{arxiv}"
    number = pubmed_id(ids.get("pmid"))
    return f"pmid:{number}" if number else None


def _read(answer: ServiceAnswer) -> dict[str, Any] | Missing | Failed:
    """Return the JSON object of an answer, or why there is none."""
    if answer.status == 404:  # in HTML
        return Missing()
    if answer.status != 200:
        return rejected(OpenAlex.label, answer)
    payload = json_of(answer)
    return Failed("OpenAlex's answer is not a JSON object") if isinstance(payload, list) else payload


def record_of_work(work: dict[str, Any]) -> Record:
    """Return the record of a work in OpenAlex's form; the title is empty if it has none."""
    place = shapes.fields(work.get("primary_location"))
    source = shapes.fields(place.get("source"))
    kind = _kind(work, place, source)
    is_public_only = kind == "preprint" or source.get("type") == "repository"
    year = plain.year(work.get("publication_year")) or plain.year(work.get("publication_date"))
    biblio = shapes.fields(work.get("biblio"))
    authorships = shapes.rows(work.get("authorships"))
    return Record(
        source=OpenAlex.name,
        title=shapes.text(work.get("title")) or "",
        authors=tuple(filter(None, map(_author, authorships))),
        more_authors=work.get("is_authors_truncated") is True or len(authorships) == CUT_AUTHORS,
        first_year=year if is_public_only else None,
        venue=None if is_public_only else _venue(place, source),
        venue_year=None if is_public_only else year,
        type=kind,
        volume=shapes.text(biblio.get("volume")),
        number=shapes.text(biblio.get("issue")),
        pages=_pages(biblio),
        publisher=None if is_public_only else shapes.text(source.get("host_organization_name")),
        ids=_ids(work),
        abstract=_abstract(work.get("abstract_inverted_index")),
        language=language_code(work.get("language")),
        url=plain.link(place.get("landing_page_url")),
        citations=shapes.count_of(work.get("cited_by_count")),
        retracted=work.get("is_retracted") is True,
    )


def _kind(work: dict[str, Any], place: dict[str, Any], source: dict[str, Any]) -> str | None:
    """OpenAlex calls papers of journals and conferences `article`; the place decides which it is."""
    if work.get("type") != "article":
        return type_of(work.get("type"), otherwise="other")
    if source.get("type") == "repository":
        return None if place.get("version") == "publishedVersion" else "preprint"
    registered = type_of(place.get("raw_type"), otherwise="other")
    if registered in ("article", "inproceedings", "chapter"):
        return registered
    if source.get("type") == "conference":
        return "inproceedings"
    return "article" if source.get("type") == "journal" else None


def _venue(place: dict[str, Any], source: dict[str, Any]) -> str | None:
    venue = shapes.text(source.get("display_name"))
    # For a manuscript found on the web, `raw_source_name` is the address of the file.
    is_published = place.get("version") == "publishedVersion"
    return venue or (shapes.text(place.get("raw_source_name")) if is_published else None)


def _author(authorship: dict[str, Any]) -> str:
    as_printed = people.family_first(authorship.get("raw_author_name"))
    return as_printed or people.whole(shapes.fields(authorship.get("author")).get("display_name"))


def _pages(biblio: dict[str, Any]) -> str | None:
    first, last = shapes.text(biblio.get("first_page")), shapes.text(biblio.get("last_page"))
    return f"{first}-{last}" if first and last and first != last else first


def _ids(work: dict[str, Any]) -> dict[str, str]:
    places = shapes.rows(work.get("locations"))[:50]
    links = [place.get(name) for place in places for name in ("landing_page_url", "pdf_url")]
    found = {
        "doi": doi(work.get("doi")),
        "arxiv": arxiv_id(work.get("doi"), *links),
        "openalex": openalex_id(work.get("id")),
        "pmid": pubmed_id(shapes.fields(work.get("ids")).get("pmid")),
    }
    return {kind: value for kind, value in found.items() if value}


def _abstract(index: Any) -> str | None:
    """Return the text of `{word: [positions]}`; positions may have gaps or be wrong."""
    words: dict[int, str] = {}
    for word, positions in shapes.fields(index).items():
        for position in positions if isinstance(positions, list) else ():
            if type(position) is int and 0 <= position < WORDS_OF_AN_ABSTRACT:
                words[position] = word
    return shapes.text(" ".join(words[position] for position in sorted(words)))
