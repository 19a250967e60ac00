"""What a citation search found, and what was decided on it: one file under `traces/`.

Terms are those of the field: snowballing, forward and backward (Wohlin 2014); screening; inclusion
and exclusion criteria; PRISMA 2020.
"""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field

from litnotes.model.described import Described
from litnotes.model.reports import Model

Direction = Literal["cited-by", "references"]
"""Forward: the papers that cite a seed. Backward: those that it cites."""

ListOutcome = Literal["found", "not found", "withheld", "failed", "not asked"]
"""What came of asking for a list. Only what failed is worth asking again."""

Choice = Literal["include", "exclude", "unsure", "not-retrieved"]
"""What a person decides on a candidate. `not-retrieved`: wanted, but its text cannot be had."""


class TraceQuestion(Model):
    """What a trace asks for; the same question goes on in the same file.

    `seeds` are keys of own papers; instead, `file` is the name of the result list of a database
    search. `year` and `match` leave out candidates, `limit` cuts each list of a service.
    """

    seeds: tuple[str, ...] = ()
    directions: tuple[Direction, ...] = ()
    file: str | None = None
    year: str | None = None
    match: tuple[str, ...] = ()
    limit: int | None = None


class Search(Model):
    """One list that was asked for, and what came of it.

    `count` are the works it names, of which `total` is how many the service counts. `why` is the reason
    where it is not found or not whole; `asked` the day of the answer.
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
    """How many works a condition of the question leaves out, such as `year` or `match`."""

    why: str
    works: int


class Reached(Model):
    """That a candidate cites one of your papers, or is cited by it, and who says so.

    `contexts` are sentences in which it is cited, `influential` that it matters to the
    citing paper, as Semantic Scholar sees it; None where nobody says so.
    """

    paper: str
    direction: Direction
    sources: tuple[str, ...]
    contexts: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()
    influential: bool | None = None


class Candidate(Described, Model):
    """A work that a trace found. `key` is its citation key if it becomes a paper, and never changes.

    `year` is the first public one where that is known, else that of the venue. `round` is the round
    that found it first, `sources` the services or files that name it. A field came from the first of
    them, but where `origins` names another.
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
    """What one person decided on one candidate, when and why.

    `criterion` is the short name of a criterion of the settings; `by` is None for the student.
    """

    key: str
    decision: Choice
    criterion: str | None = None
    reason: str | None = None
    by: str | None = None
    day: datetime.date


class Trace(Model):
    """A citation search: the question, what came of it, the candidates, and the decisions on them.

    `kept` is how many candidates no list names any more. Of several decisions of one person on one
    candidate, the last in the list counts.
    """

    day: datetime.date
    question: TraceQuestion
    searches: tuple[Search, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    kept: int | None = None
    candidates: tuple[Candidate, ...] = ()
    decisions: tuple[Screened, ...] = ()

    @property
    def rounds(self) -> int:
        """How many rounds it has gone."""
        return max((one.round for one in self.searches), default=1)
