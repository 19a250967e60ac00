"""The criteria that a program can check."""

from __future__ import annotations


def outside(year: int | None, first: int | None, last: int | None) -> str:
    """Return how a first public year misses the years of the criteria: `2017, before 2019`; else nothing.

    A paper whose year is not known is not outside.
    """
    if year is None:
        return ""
    if first is not None and year < first:
        return f"{year}, before {first}"
    return f"{year}, after {last}" if last is not None and year > last else ""
