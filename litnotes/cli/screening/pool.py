"""The candidates of all traces of the notes in use, with what was decided on them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from litnotes.cli.reading import Lookup, look_up
from litnotes.cli.shared import tell
from litnotes.errors import PROBLEMS_FOUND, LitnotesError

if TYPE_CHECKING:
    import sqlite3

    from litnotes.model.screening import Candidate, Trace
    from litnotes.snowball.screening import Standing, Verdict


@dataclass
class Pool:
    """All traces by name, the oldest first, and where each of their candidates stands.

    `problems` are traces that cannot be read.
    """

    notes: Lookup
    traces: dict[str, Trace]
    standings: list[Standing]
    problems: list[LitnotesError] = field(default_factory=list)

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
    from litnotes.snowball.screening import pool
    from litnotes.store import traces

    found, problems = traces.load_all(notes.notebook)
    standings = pool(found, notes.ask(papers_by_identity), notes.ask(verdicts)) if found else []
    return Pool(notes, found, standings, problems)


def papers_by_identity(connection: sqlite3.Connection) -> Callable[[Candidate], str | None]:
    """Return what tells the key of the own paper that a candidate is."""
    from litnotes.model.names import fold_surname, fold_title, is_title
    from litnotes.store import items

    known = items.identities(connection)
    rows = {row.key: row for row in items.papers(connection, {"key", "title", "authors"}) if row.key}

    def is_of(key: str, candidate: Candidate) -> bool:
        first = (rows[key].authors or "").split("\n")[0]
        people = [fold_surname(name) for name in (first, *candidate.authors[:1]) if name]
        return len(people) < 2 or people[0] == people[1]

    def paper_of(candidate: Candidate) -> str | None:
        for one in candidate.all_ids():
            if one in known:
                return known[one][0]
        title = fold_title(candidate.title)
        titled = known.get(("title", title), ()) if is_title(candidate.title) else ()
        own = [candidate.key] if candidate.key in rows else []
        same = (key for key in own if fold_title(rows[key].title or "") == title)
        return next((key for key in (*titled, *same) if is_of(key, candidate)), None)

    return paper_of


def verdicts(connection: sqlite3.Connection) -> Callable[[Candidate, str | None], Verdict | None]:
    """Return what tells the verdict of reports on a candidate: as a paper, or as a name they write."""
    from litnotes.model.names import fold_title
    from litnotes.snowball.screening import Verdict
    from litnotes.store import items

    by_key, by_title = {}, {}
    for row in items.decided(connection):
        day = datetime.date.fromisoformat(row.decided_on) if row.decided_on else None
        decision: Any = row.decision
        verdict = Verdict(decision, row.reason, row.decided_by, day)
        if row.key:
            by_key[row.key] = verdict
        else:
            by_title[fold_title(row.name)] = verdict

    def verdict_of(candidate: Candidate, paper: str | None) -> Verdict | None:
        return by_key.get(paper or "") or by_title.get(fold_title(candidate.title))

    return verdict_of
