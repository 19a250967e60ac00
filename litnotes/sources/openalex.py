"""OpenAlex: records, citations and references of all fields. Its data are CC0.

Source: developers.openalex.org as of autumn 2026. Single records cost nothing, lists little,
searches most; so papers are asked for one by one, which also follows merged works, as lists do not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from litnotes.model.record import Record
from litnotes.sources import by_date, shapes
from litnotes.sources.outcome import Failed, Found, Missing, Outcome, Withheld, titled
from litnotes.sources.refusals import misunderstood, refusal
from litnotes.sources.service import Edge, Ids, Page, Request, Service, ServiceAnswer, json_of, shortfall
from litnotes.values import people, plain
from litnotes.values.ids import arxiv_id, doi, openalex_id, pubmed_id
from litnotes.values.languages import language_code
from litnotes.values.paper_types import type_of

# What is asked for (`select`) and what becomes of it.
#
#   id                       ids["openalex"], the tail of the address
#   doi                      ids["doi"]; arXiv's own DOI is ids["arxiv"]
#   ids                      ids["pmid"]
#   locations                ids["arxiv"] where the work carries the DOI of the venue
#   title                    title; null where there is none
#   authorships              authors, as written on the paper; the person's page where that is empty
#   is_authors_truncated     more_authors; lists are cut at 100 and do not always say so
#   publication_year         first_year of what lies in a repository, else venue_year
#   publication_date         its year where the other is null; 1 January means only the year is known
#   type, primary_location   type, venue, publisher, url; there is no source where a venue is not
#                            recognised, then `raw_source_name` is the venue as Crossref writes it
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
"""How far page numbers lead. Cursors lead further, and need a key, of which a source knows nothing."""
ORDER = "publication_date:desc,display_name"
"""Newest first, undated last. Thousands share a date, and without a second key pages may change places."""
UNDATED = "publication_date:null"
CANDIDATES = 5
LONGEST_SEARCH = 500
CUT_AUTHORS = 100
WORDS_OF_AN_ABSTRACT = 10_000

OpenAlexKind = Literal["record", "list", "search"]


class OpenAlex(Service):
    """Asks OpenAlex; citations beyond the first 10000 are reached by date."""

    name = "openalex"
    label = "OpenAlex"
    home = "https://api.openalex.org"

    def record(self, ids: Ids) -> Request | None:
        """Return the question by its own id, else by DOI, arXiv's DOI or PubMed's number."""
        name = _name_of(ids)
        return self._ask(f"/works/{name}", "record") if name else None

    def title(self, title: str) -> Request | None:
        """Return a search in titles, abstracts and texts; what it finds first may be another paper."""
        words = shapes.words(title)
        if not words:
            return None
        # In capitals AND, OR and NOT are operators; a search may have 1500 characters.
        return self._ask("/works", "search", search=words.lower()[:LONGEST_SEARCH], per_page=CANDIDATES)

    def cited_by(self, ids: Ids) -> Request | None:
        """Return the question for citing papers; it needs OpenAlex's own id."""
        return self._list("cites", ids)

    def references(self, ids: Ids) -> Request | None:
        """Return the question for cited papers; it needs OpenAlex's own id."""
        return self._list("cited_by", ids)

    def parse(self, answer: ServiceAnswer) -> Outcome[tuple[Record, ...]]:
        """Return the work, or the works of a list."""
        said = _read(answer)
        if not isinstance(said, dict):
            return said
        if said.get("results") == []:
            return Missing()
        works = shapes.rows(said.get("results")) or [said]
        return titled(self.label, map(_record, works))

    def parse_edges(self, request: Request, answer: ServiceAnswer) -> Outcome[Page]:
        """Return a page of citations or references.

        An empty list of references is withheld, not found: every paper cites something, and OpenAlex
        lacks the references of many preprints.
        """
        said = _read(answer)
        if not isinstance(said, dict):
            return said
        if not isinstance(said.get("results"), list):
            return Failed("OpenAlex's answer is no list of papers")
        records = [_record(work) for work in shapes.rows(said["results"])]
        edges = tuple(Edge(record) for record in records if record.title or record.ids)
        total = shapes.count_of(shapes.fields(said.get("meta")).get("count"))
        counted = total if request.counted is None else request.counted
        if not said["results"] and not counted and "filter=cited_by:" in request.url:
            return Withheld("OpenAlex has no list of references for this paper, as for many preprints")
        following, unreached = self._rest(replace(request, counted=counted), total, said["results"])
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
        """Return the question for what follows a page, and why something does not.

        Page numbers first, then dates, then the works without a date, which no range of dates holds.
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
        """Return the question for what page numbers do not lead to."""
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
    """Return what an answer says, or why there is none."""
    if answer.status == 404:  # in HTML
        return Missing()
    if answer.status in (401, 403):  # a wrong key is refused even where none is needed
        return Failed(f"OpenAlex does not accept the key (status {answer.status})")
    if answer.status == 429 and b"budget" in answer.body[:4000]:
        return Failed("today's budget at OpenAlex is used up; it resets at midnight UTC")
    if answer.status == 400:
        return misunderstood(OpenAlex.label, answer)
    said = refusal(OpenAlex.label, answer) or json_of(answer)
    return Failed("OpenAlex's answer is no object") if isinstance(said, list) else said


def _record(work: dict[str, Any]) -> Record:
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
    """`article` is OpenAlex's word for papers of journals and of conferences: the place tells which."""
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
    # Of a manuscript found on the web `raw_source_name` is the address of the file.
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
    """Return the text of `{word: [positions]}`; positions may have holes, and are not to be trusted."""
    words: dict[int, str] = {}
    for word, positions in shapes.fields(index).items():
        for position in positions if isinstance(positions, list) else ():
            if type(position) is int and 0 <= position < WORDS_OF_AN_ABSTRACT:
                words[position] = word
    return shapes.text(" ".join(words[position] for position in sorted(words)))
