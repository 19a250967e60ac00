"""A large citation graph, played as the services tell it: long lists, gaps, twins, and trouble on demand.

`Graph` is the `World` with papers made up around its own (see `graph_facts`), so that adding and
resolving papers and following citations can be tested with one server. It keeps what it answered.
"""

from __future__ import annotations

import email.utils
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import pytest

from litnotes.model.record import Record
from litnotes.sources import openalex, semantic_scholar
from tests.sources import payloads
from tests.sources.graph_facts import Facts, Made, Plan, View, facts
from tests.sources.graph_openalex import Works
from tests.sources.graph_scholar import Scholar
from tests.sources.loopback import Asked, Reply
from tests.sources.payloads import Paper
from tests.sources.world import NOT_FOUND_PAGE, Call, World, json_reply

Direction = Literal["cited_by", "references"]
Trouble = Literal["429 html", "429 json", "429 wait", "429 date", "503", "aborted", "cut off", "slow"]
Given = dict[str, str]
"""A list as a service gives it: by identity (see there) the key of the paper; no text for others."""

_BUSY_PAGE = "<html><h1>429 Too Many Requests</h1></html>"
_BUSY_JSON = '{"message": "Too Many Requests. Please wait.", "code": "429"}'


@dataclass(frozen=True)
class Answered:
    """A request and what became of it; `whole` is False where the answer was cut on the way."""

    service: str
    question: str
    status: int
    whole: bool


