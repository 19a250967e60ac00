"""What the pages of a site show: days, papers, questions and candidates, each as values."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from litnotes.app.notes import Notes
from litnotes.app.pool import Pool, pool_in
from litnotes.app.starting import identity_of
from litnotes.daily.overview import asked_questions, moved_tasks
from litnotes.daily.waiting import left_open, open_tasks
from litnotes.index import items
from litnotes.index.indexed_papers import IndexedPapers
from litnotes.library.history import History
from litnotes.model.paper import Paper
from litnotes.model.reports import Conclusion, Mention, Task

if TYPE_CHECKING:
    from litnotes.daily.next_day import Identity
    from litnotes.index.items import PaperRow
    from litnotes.markdown.vocabulary import Vocabulary
    from litnotes.model.reports import Report
    from litnotes.model.several_days import AskedQuestion, MovedTask, OpenTask

PaperLinks = Mapping[str, Sequence[str]]
"""Keys of papers by the key of the paper they are linked with."""


class MovedOnDay(NamedTuple):
    """A paper whose reading state or decision is another one after a day."""

    key: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SiteDay:
    """A day with a report, the report before it, the day after it, and the papers that moved since.

    `named` are key and name of the own papers that its report names.
    """

    day: datetime.date
    report: Report
    earlier: Report | None
    after: datetime.date | None
    papers: tuple[MovedOnDay, ...]
    named: tuple[tuple[str, str], ...]
    vocabulary: Vocabulary

    @property
    def tasks(self) -> tuple[MovedTask, ...]:
        """The tasks that moved; comparing takes time, so only pages that are made ask for them."""
        return moved_tasks([each for each in (self.earlier, self.report) if each], self.vocabulary)


@dataclass(frozen=True, slots=True)
class SitePaper:
    """An own paper: its row, its record as JSON, and its entries in reports as (day, section, JSON).

    `cites` and `cited_by` are the keys of other own papers, as the traces found them.
    """

    row: PaperRow
    content: str
    entries: tuple[tuple[str, str, str], ...]
    cites: tuple[str, ...]
    cited_by: tuple[str, ...]


class Contents:
    """The content of a site; `notes` are up to date."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes

    @cached_property
    def pool(self) -> Pool:
        """The candidates of all traces."""
        return pool_in(self.notes)

    @cached_property
    def rows(self) -> list[PaperRow]:
        """The own papers, and the names that are not identified."""
        return self.notes.ask(items.papers)

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of own papers, by key."""
        return {row.key: row.name for row in self.rows if row.key}

    def days(self) -> Iterator[SiteDay]:
        """Yield the days with a report, oldest first."""
        dates, load = self.notes.days.dates, self.notes.days.report
        vocabulary = self.notes.reader.vocabulary
        for at, day in enumerate(dates):
            earlier = load(dates[at - 1]) if at else None
            after = dates[at + 1] if at + 1 < len(dates) else None
            yield SiteDay(
                day,
                load(day),
                earlier,
                after,
                tuple(self._moved_papers[day]),
                tuple(self._named[str(day)]),
                vocabulary,
            )

    def papers(self) -> Iterator[SitePaper]:
        """Yield the own papers by key."""
        contents = self.notes.ask(items.contents)
        cites, cited_by = self.links
        for row in self.rows:
            if row.key:
                entries = tuple(self._entries.get(row.id, ()))
                links = tuple(cites.get(row.key, ())), tuple(cited_by.get(row.key, ()))
                yield SitePaper(row, contents.get(row.key, "{}"), entries, *links)

    @cached_property
    def _identity(self) -> Identity:
        return identity_of(self.notes, max(self.notes.days.dates, default=datetime.date.min))

    @cached_property
    def questions(self) -> tuple[AskedQuestion, ...]:
        """All questions with their answers: first those answered or closed, then the open ones."""
        reports = [*self.notes.days.reports().values()]
        return asked_questions(reports, self._identity, self.notes.reader.vocabulary)

    def open_tasks(self) -> tuple[OpenTask, ...]:
        """Return the tasks that the last report leaves open."""
        reports = self.notes.days.reports()
        if not reports:
            return ()
        last = max(reports)
        after = left_open([*reports.values()], last, self._identity, self.notes.reader.vocabulary)
        return open_tasks(after, last)

    @cached_property
    def _entries(self) -> dict[int, list[tuple[str, str, str]]]:
        return self.notes.ask(items.entries_by_item)

    @cached_property
    def links(self) -> tuple[PaperLinks, PaperLinks]:
        """Return the own papers that each own paper cites, and those that cite it."""
        cites: dict[str, set[str]] = defaultdict(set)
        cited_by: dict[str, set[str]] = defaultdict(set)
        for standing in self.pool.standings:
            for each in standing.candidate.reached if standing.paper else ():
                other = self.pool.former_keys.get(each.paper, each.paper)
                if other in self.names and standing.paper and standing.paper != other:
                    forward = each.direction == "cited-by"
                    citing, cited = (standing.paper, other) if forward else (other, standing.paper)
                    cites[citing].add(cited)
                    cited_by[cited].add(citing)
        return _sorted(cites), _sorted(cited_by)

    @cached_property
    def _named(self) -> dict[str, list[tuple[str, str]]]:
        """The key and name of the own papers that the report of each day names."""
        named: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in self.rows:
            if row.key:
                for day in dict.fromkeys(day for day, _, _ in self._entries.get(row.id, ())):
                    named[day].append((row.key, row.name))
        return named

    @cached_property
    def _moved_papers(self) -> dict[datetime.date, list[MovedOnDay]]:
        """The papers whose state changed on each day, in the order of the list of papers."""
        moved: dict[datetime.date, list[MovedOnDay]] = defaultdict(list)
        for row in self.rows:
            if row.key and (entries := self._entries.get(row.id)):
                for day, before, after in self._states(row.key, row.name, entries):
                    moved[day].append(MovedOnDay(row.key, row.name, before, after))
        return moved

    def _states(
        self, key: str, name: str, entries: Sequence[tuple[str, str, str]]
    ) -> Iterator[tuple[datetime.date, str, str]]:
        """Yield each day on which the state of a paper changed, with the states before and after it."""
        models: dict[str, type[Conclusion | Mention | Task]] = {
            "conclusions": Conclusion,
            "quick_notes": Mention,
        }
        own = self.notes.index.content(f"papers/{key}.yaml") if key in self._own_readings else None
        history = History(name, Paper.model_validate_json(own) if own else None)
        state = _state(history)
        days = sorted({day for day, _, _ in entries})
        for day in map(datetime.date.fromisoformat, days):
            for on, role, data in entries:
                if on == str(day):
                    history.add(day, models.get(role, Task).model_validate_json(data))
            if (now := _state(history)) != state:
                yield day, state, now
                state = now

    @cached_property
    def _own_readings(self) -> Mapping[str, str]:
        return IndexedPapers(self.notes.index).readings()


def _sorted(links: Mapping[str, set[str]]) -> PaperLinks:
    return {key: sorted(keys) for key, keys in links.items()}


def _state(history: History) -> str:
    return ", ".join(filter(None, (history.reading, history.decision)))


def as_text(values: Any) -> str:
    """Return values as one text, the same for the same values: for fingerprints."""
    return json.dumps(values, default=_plain, sort_keys=True)


def _plain(value: Any) -> Any:
    dump = getattr(value, "model_dump_json", None)
    return dump() if dump else str(value)
