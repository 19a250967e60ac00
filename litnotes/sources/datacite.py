"""DataCite: records of works with its DOIs: arXiv's preprints, Zenodo, data and theses."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from litnotes.model.record import Record
from litnotes.sources import shapes
from litnotes.sources.outcome import Failed, Found, Missing, Outcome, Withheld
from litnotes.sources.service import Ids, Request, Service, ServiceAnswer, json_of, rejected
from litnotes.values import people, plain
from litnotes.values.ids import arxiv_id, doi, further_dois, ids_of
from litnotes.values.languages import language_code
from litnotes.values.paper_types import type_of

TITLES_PER_SEARCH = 5
ACCEPT = "application/vnd.api+json, application/json"

Attributes = dict[str, Any]

_SAME_WORK = ("IsVersionOf", "HasVersion", "IsPreprintOf", "IsIdenticalTo")
_ARXIV_PREFIX = "10.48550/arxiv."


class DataCite(Service):
    """api.datacite.org."""

    name: ClassVar[str] = "datacite"
    label: ClassVar[str] = "DataCite"
    home: ClassVar[str] = "https://api.datacite.org"

    def record(self, ids: Ids) -> Request | None:
        """Return the question for the arXiv DOI of a preprint, else for the DOI."""
        arxiv = arxiv_id(ids.get("arxiv"), ids.get("doi"))
        own = f"{_ARXIV_PREFIX}{arxiv}" if arxiv else doi(ids.get("doi"))
        url = f"{self.base}/dois/{quote(own or '', safe='')}"
        return Request(self.name, url, accept=ACCEPT) if own else None

    def title(self, title: str) -> Request | None:
        """Return the question for a title."""
        words = shapes.words(title)
        query = urlencode({"query": f'titles.title:"{words}"', "page[size]": TITLES_PER_SEARCH})
        url = f"{self.base}/dois?{query}"
        return Request(self.name, url, kind="search", accept=ACCEPT) if words else None

    def parse(self, answer: ServiceAnswer) -> Outcome[tuple[Record, ...]]:
        """Return the record, or the records of a list."""
        if answer.status == 404:
            return Missing()
        payload = json_of(answer)
        if isinstance(payload, Failed):
            return payload
        data = shapes.fields(payload).get("data")
        if answer.status != 200 or not isinstance(data, dict | list):
            return rejected(self.label, answer)
        rows = shapes.rows(data if isinstance(data, list) else [data])
        records = [_record(shapes.fields(row.get("attributes"))) for row in rows]
        found = tuple(record for record in records if record.title)
        if found or isinstance(data, list):
            return Found(found) if found else Missing()
        return Withheld("DataCite has the DOI but no title")


def _record(work: Attributes) -> Record:
    titles = shapes.rows(work.get("titles"))
    ids, related = ids_of(work.get("doi")), _related(work)
    arxiv = ids.get("arxiv")
    all_ids = ids_of(work.get("doi"), *related)
    year = plain.year(work.get("publicationYear"))
    venue = shapes.text(shapes.fields(work.get("container")).get("title"))
    kind = type_of(shapes.fields(work.get("types")).get("resourceTypeGeneral"), otherwise="other")
    return Record(
        source=DataCite.name,
        # The main title has no type; subtitles, translations and alternatives have one.
        title=_first(titles, "titleType", None, "title") or "",
        subtitle=_first(titles, "titleType", "Subtitle", "title"),
        authors=tuple(filter(None, map(_author, shapes.rows(work.get("creators"))))),
        # The year of the DOI's first version: for a preprint, the first public year. A journal paper has
        # a container; then it is the journal's year.
        first_year=None if venue else year,
        venue=venue,
        venue_year=year if venue else None,
        # arXiv's preprints were `Text` before DataCite had `Preprint`.
        type="preprint" if arxiv else kind,
        # A string, or with `publisher=true` an object. `arXiv` is ignored: it is not a publisher.
        publisher=None if arxiv else _publisher(work),
        ids=all_ids,
        other_ids=further_dois(all_ids.get("doi"), related),
        abstract=_first(
            shapes.rows(work.get("descriptions")), "descriptionType", "Abstract", "description"
        ),
        language=language_code(work.get("language")),
        url=plain.link(work.get("url")),
        # `citationCount` is ignored: DataCite knows very few citations.
    )


def _first(rows: list[dict[str, Any]], name: str, kind: str | None, wanted: str) -> str | None:
    """Return the first text `wanted` of rows whose type, under `name`, is `kind`."""
    texts = (shapes.text(row.get(wanted)) for row in rows if row.get(name) == kind)
    return next(filter(None, texts), None)


def _author(creator: dict[str, Any]) -> str:
    """Return one name; without parts, a person's is written `Family, Given`."""
    given, family, name = creator.get("givenName"), creator.get("familyName"), creator.get("name")
    if creator.get("nameType") == "Organizational":
        return people.organisation(name)
    return people.person(given, family) or people.family_first(name)


def _publisher(work: Attributes) -> str | None:
    publisher = work.get("publisher")
    return shapes.text(shapes.fields(publisher).get("name")) or shapes.text(publisher)


def _related(work: Attributes) -> list[str]:
    """Return the ids of versions of the same work. arXiv names the publisher's DOI as `IsVersionOf`."""
    return [
        row["relatedIdentifier"]
        for row in shapes.rows(work.get("relatedIdentifiers"))
        if row.get("relationType") in _SAME_WORK and row.get("relatedIdentifierType") in ("DOI", "arXiv")
        if isinstance(row.get("relatedIdentifier"), str)
    ]
