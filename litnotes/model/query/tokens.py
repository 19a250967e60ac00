"""Splits a query into tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from litnotes.model.query.tree import Mistake
from litnotes.values.patterns import pattern

FIELDS = {
    "author": 'author:esser or author:"van den oord"',
    "year": "year:2020 or year:2020..2022",
    "venue": "venue:cvpr",
    "tag": "tag:codebook",
    "decision": "decision:include",
    "reading": "reading:to-read",
}
"""The fields of a query, with an example of each."""

_QUOTES = '"“”„‟«»＂'
_SPLIT = pattern(
    rf"(?P<space>[\s\x00-\x1f\x7f\ud800-\udfff]+)"
    rf"|(?P<open>[(（])|(?P<close>[)）])"
    rf"|(?P<operator>(?:AND|OR|NOT)(?![^\s()（）{_QUOTES}]))"
    rf"|(?P<minus>-(?=[^\s()（）-]|[(（]))"
    rf"|(?P<field>[^\W\d_]+)[:：](?=[^\s:：/()（）])"
    rf"|[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)(?P<end>[{_QUOTES}]\*?|\Z)"
    rf"|(?P<word>[^\s()（）{_QUOTES}]+)"
)


class Wrong(Exception):
    """Ends the parsing; never leaves this package."""

    def __init__(self, at: int, sentence: str) -> None:
        self.mistake = Mistake(at + 1, sentence)


class Token(NamedTuple):
    """A part of the query; `at` is the position of its first character, `end` that after its last."""

    kind: str
    text: str
    at: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the parts of a query, the end last."""
    at = 0
    while match := _SPLIT.match(text, at):
        kind = match.lastgroup or ""
        if kind == "end":
            kind = "quoted"
            if not match["end"]:
                raise Wrong(at, "this quote is never closed; write another one where it ends")
        if kind == "word":
            _refuse_empty_field(match)
        value = match["quoted"] + match["end"][1:] if kind == "quoted" else match[kind]
        if kind != "space":
            yield Token(kind, value, at, match.end())
        at = match.end()
    yield Token("end", "", at, at)


def _refuse_empty_field(match: re.Match[str]) -> None:
    """Refuse `author:` without value; after other words a colon is text, as in a pasted title."""
    name = match["word"].rstrip(":：").lower()
    if name in FIELDS and len(name) < len(match["word"]):
        raise Wrong(match.end() - 1, f"write the value directly after the colon, such as {FIELDS[name]}")
