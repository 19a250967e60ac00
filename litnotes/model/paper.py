"""Papers: one file each under `papers/`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from litnotes.model.described import Described
from litnotes.model.reports import Model
from litnotes.values.names import MAX_SHORT, is_title

_JOINTS = " \u2010-\u2015-"
"""Spaces and hyphens inside a short name, for a pattern."""
_UNJOINED = dict.fromkeys(map(ord, " -\u2010\u2011\u2012\u2013\u2014\u2015"))

RecordStanding = Literal["not looked up", "nickname table", "given", "imported", "looked up"]
"""Where the whole record comes from; only a looked-up record is complete.

`given`: the student typed title or ids. `nickname table`: the table shipped with litnotes, which has at
most three authors and no abstracts. `imported`: the file of a reference manager.
"""


class Count(Model):
    """The number of citing works, as counted by one service on a day. Services may differ by factors."""

    source: str
    count: int
    asked: datetime.date


class Differing(Model):
    """A value of another source that differs from the one shown. Lists are joined by `; `."""

    field: str
    value: str
    source: str
    asked: datetime.date | None = None


class Paper(Described, Model):
    """A paper. `year` is the first public year, `venue_year` the year of the venue.

    `key` is the citation key and file name; it never changes. `provenance` holds the source and day of
    each field (`crossref 2024-06-02`); a value without provenance, or `given`, is the student's and is
    never replaced. `differing` keeps values of other sources.
    `services` holds the outcome of each service asked (`found 2024-06-02`). `other_ids` (`doi:10.1109/…`),
    `other_titles` and `former_keys` are further names of the same paper, such as those of a version.
    """

    key: str
    record: RecordStanding
    title: str
    short_names: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    more_authors: bool = False
    year: int | None = None
    venue: str | None = None
    venue_year: int | None = None
    type: str | None = None
    language: str | None = None
    volume: str | None = None
    number: str | None = None
    pages: str | None = None
    publisher: str | None = None
    ids: dict[str, str] = Field(default_factory=dict)
    other_ids: tuple[str, ...] = ()
    other_titles: tuple[str, ...] = ()
    former_keys: tuple[str, ...] = ()
    abstract: str | None = None
    url: str | None = None
    retracted: bool = False
    tags: tuple[str, ...] = ()
    notes: str | None = None
    reading: Literal["to-read", "reading", "read"] | None = None
    added: datetime.date | None = None
    citations: tuple[Count, ...] = ()
    provenance: dict[str, str] = Field(default_factory=dict)
    differing: tuple[Differing, ...] = ()
    services: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, values: Any) -> Any:
        """Drop names without value, such as `tags:`."""
        if not isinstance(values, dict):
            return values
        return {name: value for name, value in values.items() if value is not None}

    @field_validator("other_ids")
    @classmethod
    def _with_their_kind(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if bare := next((one for one in value if not one.partition(":")[2]), None):
            raise ValueError(f'write the kind before "{bare}", such as doi:10.1109/5.771073')
        return value

    @property
    def is_looked_up(self) -> bool:
        """Whether services have the paper, and all services asked have answered."""
        failed = any(outcome.startswith("failed") for outcome in self.services.values())
        return self.record == "looked up" and not failed

    @property
    def is_typed(self) -> bool:
        """Whether the title is only a typed name, and nothing else is known of the paper."""
        return self.record == "not looked up" and "title" not in self.provenance

    @property
    def titles(self) -> tuple[str, ...]:
        """All its titles, without a short name typed as title."""
        own = () if self.is_typed and not is_title(self.title) else (self.title,)
        return (*own, *self.other_titles)

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the paper, its title last."""
        return (*self.short_names, self.title)

    @property
    def headline(self) -> str:
        """`short name: title` in one line; the title alone where it contains the short name."""
        short = next((name for name in self.short_names if len(name) <= MAX_SHORT), None)
        if short is None or self._title_contains(short):
            return self.title
        return f"{short}: {self.title}"

    def _title_contains(self, short: str) -> bool:
        """Whether the title starts with a short name, or shows it further on as the name it is.

        Hyphens and spaces inside it may differ: "VQVAE 2" is in "Images with VQ-VAE-2".
        """
        joined = short.translate(_UNJOINED)
        if joined.casefold() not in self.title.translate(_UNJOINED).casefold():
            return False  # as for most titles; the pattern takes longer
        letters = f"[{_JOINTS}]?".join(map(re.escape, joined))
        # "Images with VQ-VAE-2" does not contain "VQ-VAE"; "GAN-based Priors" contains "GAN".
        name = rf"(?<![\w{_JOINTS[1:]}]){letters}(?!\w|[{_JOINTS[1:]}](?-i:[\dA-Z]))"
        if re.match(name, self.title, re.IGNORECASE):
            return True
        if short.isalpha() and short[1:].islower():
            return False  # "Quiet" inside "A Quiet Quantizer" is an ordinary word
        # Capitals count: the short name "IN" is not the word "in".
        return re.search(name, self.title) is not None


def in_order(provenance: Mapping[str, str]) -> dict[str, str]:
    """Return `provenance` in the order of the fields of `Paper`."""
    order = {name: at for at, name in enumerate(Paper.model_fields)}
    names = sorted(provenance, key=lambda name: order.get(name.partition(".")[0], len(order)))
    return {name: provenance[name] for name in names}
