"""What a paper is: one file under `papers/`."""

from __future__ import annotations

import datetime
from typing import Any, Literal

from pydantic import Field, model_validator

from litnotes.model.report import Model

Record = Literal["not looked up", "nickname table", "given"]
"""Where the record as a whole comes from; only a looked-up record is complete.

`given`: the student named title or ids. `nickname table`: the table shipped with litnotes, which
cuts author lists at three and knows no abstract.
"""


class Paper(Model):
    """A paper. `year` is the first public year, `venue_year` the year of the venue.

    `key` is its citation key and its file's name; it never changes. `provenance` says for each
    field where its value came from.
    """

    key: str
    record: Record
    title: str
    short_names: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    more_authors: bool = False
    year: int | None = None
    venue: str | None = None
    venue_year: int | None = None
    ids: dict[str, str] = Field(default_factory=dict)
    abstract: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    reading: Literal["to-read", "reading", "read"] | None = None
    added: datetime.date | None = None
    provenance: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, values: Any) -> Any:
        """A name with nothing behind it, such as `tags:`, is left out."""
        if not isinstance(values, dict):
            return values
        return {name: value for name, value in values.items() if value is not None}

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the paper, its title last."""
        return (*self.short_names, self.title)
