"""Reads the plain text of a mail: a message as a mailer saves it, or the text that a person copied."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator, Sequence
from email.policy import default
from html.parser import HTMLParser
from typing import NamedTuple

_HEADERS = re.compile(rb"\A(?:From [^\n]*\n)?(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}\r?\n")
_MAILED = re.compile(
    rb"^(?:from|message-id|mime-version|received|return-path):", re.IGNORECASE | re.MULTILINE
)
_QUOTES = re.compile(r"(?:\s{0,3}>\s?)*")
MAX_DEPTH = 20
"""Quotes within more quotes count as these."""
_BLOCKS = frozenset({"br", "p", "div", "li", "tr", "blockquote", "h1", "h2", "h3", "pre"})


class MailLine(NamedTuple):
    """A line of a mail without its quote marks; `depth` counts them."""

    depth: int
    text: str


def mail_lines(data: bytes) -> Sequence[MailLine]:
    """Return the lines of a mail, as plain text, in whatever encoding it is."""
    return [_unquoted(line) for line in _text_of(data).splitlines()]


def _text_of(data: bytes) -> str:
    headers = _HEADERS.match(data)
    if headers is None or not _MAILED.search(headers.group()):
        return data.decode("utf-8-sig", "replace")
    try:
        text = _body_of(data)
    except Exception:  # noqa: BLE001 - the headers of a stranger may raise anything there
        text = None
    return data.decode("utf-8-sig", "replace") if text is None else text


def _body_of(data: bytes) -> str | None:
    """Return the text of a message, of its HTML if it has no other; None without a text."""
    body = email.message_from_bytes(data, policy=default).get_body(preferencelist=("plain", "html"))
    if body is None:
        return None
    text = _decoded(body.get_payload(decode=True), body.get_content_charset("us-ascii"))
    return "".join(_plain(text)) if body.get_content_subtype() == "html" else text


def _decoded(content: object, charset: str) -> str:
    """Return the bytes of a body as text; without a charset that Python knows, as UTF-8."""
    data = content if isinstance(content, bytes) else b""
    try:
        return data.decode("utf-8" if charset == "us-ascii" else charset, "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def _plain(html: str) -> Iterator[str]:
    parser = _Words()
    parser.feed(html)
    parser.close()
    yield from parser.parts


class _Words(HTMLParser):
    """Collects the words of HTML, a line for each block, those of a quote behind `>`."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._depth = 0
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the interface
        self._depth = min(MAX_DEPTH, self._depth + (tag == "blockquote"))
        self._hidden += tag in ("style", "script")
        self._new_line(tag)

    def handle_endtag(self, tag: str) -> None:
        self._depth = max(0, self._depth - (tag == "blockquote"))
        self._hidden = max(0, self._hidden - (tag in ("style", "script")))
        self._new_line(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(" ".join(data.splitlines()) if data.strip() else " " * bool(data))

    def _new_line(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n" + "> " * self._depth)


def _unquoted(line: str) -> MailLine:
    quotes = _QUOTES.match(line)
    marks = quotes.group() if quotes else ""
    return MailLine(min(MAX_DEPTH, marks.count(">")), line[len(marks) :].rstrip())
