"""Decisions of screening on own papers: a paper has one state, whoever decided it where.

Candidates with a decision are kept with the own paper that each one is. Only those that a change of traces
or papers affects are compared again.
"""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from litnotes.library.identify import Library
from litnotes.library.shelf import names_of
from litnotes.library.twins import certain, claims
from litnotes.model.candidate import Candidate, Screened
from litnotes.model.decisions import agreed, screened_in_order
from litnotes.values.names import fold_name, fold_title, is_title

if TYPE_CHECKING:
    from litnotes.model.paper import Paper
    from litnotes.store.traces import DecidedTrace

_IDENTITY = {"key", "title", "authors", "year", "venue_year", "ids", "other_ids"}


def keys(connection: sqlite3.Connection) -> set[str]:
    """Return the keys of the candidates with a decision."""
    return {key for (key,) in connection.execute("SELECT key FROM candidates")}


class Screening:
    """The decisions in traces during an update of the index.

    `doubtful` are the candidates to compare with the own papers again, `changed` those with new decisions.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.query = connection.execute
        self.insert = connection.executemany
        self.doubtful: set[str] = set()
        self.changed: set[str] = set()

    def note(self, papers: Collection[str]) -> None:
        """Note the candidates that may be one of these papers: call it before and after they change."""
        for paper in papers:
            rows = self.query(
                "SELECT key FROM candidates WHERE paper = :paper OR key = :paper UNION"
                " SELECT candidate_names.key FROM names JOIN candidate_names USING (kind, folded)"
                " WHERE names.key = :paper",
                {"paper": paper},
            )
            self.doubtful |= {key for (key,) in rows}

    def put(self, traces: Mapping[str, DecidedTrace | None]) -> None:
        """Replace the decisions of traces; None for a deleted or unreadable one."""
        for name, trace in traces.items():
            before = set(self.query(f"SELECT {_COLUMNS} FROM screened WHERE trace = ?", (name,)))  # noqa: S608
            now = {_row(name, at, one) for at, one in enumerate(trace.decisions)} if trace else set()
            self.query("DELETE FROM screened WHERE trace = ?", (name,))
            self.insert("INSERT INTO screened VALUES (?, ?, ?, ?, ?, ?, ?)", sorted(now))
            self.changed |= {row[2] for row in before ^ now}
            for candidate in trace.candidates if trace else ():
                self._put_candidate(candidate)

    def _put_candidate(self, candidate: Candidate) -> None:
        self.doubtful.add(candidate.key)
        self.query("DELETE FROM candidate_names WHERE key = ?", (candidate.key,))
        self.query(
            "INSERT INTO candidates VALUES (?, ?, NULL)"
            " ON CONFLICT(key) DO UPDATE SET content = excluded.content",
            (candidate.key, candidate.model_dump_json(include=_IDENTITY, exclude_defaults=True)),
        )
        names = [(kind, folded, candidate.key) for kind, folded in _names(candidate)]
        self.insert("INSERT OR IGNORE INTO candidate_names VALUES (?, ?, ?)", names)

    def papers(self, library: Library) -> Iterator[str]:
        """Find the own papers of doubtful candidates; yield those whose decisions may be others now."""
        for key in sorted(self.doubtful | self.changed):
            row = self.query("SELECT content, paper FROM candidates WHERE key = ?", (key,)).fetchone()
            if row is None:
                continue
            now = before = row[1]
            if key in self.doubtful:
                own = certain(claims(Candidate.model_validate_json(row[0]), library.called, key))
                now = own.key if own else None
                self.query("UPDATE candidates SET paper = ? WHERE key = ?", (now, key))
            if now != before or key in self.changed:
                yield from filter(None, (before, now))

    def decision_on(self, paper: str) -> Screened | None:
        """Return the decision on which all who screened a paper agree, if there is one."""
        return _decision(self.query, "paper", paper)


def decision_on_work(connection: sqlite3.Connection, paper: Paper) -> Screened | None:
    """Return the decision on the candidate that a paper is, which may not be an own paper yet."""
    select = (
        "SELECT key, content FROM candidates JOIN candidate_names USING (key) WHERE kind = ? AND folded = ?"
    )
    found = dict(row for name in names_of(paper) for row in connection.execute(select, name))
    library = Library([paper])
    for key, content in sorted(found.items()):
        if certain(claims(Candidate.model_validate_json(content), library.called, key)):
            return _decision(connection.execute, "key", key)
    return None


def _decision(query: Callable[..., sqlite3.Cursor], column: str, value: str) -> Screened | None:
    rows = query(
        "SELECT trace, key, decision, reason, by_person, day FROM candidates JOIN screened USING (key)"  # noqa: S608
        f" WHERE {column} = ? ORDER BY trace, at",
        (value,),
    )
    by_trace: dict[str, list[Screened]] = {}
    for trace, key, decision, reason, by, day in rows:
        one = Screened(
            key=key, decision=decision, reason=reason, by=by, day=datetime.date.fromisoformat(day)
        )
        by_trace.setdefault(trace, []).append(one)
    return agreed(screened_in_order(by_trace.values()))


_COLUMNS = "trace, at, key, decision, reason, by_person, day"
_Row = tuple[str, int, str, str, str | None, str | None, str]


def _row(trace: str, at: int, decision: Screened) -> _Row:
    reason = "; ".join(filter(None, (decision.criterion, decision.reason))) or None
    return trace, at, decision.key, decision.decision, reason, decision.by, str(decision.day)


def _names(candidate: Candidate) -> Iterator[tuple[str, str]]:
    """Yield the names by which `claims` looks for the own paper of a candidate."""
    yield from candidate.all_ids()
    yield "former key", candidate.key
    for title in candidate.titles:
        yield ("title", fold_title(title)) if is_title(title) else ("name", fold_name(title))
