"""The language of `search`: words, "phrases", fields, AND, OR, NOT and parentheses.

    query    = either
    either   = both { "OR" both }
    both     = one { [ "AND" ] one }
    one      = ( "NOT" | "-" ) one | "(" query ")" | field ":" value | words
    words    = ( word | quote { word } quote ) [ "*" ]

Words next to each other must all be found. Operators are written in capitals, as `and` is a word.
Everything outside the language is a `Mistake`: nothing is guessed, and nothing raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

MAX_LENGTH = 1000
MAX_DEPTH = 20
MAX_WORDS = 60

FIELDS = ("author", "year", "venue", "tag", "decision", "reading")
DECISIONS = ("include", "exclude", "unsure", "none")
READINGS = ("to-read", "reading", "read")
_EXAMPLES = {
    "author": 'author:esser or author:"van den oord"',
    "year": "year:2020 or year:2020..2022",
    "venue": "venue:cvpr",
    "tag": "tag:codebook",
    "decision": "decision:include",
    "reading": "reading:to-read",
}

_QUOTES = '"“”„‟«»＂'
_SPLIT = re.compile(
    rf"(?P<space>[\s\x00-\x1f\x7f\ud800-\udfff]+)"
    rf"|(?P<open>[(（])|(?P<close>[)）])"
    rf"|(?P<operator>(?:AND|OR|NOT)(?![^\s()（）{_QUOTES}]))"
    rf"|(?P<minus>-(?=[^\s()（）-]|[(（]))"
    rf"|(?P<field>[^\W\d_]+)[:：](?=[^\s:：/()（）])"
    rf"|[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)(?P<end>[{_QUOTES}]\*?|\Z)"
    rf"|(?P<word>[^\s()（）{_QUOTES}]+)"
)
_YEARS = re.compile(r"(?P<first>\d{4})?(?P<dots>\.\.)?(?P<last>\d{4})?")
_OTHER_RANGE = re.compile(r"(\d{4})?\s*(?:-|–|—|\.{3,}|…|:|/)\s*(\d{4})?")


@dataclass(frozen=True, slots=True)
class Text:
    """Words that stand in this order somewhere in an item; the last is a beginning if `prefix`.

    `of` is the one part of an item to look in, None for all.
    """

    words: str
    prefix: bool = False
    of: Literal["author", "venue"] | None = None


@dataclass(frozen=True, slots=True)
class Tagged:
    """One of its tags is this one, or begins so if `prefix`."""

    tag: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Years:
    """From the first to the last of these years; open where None."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Decided:
    """A paper on which this was decided; None for nothing yet."""

    decision: str | None


@dataclass(frozen=True, slots=True)
class InState:
    """A paper that is in this state of reading."""

    reading: str


@dataclass(frozen=True, slots=True)
class Not:
    """What is not that."""

    part: Query


@dataclass(frozen=True, slots=True)
class All:
    """What is each of these, of which there are at least two."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """What is any of these, of which there are at least two."""

    parts: tuple[Query, ...]


Query = Text | Tagged | Years | Decided | InState | Not | All | Either


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a query, and what to write instead. `column` counts characters from 1."""

    column: int
    sentence: str


def parse(text: str) -> Query | Mistake:
    """Return what a query asks for, or the first mistake in it."""
    if len(text) > MAX_LENGTH:
        return Mistake(
            MAX_LENGTH + 1, f"a query has at most {MAX_LENGTH} characters, this one has {len(text)}"
        )
    try:
        return _Parser(text).whole()
    except _Wrong as wrong:
        return wrong.mistake


def texts(query: Query) -> Iterator[Text]:
    """Yield the words that a query asks for, without those it leaves out."""
    match query:
        case Text():
            yield query
        case All(parts) | Either(parts):
            for part in parts:
                yield from texts(part)


class _Wrong(Exception):
    """Ends the parsing; never leaves this module."""

    def __init__(self, at: int, sentence: str) -> None:
        self.mistake = Mistake(at + 1, sentence)


class _Token(NamedTuple):
    """A part of the query: `at` and `end` are its first character and the one behind its last."""

    kind: str
    text: str
    at: int
    end: int


