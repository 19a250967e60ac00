"""Unpaywall: open copies of papers with a publisher's DOI. `http` adds the mail address.

Source: unpaywall.org/data-format, 2026. Its data come from OpenAlex, so titles and years are not a second
opinion; only the link is used.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from litnotes.model.record import Record
from litnotes.sources import shapes
from litnotes.sources.outcome import Failed, Missing, Outcome, titled
from litnotes.sources.service import Ids, Request, Service, ServiceAnswer, json_of, rejected
from litnotes.values import plain
from litnotes.values.ids import doi

# Fields of an answer, and where their values go.
#
#   doi               ids["doi"]
#   title             title, so that a wrong DOI is noticed
#   best_oa_location  url: its PDF; null for a closed paper, which still counts as found
#   oa_locations      url: the first PDF if the best location has only a page; else that page


class Unpaywall(Service):
    """Asks Unpaywall for an open PDF by DOI; it has only Crossref's DOIs."""

    name = "unpaywall"
    label = "Unpaywall"
    home = "https://api.unpaywall.org/v2"

    def record(self, ids: Ids) -> Request | None:
        """Return the question by the publisher's DOI."""
        own = doi(ids.get("doi"))
        return Request(self.name, f"{self.base}/{quote(own, safe='/')}") if own else None

    def parse(self, answer: ServiceAnswer) -> Outcome[tuple[Record, ...]]:
        """Return the paper, with `url` if it is open."""
        if answer.status == 422 and b"mail" in answer.body[:1000]:
            return Failed("Unpaywall needs a mail address (status 422)")
        payload = json_of(answer)
        if isinstance(payload, Failed):
            return payload
        if answer.status == 404:
            return Missing()
        if answer.status != 200:
            return rejected(self.label, answer)
        return titled(self.label, [_record(shapes.fields(payload))])


def _record(paper: dict[str, Any]) -> Record:
    own = doi(paper.get("doi"))
    return Record(
        source=Unpaywall.name,
        title=shapes.text(paper.get("title")) or "",
        ids={"doi": own} if own else {},
        url=_open_copy(paper),
    )


def _open_copy(paper: dict[str, Any]) -> str | None:
    best = shapes.fields(paper.get("best_oa_location"))
    places = [best, *shapes.rows(paper.get("oa_locations"))]
    pdfs = (plain.link(place.get("url_for_pdf")) for place in places)
    return next(filter(None, pdfs), None) or plain.link(best.get("url"))
