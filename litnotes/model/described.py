"""The common interface of papers, records and candidates: they describe a work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

SHARED = ("title", "authors", "more_authors", "year", "venue", "venue_year", "type", "language", "abstract",
          "url", "retracted")  # fmt: skip
"""Fields of papers and candidates, besides ids and tags; records call the year `first_year`."""


class Described:
    """The facts of a work that identify it.

    `Paper`, `Record` and `Candidate` have these fields under these names. Each class declares them
    itself, because files keep the fields in the order of the class.
    """

    __slots__ = ()

    if TYPE_CHECKING:
        title: str | None
        authors: tuple[str, ...]
        venue_year: int | None
        ids: Mapping[str, str]
        other_ids: tuple[str, ...]

        @property
        def year(self) -> int | None:
            """The first public year."""

    @property
    def titles(self) -> tuple[str, ...]:
        """All its titles; none where only a short name or ids are known."""
        return (self.title,) if self.title else ()

    @property
    def years(self) -> tuple[int, ...]:
        """The first public year and the venue's year, as far as known."""
        first, of_venue = self.year, self.venue_year
        return ((first, of_venue) if of_venue else (first,)) if first else ((of_venue,) if of_venue else ())

    def all_ids(self) -> Iterator[tuple[str, str]]:
        """Yield kind and value of each id, including other versions, in lower case."""
        for kind, value in self.ids.items():
            yield kind, value.lower()
        for other in self.other_ids:
            kind, _, value = other.partition(":")
            yield kind, value.lower()
