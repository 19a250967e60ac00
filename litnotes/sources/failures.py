"""What makes an answer a failure: its status, or a body that is cut off or of another kind.

Bot walls answer 200 with a web page, gateways label text as JSON, and connections break, so content
type, first byte and end are checked before anything is parsed or cached.
"""

from __future__ import annotations

import codecs
import math
import re
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Final, Literal

from litnotes.sources.etiquette import LONGEST_WAIT, SERVICES, Etiquette, Limits
from litnotes.sources.outcome import Failed
from litnotes.sources.service import ServiceAnswer, json_of, what_came

MANY_TIMES: Final = 5
"""Repeats while a service is busy: after 1, 2, 4, 8 and 16 s."""
TWICE: Final = 2
"""Repeats after an incomplete answer."""

_READ_BY_SERVICES = frozenset({*range(200, 300), 400, 404, 406, 422})
"""Statuses that mean something else at each service: its own parser reads them."""
_ENDLESS: Final = 1e9
"""Seconds; a longer wait counts as this one."""
_SOME_HITS = re.compile(rb"<(?:\w+:)?totalResults[^>]*>\s*[1-9]")
_NO_BUDGET = re.compile(rb'"message"\s*:\s*"[^"]*budget', re.IGNORECASE)
_CHARSET = re.compile(r"""charset\s*=\s*["']?(?P<charset>[\w.:+-]+)""", re.IGNORECASE)
_PROLOG = re.compile(r"""^(<\?xml[^>]{0,200}?encoding\s*=\s*["'])(?P<charset>[\w.:-]+)""")
_ROOT = re.compile(rb"<((?:\w+:)?\w+)[\s>]")
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)

SlipKind = Literal["away", "silent", "busy", ""]


@dataclass(frozen=True, slots=True)
class Slip:
    """A failed attempt; up to `repeats` more attempts may help.

    `later` is how many seconds the service asks to wait. A service that is `busy` or `silent` gets one
    attempt for each next question until it answers; one that is `away`, or silent again, is not asked
    again.
    """

    why: str
    repeats: int = 0
    kind: SlipKind = ""
    later: float | None = None


def by_status(service: str, answer: ServiceAnswer) -> Slip | None:
    """Return why the status of an answer is a failure; None if it is not."""
    rules, status = SERVICES[service], answer.status
    if _is_of_another(rules, answer):
        return Slip("a proxy or login page answered instead (status 404)")
    if service == "arxiv" and _is_empty_page(answer):
        return Slip("sent an empty page; try again later", TWICE)
    is_worth_it = status in rules.again and not (status == 406 and answer.body)
    repeats = MANY_TIMES if is_worth_it else 1 if status in rules.once else 0
    if not repeats and status < 500:
        return None if status in _READ_BY_SERVICES else _refusal(rules, status)
    later = retry_after(answer)
    is_long = later is not None and later > LONGEST_WAIT
    when = f"try again in {_span(later)}" if later and is_long else "try again later"
    kind: SlipKind = "away" if is_long else "busy"
    if service == "openalex" and status == 429 and _NO_BUDGET.search(answer.body):  # until midnight
        return Slip(f"no free answers left today; {when}", 0, kind, later)
    what = "too many requests" if status in (406, 429) else "server error"
    return Slip(f"{what} (status {status}); {when}", repeats, kind, later)


def _refusal(rules: Etiquette, status: int) -> Slip:
    if status in (401, 403):
        return Slip(f"refused the request (status {status})" + "; check the key" * bool(rules.key))
    return Slip(f"gave no answer (status {status})")


def too_large(body: bytearray, limits: Limits) -> Slip | None:
    """Return that an answer has more bytes or parts than a service would send; None if it is fine."""
    if len(body) > limits.size:
        return Slip(f"the answer is larger than {limits.size // 1_000_000} MB")
    if sum(map(body.count, (b"{", b"[", b"<"))) > limits.parts:
        return Slip(f"the answer has more than {limits.parts:,} objects, lists or elements")
    return None


def by_body(accept: str, answer: ServiceAnswer) -> Slip | None:
    """Return why an answer is not what was asked for or not complete; None if it is fine."""
    noun, starts = ("XML", (b"<",)) if "xml" in accept else ("JSON", (b"{", b"["))
    kind = answer.content_type.lower()
    is_page = "html" in kind or bool(_PAGE.match(answer.body))
    is_labelled = not kind or noun.lower() in kind
    if is_page or not is_labelled or answer.body.lstrip()[:1] not in starts:
        return Slip(f"got {what_came(answer)} instead of {noun} (status {answer.status})")
    is_cut = _is_cut_xml(answer.body) if noun == "XML" else isinstance(json_of(answer), Failed)
    return Slip("sent an incomplete answer", TWICE) if is_cut else None


def in_utf8(body: bytes, content_type: str) -> bytes:
    """Return a text in UTF-8 without byte order mark; unchanged if its charset is unknown or wrong."""
    named = _CHARSET.search(content_type) or _PROLOG.match(body[:300].decode("latin-1"))
    charset = named["charset"].lower() if named else "utf-8"
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        charset = "utf-16"
    if charset in ("utf-8", "utf8", "us-ascii") or body.startswith(codecs.BOM_UTF8):
        return body.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode(charset).removeprefix("\ufeff")
    except (LookupError, ValueError):
        return body
    return _PROLOG.sub(r"\1utf-8", text).encode("utf-8", "replace")


def retry_after(answer: ServiceAnswer) -> float | None:
    """Return the seconds that an answer asks to wait; None if it does not."""
    written = answer.headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]+", written):
        return min(float(written), _ENDLESS)
    try:
        return min(max(0.0, parsedate_to_datetime(written).timestamp() - time.time()), _ENDLESS)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _is_of_another(rules: Etiquette, answer: ServiceAnswer) -> bool:
    """Whether a 404 is not from the service but from a login page or proxy."""
    is_json = answer.body.lstrip()[:1] in (b"{", b"[")
    return answer.status == 404 and not is_json and not any(words in answer.body for words in rules.unknown)


def _is_empty_page(answer: ServiceAnswer) -> bool:
    """Whether arXiv counts hits but sends none, as it sometimes does."""
    return answer.status == 200 and bool(_SOME_HITS.search(answer.body)) and b"entry>" not in answer.body


def _is_cut_xml(body: bytes) -> bool:
    root = _ROOT.search(body)
    return not root or not re.search(rb"</" + re.escape(root[1]) + rb"\s*>\s*\Z", body[-300:])


def _span(seconds: float) -> str:
    """Return a long wait in minutes, hours or days, rounded up."""
    units = (("days", 86_400), ("h", 3600), ("min", 60))
    unit, length = next((unit for unit in units if seconds > unit[1]), units[-1])
    return f"{math.ceil(seconds / length)} {unit}"
