"""The interface of all services, with requests and answers.

A service builds URLs and reads answers; only `http` uses the network.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from litnotes.model.record import Record
from litnotes.sources import shapes
from litnotes.sources.outcome import Failed, Outcome

Ids = Mapping[str, str]
"""Ids of one paper by kind: `doi`, `arxiv`, `openalex`, `semantic_scholar` …"""


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a service. It contains neither keys nor mail addresses: `http` adds them.

    `kind` is what services limit separately: one record, a list, or a search. `counted` is the total
    that the service gave on the first page of a list; questions for later pages keep it.
    """

    service: str
    url: str
    kind: Literal["record", "list", "search"] = "record"
    method: Literal["GET", "POST"] = "GET"
    body: bytes | None = None
    accept: str = "application/json"
    counted: int | None = None


@dataclass(frozen=True, slots=True)
class ServiceAnswer:
    """The answer of a service, and the day it was asked; header names are in lower case."""

    status: int
    body: bytes
    content_type: str = ""
    url: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    asked: datetime.date | None = None

    @property
    def is_good(self) -> bool:
        """Whether the status promises what was asked for."""
        return 200 <= self.status < 300 and self.status != 204


@dataclass(frozen=True, slots=True)
class Edge:
    """One citation from one service; `paper` is the citing or the cited paper.

    `contexts` are the citing sentences; `intents` and `influential` are Semantic Scholar's ratings of
    them.
    """

    paper: Record
    contexts: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()
    influential: bool | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list of citations.

    `next` asks for the next page, None at the end; `total` is the service's count, if it gives one, on
    every page. `unreached` is a message why a part of the list is on no page. It may be on any page; if
    it is on none, the list is complete.
    """

    edges: tuple[Edge, ...]
    next: Request | None = None
    total: int | None = None
    unreached: str = ""


class Service:
    """A service: it builds requests and reads answers. A request that it does not offer is None.

    `base` is its address, if not `home`.
    """

    name: ClassVar[str]
    """The name in files and settings: `semantic_scholar`."""
    label: ClassVar[str]
    """The name in messages: `Semantic Scholar`."""
    home: ClassVar[str]
    """The address."""
    joins_versions: ClassVar[bool] = False
    """Whether the service merges a preprint and its published version into one work."""
    splits_works: ClassVar[bool] = False
    """Whether the service often has one version as several works, with ids of its own."""

    def __init__(self, base: str | None = None) -> None:
        self.base = (base or self.home).rstrip("/")

    def record(self, ids: Ids) -> Request | None:
        """Return the question for the paper with one of these ids; None if the service accepts none."""

    def records(self, many: Sequence[Ids]) -> list[Request]:  # noqa: ARG002
        """Return questions for several papers at once; none if the service does not offer that.

        Answers are matched by id: services omit unknown papers.
        """
        return []

    def title(self, title: str) -> Request | None:
        """Return the question for papers of this title."""

    def cited_by(self, ids: Ids) -> Request | None:
        """Return the question for the first page of the papers that cite this one."""

    def references(self, ids: Ids) -> Request | None:
        """Return the question for the first page of the papers that this one cites."""

    def parse(self, answer: ServiceAnswer) -> Outcome[tuple[Record, ...]]:
        """Return the records in an answer, best first. Never raises."""
        raise NotImplementedError

    def parse_edges(self, request: Request, answer: ServiceAnswer) -> Outcome[Page]:  # noqa: ARG002
        """Return a page of citations; `request` is its question, to build the next one. Never raises."""
        return Failed(f"{self.label} has no lists of citations")


def shortfall(label: str, counted: int | None, listed: int) -> str:
    """Return a message if a service lists less than it counts, else an empty text."""
    return (
        f"{label} counts {counted} but lists {listed}" if counted is not None and listed < counted else ""
    )


def rejected(label: str, answer: ServiceAnswer) -> Failed:
    """Return that a service rejected the request, with its complaint."""
    return Failed(f"{label} rejected the request (status {answer.status}) {complaint(answer)}".strip())


def complaint(answer: ServiceAnswer) -> str:
    """Return the first text under `error`, `message` or `errors` of a JSON answer; empty without one.

    Addresses and long words are removed: they could be the key or mail address of the request.
    """
    error = shapes.fields(json_of(answer))
    rows = [error, *shapes.rows(error.get("message")), *shapes.rows(error.get("errors"))]
    texts = (shapes.text(row.get(name)) for row in rows for name in ("error", "message", "title"))
    words = next(filter(None, texts), "")[:300].split()
    kept = [word for word in words if len(word) <= 30 and "@" not in word and "://" not in word]
    return "".join(char for char in " ".join(kept)[:150] if char.isprintable())


def json_of(answer: ServiceAnswer) -> Any | Failed:
    """Return the JSON of an answer; Failed if it is none, such as the page of a bot wall."""
    start = answer.body.lstrip()[:1]
    if start not in (b"{", b"["):
        return Failed(f"got {what_came(answer)} instead of JSON (status {answer.status})")
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        return Failed(f"the answer is incomplete or not JSON (status {answer.status})")


def what_came(answer: ServiceAnswer) -> str:
    """Return what kind of answer came instead of the expected one, such as `an HTML page`."""
    start = answer.body.lstrip()[:1]
    if not start:
        return "an empty answer"
    return "an HTML page" if start == b"<" or "html" in answer.content_type else "text"
