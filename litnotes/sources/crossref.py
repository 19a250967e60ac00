"""Crossref: records of papers with a publisher's DOI, and their references. It lists no citing papers.

It lacks arXiv, NeurIPS, ICML and ICLR, and a title search always finds something: hits are candidates
that must be compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal
from urllib.parse import quote, urlencode

from litnotes.model.record import Record
from litnotes.sources import shapes
from litnotes.sources.outcome import Failed, Found, Missing, Outcome, Withheld
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
from litnotes.values.ids import doi, further_dois, ids_in, ids_of
from litnotes.values.languages import language_code
from litnotes.values.paper_types import type_of

DOIS_PER_REQUEST = 20
"""Crossref accepts some 50, but each record may contain hundreds of references."""
TITLES_PER_SEARCH = 5

CrossrefWork = dict[str, Any]

_LONGEST_TEXT = 2000
_RETRACTED = ("retraction", "withdrawal", "removal", "retracted")
_PREPRINT_RELATIONS = ("has-preprint", "is-preprint-of")


class Crossref(Service):
    """api.crossref.org."""

    name: ClassVar[str] = "crossref"
    label: ClassVar[str] = "Crossref"
    home: ClassVar[str] = "https://api.crossref.org"

    def record(self, ids: Ids) -> Request | None:
        """Return the question for a DOI; None for arXiv's, which DataCite registers."""
        own = doi(ids.get("doi"))
        return Request(self.name, f"{self.base}/works/{quote(own, safe='')}") if own else None

    def records(self, many: Sequence[Ids]) -> list[Request]:
        """Return the questions for many DOIs, 20 each; a DOI with a comma, the separator, by itself."""
        dois = list(dict.fromkeys(filter(None, (doi(ids.get("doi")) for ids in many))))
        together = [one for one in dois if "," not in one]
        alone = [self.record({"doi": one}) for one in dois if "," in one]
        starts = range(0, len(together), DOIS_PER_REQUEST)
        lists = [
            self._list("list", filter=",".join(f"doi:{one}" for one in part), rows=DOIS_PER_REQUEST)
            for part in (together[start : start + DOIS_PER_REQUEST] for start in starts)
        ]
        return [*lists, *filter(None, alone)]

    def title(self, title: str) -> Request | None:
        """Return the question for a title: five candidates, and perhaps none is the paper."""
        words = shapes.words(title)
        query = {"query.bibliographic": words, "rows": TITLES_PER_SEARCH}
        return self._list("search", **query) if words else None

    def references(self, ids: Ids) -> Request | None:
        """Return the question for the references of a paper, which are part of its record."""
        return self.record(ids)

    def parse(self, answer: ServiceAnswer) -> Outcome[tuple[Record, ...]]:
        """Return the record, or the records of a list, best first."""
        message = self._message(answer)
        if not isinstance(message, dict):
            return message
        if "items" in message:
            records = [_record(work) for work in shapes.rows(message["items"])]
            found = tuple(record for record in records if record.title)
            return Found(found) if found else Missing()
        record = _record(message)
        if not record.ids:
            return Failed("Crossref's answer is not a record of a paper")
        return Found((record,)) if record.title else Withheld("Crossref has the DOI but no title")

    def parse_edges(self, request: Request, answer: ServiceAnswer) -> Outcome[Page]:  # noqa: ARG002
        """Return all references of a paper, on one page."""
        message = self._message(answer)
        if not isinstance(message, dict):
            return message
        if not ids_of(message.get("DOI")):
            return Failed("Crossref's answer is not a record of a paper")
        total = shapes.count_of(message.get("reference-count")) or shapes.count_of(
            message.get("references-count")
        )
        cited = [_cited(ref) for ref in shapes.rows(message.get("reference"))]
        if total and not cited:
            return Withheld(f"the publisher withholds its {total} references from Crossref")
        edges = tuple(Edge(paper) for paper in cited if paper.ids or paper.title)
        total = total or len(cited)  # some counted references have neither ids nor text
        return Found(Page(edges, total=total, unreached=shortfall(self.label, total, len(edges))))

    def _list(self, kind: Literal["list", "search"], **query: object) -> Request:
        return Request(self.name, f"{self.base}/works?{urlencode(query)}", kind=kind)

    def _message(self, answer: ServiceAnswer) -> CrossrefWork | Missing | Failed:
        """Return the work or the list in an answer."""
        if answer.status == 404 and answer.body.lstrip()[:1] != b"{":
            return Missing()  # "Resource not found." as text
        payload = json_of(answer)
        if isinstance(payload, Failed):
            return payload
        body = shapes.fields(payload)
        message = body.get("message")
        if body.get("message-type") == "work-agency":
            return Failed("Crossref names the agency of the DOI, but has no record of the paper")
        if answer.status != 200 or body.get("status") == "failed" or not isinstance(message, dict):
            return rejected(self.label, answer)
        return message


