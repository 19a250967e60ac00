"""Criteria that litnotes can check."""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_QUOTED = 60


class AllowedYears(NamedTuple):
    """The first and the last year that the criteria allow; None leaves an end open."""

    first: int | None = None
    last: int | None = None

    def outside(self, year: int | None) -> str:
        """Return how a year lies outside, such as `2017, before 2019`; empty inside."""
        return outside(year, self.first, self.last)


ANY_YEARS = AllowedYears()


def outside(year: int | None, first: int | None, last: int | None) -> str:
    """Return how a first public year is outside the criteria: `2017, before 2019`; empty if it is not.

    An unknown year is not outside.
    """
    if year is None:
        return ""
    if first is not None and year < first:
        return f"{year}, before {first}"
    return f"{year}, after {last}" if last is not None and year > last else ""


def listed(value: object, *, apart: bool = True) -> object:
    """Return a setting that is a list. A text is one item, or with `apart` several between commas."""
    if value is None:
        return ()
    if not isinstance(value, str):
        return value
    return tuple(re.split("[,;，；、]", value)) if apart else (value,)


def venue_name(text: str) -> str:
    """Return the name of a venue in one line; raises ValueError with a message if it is invalid."""
    if not any(character.isalnum() for character in text):
        raise ValueError(f'"{text[:MAX_QUOTED]}" has no letter; write a venue, such as NeurIPS')
    return " ".join(text.split())
