"""The candidates of all traces of the notes in use, with what was decided on them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from litnotes.cli.reading import Lookup, look_up
from litnotes.cli.shared import tell
from litnotes.errors import PROBLEMS_FOUND, LitnotesError

if TYPE_CHECKING:
    import sqlite3

    from litnotes.config import Settings
    from litnotes.model.candidate import Candidate, Trace
    from litnotes.screening.standing import ReportVerdict, Standing


@dataclass
class Pool:
    """All traces by name, the oldest first, and where each of their candidates stands.

    `problems` are traces that cannot be read.
    """

    notes: Lookup
    traces: dict[str, Trace]
    standings: list[Standing]
    problems: list[LitnotesError] = field(default_factory=list)

    @cached_property
    def settings(self) -> Settings:
        """The settings of the notes."""
        return self.notes.settings()

    @cached_property
    def by_key(self) -> dict[str, Standing]:
        """The candidates by key."""
        return {one.candidate.key: one for one in self.standings}

    @cached_property
    def names(self) -> dict[str, str]:
        """What the papers are called that candidates are linked with, by key: short names, or titles."""
        from litnotes.index import items

        rows = self.notes.ask(lambda connection: items.papers(connection, {"key", "title", "names"}))
        own = {row.key: (row.names or "").split("\n")[0] or row.title or row.key for row in rows if row.key}
        former = {before: own[key] for before, key in self.former_keys.items() if key in own}
        return {**{one.candidate.key: one.candidate.title for one in self.standings}, **former, **own}

    @cached_property
    def former_keys(self) -> dict[str, str]:
        """The keys that papers have by now, by those they had when they were traced."""
        from litnotes.index import items

        return self.notes.ask(items.former_keys)

    @cached_property
    def named(self) -> frozenset[str]:
        """The keys of own papers that a report has named."""
        from litnotes.index import items

        rows = self.notes.ask(lambda connection: items.papers(connection, {"key", "first_day"}))
        return frozenset(row.key for row in rows if row.key and row.first_day)

    def exit_code(self) -> int:
        """Tell what could not be read, and return the exit code it asks for."""
        for problem in self.problems:
            tell(problem)
        return max(self.notes.exit_code(), PROBLEMS_FOUND if self.problems else 0)


def pool_of(notes: str | None) -> Pool:
    """Return the candidates of the notes in use, as files and reports are now."""
    return pool_in(look_up(notes))


def pool_in(notes: Lookup) -> Pool:
    """Return the candidates of notes."""
    from litnotes.screening.standing import pool
    from litnotes.store import traces

    found, problems = traces.load_all(notes.notebook)
    standings = pool(found, notes.ask(papers_by_identity), notes.ask(verdicts)) if found else []
    return Pool(notes, found, standings, problems)


def person(pool: Pool, by: str | None) -> str | None:
    """Return a person as decisions or the settings write the name; one that neither knows is told."""
    from litnotes.cli.shared import one_line, say
    from litnotes.screening.standing import decisions_in

    if by is None:
        return None
    name = one_line(by, "--by")
    people = pool.settings.people
    deciding = (one.by for one in decisions_in(pool.traces.values()) if one.by)
    known = next((one for one in (*deciding, *people) if one.casefold() == name.casefold()), None)
    if people and known is None:
        say(f"{name} is not among the people of litnotes.yaml ({', '.join(people)}); taken as it is")
    return known or name


def papers_by_identity(connection: sqlite3.Connection) -> Callable[[Candidate], str | None]:
    """Return what tells the key of the own paper that a candidate is."""
    from litnotes.index import items
    from litnotes.screening.admission import own_paper

    known = items.identities(connection)
    rows = {row.key: row for row in items.papers(connection, {"key", "title", "authors"}) if row.key}

    def called(kind: str, folded: str) -> list[_Own]:
        keys = [folded] if kind == "key" else known.get((kind, folded), ())
        found = ((key, rows[key]) for key in keys if key in rows)
        return [_Own(key, row.title or "", (row.authors or "").split("\n")[:1]) for key, row in found]

    return lambda candidate: own_paper(candidate, called)


class _Own(NamedTuple):
    key: str
    title: str
    authors: Sequence[str]


def verdicts(connection: sqlite3.Connection) -> Callable[[Candidate, str | None], ReportVerdict | None]:
    """Return what tells the verdict of reports on a candidate: as a paper, or as a name they write."""
    from litnotes.index import items
    from litnotes.screening.standing import ReportVerdict
    from litnotes.values.names import fold_title

    by_key, by_title = {}, {}
    for row in items.decided(connection):
        day = datetime.date.fromisoformat(row.decided_on) if row.decided_on else None
        decision: Any = row.decision
        verdict = ReportVerdict(decision, row.reason, row.decided_by, day)
        if row.key:
            by_key[row.key] = verdict
        else:
            by_title[fold_title(row.name)] = verdict

    def verdict_of(candidate: Candidate, paper: str | None) -> ReportVerdict | None:
        return by_key.get(paper or "") or by_title.get(fold_title(candidate.title))

    return verdict_of
