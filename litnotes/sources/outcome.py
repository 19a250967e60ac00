"""What comes of asking a service: found, missing, withheld or failed.

Only `Missing` may be remembered as "it is not there", and only `Failed` is worth asking again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from litnotes.model.record import Record

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """The service answered."""

    value: T


@dataclass(frozen=True, slots=True)
class Missing:
    """The service knows no such thing."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """The service knows of it, and does not give it; `why` is its reason."""

    why: str


@dataclass(frozen=True, slots=True)
class Failed:
    """There is no answer that can be read; `why` says what came instead."""

    why: str


Outcome = Found[T] | Missing | Withheld | Failed


def titled(label: str, records: Iterable[Record]) -> Outcome[tuple[Record, ...]]:
    """Return the records with a title; withheld where there are only ids, failed where there is nothing."""
    read = tuple(records)
    with_title = tuple(record for record in read if record.title)
    if with_title:
        return Found(with_title)
    if any(record.ids for record in read):
        return Withheld(f"{label} knows the paper but gives no title")
    return Failed(f"{label}'s answer holds no paper")
