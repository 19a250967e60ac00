"""Matches the works of a search with candidates of earlier searches, which keep their keys.

The works are merged without earlier candidates, so that the result of a search does not depend on when
it is run. Only then is each work matched with the earlier candidates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from litnotes.citations.identity import KnownWork, WorkIndex
from litnotes.citations.works import Work, in_words
from litnotes.model.candidate import Candidate, Trace
from litnotes.model.described import Described
from litnotes.model.paper import Paper
from litnotes.model.record import Record


@dataclass(slots=True, eq=False)
class _Old(KnownWork):
    """A candidate of earlier searches; `number` is its position among them."""

    key: str = ""
    number: int = 0


class EarlierCandidates:
    """The candidates of all traces; `name` is the trace that is continued.

    `decided` are the keys of candidates with a decision.
    """

    def __init__(
        self, traces: Mapping[str, Trace], name: str | None = None, decided: Collection[str] = ()
    ) -> None:
        self.decided = decided
        self.here = {candidate.key: candidate for candidate in traces[name].candidates} if name else {}
        self._index: WorkIndex[_Old] = WorkIndex()
        self._old: dict[str, _Old] = {}
        for trace in traces.values():
            for candidate in trace.candidates:
                old = self._old.setdefault(candidate.key, _Old(key=candidate.key, number=len(self._old)))
                self._index.add(_record(candidate, _title(candidate)), old)

    @property
    def keys(self) -> Collection[str]:
        """The keys of all candidates."""
        return self._old

    def keys_of(self, works: Sequence[Work], papers: Sequence[str | None]) -> list[list[str]]:
        """Return the earlier keys of each work, the one to keep first; none for a new work.

        Each key belongs to one work, preferably the one that had it before: two similar works do not
        exchange keys.
        `papers` are the keys of the works that are papers of the library.
        """
        matches = [self._same(work) for work in works]
        claimed: dict[str, int] = {}
        for number, (work, paper) in enumerate(zip(works, papers, strict=True)):
            for key in (paper, work.key, *work.former):
                if key in matches[number]:
                    claimed.setdefault(key, number)
        for number, same in enumerate(matches):
            for key in same:
                claimed.setdefault(key, number)
        return [
            sorted(
                (key for key in same if claimed[key] == number),
                key=lambda key: (key not in self.decided, key not in self.here, self._old[key].number),
            )
            for number, same in enumerate(matches)
        ]

    def _same(self, work: Work) -> dict[str, None]:
        """Return the keys of the candidates that may be this work, those with a shared id first."""
        named = next((record for record in work.records if record.title), None)
        # A record with only an id may match two candidates; the title of the work decides.
        records = [
            record
            if record.title or not named
            else replace(record, title=named.title, authors=named.authors)
            for record in work.records
        ]
        shared = [old.key for record in records for old in self._index.by_id(record)]
        titled = [old.key for record in records for old in self._index.by_title(record)]
        own = self.here.get(work.key or "")
        # A short title without ids and authors identifies nothing, but its order in a search is stable.
        bare = [own.key] if own and own.title == (work.title or in_words(work.ids())) else []
        return dict.fromkeys((*shared, *titled, *bare))


class SeedWorks:
    """The seeds of a search; lists may contain them too, by ids or titles."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._index: WorkIndex[KnownWork] = WorkIndex()
        for paper in papers:
            entry = KnownWork()
            for title in (paper.title, *paper.other_titles):
                self._index.add(_record(paper, title), entry)

    def has(self, work: Work) -> bool:
        """Whether a work is one of the seeds."""
        return any(self._index.by_id(record) or self._index.by_title(record) for record in work.records)


def _title(candidate: Candidate) -> str:
    """Return the title of a candidate; empty if its id serves as title."""
    is_bare = candidate.title in {in_words({kind: value}) for kind, value in candidate.all_ids()}
    return "" if is_bare else candidate.title


def _record(known: Described, title: str) -> Record:
    return Record(
        source="",
        title=title,
        authors=known.authors,
        first_year=known.year,
        venue_year=known.venue_year,
        ids=known.ids,
        other_ids=known.other_ids,
    )
