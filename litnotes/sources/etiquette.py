"""The rules of each service: host, rate, key, what to repeat; and the limits of all requests.

Rates are those that the services publish; `pace` reads the current limit from the answers of Crossref.
"""

from __future__ import annotations

import math
import re
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Final, Literal

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
MANY_TIMES: Final = 5
"""Repeats while a service is busy: after 1, 2, 4, 8 and 16 s."""
TWICE: Final = 2
"""Repeats after an incomplete answer."""

_INTERVAL = re.compile(r"(\d{1,6})s?")
_SOME_HITS = re.compile(rb"<(?:\w+:)?totalResults[^>]*>\s*[1-9]")
_NO_BUDGET = re.compile(rb'"message"\s*:\s*"[^"]*budget', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits in seconds, and the bytes of an answer (`size`).

    `connect`: to connect. `read`: between two parts of an answer. `total`: a request with all repeats.
    `connection`: to wait for a command that uses the only connection to a service. `cache`: to wait for
    a program that has locked the cache.
    """

    connect: float = 5
    read: float = 30
    total: float = 180
    connection: float = 60
    cache: float = 2
    size: int = 30_000_000


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


@dataclass(frozen=True, slots=True)
class Slip:
    """A failed attempt; up to `repeats` more attempts may help.

    `later` is how many seconds the service asks to wait. `instead` is the answer to use if repeating
    does not help.
    """

    why: str = ""
    repeats: int = 0
    kind: Literal["unreachable", "silent", "busy", ""] = ""
    later: float | None = None
    instead: ServiceAnswer | None = None


def label_of(service: str) -> str:
    """Return the label of a service; an unknown name unchanged."""
    return SERVICES[service].label if service in SERVICES else service


def slip_of(service: str, answer: ServiceAnswer) -> Slip | None:
    """Return why the status of an answer is a failure; None if it is not."""
    rules, status = SERVICES[service], answer.status
    if _is_of_another(rules, answer):
        return Slip("a proxy or login page answered instead (status 404)")
    if service == "arxiv" and _is_empty_page(answer):
        return Slip(repeats=TWICE, instead=answer)
    is_worth_it = status in rules.again and not (status == 406 and answer.body)
    repeats = MANY_TIMES if is_worth_it else 1 if status in rules.once else 0
    if not repeats and status < 500:
        return None
    later = retry_after(answer)
    when = f"; try again in {_span(later)}" if later and later > LONGEST_WAIT else "; try again later"
    if service == "openalex" and status == 429 and _NO_BUDGET.search(answer.body):  # until midnight
        return Slip(f"no free answers left today{when}", kind="busy", later=later)
    what = "too many requests" if status in (406, 429) else "server error"
    return Slip(f"{what} (status {status}){when}", repeats, "busy", later)


def is_lasting(service: str, answer: ServiceAnswer) -> bool:
    """Whether an answer is likely the same tomorrow, so that it can be cached."""
    is_good = answer.status == 404 or (200 <= answer.status < 300 and answer.status != 204)
    return is_good and not slip_of(service, answer)


def _is_of_another(rules: Etiquette, answer: ServiceAnswer) -> bool:
    """Whether a 404 is not from the service but from a login page or proxy."""
    is_json = answer.body.lstrip()[:1] in (b"{", b"[")
    return answer.status == 404 and not is_json and not any(words in answer.body for words in rules.unknown)


def _is_empty_page(answer: ServiceAnswer) -> bool:
    """Whether arXiv counts hits but sends none, as it sometimes does."""
    return answer.status == 200 and bool(_SOME_HITS.search(answer.body)) and b"entry>" not in answer.body


def retry_after(answer: ServiceAnswer) -> float | None:
    """Return the seconds that an answer asks to wait; None if it does not."""
    written = answer.headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", written):
        return int(written)
    try:
        return max(0.0, parsedate_to_datetime(written).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def pace(service: str, answer: ServiceAnswer) -> float | None:
    """Return the seconds between two requests that Crossref's headers ask for; None without them."""
    limit = answer.headers.get("x-rate-limit-limit", "")
    interval = _INTERVAL.fullmatch(answer.headers.get("x-rate-limit-interval", ""))
    if service != "crossref" or not interval or not re.fullmatch(r"[1-9][0-9]{0,5}", limit):
        return None
    return min(int(interval[1]) / int(limit), 60)


def _span(seconds: float) -> str:
    """Return a long wait in minutes or hours, rounded up."""
    unit, length = ("h", 3600) if seconds > 3600 else ("min", 60)
    return f"{math.ceil(seconds / length)} {unit}"
