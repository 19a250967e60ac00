"""The candidates of all traces of the notes in use, with the decisions on them."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from litnotes.app.ended import Ended
from litnotes.app.notes import Notes, look_up
from litnotes.errors import Ambiguous, LitnotesError, NotFound
from litnotes.values.garbage import without_collecting
from litnotes.values.ids import arxiv_id, doi
from litnotes.values.names import fold_title
from litnotes.values.typed import one_line

if TYPE_CHECKING:
    import sqlite3

    from litnotes.config import Settings
    from litnotes.index.items import PaperRow
    from litnotes.model.candidate import Candidate, Screened, Trace
    from litnotes.screening.standing import ReportVerdict, Standing


@dataclass
class Pool:
    """All traces by name, the oldest first, and the standings of their candidates.

    `problems` are about unreadable traces.
    """

    notes: Notes
    traces: dict[str, Trace]
    standings: list[Standing]
    problems: list[LitnotesError] = field(default_factory=list)

    @cached_property
    def settings(self) -> Settings:
        """The settings of the notes."""
        return self.notes.settings

    @cached_property
    def by_key(self) -> dict[str, Standing]:
        """The candidates by key."""
        return {standing.candidate.key: standing for standing in self.standings}

    @cached_property
    def names(self) -> dict[str, str]:
        """The short names, or titles, of own papers and candidates, by present or former key."""
        from litnotes.index import items

        rows = self.notes.ask(lambda connection: items.papers(connection, {"key", "title", "names"}))
        own = {row.key: (row.names or "").split("\n")[0] or row.title or row.key for row in rows if row.key}
        former = {before: own[key] for before, key in self.former_keys.items() if key in own}
        return {
            **{standing.candidate.key: standing.candidate.title for standing in self.standings},
            **former,
            **own,
        }

    @cached_property
    def _rows(self) -> dict[str | None, PaperRow]:
        from litnotes.index import items

        fields = {"key", "first_day", "reading", "decision", "decided_by"}
        return {row.key: row for row in self.notes.ask(lambda connection: items.papers(connection, fields))}

    def known_of(self, standing: Standing) -> str:
        """Return what is known of the own paper of a candidate; empty without one."""
        row = self._rows.get(standing.paper) if standing.paper else None
        if row is None:
            return ""
        since = f"in reports since {row.first_day}" if row.first_day else "in no report"
        by = f" ({row.decided_by})" if row.decided_by else ""
        decision = f"{row.decision}{by}" if row.decision else ""
        return f"yours: {', '.join(filter(None, (since, row.reading, decision)))}"

    @cached_property
    def former_keys(self) -> dict[str, str]:
        """The present keys of papers, by their former keys."""
        from litnotes.index import items

        return self.notes.ask(items.former_keys)

    @cached_property
    def named(self) -> frozenset[str]:
        """The keys of own papers that a report names."""
        from litnotes.index import items

        rows = self.notes.ask(lambda connection: items.papers(connection, {"key", "first_day"}))
        return frozenset(row.key for row in rows if row.key and row.first_day)

    def sharing_an_id_with(self, candidate: Candidate) -> list[Candidate]:
        """Return the other candidates that have an id of a candidate."""
        found = {other.key: other for each in candidate.all_ids() for other in self._by_id.get(each, ())}
        return [other for key, other in found.items() if key != candidate.key]

    @cached_property
    def _by_id(self) -> dict[tuple[str, str], list[Candidate]]:
        by_id: dict[tuple[str, str], list[Candidate]] = {}
        for standing in self.standings:
            for each in standing.candidate.all_ids():
                by_id.setdefault(each, []).append(standing.candidate)
        return by_id

    def candidate(self, name: str) -> Standing:
        """Return the candidate with a key, an id, a title or the key of its paper.

        Raises NotFound or Ambiguous.
        """
        name = one_line(name, "the candidate")
        if own := self.by_key.get(name):
            return own
        ids = {("arxiv", arxiv_id(name)), ("doi", (doi(name) or "").lower())}
        title = fold_title(name)
        matches = [standing for standing in self.standings if name == standing.paper] or [
            standing
            for standing in self.standings
            if (title and fold_title(standing.candidate.title) == title)
            or ids & set(standing.candidate.all_ids())
        ]
        if len(matches) > 1:
            listed = "\n".join(f"  {match.candidate.key}  {match.candidate.title}" for match in matches)
            raise Ambiguous(f'"{name}" matches several candidates; choose one by its key:\n{listed}')
        if not matches:
            raise NotFound(_not_there(name, self.by_key))
        return matches[0]

    def number_left(self) -> int:
        """Return how many candidates the student still has to screen."""
        from litnotes.screening.standing import is_settled_for

        return sum(not is_settled_for(one, "") for one in self.standings)

    def with_decisions(self, decisions: Sequence[Screened]) -> list[Standing]:
        """Return the standings with some new decisions."""
        after = dict(self.by_key)
        for decision in decisions:
            after[decision.key] = after[decision.key].with_decision(decision)
        return [*after.values()]

    def ended(self) -> Ended:
        """Return the messages for the end of a command, and its exit code."""
        return self.notes.ended().with_problems(self.problems)


def _not_there(name: str, keys: Collection[str]) -> str:
    near = difflib.get_close_matches(name, keys, n=2)
    hint = f"Did you mean {' or '.join(near)}?" if near else "`litnotes candidates` lists them"
    return f'no candidate is called "{name[:80]}". {hint}'


def pool_of(notes: str | None) -> Pool:
    """Return the candidates of the notes in use, brought up to date."""
    return pool_in(look_up(notes))


def pool_in(notes: Notes) -> Pool:
    """Return the candidates of notes."""
    from litnotes.screening.standing import standings_of
    from litnotes.store import traces

    def standing(connection: sqlite3.Connection) -> list[Standing]:
        return standings_of(by_name, papers_by_identity(connection), verdicts(connection))

    with without_collecting():
        by_name, problems = traces.load_all(notes.notebook)
        standings = notes.ask(standing) if by_name else []
    return Pool(notes, by_name, standings, problems)


def papers_by_identity(connection: sqlite3.Connection) -> Callable[[Candidate], str | None]:
    """Return a function that finds the key of the own paper of a candidate."""
    from litnotes.index import items
    from litnotes.model.paper import Paper
    from litnotes.screening.admission import own_paper

    known = items.identities(connection)
    known |= {("key", key): [key] for key in items.hashes(connection)}

    @cache
    def paper(key: str) -> Paper | None:
        content = items.content_of_paper(connection, key)
        return Paper.model_validate_json(content) if content else None

    def called(kind: str, folded: str) -> list[Paper]:
        return [own for key in known.get((kind, folded), ()) if (own := paper(key))]

    return lambda candidate: own_paper(candidate, called)


def verdicts(connection: sqlite3.Connection) -> Callable[[Candidate, str | None], ReportVerdict | None]:
    """Return a function that finds the verdict of reports on a candidate, by its paper or title."""
    from litnotes.index import items
    from litnotes.screening.standing import ReportVerdict

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
