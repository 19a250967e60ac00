"""What all services have in common: what is asked, what may come of it, and the one interface.

A service is URL building and a pure reading of answers; only `http` talks to the network.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from litnotes.model.record import Record
from litnotes.sources.outcome import Failed, Outcome

Ids = Mapping[str, str]
"""Ids of one paper by kind: `doi`, `arxiv`, `openalex`, `semantic_scholar` …"""


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a service. It holds neither keys nor mail addresses: `http` adds them.

    `kind` tells apart what services limit apart: one record, a list, or a search. `counted` is what the
    service counted on the first page of a list: a question for a later part of it carries that along.
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
    """What a service sent back, and the day it was asked; header names are in lower case."""

    status: int
    body: bytes
    content_type: str = ""
    url: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    asked: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """One citation as one service names it: `paper` is the other end of it.

    `contexts` are sentences of the citing paper in which it cites, `intents` and `influential` what
    Semantic Scholar makes of them.
    """

    paper: Record
    contexts: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()
    influential: bool | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list of citations.

    `next` asks for what follows, None at the end; `total` is what the service counts, if it says so, the
    same on all pages. `unreached` says, for people, why a part of the list is on no page: it may stand on
    any of them, and where it stands on none, the list is whole.
    """

    edges: tuple[Edge, ...]
    next: Request | None = None
    total: int | None = None
    unreached: str = ""


class Service:
    """A service: what to ask it, and what its answers say. What it does not offer is None.

    `base` is where it answers, if not at its own address.
    """

    name: ClassVar[str]
    """As files and settings name it: `semantic_scholar`."""
    label: ClassVar[str]
    """As people name it: `Semantic Scholar`."""
    home: ClassVar[str]
    """Where it answers."""
    joins_versions: ClassVar[bool] = False
    """Whether a preprint and what is published of it are one work there."""

    def __init__(self, base: str | None = None) -> None:
        self.base = (base or self.home).rstrip("/")

    def record(self, ids: Ids) -> Request | None:
        """Return the question for the paper with one of these ids; None where they say nothing here."""

    def records(self, many: Sequence[Ids]) -> list[Request]:  # noqa: ARG002
        """Return questions that ask for several papers at once; none where that cannot be asked.

        Answers are matched by id: services leave out what they do not know.
        """
        return []

    def title(self, title: str) -> Request | None:
        """Return the question for papers of this title."""

    def cited_by(self, ids: Ids) -> Request | None:
        """Return the question for the first page of the papers that cite this one."""

    def references(self, ids: Ids) -> Request | None:
        """Return the question for the first page of the papers that this one cites."""

    def parse(self, answer: ServiceAnswer) -> Outcome[tuple[Record, ...]]:
        """Return the papers that an answer holds, best first. Never raises."""
        raise NotImplementedError

    def parse_edges(self, request: Request, answer: ServiceAnswer) -> Outcome[Page]:  # noqa: ARG002
        """Return a page of citations; `request` is what was asked, for what follows. Never raises."""
        return Failed(f"{self.label} gives no lists of citations")


def shortfall(label: str, counted: int | None, given: int) -> str:
    """Return that a service gave less than it counts; no text where it did not."""
    return f"{label} counts {counted} and gives {given}" if counted is not None and given < counted else ""


def json_of(answer: ServiceAnswer) -> Any | Failed:
    """Return what an answer in JSON says; Failed where it is none, such as the page of a bot wall."""
    start = answer.body.lstrip()[:1]
    if start not in (b"{", b"["):
        return Failed(f"{what_came(answer)} came where JSON was expected (status {answer.status})")
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        return Failed(f"the answer is cut off or no JSON (status {answer.status})")


def what_came(answer: ServiceAnswer) -> str:
    """Return what an answer is where something else was expected, such as `a web page`."""
    start = answer.body.lstrip()[:1]
    if not start:
        return "an empty answer"
    return "a web page" if start == b"<" or "html" in answer.content_type else "text"
