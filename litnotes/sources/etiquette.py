"""The rules of each service: host, rate, key, what to repeat; and the limits of all requests.

Rates are those that the services publish; `pace` reads the current limit from the answers of Crossref.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from litnotes.sources.service import ServiceAnswer

FOUND_DAYS: Final = 30
MISSING_DAYS: Final = 7
"""Days to keep answers, and "not found"."""
LONGEST_WAIT: Final = 60
"""Seconds; if a service asks for a longer wait, its request fails."""
LONGEST_TURN: Final = 300
"""Seconds; a turn further ahead was written with a wrong clock and is ignored."""
MAX_REDIRECTS: Final = 5
BUSY: Final = frozenset({429, 500, 502, 503, 504})

_INTERVAL = re.compile(r"(\d{1,6})s?")


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits in seconds, and the bytes (`size`) and objects, lists or elements (`parts`) of an answer.

    `connect`: to connect. `read`: between two parts of an answer. `total`: a request with all repeats.
    `lost`: what a command may lose on one service, by failed requests with the waits after them and by
    answers that take longer than `read`. `connection`: to wait for a command that uses the only connection
    to a service. `cache`: to wait for a program that has locked the cache.
    """

    connect: float = 5
    read: float = 30
    total: float = 180
    lost: float = 600
    connection: float = 60
    cache: float = 2
    size: int = 30_000_000
    parts: int = 300_000


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Etiquette:
    """The rules of one service.

    `pause` and `list_pause` are seconds between the starts of two requests, `keyless_pause` those
    without a key. `alone` allows one connection at a time. `again` are statuses to repeat several
    times, `once` a single time. `key` is the header for a key, with the prefix of its value; `refusal`
    is the status for a wrong key. `unknown` are words in the service's own 404 answers, if not JSON.
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
    unknown: tuple[bytes, ...] = ()


SERVICES: Final = {
    "arxiv": Etiquette(  # 406 without a body is throttling by its edge servers
        label="arXiv", host="export.arxiv.org", pause=3, alone=True, again=frozenset({406, 429, 503})
    ),
    "crossref": Etiquette(
        label="Crossref", host="api.crossref.org", pause=0.2, list_pause=1, unknown=(b"Resource not found",)
    ),
    "openalex": Etiquette(
        label="OpenAlex", host="api.openalex.org", pause=0.1, again=frozenset({429}),
        once=frozenset({503, 504}), key=("authorization", "Bearer "), refusal=401,
        unknown=(b"requested URL was not found on the server",),
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
    "doi": Etiquette(  # it redirects to Crossref, whose 404 has its own words
        label="doi.org", host="doi.org", pause=0.5, unknown=(b"DOI Not Found", b"Resource not found")
    ),
}  # fmt: skip


def label_of(service: str) -> str:
    """Return the label of a service; an unknown name unchanged."""
    return SERVICES[service].label if service in SERVICES else service


def pace(service: str, answer: ServiceAnswer) -> float | None:
    """Return the seconds between two requests that Crossref's headers ask for; None without them."""
    limit = answer.headers.get("x-rate-limit-limit", "")
    interval = _INTERVAL.fullmatch(answer.headers.get("x-rate-limit-interval", ""))
    if service != "crossref" or not interval or not re.fullmatch(r"[1-9][0-9]{0,5}", limit):
        return None
    return min(int(interval[1]) / int(limit), 60)