class _Parser:
    """Recursive descent over the tokens of one query."""

    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        self.next = 0
        self.depth = 0
        self.words = 0

    def whole(self) -> Query:
        if not any(token.kind != "end" for token in self.tokens):
            raise _Wrong(0, "the query is empty; write a word, such as codebook")
        query = self.either()
        token = self.token
        if token.kind == "close":
            raise _Wrong(token.at, "no parenthesis was opened before this one; leave it out")
        return query

    @property
    def token(self) -> _Token:
        return self.tokens[self.next]

    def took(self, kind: str, text: str | None = None) -> _Token | None:
        """Return the next token and step over it, if it is of that kind."""
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

    def _nothing_here(self, token: _Token) -> _Wrong:
        before = self.tokens[self.next - 1] if self.next else None
        if before and before.kind in ("operator", "minus"):
            return _Wrong(before.at, _dangling(before, "behind"))
        if before and before.kind == "open" and token.kind == "close":
            return _Wrong(before.at, "there is nothing in these parentheses; leave them out")
        if token.kind == "operator":
            return _Wrong(token.at, _dangling(token, "before"))
        return _Wrong(token.at, "a word is missing here")

    def _deeper(self, token: _Token) -> Query:
        self._enter(token)
        query = self.one()
        self.depth -= 1
        return query

    def _within(self, opened: _Token) -> Query:
        self._enter(opened)
        if self.token.kind == "end":
            raise _Wrong(opened.at, "this parenthesis is never closed; write ) where it ends")
        query = self.either()
        if not self.took("close"):
            raise _Wrong(opened.at, "this parenthesis is never closed; write ) where it ends")
        self.depth -= 1
        return query

    def _enter(self, token: _Token) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _Wrong(token.at, f"this is nested more than {MAX_DEPTH} deep; write it flatter")

    def _words(self, token: _Token, of: Literal["author", "venue"] | None = None) -> Text:
        self.words += 1
        if self.words > MAX_WORDS:
            raise _Wrong(token.at, f"a query has at most {MAX_WORDS} words; search for fewer")
        return Text(*_searched(token), of)

    def _field(self, field: _Token) -> Query:
        name = field.text.lower()
        if name not in FIELDS:
            raise _Wrong(field.at, _no_field(name))
        value = self.token
        if value.kind not in ("word", "quoted"):
            raise _Wrong(field.end, f"write the value directly behind the colon, such as {_EXAMPLES[name]}")
        self.next += 1
        match name:
            case "author" | "venue":
                return self._words(value, name)
            case "tag":
                return Tagged(*_searched(value))
            case "year":
                return _years(value)
            case _:
                return _state(name, value)


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the parts of a query, the end last."""
    at = 0
    while match := _SPLIT.match(text, at):
        kind = match.lastgroup or ""
        if kind == "end":
            kind = "quoted"
            if not match["end"]:
                raise _Wrong(at, "this quote is never closed; write another one where it ends")
        if kind == "word":
            _refuse_empty_field(match)
        value = match["quoted"] + match["end"][1:] if kind == "quoted" else match[kind]
        if kind != "space":
            yield _Token(kind, value, at, match.end())
        at = match.end()
    yield _Token("end", "", at, at)


def _refuse_empty_field(match: re.Match[str]) -> None:
    """Refuse `author:` with nothing behind it; of other words the colon is part, as in a pasted title."""
    name = match["word"].rstrip(":：").lower()
    if name in FIELDS and len(name) < len(match["word"]):
        raise _Wrong(
            match.end() - 1, f"write the value directly behind the colon, such as {_EXAMPLES[name]}"
        )


def _searched(token: _Token) -> tuple[str, bool]:
    """Return the words to search, and whether the last one is only a beginning."""
    words = token.text.rstrip("*")
    prefix = words != token.text
    if "*" in words:
        at = token.at + token.text.index("*") + (token.kind == "quoted")
        raise _Wrong(at, "a star stands at the end of a word only, as in quanti*")
    if not any(character.isalnum() for character in words):
        raise _Wrong(token.at, "there is no letter or digit in this; write a word, such as codebook")
    return " ".join(words.split()), prefix


def _years(token: _Token) -> Years:
    text = token.text.strip()
    found = _YEARS.fullmatch(text)
    if found and (found["first"] or found["last"]):
        first, last = (int(year) if year else None for year in (found["first"], found["last"]))
        if not found["dots"]:
            if first and last:
                raise _Wrong(token.at, f"write a range with two dots: year:{first}..{last}")
            return Years(first or last, first or last)
        if first and last and first > last:
            raise _Wrong(token.at, f"the earlier year comes first: year:{last}..{first}")
        return Years(first, last)
    other = _OTHER_RANGE.fullmatch(text)
    if other and any(other.groups()):
        raise _Wrong(token.at, f"write a range with two dots: year:{other[1] or ''}..{other[2] or ''}")
    raise _Wrong(token.at, "write years with four digits: year:2020, year:2020.., year:2020..2022")


def _state(field: str, token: _Token) -> Decided | InState:
    known = DECISIONS if field == "decision" else READINGS
    value = token.text.strip().lower()
    if value not in known:
        near = _near(value, known)
        hint = f"; did you mean {field}:{near}?" if near else ""
        raise _Wrong(token.at, f"there are {', '.join(f'{field}:{one}' for one in known)}{hint}")
    if field == "decision":
        return Decided(None if value == "none" else value)
    return InState(value)


def _dangling(operator: _Token, where: str) -> str:
    if operator.kind == "minus":
        return "write what to leave out directly behind the minus sign"
    word = operator.text
    return f"{word} needs a word {where} it; to search for the word itself, write {word.lower()}"


def _no_field(name: str) -> str:
    near = _near(name, FIELDS)
    hint = f"write {near}:" if near else f"there are {', '.join(f'{one}:' for one in FIELDS)}"
    return f"no field is called {name}; {hint}, or put quotes around to search for the words themselves"


def _near(word: str, known: tuple[str, ...]) -> str | None:
    import difflib

    return next(iter(difflib.get_close_matches(word, known, n=1)), None)