def _record(work: CrossrefWork) -> Record:
    is_preprint = type_of(work.get("type"), otherwise="other") == "preprint"
    ids = ids_of(work.get("DOI"), *_related(work))
    return Record(
        source=Crossref.name,
        # A list, sometimes empty, with entities, MathML and line breaks. The subtitle is separate.
        title=shapes.text(work.get("title")) or "",
        subtitle=shapes.text(work.get("subtitle")),
        authors=tuple(filter(None, map(_author, shapes.rows(work.get("author"))))),
        # Only for a preprint is this the first public date; for a paper it is the venue's.
        first_year=_year(work) if is_preprint else None,
        venue_year=None if is_preprint else _year(work),
        # Preprints and theses have no container, but the institution that published them (`bioRxiv`).
        venue=shapes.text(work.get("container-title")) or _institution(work),
        type=type_of(work.get("type"), otherwise="other"),
        volume=shapes.text(work.get("volume")),
        number=shapes.text(work.get("issue")),
        # Journals without pages number their articles.
        pages=plain.pages(shapes.text(work.get("page")) or shapes.text(work.get("article-number"))),
        publisher=shapes.text(work.get("publisher")),
        # Not `alternative-id`: it holds the publisher's numbers and the DOI of the whole volume.
        ids=ids,
        other_ids=_other_ids(work, ids.get("doi")),
        # JATS, sometimes escaped twice.
        abstract=shapes.text(work.get("abstract")),
        language=language_code(work.get("language")),
        url=plain.link(work.get("URL")),
        citations=shapes.count_of(work.get("is-referenced-by-count")),
        retracted=_is_retracted(work),
    )


def _cited(ref: CrossrefWork) -> Record:
    author, journal = people.whole(ref.get("author")), shapes.text(ref.get("journal-title"))
    return Record(
        source=Crossref.name,
        # Mostly only a text. An author and a year are no title.
        title=_title_cited(ref) or "",
        # Only the first author, in the publisher's style: `T Brown`.
        authors=(author,) if author else (),
        more_authors=bool(author),
        venue=journal,
        # Without a journal, the year may not be a venue's.
        venue_year=plain.year(ref.get("year")) if journal else None,
        volume=shapes.text(ref.get("volume")),
        # arXiv ids, and DOIs that Crossref did not match, are in the text.
        ids=ids_of(ref.get("DOI")) or _ids_in_text(ref),
    )


def _author(one: CrossrefWork) -> str:
    """Return one name; organisations have `name` instead of `given` and `family`."""
    name = people.person(one.get("given"), one.get("family"), one.get("suffix"))
    return name or people.organisation(one.get("name"))


def _year(work: CrossrefWork) -> int | None:
    """Return the earlier of print and online year, else that of `published` or `issued`."""
    both = map(plain.year, (work.get("published-print"), work.get("published-online")))
    year = min(filter(None, both), default=None)
    return year or plain.year(work.get("published")) or plain.year(work.get("issued"))


def _institution(work: CrossrefWork) -> str | None:
    institution = work.get("institution")  # a list since 2021, one object before
    first = next(iter(shapes.rows(institution)), shapes.fields(institution))
    return shapes.text(first.get("name"))


def _related(work: CrossrefWork) -> list[str]:
    """Return the DOIs of the same work as preprint or published version."""
    relation = shapes.fields(work.get("relation"))
    rows = [row for name in _PREPRINT_RELATIONS for row in shapes.rows(relation.get(name))]
    return [row["id"] for row in rows if isinstance(row.get("id"), str)]


def _other_ids(work: CrossrefWork, own: str | None) -> tuple[str, ...]:
    aliases = work.get("aliases")  # former DOIs of this one
    return further_dois(own, [*(aliases if isinstance(aliases, list) else []), *_related(work)])


def _is_retracted(work: CrossrefWork) -> bool:
    """Whether a notice retracts the work, in `updated-by` or its own in `update-to`, or its title says so.

    `update-to` in a notice names the retracted paper, not the notice.
    """
    own = doi(work.get("DOI"))
    notices = shapes.rows(work.get("updated-by"))
    notices += [row for row in shapes.rows(work.get("update-to")) if own and doi(row.get("DOI")) == own]
    is_marked = plain.is_marked_retracted(shapes.text(work.get("title")) or "")
    return is_marked or any((shapes.text(one.get("type")) or "").lower() in _RETRACTED for one in notices)


def _title_cited(ref: CrossrefWork) -> str | None:
    named = (shapes.text(ref.get(name)) for name in ("article-title", "unstructured", "volume-title"))
    title = next(filter(None, named), None)
    return title[:_LONGEST_TEXT] if title else None


def _ids_in_text(ref: CrossrefWork) -> dict[str, str]:
    texts = (
        shapes.text(ref.get(name))
        for name in ("unstructured", "article-title", "journal-title", "volume-title")
    )
    found = ids_in(" ".join(filter(None, texts))[:_LONGEST_TEXT])
    return ids_of(*found.values())
