"""Traces: the candidates of a citation search and the decisions on them, one file under `traces/`.

Terms of the field: snowballing, forward and backward (Wohlin 2014); screening; inclusion and exclusion
criteria; PRISMA 2020.
"""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field, model_validator

from litnotes.model.described import Described
from litnotes.model.reports import Model

Direction = Literal["cited-by", "references"]
"""`cited-by` is forward: papers that cite a seed. `references` is backward: papers that it cites."""

ListOutcome = Literal["found", "not found", "withheld", "failed", "not asked"]
"""The outcome of requesting a list. Only after `failed` is it worth asking again."""

Choice = Literal["include", "exclude", "unsure", "not-retrieved"]
"""A decision on a candidate. `not-retrieved`: relevant, but the text is not available."""


class TraceQuestion(Model):
    """The question of a trace; the same question continues the same file.

    `seeds` are keys of papers; instead, `file` is the name of the result list of a database search, or
    `corpus` for a search in a corpus for `query`.
    `year` and `match` filter candidates, `limit` is the most works to use of each list.
    """

    seeds: tuple[str, ...] = ()
    directions: tuple[Direction, ...] = ()
    file: str | None = None
    query: str | None = None
    year: str | None = None
    match: tuple[str, ...] = ()
    limit: int | None = None


class Search(Model):
    """One list of one service, with its outcome.

    `count` is the number of works received, `total` the service's own count. `why` is the reason if the
    list is missing or incomplete; `asked` the day of the answer.
    """

    round: int = 1
    seed: str | None = None
    direction: Direction | None = None
    source: str
    outcome: ListOutcome
    count: int = 0
    total: int | None = None
    why: str | None = None
    asked: datetime.date | None = None


class LeftOut(Model):
    """The number of works excluded by a condition of the question, such as `year` or `match`."""

    why: str
    works: int


class Reached(Model):
    """A citation between a candidate and one of your papers, with its sources.

    `contexts` are the citing sentences; `influential` is Semantic Scholar's rating of its importance to
    the citing paper, None without one.
    """

    paper: str
    direction: Direction
    sources: tuple[str, ...]
    contexts: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()
    influential: bool | None = None


class Candidate(Described, Model):
    """A work found by a trace. `key` is its citation key if it becomes a paper; it never changes.

    `year` is the first public year if known, else the venue's. `round` is the round that found it first,
    `sources` the services or files that list it. Fields come from the first source, unless `origins`
    names another.
    """

    key: str
    title: str
    authors: tuple[str, ...] = ()
    more_authors: bool = False
    year: int | None = None
    venue: str | None = None
    venue_year: int | None = None
    type: str | None = None
    language: str | None = None
    ids: dict[str, str] = Field(default_factory=dict)
    other_ids: tuple[str, ...] = ()
    abstract: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    retracted: bool = False
    round: int = 1
    sources: tuple[str, ...] = ()
    origins: dict[str, str] = Field(default_factory=dict)
    reached: tuple[Reached, ...] = ()


class Screened(Model):
    """The decision of one person on one candidate, with day and reason.

    `criterion` is the short name of a criterion of the settings; `by` is None for the student.
    """

    key: str
    decision: Choice
    criterion: str | None = None
    reason: str | None = None
    by: str | None = None
    day: datetime.date


_WRITTEN = frozenset({"note", "tags", "abstract"})
"""What makes a line a note; a decision has none of these."""


class CandidateNote(Model):
    """What one person wrote about one candidate: a note, tags, or the abstract that it lacked.

    It is no decision. `by` is None for the student.
    """

    key: str
    note: str | None = None
    tags: tuple[str, ...] = ()
    abstract: str | None = None
    by: str | None = None
    day: datetime.date


class Trace(Model):
    """A citation search: the question, the searches, the candidates, and the decisions on them.

    A file lists `notes` among the decisions, and with `beside` the candidates decided on lately: they are
    the lines without a decision. `kept` is the number of candidates that no list names any more. `beside`
    says that the undecided candidates are in a file beside; it is false where they are among
    `candidates`. Of several decisions of one person on one candidate, the last counts.
    """

    day: datetime.date
    question: TraceQuestion
    searches: tuple[Search, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    kept: int | None = None
    beside: bool = False
    candidates: tuple[Candidate, ...] = ()
    decisions: tuple[Screened, ...] = ()
    notes: tuple[CandidateNote, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _lines_apart(cls, value: object) -> object:
        """Take the lines without a decision as notes or candidates."""
        if not isinstance(value, dict) or not isinstance(lines := value.get("decisions"), list):
            return value
        decisions: list[object] = []
        further: dict[str, list[object]] = {"notes": [], "candidates": []}
        for line in lines:
            names = line.keys() if isinstance(line, dict) else frozenset[str]()
            if names == {"candidate"}:
                further["candidates"].append(line["candidate"])
            else:
                (decisions if names.isdisjoint(_WRITTEN) else further["notes"]).append(line)
        added = {name: [*(value.get(name) or ()), *more] for name, more in further.items() if more}
        return {**value, **added, "decisions": decisions}

    @property
    def rounds(self) -> int:
        """The number of rounds so far."""
        return max((search.round for search in self.searches), default=1)
