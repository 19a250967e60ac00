"""Services asked about one paper: each question once, those of one wave at the same time."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from queue import SimpleQueue
from threading import Thread
from typing import Literal

from litnotes.library.same import compare
from litnotes.model.record import Record
from litnotes.sources.outcome import Failed, Found, Missing, Outcome, Withheld
from litnotes.sources.service import Ids, Request, Service, ServiceAnswer

Fetch = Callable[[Request], ServiceAnswer | Failed]
Heard = Outcome[tuple[Record, ...]]

REGISTRIES = {"arxiv": "arxiv", "doi": "crossref"}
"""Who knows best what an id stands for: a record from there that is of another paper refutes the id."""

FALLBACKS = {"datacite": ("arxiv", "crossref"), "doi": ("arxiv", "crossref", "datacite")}
"""Services that are asked only for ids of which these, before them, gave no record."""

_SHARED = frozenset({"arxiv", "doi"})
"""Kinds of ids by which more than one service can be asked."""
_ORDER = ("not found", "failed", "withheld", "found")


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking one service; `why` says more where it was withheld, failed or another paper.

    `day` is when it was asked; None for today.
    """

    service: str
    label: str
    outcome: Literal["found", "not found", "withheld", "failed"]
    why: str = ""
    day: datetime.date | None = None


@dataclass(slots=True)
class Batch:
    """What services said when asked for many papers at once, by the question for one of them.

    `failed` says why a service gave no answer, so that it is not asked for each paper again.
    """

    records: dict[Request, Record] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    def take(self, source: Service, said: Heard) -> None:
        """Keep an answer of a service to a question about many papers."""
        if isinstance(said, Failed):
            self.failed[source.name] = said.why
        for record in said.value if isinstance(said, Found) else ():
            for kind, value in record.ids.items():
                if request := source.record({kind: value}):
                    self.records.setdefault(request, record)


