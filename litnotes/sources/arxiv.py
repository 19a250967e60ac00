"""arXiv: records of preprints, by id or title, in Atom. It gives no citations.

Titles, authors and abstracts are the authors' own, and `published` is the day of the first version.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import ParseError, fromstring

from litnotes.model.record import Record
from litnotes.sources import shapes
from litnotes.sources.outcome import Failed, Found, Missing, Outcome
from litnotes.sources.service import Ids, Request, Service, ServiceAnswer
from litnotes.values import people, plain
from litnotes.values.ids import arxiv_id, doi, ids_of

IDS_PER_REQUEST = 100
TITLES_PER_SEARCH = 10
ACCEPT = "application/atom+xml, */*"
"""Without this header, arXiv's edge servers answered 406."""

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"

_YEAR_AT_THE_END = re.compile(r"(?:^|[\s,(])([0-9]{4})\)?\.?\s*$")
_LIKE_A_YEAR = re.compile(r"(?<![0-9])(?:1[6-9]|20)[0-9]{2}(?![0-9])")


class Arxiv(Service):
    """export.arxiv.org: up to 100 papers a question."""

    name: ClassVar[str] = "arxiv"
    label: ClassVar[str] = "arXiv"
    home: ClassVar[str] = "https://export.arxiv.org/api/query"

    def record(self, ids: Ids) -> Request | None:
        """Return the question for an arXiv id, or for a DOI that arXiv assigned."""
        found = _asked_id(ids)
        return self._by_ids([found]) if found else None

    def records(self, many: Sequence[Ids]) -> list[Request]:
        """Return the questions for many papers, 100 each; papers without an arXiv id are omitted."""
        found = list(dict.fromkeys(filter(None, map(_asked_id, many))))
        starts = range(0, len(found), IDS_PER_REQUEST)
        return [self._by_ids(found[start : start + IDS_PER_REQUEST]) for start in starts]

    def title(self, title: str) -> Request | None:
        """Return the question for a title, without hyphens and colons, which arXiv would misread."""
        words = shapes.words(title)
        query = {"search_query": f'ti:"{words}"', "max_results": TITLES_PER_SEARCH}
        return self._asked("search", **query) if words else None

    def parse(self, answer: ServiceAnswer) -> Outcome[tuple[Record, ...]]:
        """Return the papers of a feed, in the format before or since autumn 2025."""
        feed = _feed(answer)
        if isinstance(feed, Failed):
            return feed
        entries = feed.findall(f"{_ATOM}entry")
        if error := next(filter(None, map(_error, entries)), None):
            return Failed(f"arXiv rejected the request: {error}")
        if answer.status != 200:
            return Failed(f"arXiv gave no answer (status {answer.status})")
        records = tuple(map(_record, filter(_is_paper, entries)))
        return Found(records) if records else _nothing(feed, entries)

    def _by_ids(self, ids: Sequence[str]) -> Request:
        return self._asked(
            "record" if len(ids) == 1 else "list", id_list=",".join(ids), max_results=len(ids)
        )

    def _asked(self, kind: Any, **query: object) -> Request:
        return Request(self.name, f"{self.base}?{urlencode(query)}", kind=kind, accept=ACCEPT)


def _record(entry: Element) -> Record:
    ids, dois, journal_ref = _ids(entry), _dois(entry), _text(entry, f"{_ARXIV}journal_ref")
    return Record(
        source=Arxiv.name,
        # Until autumn 2025, long titles and abstracts were wrapped, with two blanks on the next line.
        title=_title(entry) or "",
        # Some names are encoded twice. Affiliations, beside the name, are ignored.
        authors=_authors(entry),
        # The first version; `updated` is this version's. The month in the id is not always right.
        first_year=plain.year(_text(entry, f"{_ATOM}published")),
        # Typed by authors, such as `ActaAstron.56:1-50,2006`. It cannot be split reliably, so it stays
        # whole: with a DOI, other services name the venue better; without one, nothing else does.
        venue=shapes.text(journal_ref),
        venue_year=_year_at_the_end(journal_ref),
        type="preprint",
        # Without the version. Authors type several DOIs into one field, separated by blanks.
        ids=ids,
        other_ids=tuple(f"doi:{doi}" for doi in dois[1:]),
        abstract=shapes.text(_text(entry, f"{_ATOM}summary")),
        url=f"https://arxiv.org/abs/{ids['arxiv']}",
        # `arxiv:comment` and the categories have no field: tags are the student's own.
    )


def _asked_id(ids: Ids) -> str | None:
    return arxiv_id(ids.get("arxiv"), ids.get("doi"))


def _feed(answer: ServiceAnswer) -> Element | Failed:
    try:
        feed: Element = fromstring(answer.body)
    except (ParseError, ValueError, LookupError):  # not XML, an entity bomb, an unknown encoding
        return Failed(f"arXiv sent no complete feed (status {answer.status})")
    if feed.tag != f"{_ATOM}feed":
        return Failed(f"arXiv sent a web page instead of a feed (status {answer.status})")
    return feed


def _error(entry: Element) -> str | None:
    """Return the reason in an error entry; its status is 400, and was 200 before autumn 2025."""
    if "/api/errors" not in _text(entry, f"{_ATOM}id"):
        return None
    return (shapes.text(_text(entry, f"{_ATOM}summary")) or "no reason given")[:120]


def _nothing(feed: Element, entries: Sequence[Element]) -> Outcome[tuple[Record, ...]]:
    """Return what a feed without papers means. arXiv sometimes sends an empty page despite hits."""
    total = shapes.count_of(_text(feed, f"{_OPENSEARCH}totalResults"))
    if total == 0 or entries or (total == 1 and _is_old_list_of_ids(feed)):
        return Missing()
    return Failed("arXiv sent an empty page; try again")


def _is_old_list_of_ids(feed: Element) -> bool:
    """Whether a feed of the old format answers a list of ids; only that format counts unknown ids."""
    is_old = _text(feed, f"{_ATOM}id").startswith("http://")
    return is_old and bool(re.search(r"id_list=[^&]", _text(feed, f"{_ATOM}title")))


def _is_paper(entry: Element) -> bool:
    """Whether an entry has an id and a title; the old format has empty entries for unknown ids."""
    return bool(_title(entry)) and "arxiv" in _ids(entry)


def _title(entry: Element) -> str | None:
    return shapes.text(_text(entry, f"{_ATOM}title"))


def _ids(entry: Element) -> dict[str, str]:
    return ids_of(_text(entry, f"{_ATOM}id"), *_dois(entry))


def _dois(entry: Element) -> list[str]:
    found = map(doi, _text(entry, f"{_ARXIV}doi").replace(";", " ").split()[:10])
    return list(dict.fromkeys(filter(None, found)))


def _authors(entry: Element) -> tuple[str, ...]:
    names = [_text(author, f"{_ATOM}name") for author in entry.findall(f"{_ATOM}author")]
    return tuple(filter(None, map(people.whole, names)))


def _year_at_the_end(journal_ref: str) -> int | None:
    """Return the year at the end of a reference, unless another number in it may be the year."""
    ends = _YEAR_AT_THE_END.search(journal_ref[-40:])
    is_certain = ends and len(set(_LIKE_A_YEAR.findall(journal_ref))) == 1
    return plain.year(ends.group(1)) if ends and is_certain else None


def _text(element: Element, tag: str) -> str:
    child = element.find(tag)
    return "".join(child.itertext()).strip() if child is not None else ""