class Graph(World):
    """The services; `reach` is where lists end: page numbers at OpenAlex, offsets at Semantic Scholar.

    `scholar` says what Semantic Scholar says of a citation; `works.overcounts` makes OpenAlex count
    more than it gives. `answered` is the log.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan
        self.facts: Facts = facts(plan)
        self.papers = self.facts.papers
        self.scholar = Scholar(self.facts)
        self.works = Works(self.facts)
        self.reach = 10_000
        self.answered: list[Answered] = []
        self._troubles: dict[str, Callable[[int], Trouble | None]] = {}
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    # For tests

    def lower(self, patch: pytest.MonkeyPatch, *, reach: int, rows: int) -> None:
        """End lists at `reach` rows and pages at `rows`, here and in what litnotes knows of services."""
        self.reach = reach
        patch.setattr(openalex, "REACHABLE", reach)
        patch.setattr(semantic_scholar, "REACHABLE", reach - 1)
        for service in (openalex, semantic_scholar):
            patch.setattr(service, "ROWS", rows)

    def disturb(self, service: str, at: Mapping[int, Trouble]) -> None:
        """Let requests to a service go wrong, by their number, from 1 on; repeats count."""
        self._troubles[service] = at.get

    def disturb_every(self, service: str, nth: int, *troubles: Trouble) -> None:
        """Let each nth request to a service go wrong, in one of the ways after the other."""
        self._troubles[service] = lambda count: (
            None if count % nth else troubles[(count // nth - 1) % len(troubles)]
        )

    def ids(self, key: str) -> dict[str, str]:
        """Return the ids of a paper: DOI, arXiv id, and those of the services that have it."""
        paper = self.papers[key]
        own = {
            "semantic_scholar": self.facts.scholar.of.get(key),
            "openalex": self.facts.openalex.of.get(key),
        }
        found = {"doi": paper.doi, "arxiv": paper.arxiv}
        found |= {kind: entries[0].name for kind, entries in own.items() if entries}
        return {kind: value for kind, value in found.items() if value}

    def truth(self, key: str, direction: Direction) -> dict[str, Given | None]:
        """Return what each service gives of a paper's citations, asked by `ids`; None for a list withheld.

        A service that cannot be asked for it, or does not have the paper, is not named.
        """
        paper, ids = self.papers[key], self.ids(key)
        found: dict[str, Given | None] = {}
        for kind in ("semantic_scholar", "openalex"):
            if kind in ids:
                found[kind] = self.given(kind, ids[kind], direction)
        if paper.doi:
            found["opencitations"] = self.given("opencitations", paper.doi, direction)
            if direction == "references":
                found["crossref"] = self.given("crossref", paper.doi, direction)
        return found

    def given(self, service: str, name: str, direction: Direction) -> Given | None:
        """Return the list that a service gives of the entry of this name, as `truth` does."""
        if service == "crossref":
            rows = self.facts.printed.get(name, [])
            return None if name in self.facts.withheld else {known: key for _, known, key in rows if known}
        view = self._view(service)
        names = (view.citing if direction == "cited_by" else view.cited).get(name, [])
        kind = "doi" if service == "opencitations" else service
        found = {f"{kind}:{other}": view.entries[other].key for other in names}
        if service == "semantic_scholar" and direction == "references":
            if name in self.facts.withheld:
                return None
            found |= {f"title:{title}": key for title, key in self.facts.raw.get(name, [])}
        return None if service == "openalex" and direction == "references" and not found else found

    def asked_twice(self) -> list[str]:
        """Return the questions that were asked again after a good and whole answer."""
        counts = Counter(f"{one.service} {one.question}" for one in self.answered if _is_good(one))
        return [question for question, times in counts.items() if times > 1]

    def forget(self) -> None:
        """Empty the log, and count requests from 1 again."""
        super().forget()
        self.answered.clear()
        self._counts.clear()

    # Answers, good and bad

    def _answer(self, asked: Asked) -> Reply:
        service, _, path = asked.path.lstrip("/").partition("/")
        with self._lock:
            self._counts[service] += 1
            count = self._counts[service]
        choose = self._troubles.get(service)
        trouble = choose(count) if choose else None
        reply = super()._answer(asked)
        if trouble:
            reply = _TROUBLES[trouble](reply)
        whole = reply.sent is None and trouble != "cut off"
        question = f"{asked.method} {path} {asked.body.decode()}".strip()
        self.answered.append(Answered(service, question, reply.status, whole))
        return reply

    # What the world looks up

    @cached_property
    def _of_doi(self) -> dict[str, Paper]:
        return {each.doi: each for each in self._works() if each.doi}

    @cached_property
    def _of_arxiv(self) -> dict[str, Paper]:
        return {each.arxiv: each for each in self.papers.values() if each.arxiv}

    @cached_property
    def _citing_keys(self) -> Mapping[str, list[str]]:
        return self.facts.citing

    def _by_doi(self, doi: str) -> Paper | None:
        return self._of_doi.get(doi.lower())

    def _by_arxiv(self, number: str) -> Paper | None:
        return self._of_arxiv.get(re.sub(r"v\d+$", "", number))

    def _citing(self, paper: Paper) -> list[Paper]:
        return [self.papers[key] for key in self._citing_keys.get(paper.key, [])]

    def _cited(self, paper: Paper) -> list[Paper]:
        return [self.papers[key] for key in self.facts.cites[paper.key]]

    def _view(self, service: str) -> View:
        return {
            "semantic_scholar": self.facts.scholar,
            "openalex": self.facts.openalex,
            "opencitations": self.facts.opencitations,
        }[service]

    # Services

    def scholar_facts(self, paper: Paper, fields: list[str]) -> dict[str, Any]:
        return self.scholar.paper(self.facts.scholar.of[paper.key][0], fields)

    def _scholar_papers(self) -> Iterable[Paper]:
        return [self.papers[key] for key in self.facts.scholar.of]

    def _semantic_scholar(self, call: Call) -> Reply:
        return self.scholar.answer(call, self.reach) or super()._semantic_scholar(call)

    def _openalex(self, call: Call) -> Reply:
        return self.works.answer(call, self.reach)

    def _opencitations(self, call: Call) -> Reply:
        operation, _, name = call.path.partition("/")
        doi, view = name.removeprefix("doi:").lower(), self.facts.opencitations
        lists = view.citing if operation.startswith("citation") else view.cited
        others = [self.papers[view.entries[other].key] for other in lists.get(doi, [])]
        if operation.endswith("-count"):
            return json_reply([{"count": str(len(others))}])
        if operation not in {"citations", "references"}:
            return NOT_FOUND_PAGE
        paper = self._of_doi.get(doi)
        pairs = [(each, paper) if operation == "citations" else (paper, each) for each in others]
        return json_reply([payloads.opencitations_row(one, other) for one, other in pairs if one and other])

    def _crossref(self, call: Call) -> Reply:
        doi = call.path.removeprefix("works/").lower()
        paper = self._of_doi.get(doi) if call.path.startswith("works/") else None
        if not paper:
            return super()._crossref(call)
        printed = [row for row, _, _ in self.facts.printed.get(doi, [])]
        message = payloads.crossref_work(paper, [], len(self._citing_keys.get(paper.key, [])))
        message |= {"reference": printed, "language": paper.language if isinstance(paper, Made) else "en"}
        message["reference-count"] = message["references-count"] = len(printed)
        if doi in self.facts.withheld:
            del message["reference"]
            message["reference-count"] = message["references-count"] = 30
        return json_reply({"status": "ok", "message-type": "work", "message": message})


def identity(record: Record) -> str:
    """Return what tells one end of a citation from others at its service, as `Graph.truth` names it."""
    kinds = (record.source, "doi", "arxiv")
    return next(
        (f"{kind}:{record.ids[kind]}" for kind in kinds if kind in record.ids), f"title:{record.title}"
    )


def _is_good(answered: Answered) -> bool:
    return answered.status == 200 and answered.whole


_TROUBLES: dict[Trouble, Callable[[Reply], Reply]] = {
    "429 html": lambda _: Reply(_BUSY_PAGE, 429, "text/html"),
    "429 json": lambda _: Reply(_BUSY_JSON, 429),
    "429 wait": lambda _: Reply(_BUSY_JSON, 429, headers={"Retry-After": "4"}),
    "429 date": lambda _: Reply(
        _BUSY_PAGE, 429, "text/html", {"Retry-After": email.utils.formatdate(time.time() + 3, usegmt=True)}
    ),
    "503": lambda _: Reply("", 503, "text/html"),
    "aborted": lambda reply: replace(reply, sent=len(reply.data) // 2),
    "cut off": lambda reply: replace(reply, body=reply.data[: len(reply.data) // 2]),
    "slow": lambda reply: replace(reply, delay=0.5),
}
