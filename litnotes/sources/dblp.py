"""DBLP: venue, year, pages and spelling of names in computer science. Its data are CC0.

Source: dblp.org/faq, "How to use the dblp search API". Since autumn 2026 a bot wall sometimes answers
with an HTML page, whose status may be 200: anything but JSON is a failure.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from litnotes.model.record import Record
from litnotes.sources import shapes
from litnotes.sources.outcome import Failed, Missing, Outcome, titled
from litnotes.sources.service import Request, Service, ServiceAnswer, json_of
from litnotes.values import people, plain
from litnotes.values.ids import dblp_key, ids_of

# Fields of `result.hits.hit[].info`, and where their values go.
#
#   key      ids["dblp"], such as conf/nips/OordVK17
#   doi, ee  ids["doi"], ids["arxiv"]; `ee` is a link or a list of links, the first is url
#   title    title, without the full stop that DBLP adds to every title
#   authors  authors: a list or, of one author, the author alone; without the number of a namesake
#   type     type, by the table below
#   venue    venue, as DBLP shortens it; a list for papers of two venues: the first
#   year     venue_year; first_year of a preprint
#   volume   volume; of arXiv's papers abs/1711.00937, which is ids["arxiv"]
#   number, pages, publisher   the same
KINDS = {
    "Conference and Workshop Papers": "inproceedings",
    "Journal Articles": "article",
    "Informal and Other Publications": "preprint",
    "Informal Publications": "preprint",
    "Parts in Books or Collections": "chapter",
    "Reference Works": "chapter",
    "Books and Theses": "book",
    "Editorship": "book",
    "Data and Artifacts": "dataset",
}
ROWS = 10
LONGEST_SEARCH = 300

_NAMESAKE = re.compile(r" [0-9]{4}$")


class Dblp(Service):
    """Searches DBLP for titles; preprint and published version are separate hits."""

    name = "dblp"
    label = "DBLP"
    home = "https://dblp.org"

    def title(self, title: str) -> Request | None:
        """Return a search for the words of a title."""
        words = shapes.words(title)
        if not words:
            return None
        query = urlencode({"q": words[:LONGEST_SEARCH], "format": "json", "h": ROWS})
        return Request(self.name, f"{self.base}/search/publ/api?{query}", "search")

    def parse(self, answer: ServiceAnswer) -> Outcome[tuple[Record, ...]]:
        """Return the records of the hits."""
        payload = json_of(answer)
        if isinstance(payload, Failed):
            return payload
        hits = shapes.fields(shapes.fields(shapes.fields(payload).get("result")).get("hits"))
        if answer.status != 200 or not hits:
            return Failed(f"DBLP gave no list of papers (status {answer.status})")
        if "hit" not in hits and shapes.count_of(hits.get("@total")) == 0:
            return Missing()
        infos = [shapes.fields(hit.get("info")) for hit in shapes.rows(_listed(hits.get("hit")))]
        return titled(self.label, map(_record, infos))


def _listed(value: Any) -> list[Any]:
    """Return a list; DBLP writes a list of one item as that item."""
    return value if isinstance(value, list) else [value]


def _record(info: dict[str, Any]) -> Record:
    ids = _ids(info)
    is_preprint = _is_preprint(info)
    year = plain.year(info.get("year"))
    return Record(
        source=Dblp.name,
        title=_without_stop(shapes.text(info.get("title")) or ""),
        authors=_authors(info),
        first_year=year if is_preprint else None,
        venue=None if is_preprint else shapes.text(info.get("venue")),
        venue_year=None if is_preprint else year,
        type="preprint" if is_preprint else _kind(info),
        volume=None if is_preprint else shapes.text(info.get("volume")),
        number=None if is_preprint else shapes.text(info.get("number")),
        pages=plain.pages(shapes.text(info.get("pages"))),
        publisher=shapes.text(info.get("publisher")),
        ids=ids,
        url=next(filter(None, map(plain.link, _listed(info.get("ee"))[:10])), None),
    )


def _is_preprint(info: dict[str, Any]) -> bool:
    return str(info.get("key")).startswith("journals/corr/") or _kind(info) == "preprint"


def _kind(info: dict[str, Any]) -> str | None:
    if str(info.get("key")).startswith("phd/"):
        return "thesis"
    return KINDS.get(str(info.get("type")))


def _authors(info: dict[str, Any]) -> tuple[str, ...]:
    authors = _listed(shapes.fields(info.get("authors")).get("author"))
    names = (people.whole(author.get("text") if isinstance(author, dict) else author) for author in authors)
    return tuple(_NAMESAKE.sub("", name) for name in names if name)


def _ids(info: dict[str, Any]) -> dict[str, str]:
    links = _listed(info.get("ee"))[:10]
    key = dblp_key(info.get("key"))
    return ids_of(info.get("doi"), *links, info.get("volume")) | ({"dblp": key} if key else {})


def _without_stop(title: str) -> str:
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title
