"""What comes of asking a service: found, missing, withheld or failed.

Only `Missing` may be remembered as "it is not there", and only `Failed` is worth asking again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

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
