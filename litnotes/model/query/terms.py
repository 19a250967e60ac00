"""Words, years, states and field names in a query."""

from __future__ import annotations

from collections.abc import Iterable

from litnotes.model.query.tokens import FIELDS, Token, Wrong
from litnotes.model.query.tree import Decided, InState, YearRange
from litnotes.values.patterns import pattern

DECISIONS = ("include", "exclude", "unsure", "none")
READINGS = ("to-read", "reading", "read")

_YEARS = pattern(r"(?P<first>\d{4})?(?P<dots>\.\.)?(?P<last>\d{4})?")
_OTHER_RANGE = pattern(r"(\d{4})?\s*(?:-|–|—|\.{3,}|…|:|/)\s*(\d{4})?")


def searched(token: Token) -> tuple[str, bool]:
    """Return the words to search for, and whether the last one is only the beginning of a word."""
    words = token.text.rstrip("*")
    prefix = words != token.text
    if "*" in words:
        at = token.at + token.text.index("*") + (token.kind == "quoted")
        raise Wrong(at, "a star must be at the end of a word only, as in quanti*")
    if not any(character.isalnum() for character in words):
        raise Wrong(token.at, "there is no letter or digit in this; write a word, such as codebook")
    return " ".join(words.split()), prefix


def years(token: Token) -> YearRange:
    """Return the years of a value: one year, or a range with two dots."""
    found = year_range(token.text, "year:")
    if isinstance(found, str):
        raise Wrong(token.at, found)
    return found


def year_range(text: str, front: str) -> YearRange | str:
    """Return the years of `2020`, `2020..2022`, `2020..` or `..2022`, else a message what to write.

    `front` is the text before the years in the message, as in `year:2020`.
    """
    text = text.strip()
    found = _YEARS.fullmatch(text)
    if found and (found["first"] or found["last"]):
        first, last = (int(year) if year else None for year in (found["first"], found["last"]))
        if not found["dots"]:
            both = first is not None and last is not None
            return (
                f"write a range with two dots: {front}{first}..{last}" if both else YearRange(first, first)
            )
        if first is not None and last is not None and first > last:
            return f"the earlier year comes first: {front}{last:04}..{first:04}"
        return YearRange(first, last)
    other = _OTHER_RANGE.fullmatch(text)
    if other and any(other.groups()):
        return f"write a range with two dots: {front}{other[1] or ''}..{other[2] or ''}"
    return f"write years with four digits: {front}2020, {front}2020.., {front}2020..2022"


def state(field: str, token: Token) -> Decided | InState:
    """Return the decision or reading state of a value."""
    known = DECISIONS if field == "decision" else READINGS
    value = token.text.strip().lower()
    if value not in known:
        near = _near(value, known)
        hint = f"; did you mean {field}:{near}?" if near else ""
        raise Wrong(token.at, f"there are {', '.join(f'{field}:{one}' for one in known)}{hint}")
    if field == "decision":
        return Decided(None if value == "none" else value)
    return InState(value)


def no_field(name: str) -> str:
    """Return a message for an unknown field."""
    near = _near(name, FIELDS)
    hint = f"write {near}:" if near else f"there are {', '.join(f'{one}:' for one in FIELDS)}"
    return f"no field is called {name}; {hint}, or put quotes around to search for the words themselves"


def _near(word: str, known: Iterable[str]) -> str | None:
    import difflib

    return next(iter(difflib.get_close_matches(word, known, n=1)), None)
