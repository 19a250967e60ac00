"""doi.org: the record of any DOI, in CSL-JSON, from whichever agency registered it.

It sends on to Crossref or DataCite, so it says nothing that they do not; it is asked where neither
is known to hold the DOI, since mEDRA, JaLC and others answer here too.
"""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import quote

from litnotes.model.record import Record
from litnotes.sources import clean
from litnotes.sources.kinds import kind_of
from litnotes.sources.refusals import refusal
from litnotes.sources.service import (
    Failed,
    Found,
    Ids,
    Missing,
    Outcome,
    Request,
    Service,
    ServiceAnswer,
    Withheld,
    json_of,
)

ACCEPT = "application/vnd.citationstyles.csl+json"
"""To be sent again with every redirect; without it the publisher's page comes."""

Work = dict[str, Any]


class DoiNegotiation(Service):
    """Content negotiation at doi.org."""

    name: ClassVar[str] = "doi"
    label: ClassVar[str] = "doi.org"
    home: ClassVar[str] = "https://doi.org"

    def record(self, ids: Ids) -> Request | None:
        """Return the question for a DOI, else for the one that arXiv gave a preprint."""
        arxiv = clean.arxiv(ids.get("arxiv")) or clean.arxiv(ids.get("doi"))
        doi = clean.doi(ids.get("doi")) or (f"10.48550/arxiv.{arxiv}" if arxiv else None)
        return Request(self.name, f"{self.base}/{quote(doi, safe='')}", accept=ACCEPT) if doi else None

    def parse(self, answer: ServiceAnswer) -> Outcome[tuple[Record, ...]]:
        """Return the paper of a DOI."""
        match answer.status:
            case 204 | 406:
                return Withheld("the DOI is registered, but its agency gives no record of it")
            case 400:
                return Failed("doi.org does not take this for a DOI")
            case 404:  # a page in HTML
                return Missing()
        return refusal(self.label, answer) or _read(json_of(answer))


def _read(payload: Any) -> Outcome[tuple[Record, ...]]:
    if isinstance(payload, Failed):
        return payload
    record = _record(clean.fields(payload))
    if not record.ids:
        return Failed("doi.org's answer is not a record of a paper")
    return Found((record,)) if record.title else Withheld("the record of the DOI has no title")


def _record(work: Work) -> Record:
    # DataCite calls preprints `article`; in CSL papers in journals are `article-journal`.
    kind = kind_of(work.get("type"), article="preprint")
    ids = clean.ids_of(work.get("DOI"))
    year = clean.year_of(work.get("issued"))
    is_first = kind in ("preprint", "dataset")
    return Record(
        source=DoiNegotiation.name,
        # A string, unlike in Crossref's own answers.
        title=clean.text(work.get("title")) or "",
        subtitle=clean.text(work.get("subtitle")),
        authors=_authors(work),
        # The year of the DOI: of a preprint that in which it was first public.
        first_year=year if is_first else None,
        venue_year=None if is_first else year,
        venue=clean.text(work.get("container-title")),
        type=kind,
        volume=clean.text(work.get("volume")),
        number=clean.text(work.get("issue")),
        pages=clean.text(work.get("page")),
        # `arXiv` is left out: it published no paper.
        publisher=None if "arxiv" in ids else clean.text(work.get("publisher")),
        # DataCite writes the DOI in capitals.
        ids=ids,
        abstract=clean.text(work.get("abstract")),
        url=clean.link(work.get("URL")),
        # Crossref's count comes along; it is Crossref's, and not a second opinion.
    )


def _authors(work: Work) -> tuple[str, ...]:
    return tuple(filter(None, map(_author, clean.rows(work.get("author")))))


def _author(person: Work) -> str | None:
    """Return one name; CSL cuts `van den` off the family name, Crossref calls organisations `name`."""
    particles = (person.get("dropping-particle"), person.get("non-dropping-particle"), person.get("family"))
    family = " ".join(filter(None, map(clean.text, particles)))
    literal = person.get("literal") or person.get("name")
    return clean.person(person.get("given"), family, literal, suffix=person.get("suffix"))
