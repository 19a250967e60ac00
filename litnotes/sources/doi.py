"""doi.org: the record of any DOI, in CSL-JSON, from whichever agency registered it.

It redirects to the agency: Crossref, DataCite, mEDRA, JaLC or others. It is asked only if neither Crossref
nor DataCite has the DOI.
"""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import quote

from litnotes.model.record import Record
from litnotes.sources import shapes
from litnotes.sources.outcome import Failed, Found, Missing, Outcome, Withheld
from litnotes.sources.service import Ids, Request, Service, ServiceAnswer, json_of, rejected
from litnotes.values import people, plain
from litnotes.values.ids import arxiv_id, doi, ids_of
from litnotes.values.paper_types import type_of

ACCEPT = "application/vnd.citationstyles.csl+json"
"""Sent with every redirect; without it, the publisher's web page is the answer."""

DoiWork = dict[str, Any]


class DoiNegotiation(Service):
    """Content negotiation at doi.org."""

    name: ClassVar[str] = "doi"
    label: ClassVar[str] = "doi.org"
    home: ClassVar[str] = "https://doi.org"

    def record(self, ids: Ids) -> Request | None:
        """Return the question for a DOI, else for the arXiv DOI of a preprint."""
        arxiv = arxiv_id(ids.get("arxiv"), ids.get("doi"))
        own = doi(ids.get("doi")) or (f"10.48550/arxiv.{arxiv}" if arxiv else None)
        return Request(self.name, f"{self.base}/{quote(own, safe='')}", accept=ACCEPT) if own else None

    def parse(self, answer: ServiceAnswer) -> Outcome[tuple[Record, ...]]:
        """Return the paper of a DOI."""
        match answer.status:
            case 204 | 406:
                return Withheld("the DOI is registered, but its agency provides no record")
            case 400:
                return Failed("doi.org does not accept this DOI")
            case 404:  # a page in HTML
                return Missing()
        return _read(json_of(answer)) if answer.is_good else rejected(self.label, answer)


def _read(payload: Any) -> Outcome[tuple[Record, ...]]:
    if isinstance(payload, Failed):
        return payload
    record = _record(shapes.fields(payload))
    if not record.ids:
        return Failed("doi.org's answer is not a record of a paper")
    return Found((record,)) if record.title else Withheld("the record of the DOI has no title")


def _record(work: DoiWork) -> Record:
    # DataCite calls preprints `article`; CSL calls journal papers `article-journal`.
    kind = type_of(work.get("type"), article="preprint", otherwise="other")
    ids = ids_of(work.get("DOI"))
    year = plain.year(work.get("issued"))
    is_first = kind in ("preprint", "dataset")
    return Record(
        source=DoiNegotiation.name,
        # A string, unlike in Crossref's own answers.
        title=shapes.text(work.get("title")) or "",
        subtitle=shapes.text(work.get("subtitle")),
        authors=tuple(filter(None, map(_author, shapes.rows(work.get("author"))))),
        # The year of the DOI: for a preprint, the first public year.
        first_year=year if is_first else None,
        venue_year=None if is_first else year,
        venue=shapes.text(work.get("container-title")),
        type=kind,
        volume=shapes.text(work.get("volume")),
        number=shapes.text(work.get("issue")),
        pages=plain.pages(shapes.text(work.get("page"))),
        # `arXiv` is ignored: it is not a publisher.
        publisher=None if "arxiv" in ids else shapes.text(work.get("publisher")),
        # DataCite writes the DOI in capitals.
        ids=ids,
        abstract=shapes.text(work.get("abstract")),
        url=plain.link(work.get("URL")),
        # The count is ignored: it is Crossref's, not a second opinion.
    )


def _author(person: DoiWork) -> str:
    """Return one name; CSL separates `van den` from `family`, Crossref has `name` for organisations."""
    particles = (person.get("dropping-particle"), person.get("non-dropping-particle"), person.get("family"))
    family = " ".join(filter(None, map(shapes.text, particles)))
    name = people.person(person.get("given"), family, person.get("suffix"))
    return name or people.organisation(person.get("literal") or person.get("name"))
