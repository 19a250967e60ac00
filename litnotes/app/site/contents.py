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
from litnotes.index import items
from litnotes.library.history import History

if TYPE_CHECKING:
    from litnotes.index.items import PaperRow
    from litnotes.model.reports import Report
    from litnotes.model.several_days import AskedQuestion, MovedTask

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
    """A day with a report, the days before and after it, and what moved since the day before."""

    day: datetime.date
    report: Report
    before: datetime.date | None
    after: datetime.date | None
    tasks: tuple[MovedTask, ...]
    papers: tuple[MovedOnDay, ...]


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
        from litnotes.daily.overview import moved_tasks

        dates, load = self.notes.days.dates, self.notes.days.report
        vocabulary = self.notes.reader.vocabulary
        for at, day in enumerate(dates):
            before = dates[at - 1] if at else None
            after = dates[at + 1] if at + 1 < len(dates) else None
            compared = [load(each) for each in (before, day) if each]
            moved = moved_tasks(compared, vocabulary)
            yield SiteDay(day, compared[-1], before, after, moved, tuple(self._moved_papers[day]))

    def papers(self) -> Iterator[SitePaper]:
        """Yield the own papers by key."""
        contents = self.notes.ask(items.contents)
        cites, cited_by = self._links
        for row in self.rows:
            if row.key:
                entries = tuple(self._entries.get(row.id, ()))
                links = tuple(cites.get(row.key, ())), tuple(cited_by.get(row.key, ()))
                yield SitePaper(row, contents.get(row.key, "{}"), entries, *links)

    def questions(self) -> tuple[AskedQuestion, ...]:
        """Return all questions with their answers: first those answered or closed, then the open ones."""
        from litnotes.app.starting import identity_of
        from litnotes.daily.overview import asked_questions

        reports = self.notes.days.reports()
        identity = identity_of(self.notes, max(reports, default=datetime.date.min))
        return asked_questions([*reports.values()], identity, self.notes.reader.vocabulary)

    @cached_property
    def _entries(self) -> dict[int, list[tuple[str, str, str]]]:
        return self.notes.ask(items.entries_by_item)

    @cached_property
    def _links(self) -> tuple[PaperLinks, PaperLinks]:
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
        return ({key: sorted(keys) for key, keys in links.items()} for links in (cites, cited_by))  # type: ignore[return-value]

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
        from litnotes.model.paper import Paper
        from litnotes.model.reports import Conclusion, Mention, Task

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
        from litnotes.index.indexed_papers import IndexedPapers

        return IndexedPapers(self.notes.index).readings()


def _state(history: History) -> str:
    return ", ".join(filter(None, (history.reading, history.decision)))


def as_text(values: Any) -> str:
    """Return values as one text, the same for the same values: for fingerprints."""
    return json.dumps(values, default=_plain, sort_keys=True)


def _plain(value: Any) -> Any:
    dump = getattr(value, "model_dump_json", None)
    return dump() if dump else str(value)
