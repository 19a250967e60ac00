"""What lists of citations name, united: each work once, whoever names it and however.

Services name one work by different ids, and two of them as preprint and as published; see `identity`.
The same lists in the same order make the same works, whatever was found before.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from litnotes.citations.identity import KnownWork, WorkIndex, may_unite
from litnotes.citations.links import Links, put
from litnotes.library.citekeys import key_of
from litnotes.model.candidate import Reached
from litnotes.model.record import Record


@dataclass(slots=True, eq=False)
class Work(KnownWork):
    """One work: what sources say of it, and which papers it is reached from.

    `key` is given by the first record that has a title and authors, so that it does not depend on
    what is named after it. `former` are keys of what turned out to be parts of it: nobody gets them.
    """

    number: int = 0
    round: int = 1
    key: str | None = None
    former: tuple[str, ...] = ()
    links: Links = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Its title, empty where nobody has told one."""
        return next((one.title for one in self.records if one.title), "")

    def ids(self) -> dict[str, str]:
        """Return its ids, those of the first record first."""
        return {kind: value for one in reversed(self.records) for kind, value in one.ids.items()}


class Works:
    """The works that lists name; none gets a key of `taken`."""

    def __init__(self, taken: Collection[str] = ()) -> None:
        self._every: list[Work] = []
        self._index: WorkIndex[Work] = WorkIndex()
        self._taken = {key.lower() for key in taken}

    def add(self, record: Record, reached: Reached | None = None, round_: int = 1) -> Work:
        """Take what a list names, and return the work that it is."""
        work = self._work_of(record, round_)
        if reached:
            put(work.links, reached)
        return work

    def describe(self, record: Record) -> bool:
        """Take what a source says of a work that has no title yet; return whether there is one."""
        bare = next((work for work in self._index.by_id(record) if not work.title), None)
        if bare:
            self._work_of(record, bare.round)
        return bare is not None

    def found(self) -> list[Work]:
        """Return the works in the order in which they were first named."""
        return [work for work in self._every if work.part_of is None]

    def settle(self) -> None:
        """Give keys to the works of which nobody told title and authors, when nothing follows."""
        for work in self.found():
            if work.key is None:
                titled = next((one for one in work.records if one.title), None)
                self._name(work, titled or Record(source="", title=in_words(work.ids())))

    def _work_of(self, record: Record, round_: int) -> Work:
        """Return the work of a record, which is taken for a part of it."""
        same, titled = self._index.by_id(record), self._index.by_title(record)
        # It may have the title of two works that are not one, and nothing to tell of which it is.
        if not same and all(may_unite(titled[0], other) for other in titled[1:]):
            same = titled
        if same:
            first = min(same, key=_number)
            others = (one for one in dict.fromkeys((*same, *titled)) if may_unite(first, one))
            work, *parts = sorted({first, *others}, key=_number)
            for part in parts:
                self._unite(work, part)
            work.round = min(work.round, round_)
        else:
            work = Work(number=len(self._every), round=round_)
            self._every.append(work)
        self._index.add(record, work)
        if work.key is None and record.title and record.authors:
            self._name(work, record)
        return work

    def _name(self, work: Work, record: Record) -> None:
        work.key = key_of(record, self._taken)
        self._taken.add(work.key.lower())

    def _unite(self, work: Work, other: Work) -> None:
        """Make a later work a part of one: a record has shown that they are the same."""
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
    """Return what to call a work of which nobody has told the title."""
    kind, value = next(iter(ids.items()), ("work", "without a title"))
    return f"{kind} {value}"
