"""A query as a tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class SearchedText:
    """Words in this order anywhere in an item; with `prefix`, the last is the beginning of a word.

    `of` is the field to search, None for all.
    """

    words: str
    prefix: bool = False
    of: Literal["author", "venue"] | None = None


@dataclass(frozen=True, slots=True)
class Tagged:
    """An item with this tag, or with `prefix` a tag that begins with it."""

    tag: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class YearRange:
    """Years from `first` to `last`; None means no limit."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Decided:
    """A paper with this decision; None for no decision."""

    decision: str | None


@dataclass(frozen=True, slots=True)
class InState:
    """A paper in this reading state."""

    reading: str


@dataclass(frozen=True, slots=True)
class Not:
    """Items that do not match a query."""

    part: Query


@dataclass(frozen=True, slots=True)
class All:
    """Items that match all of two or more queries."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Items that match any of two or more queries."""

    parts: tuple[Query, ...]


Query = SearchedText | Tagged | YearRange | Decided | InState | Not | All | Either


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a query, and what to write instead. `column` counts characters from 1."""

    column: int
    sentence: str


def texts(query: Query) -> Iterator[SearchedText]:
    """Yield the words that a query searches for, without those it excludes."""
    match query:
        case SearchedText():
            yield query
        case All(parts) | Either(parts):
            for part in parts:
                yield from texts(part)
