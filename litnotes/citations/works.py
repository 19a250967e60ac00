"""Merges the works of all lists of citations: each work once, whatever ids or titles the lists use.

Services identify one work by different ids, or as preprint and published version; see `identity`. The
same lists in the same order make the same works, whatever earlier searches found.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from litnotes.citations.identity import KnownWork, WorkIndex, are_wordings, may_unite
from litnotes.citations.links import Links, put
from litnotes.library.citekeys import key_of
from litnotes.model.candidate import Reached
from litnotes.model.record import Record


@dataclass(slots=True, eq=False)
class Work(KnownWork):
    """One work: its records, and links to the papers it is reached from.

    `key` comes from the first record with title and authors, so that it does not depend on later
    records. `former` are the keys of works that were merged into it; they are not used again.
    """

    number: int = 0
    round: int = 1
    key: str | None = None
    former: tuple[str, ...] = ()
    links: Links = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Its title; empty if no record has one."""
        return next((record.title for record in self.records if record.title), "")

    def ids(self) -> dict[str, str]:
        """Return its ids; the first record's win."""
        return {kind: value for record in reversed(self.records) for kind, value in record.ids.items()}


class Works:
    """The works of lists; none gets a key of `taken`.

    `untitled` is the number of records in a file that have no title: they cannot be screened.
    """

    def __init__(self, taken: Collection[str] = ()) -> None:
        self._all: list[Work] = []
        self._index: WorkIndex[Work] = WorkIndex()
        self._taken = {key.lower() for key in taken}
        self.untitled = 0

    def add(self, record: Record, reached: Reached | None = None, round_: int = 1) -> Work:
        """Add a record of a list, and return its work."""
        work = self._work_of(record, round_)
        if reached:
            put(work.links, reached)
        return work

    def describe(self, record: Record) -> bool:
        """Add a record to the work without title that it belongs to; return whether there is one."""
        bare = next((work for work in self._index.by_id(record) if not work.title), None)
        if bare:
            self._work_of(record, bare.round)
        return bare is not None

    def found(self) -> list[Work]:
        """Return the works in the order of their first record."""
        return [work for work in self._all if work.part_of is None]

    def settle(self) -> None:
        """Give keys to works without title or authors, once all records are added."""
        for work in self.found():
            if work.key is None:
                titled = next((record for record in work.records if record.title), None)
                self._name(work, titled or Record(source="", title=in_words(work.ids())))

    def _work_of(self, record: Record, round_: int) -> Work:
        """Return the work of a record, after adding the record to it."""
        same, titled = self._index.by_id(record), self._index.by_title(record)
        # It may have the title of two different works, and nothing that decides between them.
        if not same and all(may_unite(titled[0], other) for other in titled[1:]):
            same = titled
        if same:
            first = min(same, key=_number)
            others = (one for one in dict.fromkeys((*same, *titled)) if may_unite(first, one))
            if not record.title:  # its ids may be of near twins
                others = (one for one in [*others] if are_wordings(first, one))
            work, *parts = sorted({first, *others}, key=_number)
            for part in parts:
                self._unite(work, part)
            work.round = min(work.round, round_)
        else:
            work = Work(number=len(self._all), round=round_)
            self._all.append(work)
        self._index.add(record, work)
        if work.key is None and record.title and record.authors:
            self._name(work, record)
        return work

    def _name(self, work: Work, record: Record) -> None:
        work.key = key_of(record, self._taken)
        self._taken.add(work.key.lower())

    def _unite(self, work: Work, other: Work) -> None:
        """Merge a later work into an earlier one: a record shows that they are the same."""
        other.part_of = work
        work.records += other.records
        keys = [key for key in (work.key, other.key, *work.former, *other.former) if key]
        work.key, work.former = (keys[0], tuple(keys[1:])) if keys else (None, ())
        work.round = min(work.round, other.round)
        for reached in other.links.values():
            put(work.links, reached)


def _number(work: Work) -> int:
    return work.number


def in_words(ids: dict[str, str]) -> str:
    """Return a name for a work without title: its first id."""
    kind, value = next(iter(ids.items()), ("work", "without a title"))
    return f"{kind} {value}"
