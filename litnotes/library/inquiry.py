"""Asks services about one paper: each question once, and several services at the same time."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

from litnotes.library.registries import (
    CONFIRMING,
    FALLBACKS,
    OF_EACH_ID,
    REGISTRIES,
    LeftOutId,
    Reply,
    unconfirmed,
    without_ids,
)
from litnotes.library.same import compare
from litnotes.model.record import Record
from litnotes.sources.outcome import Failed, Found, Missing, Withheld
from litnotes.sources.service import Ids, Request, Service, ServiceAnswer
from litnotes.values.background import started

Fetch = Callable[[Request], ServiceAnswer | Failed]

_SHARED = frozenset({"arxiv", "doi"})
"""Kinds of ids that more than one service accepts."""
_ORDER = ("not found", "failed", "withheld", "found")


@dataclass(frozen=True, slots=True)
class Asked:
    """The outcome of asking one service; `why` is the reason if it withheld, failed or had another paper.

    `day` is the day it was asked; None for today.
    """

    service: str
    label: str
    outcome: Literal["found", "not found", "withheld", "failed"]
    why: str = ""
    day: datetime.date | None = None


@dataclass(slots=True)
class Batch:
    """The replies of services to questions about many papers, by the question for a single paper.

    `failed` holds why a service gave no answer, so that it is not asked for each paper again.
    """

    records: dict[Request, Record] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    def take(self, source: Service, reply: Reply) -> None:
        """Keep the reply of a service to a question about many papers."""
        if isinstance(reply, Failed):
            self.failed[source.name] = reply.why
        for record in reply.value if isinstance(reply, Found) else ():
            for kind, value in record.ids.items():
                if request := source.record({kind: value}):
                    self.records.setdefault(request, record)


class Inquiry:
    """The replies of services about one paper; the most trusted service comes first.

    `fetch` asks one question and is called from several threads. `batch` are earlier replies.
    """

    def __init__(self, sources: Sequence[Service], fetch: Fetch, batch: Batch | None = None) -> None:
        self.sources = sources
        self._fetch = fetch
        self._batch = batch or Batch()
        self._replies: dict[Request, Reply] = {}
        self._days: dict[Request, datetime.date | None] = {}
        self.strangers: list[Record] = []
        self.refuted: dict[tuple[str, str], Record] = {}
        self.left_out: tuple[LeftOutId, ...] = ()

    def gather(self, ids: Ids, anchor: Record | None = None, others: Iterable[str] = ()) -> list[Record]:
        """Return the records that services have for these ids, or for ids found through them.

        The records do not depend on the first id: once all ids are known, each service contributes one
        record, by the same id. Records of other papers go to `strangers`, ids that no registry confirms to
        `left_out`; those asked for stay unless a registry gives them to another paper.

        `anchor` is a record known to be of the paper, and its ids are not confirmed yet; `others` are ids
        written `doi:10.1109/…`.
        """
        known: dict[str, set[str]] = {}
        _learn(known, ids, others)
        same = [anchor] if anchor else []
        while questions := self._open_questions(known):
            self._ask(questions)
            for source, request in questions:
                self._take_in(source, request, same, known)
        typed = {(kind, value.lower()) for kind, value in ids.items() if not anchor}
        final = list(self._final(known, same))
        self.left_out = tuple(unconfirmed(same, typed, self.refuted, self._confirming))
        return [without_ids(record, self.left_out) for record in final]

    def search(self, source: Service, title: str) -> tuple[Record, ...]:
        """Return the records that a service finds for a title, best first."""
        request = source.title(title)
        if request is None:
            return ()
        self._ask([(source, request)])
        reply = self._replies[request]
        return reply.value if isinstance(reply, Found) else ()

    def has_answered(self, source: Service, title: str) -> bool:
        """Whether a service answered a search, be it with nothing."""
        request = source.title(title)
        return not isinstance(self._replies.get(request) if request else None, Failed | None)

    def is_unknown(self, kind: str, value: str) -> bool:
        """Whether the registry of an id answered that there is none."""
        requests = (s.record({kind: value}) for s in self.sources if s.name == REGISTRIES.get(kind))
        return any(isinstance(self._replies.get(request), Missing) for request in requests if request)

    def asked(self, records: Iterable[Record] = ()) -> tuple[Asked, ...]:
        """Return the outcome of each service; `not found` for one that gave none of `records`."""
        gave = {record.source for record in records}
        asked = (self._asked_of(source, gave) for source in self.sources)
        return tuple(filter(None, asked))

    def _asked_of(self, source: Service, gave: set[str]) -> Asked | None:
        outcomes = [
            (*_outcome(reply), self._days.get(request))
            for request, reply in self._replies.items()
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
        """Return the next question to each service; fallbacks are asked last, one at a time."""
        for fallback in (False, True):
            questions = [
                (source, request)
                for source in self.sources
                if (source.name in FALLBACKS) == fallback
                and (request := next(self._unanswered(source, known), None))
            ]
            if questions:
                first = questions[0][0]
                return [question for question in questions if not fallback or question[0] is first]
        return []

    def _unanswered(self, source: Service, known: Mapping[str, set[str]]) -> Iterator[Request]:
        for request in self._questions(source, known):
            reply = self._replies.get(request)
            if reply is None:
                yield request
            elif self._settles(source, reply):
                return

    def _questions(self, source: Service, known: Mapping[str, set[str]]) -> Iterator[Request]:
        """Yield the ways to ask a service for the paper, the best first."""
        shared = {kind: sorted(known[kind]) for kind in sorted(_SHARED) if known.get(kind)}
        if source.name in FALLBACKS:
            shared = {
                kind: left for kind, ids in shared.items() if (left := self._unknown(source, kind, ids))
            }
        ways: list[Ids] = [{kind: ids[0] for kind, ids in shared.items()}]
        ways += [{kind: value} for kind, ids in shared.items() for value in ids]
        if source.name not in FALLBACKS:
            ways += [
                {kind: value} for kind in sorted(known.keys() - _SHARED) for value in sorted(known[kind])
            ]
        requests = (source.record(ids) for ids in ways if ids)
        yield from dict.fromkeys(request for request in requests if request)

    def _unknown(self, source: Service, kind: str, ids: Sequence[str]) -> list[str]:
        """Return the ids of which the services before a fallback have no record."""
        before = [service for service in self.sources if service.name in FALLBACKS[source.name]]
        return [
            value
            for value in ids
            if not any(
                isinstance(self._replies.get(request), Found)
                for service in before
                if (request := service.record({kind: value}))
            )
        ]

    def _settles(self, source: Service, reply: Reply) -> bool:
        """Whether a service needs no further question; one that confirms ids does: it is asked for each."""
        if source.name in OF_EACH_ID or not isinstance(reply, Found):
            return False
        return any(record not in self.strangers for record in reply.value[:1])

    def _ask(self, questions: Sequence[tuple[Service, Request]]) -> None:
        """Ask the questions that are new, all at the same time."""
        left: list[tuple[Service, Request]] = []
        for source, request in questions:
            if why := self._batch.failed.get(source.name):
                self._replies[request] = Failed(why)
            elif record := self._batch.records.get(request):
                self._replies[request] = Found((record,))
                self._days[request] = record.asked
            elif request not in self._replies:
                left.append((source, request))
        futures = [started(partial(self._fetch, request)) for _, request in left]
        for (source, request), future in zip(left, futures, strict=True):
            answer = future.result()
            self._replies[request] = reply_of(source, answer)
            self._days[request] = answer.asked if isinstance(answer, ServiceAnswer) else None

    def _take_in(
        self, source: Service, request: Request, same: list[Record], known: dict[str, set[str]]
    ) -> None:
        """Learn the ids of a record of the paper; a record of another paper may refute the id asked for."""
        reply = self._replies[request]
        if not isinstance(reply, Found) or not reply.value:
            return
        record = reply.value[0]
        if not same or any(compare(other, record, linked=True).accepted for other in same):
            same.append(record)
            _learn(known, record.ids, record.other_ids)
        elif record not in self.strangers:
            self.strangers.append(record)
            for kind, registry in REGISTRIES.items():
                wrong = {value for value in known.get(kind, ()) if source.record({kind: value}) == request}
                if registry == source.name:
                    self.refuted |= {(kind, value): record for value in wrong}
        for kind, value in self.refuted:
            known.get(kind, set()).discard(value)

    def _final(self, known: Mapping[str, set[str]], same: Sequence[Record]) -> Iterator[Record]:
        """Yield the record that each service has for all ids together."""
        for source in self.sources:
            for request in self._questions(source, known):
                reply = self._replies.get(request)
                if isinstance(reply, Found) and reply.value and reply.value[0] in same:
                    yield reply.value[0]
                    if self._settles(source, reply):
                        break

    def _confirming(self, kind: str, value: str) -> Iterator[tuple[Service, Reply]]:
        """Yield the replies of the services that confirm an id."""
        for source in self.sources:
            request = source.record({kind: value}) if source.name in CONFIRMING[kind] else None
            if request in self._replies:
                yield source, self._replies[request]


def reply_of(source: Service, answer: ServiceAnswer | Failed) -> Reply:
    """Return the records in an answer of a service; Missing for an empty list."""
    if isinstance(answer, Failed):
        return answer
    reply = source.parse(answer)
    if not isinstance(reply, Found):
        return reply
    records = tuple(replace(record, asked=answer.asked) for record in reply.value)
    return Found(records) if records else Missing()


def _learn(known: dict[str, set[str]], ids: Ids, others: Iterable[str]) -> None:
    for kind, value in (*ids.items(), *(other.split(":", 1) for other in others)):
        known.setdefault(kind, set()).add(value.lower())


def _outcome(reply: Reply) -> tuple[Literal["found", "not found", "withheld", "failed"], str]:
    match reply:
        case Found():
            return "found", ""
        case Missing():
            return "not found", ""
        case Withheld(why):
            return "withheld", why
        case Failed(why):
            return "failed", why
