"""Unpaywall: where a paper with a publisher's DOI can be read freely. `http` adds the mail address.

Source: unpaywall.org/data-format, 2026. It is served from OpenAlex's data, so it is no further
opinion on titles and years, and is asked for the link alone.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from litnotes.model.record import Record
from litnotes.sources import shapes
from litnotes.sources.outcome import Failed, Missing, Outcome, titled
from litnotes.sources.refusals import misunderstood, refusal
from litnotes.sources.service import Ids, Request, Service, ServiceAnswer, json_of
from litnotes.values import plain
from litnotes.values.ids import doi

# What the answer holds and what becomes of it.
#
#   doi               ids["doi"]
#   title             title, so that a wrong DOI is noticed
#   best_oa_location  url: its PDF; null for a closed paper, which is found all the same
#   oa_locations      url: the first PDF where the best place has only a page; else that page


class Unpaywall(Service):
    """Asks Unpaywall for an open PDF by DOI; it knows the DOIs of Crossref alone."""

    name = "unpaywall"
    label = "Unpaywall"
    home = "https://api.unpaywall.org/v2"

    def record(self, ids: Ids) -> Request | None:
        """Return the question by the publisher's DOI."""
        own = doi(ids.get("doi"))
        return Request(self.name, f"{self.base}/{quote(own, safe='/')}") if own else None

    def parse(self, answer: ServiceAnswer) -> Outcome[tuple[Record, ...]]:
        """Return the paper, with `url` where it is open."""
        if answer.status == 422 and b"mail" in answer.body[:1000]:
            return Failed("Unpaywall answers only those who give a mail address (status 422)")
        said = refusal(self.label, answer) or json_of(answer)
        if isinstance(said, Failed):
            return said
        if answer.status == 404:
            return Missing()
        if answer.status != 200:
            return misunderstood(self.label, answer)
        return titled(self.label, [_record(shapes.fields(said))])


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
