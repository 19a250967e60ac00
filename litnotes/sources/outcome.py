"""The outcome of asking a service: found, missing, withheld or failed.

Only `Missing` may be kept as "not found", and only after `Failed` is it worth asking again.
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
    """The service does not have it."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """The service has it but does not give it, for the reason `why`."""

    why: str


@dataclass(frozen=True, slots=True)
class Failed:
    """There is no readable answer, for the reason `why`."""

    why: str


Outcome = Found[T] | Missing | Withheld | Failed


def titled(label: str, records: Iterable[Record]) -> Outcome[tuple[Record, ...]]:
    """Return the records with a title; Withheld if there are only ids, Failed if there is nothing."""
    read = tuple(records)
    with_title = tuple(record for record in read if record.title)
    if with_title:
        return Found(with_title)
    if any(record.ids for record in read):
        return Withheld(f"{label} has the paper but no title")
    return Failed(f"{label}'s answer contains no paper")
