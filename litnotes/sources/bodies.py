"""Checks that the body of an answer is what was asked for and complete, and converts it to UTF-8.

Bot walls answer 200 with a web page, gateways label text as JSON, and connections break, so content
type, first byte and end are checked before anything is parsed or cached.
"""

from __future__ import annotations

import codecs
import json
import re

from litnotes.sources.etiquette import TWICE, Slip
from litnotes.sources.service import ServiceAnswer, what_came

_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:+-]+)""", re.IGNORECASE)
_PROLOG = re.compile(r"""^(<\?xml[^>]{0,200}?encoding\s*=\s*["'])([\w.:-]+)""")
_ROOT = re.compile(rb"<((?:\w+:)?\w+)[\s>]")
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def in_utf8(body: bytes, content_type: str) -> bytes:
    """Return a text in UTF-8 without byte order mark; unchanged if its charset is unknown or wrong."""
    charset = _charset(body, content_type)
    if charset in ("utf-8", "utf8", "us-ascii"):
        return body.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode(charset).removeprefix("\ufeff")
    except (LookupError, ValueError):
        return body
    return _PROLOG.sub(r"\1utf-8", text).encode("utf-8", "replace")


def _charset(body: bytes, content_type: str) -> str:
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if body.startswith(codecs.BOM_UTF8):
        return "utf-8"
    named = _CHARSET.search(content_type)
    prolog = _PROLOG.match(body[:300].decode("latin-1"))
    return named[1].lower() if named else prolog[2].lower() if prolog else "utf-8"


def slip_in(accept: str, answer: ServiceAnswer) -> Slip | None:
    """Return why an answer is not what was asked for or not complete; None if it is fine."""
    noun, starts = ("XML", (b"<",)) if "xml" in accept else ("JSON", (b"{", b"["))
    kind = answer.content_type.lower()
    is_page = "html" in kind or bool(_PAGE.match(answer.body))
    is_labelled = not kind or noun.lower() in kind
    if is_page or not is_labelled or answer.body.lstrip()[:1] not in starts:
        return Slip(f"got {what_came(answer)} instead of {noun} (status {answer.status})")
    return Slip("sent an incomplete answer", TWICE) if _is_cut_off(noun, answer.body) else None


def _is_cut_off(noun: str, body: bytes) -> bool:
    if noun == "JSON":
        try:
            json.loads(body)
        except (ValueError, RecursionError):
            return True
    if noun == "XML":
        root = _ROOT.search(body)
        return not root or not re.search(rb"</" + re.escape(root[1]) + rb"\s*>\s*\Z", body[-300:])
    return False
