"""Requests lists of citations page by page.

Forward and backward snowballing (Wohlin 2014, "Guidelines for Snowballing in Systematic Literature
Studies and a Replication in Software Engineering", EASE). Each service's list of each seed is a search
with its own outcome, so that a missing list is never mistaken for no citations. Nothing here reads a
file or uses the network: `fetch` does.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from litnotes.citations.works import Works
from litnotes.library.inquiry import Fetch, reply_of
from litnotes.library.same import compare
from litnotes.model.candidate import Direction, ListOutcome, Search
from litnotes.model.described import Described
from litnotes.model.record import Record
from litnotes.sources.outcome import Failed, Found, Missing, Withheld
from litnotes.sources.service import Edge, Ids, Page, Request, Service, ServiceAnswer, shortfall
from litnotes.values.names import fold_title

MAX_PAGES = 1000
MAX_TWINS = 20
"""Limits for a service that never comes to an end."""

STOPPED = "stopped"
"""The reason for an incomplete list when the user interrupts."""

_PLACES = frozenset({"offset", "limit", "page", "cursor"})
"""The parameters that name a page of a list."""

TellProgress = Callable[[str, str, int, int | None], None]
"""Receives service, list, number of new works, and expected number of all."""


@dataclass(frozen=True, slots=True)
class Seed:
    """A paper to follow citations from, with its round.

    `counts` are its numbers of citing works, by service; `described` are its title, authors and years.
    """

    key: str
    name: str
    ids: Ids
    other_ids: tuple[str, ...] = ()
    round: int = 1
    counts: Mapping[str, int] = field(default_factory=dict)
    described: Described | None = None


@dataclass(frozen=True, slots=True)
class CitationList:
    """A list of a service: its search with the outcome, and its works."""

    search: Search
    edges: tuple[Edge, ...] = ()


def follow(
    seeds: Iterable[Seed],
    directions: Sequence[Direction],
    sources: Sequence[Service],
    fetch: Fetch,
    *,
    limit: int | None = None,
    tell: TellProgress = lambda _source, _what, _more, _total: None,
) -> Iterator[CitationList]:
    """Yield the list of each service for each seed and direction.

    A KeyboardInterrupt ends it: the current list is yielded as far as received, with the reason
    STOPPED. At most `limit` works of each list are used.
    """
    for seed in seeds:
        for direction in directions:
            for source in sources:
                if _offers(source, direction):
                    listed = _Walk(source, seed, direction, fetch, limit, tell).listed()
                    yield listed
                    if listed.search.why == STOPPED:
                        return


@dataclass(slots=True)
class _Walk:
    """A list in progress: the works so far, and what went wrong."""

    source: Service
    seed: Seed
    direction: Direction
    fetch: Fetch
    limit: int | None
    tell: TellProgress
    edges: dict[str, Edge] = field(default_factory=dict)
    total: int | None = None
    asked: datetime.date | None = None
    failed: list[str] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)
    unreached: list[str] = field(default_factory=list)
    missing: bool = False
    asks: bool = False
    answered: bool = False

    def listed(self) -> CitationList:
        """Request the list page by page and return it."""
        try:
            for request in self._questions():
                self.asks = True
                self._pages(request)
        except KeyboardInterrupt:
            self.failed = [STOPPED]
        return CitationList(self._search(), tuple(self.edges.values()))

    def _pages(self, request: Request | None) -> None:
        """Request the pages of a list until its end or the limit, or until they repeat."""
        seen: dict[Hashable, set[str]] = {}
        for number in range(MAX_PAGES):
            if not request or self._is_cut():
                return
            answer = self._fetch(request)
            reply = answer if isinstance(answer, Failed) else self.source.parse_edges(request, answer)
            if not isinstance(reply, Found):
                self._take_problem(reply)
                return
            page = reply.value
            self.answered = True
            if not number and page.total is not None:
                self.total = (self.total or 0) + page.total
            names = self._take(page)
            part = _part_of(request)
            new, request = names - seen.get(part, set()), page.next
            if request and not new and _part_of(request) == part:
                self.unreached.append(f"{self.source.label} repeats its pages; the others were not read")
                return
            seen[part] = seen.get(part, set()) | new
        if request:
            self.unreached.append(f"{self.source.label} has more than {MAX_PAGES} pages")

    def _take(self, page: Page) -> set[str]:
        """Add the works of a page, up to the limit; return the names of all."""
        before = len(self.edges)
        named = {_name_in_list(edge.paper, self.source.name): edge for edge in reversed(page.edges)}
        for name, edge in reversed(named.items()):
            if self._is_cut():
                break
            self.edges.setdefault(name, edge)
        if page.unreached:
            self.unreached.append(page.unreached)
        self.tell(self.source.label, self._what(), len(self.edges) - before, self._expected())
        return {*named}

    def _take_problem(self, reply: Missing | Withheld | Failed) -> None:
        match reply:
            case Failed(why):
                self.failed.append(why)
            case Withheld(why):
                self.withheld.append(why)
            case Missing():
                self.missing = True

    def _is_cut(self) -> bool:
        return self.limit is not None and len(self.edges) >= self.limit

    def _expected(self) -> int | None:
        """Return the expected number of works: the service's count, else that of the seed."""
        known = max(self.seed.counts.values(), default=None) if self.direction == "cited-by" else None
        return known if self.total is None else self.total

    def _what(self) -> str:
        return f"cites {self.seed.name}" if self.direction == "cited-by" else f"cited by {self.seed.name}"

    def _fetch(self, request: Request) -> ServiceAnswer | Failed:
        self.tell(self.source.label, self._what(), 0, self._expected())
        answer = self.fetch(request)
        if isinstance(answer, ServiceAnswer) and answer.asked:
            self.asked = max(self.asked or answer.asked, answer.asked)
        return answer

    def _questions(self) -> Iterator[Request]:
        """Yield the question for the first page of each version of the seed that is a separate work."""
        ask = self.source.cited_by if self.direction == "cited-by" else self.source.references
        done: set[Request] = set()
        looked_up: set[Request] = set()
        for ids in _versions(self.seed, joined=self.source.joins_versions):
            request = ask(ids) or self._by_own_id(ids, ask, looked_up)
            if request and request not in done:
                done.add(request)
                yield request
        for request in self._twins(ask):
            if request not in done:
                done.add(request)
                yield request

    def _twins(self, ask: Callable[[Ids], Request | None]) -> Iterator[Request]:
        """Yield the questions for further works that a service has of the seed, with ids of their own."""
        known = self.seed.described
        title = known.title if known and self.source.splits_works else None
        question = self.source.title(title) if title else None
        if known is None or question is None:
            return
        reply = reply_of(self.source, self._fetch(question))
        for record in reply.value[:MAX_TWINS] if isinstance(reply, Found) else ():
            if record.authors and compare(known, record).accepted and (request := ask(record.ids)):
                yield request

    def _by_own_id(
        self, ids: Ids, ask: Callable[[Ids], Request | None], looked_up: set[Request]
    ) -> Request | None:
        """Return the question for a service that needs its own id, found in its record of the seed."""
        question = self.source.record(ids)
        if question is None or question in looked_up:
            return None
        looked_up.add(question)
        self.asks = True
        reply = reply_of(self.source, self._fetch(question))
        if isinstance(reply, Found):
            own = reply.value[0].ids
            return ask(own) if self.source.name in own else None
        self._take_problem(reply)
        return None

    def _search(self) -> Search:
        outcome, why = self._outcome()
        return Search(
            round=self.seed.round,
            seed=self.seed.key,
            direction=self.direction,
            source=self.source.name,
            outcome=outcome,
            count=len(self.edges),
            total=self.total if self.total is not None and self.total > len(self.edges) else None,
            why=why,
            asked=self.asked,
        )

    def _missing_works(self) -> Iterator[str]:
        """Yield a message if the service counts more citing works in its record than it lists."""
        counted = self.seed.counts.get(self.source.name) if self.direction == "cited-by" else None
        missing = shortfall(self.source.label, counted, len(self.edges))
        if missing and not self.unreached:
            yield missing

    def _outcome(self) -> tuple[ListOutcome, str | None]:
        if self.failed:
            return "failed", "; ".join(dict.fromkeys(self.failed))
        if self._is_cut():
            return "found", f"cut at {self.limit} by --limit"
        why = "; ".join(dict.fromkeys((*self.unreached, *self._missing_works(), *self.withheld))) or None
        if self.withheld or self.answered:
            return "found" if self.edges or not self.withheld else "withheld", why
        if self.missing:
            return "not found", None
        why = "it gives no own id for this paper" if self.asks else f"no id that {self.source.label} takes"
        return "not asked", why


