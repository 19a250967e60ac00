"""Records: the facts of one paper from one source, before sources are merged."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from litnotes.model.described import Described
from litnotes.values.names import fold_title


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Described):
    """The facts of one paper from one source, in its words, without markup.

    `source` is a service (`crossref`), `given` for the student, `nickname table`, or the kind of an
    imported file. `asked` is the day it was asked.

    `first_year` is the first public year (of a preprint), `venue_year` the year of `venue`; a source that
    does not distinguish them has only the one that is certain.
    Authors are written as in the paper, `Given Family`; `more_authors` means that the list is shortened.
    `ids` has at most one id of each kind (`doi` is the publisher's, in lower case; `arxiv` without
    version; `openalex`, `semantic_scholar`, `dblp`, `pmid`, `acl`); `other_ids` are further ones,
    written `doi:10.1109/…`. `citations` counts the works that cite it, as the source counts.
    `language` is the ISO 639-1 code of its language, such as `en`.
    """

    source: str
    title: str
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    more_authors: bool = False
    first_year: int | None = None
    venue: str | None = None
    venue_year: int | None = None
    type: str | None = None
    language: str | None = None
    volume: str | None = None
    number: str | None = None
    pages: str | None = None
    publisher: str | None = None
    ids: Mapping[str, str] = field(default_factory=dict)
    other_ids: tuple[str, ...] = ()
    abstract: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    notes: str | None = None
    citations: int | None = None
    retracted: bool = False
    asked: datetime.date | None = None

    @property
    def year(self) -> int | None:
        """The first public year; papers call it `year`."""
        return self.first_year

    @property
    def titles(self) -> tuple[str, ...]:
        """The title, and the title with the subtitle; empty if the source has no title."""
        own = (self.title,) if self.title else ()
        return own if self.full_title == self.title else (*own, self.full_title)

    @property
    def full_title(self) -> str:
        """The title with the subtitle."""
        if not self.subtitle or fold_title(self.subtitle) in fold_title(self.title):
            return self.title
        return f"{self.title.rstrip(' :')}: {self.subtitle}"
