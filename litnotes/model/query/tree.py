"""What a query asks for, as a tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class SearchedText:
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
class YearRange:
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


Query = SearchedText | Tagged | YearRange | Decided | InState | Not | All | Either


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a query, and what to write instead. `column` counts characters from 1."""

    column: int
    sentence: str


def texts(query: Query) -> Iterator[SearchedText]:
    """Yield the words that a query asks for, without those it leaves out."""
    match query:
        case SearchedText():
            yield query
        case All(parts) | Either(parts):
            for part in parts:
                yield from texts(part)
