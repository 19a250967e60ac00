"""Bodies of answers: in UTF-8, and what was asked for, whole.

Bot walls answer 200 with a web page, gateways label text as JSON, and lines break off, so content
type, first byte and end are looked at before anything is decoded or remembered.
"""

from __future__ import annotations

import codecs
import json
import re

from litnotes.sources.service import Failed, ServiceAnswer, what_came

_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:+-]+)""", re.IGNORECASE)
_PROLOG = re.compile(r"""^(<\?xml[^>]{0,200}?encoding\s*=\s*["'])([\w.:-]+)""")
_ROOT = re.compile(rb"<((?:\w+:)?\w+)[\s>]")
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FORMS = {
    "json": ("JSON", ("json",), (b"{", b"[")),
    "xml": ("XML", ("xml",), (b"<",)),
    "bibtex": ("BibTeX", ("bibtex", "text/plain"), (b"@", b"%")),
}
"""By a word of `Accept`: how people call it, words of its content type, first bytes."""


def in_utf8(body: bytes, content_type: str) -> bytes:
    """Return a text in UTF-8 without a byte order mark; as it came where its charset is none or wrong."""
    charset = _charset(body, content_type)
    if charset in (None, "utf-8", "utf8", "us-ascii"):
        return body.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode(charset).removeprefix("\ufeff")
    except (LookupError, ValueError):
        return body
    return _PROLOG.sub(r"\1utf-8", text).encode("utf-8", "replace")


def _charset(body: bytes, content_type: str) -> str | None:
    if body.startswith(_UTF_16):
        return "utf-16"
    if body.startswith(codecs.BOM_UTF8):
        return None
    if told := _CHARSET.search(content_type):
        return told[1].lower()
    prolog = _PROLOG.match(body[:300].decode("latin-1"))
    return prolog[2].lower() if prolog else None


def misfit(accept: str, answer: ServiceAnswer) -> Failed | None:
    """Return why a good answer is not of the kind that was asked for, None where it is."""
    kind = answer.content_type.lower()
    page = "html" in kind or _PAGE.match(answer.body)
    for word, (noun, types, starts) in _FORMS.items():
        if word in accept:
            labelled = not kind or any(name in kind for name in types)
            if labelled and not page and answer.body.lstrip()[:1] in starts:
                return None
            return Failed(f"{what_came(answer)} came where {noun} was expected (status {answer.status})")
    return Failed("a web page came where text was expected") if page else None


def cut_off(accept: str, body: bytes) -> bool:
    """Whether JSON or XML ends before its end."""
    if "json" in accept:
        try:
            json.loads(body)
        except (ValueError, RecursionError):
            return True
    elif "xml" in accept:
        root = _ROOT.search(body)
        return not root or not re.search(rb"</" + re.escape(root[1]) + rb"\s*>\s*\Z", body[-300:])
    return False
