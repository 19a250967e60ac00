"""How each service wants to be asked: where, how often, with which key, and what is worth repeating.

Numbers are those the services publish; where one limits by the moment, its answers tell, see `pace`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

from litnotes.sources.service import ServiceAnswer

BUSY: Final = frozenset({429, 500, 502, 503, 504})
MANY_TIMES = 5
"""How often a request is repeated while a service says that it is busy: 1, 2, 4, 8 and 16 s later."""
TWICE = 2
"""How often it is repeated after an answer that broke off."""

_INTERVAL = re.compile(r"(\d{1,6})s?")
_SOME_HITS = re.compile(rb"<(?:\w+:)?totalResults[^>]*>\s*[1-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Etiquette:
    """The rules of one service.

    `pause` and `list_pause` are seconds between the starts of two requests, `keyless_pause` those of
    who has no key. `alone` allows one connection at a time. `again` are statuses worth asking
    again, `once` those worth it a single time. `key` is the header that takes a key, with what
    stands before it; `refusal` is the status by which a wrong key is told. `unknown` are words that
    stand in its answer with 404, where that is not JSON.
    """

    label: str
    host: str
    pause: float
    list_pause: float | None = None
    keyless_pause: float | None = None
    alone: bool = False
    again: frozenset[int] = BUSY
    once: frozenset[int] = frozenset()
    key: tuple[str, str] | None = None
    refusal: int | None = None
    unknown: bytes = b""


SERVICES: Final = {
    "arxiv": Etiquette(
        label="arXiv", host="export.arxiv.org", pause=3, alone=True, again=frozenset({429, 503})
    ),
    "crossref": Etiquette(
        label="Crossref", host="api.crossref.org", pause=0.2, list_pause=1, unknown=b"Resource not found"
    ),
    "openalex": Etiquette(
        label="OpenAlex", host="api.openalex.org", pause=0.1, again=frozenset({429}),
        once=frozenset({503, 504}), key=("authorization", "Bearer "), refusal=401,
        unknown=b"requested URL was not found on the server",
    ),
    "semantic_scholar": Etiquette(
        label="Semantic Scholar", host="api.semanticscholar.org", pause=1, keyless_pause=5,
        key=("x-api-key", ""), refusal=403,
    ),
    "opencitations": Etiquette(label="OpenCitations", host="api.opencitations.net", pause=0.35),
    "datacite": Etiquette(label="DataCite", host="api.datacite.org", pause=0.6),
    "dblp": Etiquette(
        label="DBLP", host="dblp.org", pause=1, again=frozenset({429}), once=BUSY - {429}
    ),
    "unpaywall": Etiquette(label="Unpaywall", host="api.unpaywall.org", pause=0.1),
    "doi": Etiquette(label="doi.org", host="doi.org", pause=0.5, unknown=b"DOI Not Found"),
}  # fmt: skip


def label_of(service: str) -> str:
    """Return what people call a service; the name itself of one that there is not."""
    return SERVICES[service].label if service in SERVICES else service


def repeats(service: str, answer: ServiceAnswer) -> int:
    """Return how often a request may be repeated after this answer; 0 for one that is final."""
    rules = SERVICES[service]
    if answer.status in rules.again:
        return MANY_TIMES
    if answer.status in rules.once:
        return 1
    if service == "arxiv":
        if answer.status == 406 and not answer.body:  # throttling at its edge, without a word
            return MANY_TIMES
        if empty_page(answer):
            return TWICE
    return 0


def empty_page(answer: ServiceAnswer) -> bool:
    """Whether arXiv counts hits and sends none, as it does now and then."""
    return answer.status == 200 and bool(_SOME_HITS.search(answer.body)) and b"entry>" not in answer.body


def is_of_another(service: str, answer: ServiceAnswer) -> bool:
    """Whether 404 is not the word of the service: login pages and proxies say it of any address.

    doi.org sends on to Crossref, which answers in its own words.
    """
    if answer.status != 404 or answer.body.lstrip()[:1] in (b"{", b"["):
        return False
    known = {SERVICES[name].unknown for name in (service, *(("crossref",) if service == "doi" else ()))}
    return not any(words and words in answer.body for words in known)


def budget_spent(service: str, answer: ServiceAnswer) -> bool:
    """Whether OpenAlex says that nothing is free until midnight: no waiting helps."""
    if service != "openalex" or answer.status != 429:
        return False
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and "budget" in str(told.get("message", "")).lower()


def pace(answer: ServiceAnswer) -> float | None:
    """Return the seconds between two requests that Crossref's headers allow, None where they are silent."""
    limit = answer.headers.get("x-rate-limit-limit", "")
    interval = _INTERVAL.fullmatch(answer.headers.get("x-rate-limit-interval", ""))
    if not interval or not re.fullmatch(r"[1-9][0-9]{0,5}", limit):
        return None
    return min(int(interval[1]) / int(limit), 60)