class Inquiry:
    """What services say of one paper; the most trusted service comes first.

    `fetch` asks one question and is called from several threads. `batch` is what was said of many papers.
    """

    def __init__(self, sources: Sequence[Service], fetch: Fetch, batch: Batch | None = None) -> None:
        self.sources = sources
        self._fetch = fetch
        self._batch = batch or Batch()
        self._said: dict[Request, Heard] = {}
        self._days: dict[Request, datetime.date | None] = {}
        self.strangers: list[Record] = []
        self.refuted: set[tuple[str, str]] = set()

    def gather(self, ids: Ids, anchor: Record | None = None, others: Iterable[str] = ()) -> list[Record]:
        """Return what every service says that can be asked by these ids, or by those it leads to.

        The records do not depend on the id that one starts from: when all ids are known, each service
        speaks once, by the same id. A record of another paper is put to `strangers`.

        `anchor` is a record that certainly is of the paper; `others` are written `doi:10.1109/…`.
        """
        known: dict[str, set[str]] = {}
        _learn(known, ids, others)
        same = [anchor] if anchor else []
        while questions := self._open_questions(known):
            self._ask(questions)
            for source, request in questions:
                self._take_in(source, request, same, known)
        return [self._without_refuted(record) for record in self._final(known, same)]

    def search(self, source: Service, title: str) -> tuple[Record, ...]:
        """Return the papers that a service has for a title, best first."""
        request = source.title(title)
        if request is None:
            return ()
        self._ask([(source, request)])
        said = self._said[request]
        return said.value if isinstance(said, Found) else ()

    def asked(self, records: Iterable[Record] = ()) -> tuple[Asked, ...]:
        """Return what came of asking each service; one that gave none of `records` did not find it."""
        gave = {record.source for record in records}
        return tuple(told for source in self.sources if (told := self._told(source, gave)))

    def _told(self, source: Service, gave: set[str]) -> Asked | None:
        outcomes = [
            (*_outcome(said), self._days.get(request))
            for request, said in self._said.items()
            if request.service == source.name
        ]
        if not outcomes:
            return None
        outcome, why, day = max(outcomes, key=lambda one: _ORDER.index(one[0]))
        if outcome == "found" and source.name not in gave:
            others = [record.title for record in self.strangers if record.source == source.name]
            outcome, why = "not found", f'has "{others[0]}" there' if others else ""
        return Asked(source.name, source.label, outcome, why, day)

    def _open_questions(self, known: Mapping[str, set[str]]) -> list[tuple[Service, Request]]:
        """Return the next question to each service, to the fallbacks when nobody else has one."""
        for fallback in (False, True):
            questions = [
                (source, request)
                for source in self.sources
                if (source.name in FALLBACKS) == fallback
                and (request := next(self._unanswered(source, known), None))
            ]
            if questions:
                first = questions[0][0]
                return [one for one in questions if not fallback or one[0] is first]
        return []

    def _unanswered(self, source: Service, known: Mapping[str, set[str]]) -> Iterator[Request]:
        for request in self._questions(source, known):
            said = self._said.get(request)
            if said is None:
                yield request
            elif self._settles(source, said):
                return

    def _questions(self, source: Service, known: Mapping[str, set[str]]) -> Iterator[Request]:
        """Yield the ways to ask a service for the paper, the best first."""
        shared = {kind: sorted(known[kind]) for kind in sorted(_SHARED) if known.get(kind)}
        if source.name in FALLBACKS:
            shared = {
                kind: left for kind, ids in shared.items() if (left := self._unknown(source, kind, ids))
            }
        every: list[Ids] = [{kind: ids[0] for kind, ids in shared.items()}]
        every += [{kind: value} for kind, ids in shared.items() for value in ids]
        if source.name not in FALLBACKS:
            every += [
                {kind: value} for kind in sorted(known.keys() - _SHARED) for value in sorted(known[kind])
            ]
        requests = (source.record(ids) for ids in every if ids)
        yield from dict.fromkeys(request for request in requests if request)

    def _unknown(self, source: Service, kind: str, ids: Sequence[str]) -> list[str]:
        """Return the ids of which the services before a fallback gave no record."""
        before = [one for one in self.sources if one.name in FALLBACKS[source.name]]
        return [
            value
            for value in ids
            if not any(
                isinstance(self._said.get(request), Found)
                for one in before
                if (request := one.record({kind: value}))
            )
        ]

    def _settles(self, source: Service, said: Heard) -> bool:
        """Whether a service needs no further question: each DOI has a record of its own at Crossref."""
        if source.name == REGISTRIES["doi"] or not isinstance(said, Found):
            return False
        return any(record not in self.strangers for record in said.value[:1])

    def _ask(self, questions: Sequence[tuple[Service, Request]]) -> None:
        """Ask what was not asked before, all at the same time."""
        left: list[tuple[Service, Request]] = []
        for source, request in questions:
            if why := self._batch.failed.get(source.name):
                self._said[request] = Failed(why)
            elif record := self._batch.records.get(request):
                self._said[request] = Found((record,))
                self._days[request] = record.asked
            elif request not in self._said:
                left.append((source, request))
        answers = _at_once(self._fetch, [request for _, request in left])
        for (source, request), answer in zip(left, answers, strict=True):
            self._said[request] = said_by(source, answer)
            self._days[request] = answer.asked if isinstance(answer, ServiceAnswer) else None

    def _take_in(
        self, source: Service, request: Request, same: list[Record], known: dict[str, set[str]]
    ) -> None:
        """Learn the ids of a record that is of the paper; another one may refute the id it was asked by."""
        said = self._said[request]
        if not isinstance(said, Found) or not said.value:
            return
        record = said.value[0]
        if not same or any(compare(one, record, linked=True).accepted for one in same):
            same.append(record)
            _learn(known, record.ids, record.other_ids)
        elif record not in self.strangers:
            self.strangers.append(record)
            for kind, registry in REGISTRIES.items():
                wrong = {value for value in known.get(kind, ()) if source.record({kind: value}) == request}
                if registry == source.name:
                    self.refuted |= {(kind, value) for value in wrong}
        for kind, value in self.refuted:
            known.get(kind, set()).discard(value)

    def _final(self, known: Mapping[str, set[str]], same: Sequence[Record]) -> Iterator[Record]:
        """Yield the record of each service, as all ids together find it."""
        for source in self.sources:
            for request in self._questions(source, known):
                said = self._said.get(request)
                if isinstance(said, Found) and said.value and said.value[0] in same:
                    yield said.value[0]
                    if self._settles(source, said):
                        break

    def _without_refuted(self, record: Record) -> Record:
        ids = {kind: value for kind, value in record.ids.items() if (kind, value) not in self.refuted}
        others = tuple(one for one in record.other_ids if tuple(one.split(":", 1)) not in self.refuted)
        return replace(record, ids=ids, other_ids=others)


def said_by(source: Service, answer: ServiceAnswer | Failed) -> Heard:
    """Return what an answer of a service says; an empty list is nothing found."""
    if isinstance(answer, Failed):
        return answer
    said = source.parse(answer)
    if not isinstance(said, Found):
        return said
    records = tuple(replace(record, asked=answer.asked) for record in said.value)
    return Found(records) if records else Missing()


def _at_once(fetch: Fetch, requests: Sequence[Request]) -> list[ServiceAnswer | Failed]:
    """Return the answers to questions asked at the same time.

    The threads do not hold up the end of the program: who interrupts it does not wait for a service.
    """
    answers: SimpleQueue[tuple[int, ServiceAnswer | Failed | BaseException]] = SimpleQueue()

    def ask(number: int, request: Request) -> None:
        try:
            answers.put((number, fetch(request)))
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            answers.put((number, error))

    for one in enumerate(requests):
        Thread(target=ask, args=one, daemon=True).start()
    found: dict[int, ServiceAnswer | Failed] = {}
    for _ in requests:
        number, answer = answers.get()
        if isinstance(answer, BaseException):
            raise answer
        found[number] = answer
    return [found[number] for number in range(len(requests))]


def _learn(known: dict[str, set[str]], ids: Ids, others: Iterable[str]) -> None:
    for kind, value in (*ids.items(), *(other.split(":", 1) for other in others)):
        known.setdefault(kind, set()).add(value.lower())


def _outcome(said: Heard) -> tuple[Literal["found", "not found", "withheld", "failed"], str]:
    match said:
        case Found():
            return "found", ""
        case Missing():
            return "not found", ""
        case Withheld(why):
            return "withheld", why
        case Failed(why):
            return "failed", why
