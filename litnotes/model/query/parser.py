"""Parses a query by recursive descent.

query    = either
either   = both { "OR" both }
both     = one { [ "AND" ] one }
one      = ( "NOT" | "-" ) one | "(" query ")" | field ":" value | words
words    = ( word | quote { word } quote ) [ "*" ]
"""

from __future__ import annotations

from typing import Literal

from litnotes.model.query.terms import no_field, searched, state, years
from litnotes.model.query.tokens import FIELDS, Token, Wrong, tokens
from litnotes.model.query.tree import All, Either, Mistake, Not, Query, SearchedText, Tagged

MAX_LENGTH = 1000
MAX_DEPTH = 20
MAX_WORDS = 60


def parse(text: str) -> Query | Mistake:
    """Return the tree of a query, or the first mistake in it."""
    if len(text) > MAX_LENGTH:
        return Mistake(
            MAX_LENGTH + 1, f"a query has at most {MAX_LENGTH} characters, this one has {len(text)}"
        )
    try:
        return _Parser(text).whole()
    except Wrong as wrong:
        return wrong.mistake


class _Parser:
    """Recursive descent over the tokens of one query."""

    def __init__(self, text: str) -> None:
        self.tokens = list(tokens(text))
        self.next = 0
        self.depth = 0
        self.words = 0

    def whole(self) -> Query:
        if not any(token.kind != "end" for token in self.tokens):
            raise Wrong(0, "the query is empty; write a word, such as codebook")
        query = self.either()
        token = self.token
        if token.kind == "close":
            raise Wrong(token.at, "this parenthesis closes nothing; remove it")
        return query

    @property
    def token(self) -> Token:
        return self.tokens[self.next]

    def took(self, kind: str, text: str | None = None) -> Token | None:
        """Return the next token and move past it, if it is of that kind."""
        token = self.token
        if token.kind != kind or text not in (None, token.text):
            return None
        self.next += 1
        return token

    def either(self) -> Query:
        parts = [self.both()]
        while self.took("operator", "OR"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def both(self) -> Query:
        parts = [self.one()]
        while self.took("operator", "AND") or not self._ends():
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _ends(self) -> bool:
        return self.token.kind in ("end", "close") or self.token[:2] == ("operator", "OR")

    def one(self) -> Query:
        token = self.token
        if token.kind in ("end", "close") or (token.kind == "operator" and token.text != "NOT"):
            raise self._nothing_here(token)
        self.next += 1
        if token.kind in ("minus", "operator"):
            return Not(self._deeper(token))
        if token.kind == "open":
            return self._within(token)
        if token.kind == "field":
            return self._field(token)
        return self._words(token)

    def _nothing_here(self, token: Token) -> Wrong:
        before = self.tokens[self.next - 1] if self.next else None
        if before and before.kind in ("operator", "minus"):
            return Wrong(before.at, _dangling(before, "after"))
        if before and before.kind == "open" and token.kind == "close":
            return Wrong(before.at, "these parentheses are empty; remove them")
        if token.kind == "operator":
            return Wrong(token.at, _dangling(token, "before"))
        return Wrong(token.at, "a word is missing here")

    def _deeper(self, token: Token) -> Query:
        self._enter(token)
        query = self.one()
        self.depth -= 1
        return query

    def _within(self, opened: Token) -> Query:
        self._enter(opened)
        if self.token.kind == "end":
            raise Wrong(opened.at, "this parenthesis is never closed; write ) where it ends")
        query = self.either()
        if not self.took("close"):
            raise Wrong(opened.at, "this parenthesis is never closed; write ) where it ends")
        self.depth -= 1
        return query

    def _enter(self, token: Token) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Wrong(token.at, f"this is nested more than {MAX_DEPTH} deep; write it flatter")

    def _words(self, token: Token, of: Literal["author", "venue"] | None = None) -> SearchedText:
        self.words += 1
        if self.words > MAX_WORDS:
            raise Wrong(token.at, f"a query has at most {MAX_WORDS} words; search for fewer")
        return SearchedText(*searched(token), of)

    def _field(self, field: Token) -> Query:
        name = field.text.lower()
        if name not in FIELDS:
            raise Wrong(field.at, no_field(name))
        value = self.token
        if value.kind not in ("word", "quoted"):
            raise Wrong(field.end, f"write the value directly after the colon, such as {FIELDS[name]}")
        self.next += 1
        match name:
            case "author" | "venue":
                return self._words(value, name)
            case "tag":
                return Tagged(*searched(value))
            case "year":
                return years(value)
            case _:
                return state(name, value)


def _dangling(operator: Token, where: str) -> str:
    if operator.kind == "minus":
        return "write the word to exclude directly after the minus sign"
    word = operator.text
    return f"{word} needs a word {where} it; to search for the word itself, write {word.lower()}"
