"""Services that answer in this process: what they know is a list of records."""

from __future__ import annotations

import datetime
import json
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from litnotes.model.record import Record
from litnotes.sources.outcome import Failed, Found, Missing, Outcome
from litnotes.sources.service import Ids, Request, Service, ServiceAnswer

DAY = datetime.date(2024, 6, 2)


class FakeSource(Service):
    """A service that is asked by the first of its kinds of id, and knows some papers."""

    name = "fake"
    label = "Fake"
    home = "https://fake.test"

    def __init__(
        self,
        name: str,
        records: Iterable[Record] = (),
        kinds: Sequence[str] = ("doi", "arxiv"),
        *,
        searched: bool = False,
        many: bool = False,
    ) -> None:
        super().__init__(f"https://{name}.test")
        self.__dict__.update(name=name, label=name.replace("_", " ").title())
        self.papers = [replace(one, source=name, asked=DAY) for one in records]
        self.kinds = (*kinds, name)
        self.searched = searched
        self.many = many
        self.hits: dict[str, list[int]] = {}

    def record(self, ids: Ids) -> Request | None:
        kind = next((kind for kind in self.kinds if kind in ids), None)
        return Request(self.name, f"{self.base}/{kind}/{ids[kind]}") if kind else None

    def records(self, many: Sequence[Ids]) -> list[Request]:
        if not self.many:
            return []
        asked = [(kind, ids[kind]) for ids in many for kind in self.kinds[:1] if kind in ids]
        return [Request(self.name, f"{self.base}/many/{json.dumps(asked)}", "list")] if asked else []

    def title(self, title: str) -> Request | None:
        return Request(self.name, f"{self.base}/title/{title}", "search") if self.searched else None

    def answer(self, url: str) -> list[int]:
        """Return the numbers of the papers that a question finds."""
        _, what, value = url.removeprefix("https://").split("/", 2)
        if what == "title":
            words = value.casefold().split()
            found = [n for n, one in enumerate(self.papers) if words[0] in one.title.casefold()]
            return self.hits.get(value, found)
        wanted = {tuple(one) for one in json.loads(value)} if what == "many" else {(what, value)}
        return [n for n, one in enumerate(self.papers) if wanted & {*_ids(one)}]

    def parse(self, answer: ServiceAnswer) -> Outcome[tuple[Record, ...]]:
        found = tuple(self.papers[number] for number in json.loads(answer.body))
        return Found(found) if found else Missing()


def _ids(record: Record) -> list[tuple[str, str]]:
    others = [tuple(other.split(":", 1)) for other in record.other_ids]
    return [*record.ids.items(), *((kind, value) for kind, value in others)]


@dataclass
class FakeNetwork:
    """Fetches from fake services; those that are `down` do not answer. `log` holds what was asked."""

    sources: list[FakeSource]
    down: set[str] = field(default_factory=set)
    log: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fetch(self, request: Request) -> ServiceAnswer | Failed:
        with self.lock:
            self.log.append(request.url.removeprefix("https://"))
        if request.service in self.down:
            return Failed("could not be reached")
        source = next(one for one in self.sources if one.name == request.service)
        return ServiceAnswer(200, json.dumps(source.answer(request.url)).encode())
