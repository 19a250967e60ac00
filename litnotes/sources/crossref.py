"""Crossref: records of papers with a publisher's DOI, and what they cite. It does not say who cites.

arXiv, NeurIPS, ICML and ICLR are not in it, and a title search finds something all the same: hits
are candidates, to be compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal
from urllib.parse import quote, urlencode

from litnotes.model.record import Record
from litnotes.sources import clean
from litnotes.sources.kinds import kind_of
from litnotes.sources.refusals import refusal
from litnotes.sources.service import (
    Edge,
    Failed,
    Found,
    Ids,
    Missing,
    Outcome,
    Page,
    Request,
    Service,
    ServiceAnswer,
    Withheld,
    json_of,
    shortfall,
)
from litnotes.values.names import ids_in

DOIS_PER_REQUEST = 20
"""Some 50 would be taken; each record may bring hundreds of references along."""
TITLES_PER_SEARCH = 5

Work = dict[str, Any]

_LONGEST_TEXT = 2000
_RETRACTED = ("retraction", "withdrawal", "removal", "retracted")
_PREPRINT_RELATIONS = ("has-preprint", "is-preprint-of")


class Crossref(Service):
    """api.crossref.org."""

    name: ClassVar[str] = "crossref"
    label: ClassVar[str] = "Crossref"
    home: ClassVar[str] = "https://api.crossref.org"

    def record(self, ids: Ids) -> Request | None:
        """Return the question for a DOI, but not for one of arXiv's, which are DataCite's."""
        doi = clean.doi(ids.get("doi"))
        return Request(self.name, f"{self.base}/works/{quote(doi, safe='')}") if doi else None

    def records(self, many: Sequence[Ids]) -> list[Request]:
        """Return the questions for many DOIs, 20 each; one with a comma, which parts DOIs, by itself."""
        dois = list(dict.fromkeys(filter(None, (clean.doi(ids.get("doi")) for ids in many))))
        plain = [doi for doi in dois if "," not in doi]
        alone = [self.record({"doi": doi}) for doi in dois if "," in doi]
        starts = range(0, len(plain), DOIS_PER_REQUEST)
        lists = [
            self._list("list", filter=",".join(f"doi:{doi}" for doi in part), rows=DOIS_PER_REQUEST)
            for part in (plain[start : start + DOIS_PER_REQUEST] for start in starts)
        ]
        return [*lists, *filter(None, alone)]

    def title(self, title: str) -> Request | None:
        """Return the question for a title: five candidates, of which none may be the paper."""
        words = clean.words(title)
        query = {"query.bibliographic": words, "rows": TITLES_PER_SEARCH}
        return self._list("search", **query) if words else None

    def references(self, ids: Ids) -> Request | None:
        """Return the question for what a paper cites: they are a part of its record."""
        return self.record(ids)

    def parse(self, answer: ServiceAnswer) -> Outcome[tuple[Record, ...]]:
        """Return the paper of a record, or those of a list, best first."""
        message = self._message(answer)
        if not isinstance(message, dict):
            return message
        if "items" in message:
            records = [_record(work) for work in clean.rows(message["items"])]
            found = tuple(record for record in records if record.title)
            return Found(found) if found else Missing()
        record = _record(message)
        if not record.ids:
            return Failed("Crossref's answer is not a record of a paper")
        return Found((record,)) if record.title else Withheld("Crossref knows the DOI but gives no title")

    def parse_edges(self, request: Request, answer: ServiceAnswer) -> Outcome[Page]:  # noqa: ARG002
        """Return all that a paper cites, on one page."""
        message = self._message(answer)
        if not isinstance(message, dict):
            return message
        if not clean.ids_of(message.get("DOI")):
            return Failed("Crossref's answer is not a record of a paper")
        total = clean.count_of(message.get("reference-count")) or clean.count_of(
            message.get("references-count")
        )
        cited = [_cited(ref) for ref in clean.rows(message.get("reference"))]
        if total and not cited:
            return Withheld(f"the publisher does not let Crossref give its {total} references")
        edges = tuple(Edge(paper) for paper in cited if paper.ids or paper.title)
        total = total or len(cited)  # some are counted, and have neither ids nor text
        return Found(Page(edges, total=total, unreached=shortfall(self.label, total, len(edges))))

    def _list(self, kind: Literal["list", "search"], **query: object) -> Request:
        return Request(self.name, f"{self.base}/works?{urlencode(query)}", kind=kind)

    def _message(self, answer: ServiceAnswer) -> Work | Missing | Failed:
        """Return the work or the list in an answer."""
        if refused := refusal(self.label, answer):  # with 429 and 5xx comes HTML, or nothing
            return refused
        if answer.status == 404 and answer.body.lstrip()[:1] != b"{":
            return Missing()  # "Resource not found." as text
        payload = json_of(answer)
        if isinstance(payload, Failed):
            return payload
        body = clean.fields(payload)
        message = body.get("message")
        if body.get("message-type") == "work-agency":
            return Failed("Crossref says which agency registered the DOI, and nothing of the paper")
        if answer.status != 200 or body.get("status") == "failed" or not isinstance(message, dict):
            return Failed(f"Crossref does not understand the question: {_complaint(message)}")
        return message


def _record(work: Work) -> Record:
    is_preprint = kind_of(work.get("type")) == "preprint"
    ids = clean.ids_of(work.get("DOI"), *_related(work))
    return Record(
        source=Crossref.name,
        # A list, at times empty, with entities, MathML and line breaks. The subtitle stands apart.
        title=clean.text(work.get("title")) or "",
        subtitle=clean.text(work.get("subtitle")),
        # Organisations have a `name` in place of `given` and `family`.
        authors=_authors(work),
        # Only a preprint's date is the one on which it was first public; that of a paper is its venue's.
        first_year=_year(work) if is_preprint else None,
        venue_year=None if is_preprint else _year(work),
        # Preprints and theses have no container, but the institution that made them public (`bioRxiv`).
        venue=clean.text(work.get("container-title")) or _institution(work),
        type=kind_of(work.get("type")),
        volume=clean.text(work.get("volume")),
        number=clean.text(work.get("issue")),
        # Journals without pages number their articles.
        pages=clean.text(work.get("page")) or clean.text(work.get("article-number")),
        publisher=clean.text(work.get("publisher")),
        # Not `alternative-id`: beside numbers of the publisher it holds the DOI of the whole volume.
        ids=ids,
        other_ids=_other_ids(work, ids.get("doi")),
        # JATS, at times escaped twice.
        abstract=clean.text(work.get("abstract")),
        language=clean.language(work.get("language")),
        url=clean.link(work.get("URL")),
        citations=clean.count_of(work.get("is-referenced-by-count")),
        retracted=_is_retracted(work),
    )


def _cited(ref: Work) -> Record:
    author, journal = clean.person(None, None, ref.get("author")), clean.text(ref.get("journal-title"))
    return Record(
        source=Crossref.name,
        # Mostly there is only a text; with neither title nor text, what there is.
        title=_title_cited(ref) or "",
        # The first author alone, written as the publisher likes: `T Brown`.
        authors=(author,) if author else (),
        more_authors=author is not None,
        venue=journal,
        # Without a journal nothing tells whether the year is a venue's.
        venue_year=clean.year_of(ref.get("year")) if journal else None,
        volume=clean.text(ref.get("volume")),
        # arXiv ids, and DOIs that nobody matched, stand in the text.
        ids=clean.ids_of(ref.get("DOI")) or _ids_in_text(ref),
    )


def _complaint(message: Any) -> str:
    said = next((clean.text(row.get("message")) for row in clean.rows(message)), None)
    return (said or "no reason given")[:120]


def _authors(work: Work) -> tuple[str, ...]:
    people = clean.rows(work.get("author"))
    names = (
        clean.person(one.get("given"), one.get("family"), one.get("name"), suffix=one.get("suffix"))
        for one in people
    )
    return tuple(filter(None, names))


def _year(work: Work) -> int | None:
    """Return the smaller of print's and online's year; `published` and `issued` where neither is given."""
    both = map(clean.year_of, (work.get("published-print"), work.get("published-online")))
    year = min(filter(None, both), default=None)
    return year or clean.year_of(work.get("published")) or clean.year_of(work.get("issued"))


def _institution(work: Work) -> str | None:
    said = work.get("institution")  # a list since 2021, one object before
    first = next(iter(clean.rows(said)), clean.fields(said))
    return clean.text(first.get("name"))


def _related(work: Work) -> list[str]:
    """Return the DOIs of the same work as preprint or as published."""
    relation = clean.fields(work.get("relation"))
    rows = [row for name in _PREPRINT_RELATIONS for row in clean.rows(relation.get(name))]
    return [row["id"] for row in rows if isinstance(row.get("id"), str)]


def _other_ids(work: Work, own: str | None) -> tuple[str, ...]:
    aliases = work.get("aliases")  # former DOIs of this one
    found = map(clean.doi, [*(aliases if isinstance(aliases, list) else []), *_related(work)])
    return tuple(f"doi:{doi}" for doi in dict.fromkeys(filter(None, found)) if doi != own)


def _is_retracted(work: Work) -> bool:
    """Whether a notice says so: another work in `updated-by`, or in `update-to` one about itself.

    `update-to` of a notice names the paper that is retracted, not the notice.
    """
    own = clean.doi(work.get("DOI"))
    notices = clean.rows(work.get("updated-by"))
    notices += [
        row for row in clean.rows(work.get("update-to")) if own and clean.doi(row.get("DOI")) == own
    ]
    return any((clean.text(notice.get("type")) or "").lower() in _RETRACTED for notice in notices)


def _title_cited(ref: Work) -> str | None:
    named = (clean.text(ref.get(name)) for name in ("article-title", "unstructured", "volume-title"))
    title = next(filter(None, named), None)
    if title:
        return title[:_LONGEST_TEXT]
    parts = (
        clean.text(ref.get(name)) for name in ("author", "journal-title", "volume", "first-page", "year")
    )
    return ", ".join(filter(None, parts)) or None


def _ids_in_text(ref: Work) -> dict[str, str]:
    texts = (
        clean.text(ref.get(name))
        for name in ("unstructured", "article-title", "journal-title", "volume-title")
    )
    found = ids_in(" ".join(filter(None, texts))[:_LONGEST_TEXT])
    return clean.ids_of(*found.values())
