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
from litnotes.sources.refusals import refusal
from litnotes.sources.service import Ids, Request, Service, ServiceAnswer
from litnotes.values import people, plain
from litnotes.values.ids import arxiv_id, doi, ids_of

IDS_PER_REQUEST = 100
TITLES_PER_SEARCH = 10
ACCEPT = "application/atom+xml, */*"
"""Without it the edge of arXiv has answered 406."""

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
        """Return the question for an arXiv id, or for a DOI that arXiv gave."""
        found = _asked_id(ids)
        return self._by_ids([found]) if found else None

    def records(self, many: Sequence[Ids]) -> list[Request]:
        """Return the questions for many papers, 100 each; those without an arXiv id are left out."""
        found = list(dict.fromkeys(filter(None, map(_asked_id, many))))
        starts = range(0, len(found), IDS_PER_REQUEST)
        return [self._by_ids(found[start : start + IDS_PER_REQUEST]) for start in starts]

    def title(self, title: str) -> Request | None:
        """Return the question for a title; hyphens and colons would part it wrongly and are left out."""
        words = shapes.words(title)
        query = {"search_query": f'ti:"{words}"', "max_results": TITLES_PER_SEARCH}
        return self._asked("search", **query) if words else None

    def parse(self, answer: ServiceAnswer) -> Outcome[tuple[Record, ...]]:
        """Return the papers of a feed, of the format before or since autumn 2025."""
        if answer.status == 406:  # at the edge, with an empty body: another way to say 429
            return Failed("arXiv is asked too often (status 406); try again later")
        if refused := refusal(self.label, answer):
            return refused
        feed = _feed(answer)
        if isinstance(feed, Failed):
            return feed
        entries = feed.findall(f"{_ATOM}entry")
        if error := next(filter(None, map(_error, entries)), None):
            return Failed(f"arXiv does not understand the question: {error}")
        records = tuple(map(_record, filter(_is_paper, entries)))
        return Found(records) if records else _nothing(feed, answer, entries)

    def _by_ids(self, ids: Sequence[str]) -> Request:
        return self._asked(
            "record" if len(ids) == 1 else "list", id_list=",".join(ids), max_results=len(ids)
        )

    def _asked(self, kind: Any, **query: object) -> Request:
        return Request(self.name, f"{self.base}?{urlencode(query)}", kind=kind, accept=ACCEPT)


def _record(entry: Element) -> Record:
    ids, dois, journal_ref = _ids(entry), _dois(entry), _said(entry, f"{_ARXIV}journal_ref")
    return Record(
        source=Arxiv.name,
        # Up to autumn 2025 long titles and abstracts were wrapped, with two blanks on the next line.
        title=_title(entry) or "",
        # Some names come encoded twice. Affiliations stand beside the name and are left out.
        authors=_authors(entry),
        # The first version. `updated` is this version's; the month in the id is not always the right one.
        first_year=plain.year(_said(entry, f"{_ATOM}published")),
        # What authors typed, such as `ActaAstron.56:1-50,2006`. It cannot be cut for certain, so it is
        # kept whole: where there is a DOI others name the venue better, elsewhere it is all there is.
        venue=shapes.text(journal_ref),
        venue_year=_year_at_the_end(journal_ref),
        type="preprint",
        # The version is cut off. Authors type several DOIs into one field, parted by blanks.
        ids=ids,
        other_ids=tuple(f"doi:{doi}" for doi in dois[1:]),
        abstract=shapes.text(_said(entry, f"{_ATOM}summary")),
        url=f"https://arxiv.org/abs/{ids['arxiv']}",
        # `arxiv:comment` and the categories have no field: tags are the student's own.
    )


def _asked_id(ids: Ids) -> str | None:
    return arxiv_id(ids.get("arxiv"), ids.get("doi"))


def _feed(answer: ServiceAnswer) -> Element | Failed:
    try:
        feed: Element = fromstring(answer.body)
    except (ParseError, ValueError, LookupError):  # not XML, an entity bomb, an unknown encoding
        return Failed(f"arXiv sent no feed, or one cut off (status {answer.status})")
    if feed.tag != f"{_ATOM}feed":
        return Failed(f"arXiv sent a page where a feed was expected (status {answer.status})")
    return feed


def _error(entry: Element) -> str | None:
    """Return the reason in an entry that is an error; its status is 400 now, and was 200 formerly."""
    if "/api/errors" not in _said(entry, f"{_ATOM}id"):
        return None
    return (shapes.text(_said(entry, f"{_ATOM}summary")) or "no reason given")[:120]


def _nothing(
    feed: Element, answer: ServiceAnswer, entries: Sequence[Element]
) -> Outcome[tuple[Record, ...]]:
    """Return what a feed without papers means. Pages come back empty now and then though there are hits."""
    if answer.status != 200:
        return Failed(f"arXiv gave no answer (status {answer.status})")
    total = shapes.count_of(_said(feed, f"{_OPENSEARCH}totalResults"))
    if total == 0 or entries or (total == 1 and _is_old_list_of_ids(feed)):
        return Missing()
    return Failed("arXiv sent an empty page; try again")


def _is_old_list_of_ids(feed: Element) -> bool:
    """Whether ids were asked, in the old format, which counts an unknown id; the new one does not."""
    is_old = _said(feed, f"{_ATOM}id").startswith("http://")
    return is_old and bool(re.search(r"id_list=[^&]", _said(feed, f"{_ATOM}title")))


def _is_paper(entry: Element) -> bool:
    """Whether an entry has an id and a title; for unknown ids the old format has some without."""
    return bool(_title(entry)) and "arxiv" in _ids(entry)


def _title(entry: Element) -> str | None:
    return shapes.text(_said(entry, f"{_ATOM}title"))


def _ids(entry: Element) -> dict[str, str]:
    return ids_of(_said(entry, f"{_ATOM}id"), *_dois(entry))


def _dois(entry: Element) -> list[str]:
    found = map(doi, _said(entry, f"{_ARXIV}doi").replace(";", " ").split()[:10])
    return list(dict.fromkeys(filter(None, found)))


def _authors(entry: Element) -> tuple[str, ...]:
    names = [_said(author, f"{_ATOM}name") for author in entry.findall(f"{_ATOM}author")]
    return tuple(filter(None, map(people.whole, names)))


def _year_at_the_end(journal_ref: str) -> int | None:
    """Return the year that a reference ends in, unless another number in it may be the year."""
    ends = _YEAR_AT_THE_END.search(journal_ref[-40:])
    is_certain = ends and len(set(_LIKE_A_YEAR.findall(journal_ref))) == 1
    return plain.year(ends.group(1)) if ends and is_certain else None


def _said(element: Element, tag: str) -> str:
    child = element.find(tag)
    return "".join(child.itertext()).strip() if child is not None else ""