def describe(
    works: Works, sources: Sequence[Service], fetch: Fetch, tell: TellProgress = lambda *_: None
) -> list[str]:
    """Look up the works that have only ids; return a message for each service that gave no answer.

    OpenCitations, and many references, have only ids. One question asks for many works.
    """
    problems: list[str] = []
    for source in sources:
        left = [work.ids() for work in works.found() if not work.title]
        for request in source.records(left) if left else ():
            tell(source.label, "titles", 0, None)
            reply = reply_of(source, fetch(request))
            if isinstance(reply, Found):
                for record in reply.value:
                    works.describe(record)
            elif isinstance(reply, Failed):
                problems.append(f"{source.label}: {reply.why}")
                break
    return problems


def _offers(source: Service, direction: Direction) -> bool:
    """Whether a service has lists of this direction."""
    name = "cited_by" if direction == "cited-by" else "references"
    return getattr(type(source), name) is not getattr(Service, name)


def _versions(seed: Seed, *, joined: bool) -> Iterator[Ids]:
    """Yield all ids of a seed together; unless versions are joined, then each id by itself."""
    yield seed.ids
    if not joined:
        for kind, value in seed.ids.items():
            yield {kind: value}
        for other in seed.other_ids:
            kind, _, value = other.partition(":")
            yield {kind: value}


def _part_of(request: Request) -> Hashable:
    """Return what a question has in common with those for other pages of the same part of a list."""
    parts = urlsplit(request.url)
    asked = tuple((name, value) for name, value in parse_qsl(parts.query) if name not in _PLACES)
    return parts.path, asked


def _name_in_list(record: Record, source: str) -> str:
    """Return the identity of a row in a list, to skip rows that a service repeats."""
    ids = record.ids
    if own := ids.get(source):
        return own
    named: Mapping[str, str] = dict(ids) or {"title": fold_title(record.title)}
    return " ".join(f"{kind}:{value.lower()}" for kind, value in sorted(named.items()))
