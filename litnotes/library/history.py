"""The history of a paper: its conclusions and mentions by day, its reading state and decision."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from litnotes.library.identify import Known, Library
from litnotes.model.decisions import decisions
from litnotes.model.paper import Paper
from litnotes.model.reports import Conclusion, Decision, Mention, Reading, Report, Task


@dataclass(slots=True)
class History:
    """The entries of all reports on one paper, oldest first. `paper` is None for a name not identified."""

    name: str
    paper: Paper | None = None
    conclusions: list[tuple[datetime.date, Conclusion]] = field(default_factory=list)
    mentions: list[tuple[datetime.date, Mention | Task]] = field(default_factory=list)

    def add(self, day: datetime.date, entry: Conclusion | Mention | Task) -> None:
        """Add an entry of the report of `day`."""
        if isinstance(entry, Conclusion):
            self.conclusions.append((day, entry))
        else:
            self.mentions.append((day, entry))

    @property
    def days(self) -> list[datetime.date]:
        """The days whose reports name the paper."""
        return sorted({day for day, _ in [*self.conclusions, *self.mentions]})

    @property
    def verdict(self) -> tuple[datetime.date, Conclusion] | None:
        """The conclusion with the decision that counts, and its day."""
        return next(reversed(decisions(self.conclusions)), None)

    @property
    def decision(self) -> Decision | None:
        """The decision that counts; the latest day wins."""
        return self.verdict[1].decision if self.verdict else None

    @property
    def waiting_since(self) -> datetime.date | None:
        """The day since which the paper waits for a decision; None if it does not.

        A paper waits if it is *unsure*, or if it has a conclusion with text and no decision.
        """
        decided = decisions(self.conclusions)
        if not decided:
            days = [day for day, entry in self.conclusions if entry.has_text]
            return days[0] if days and self.reading == "read" else None
        since = None
        for day, entry in reversed(decided):
            if entry.decision != "unsure":
                break
            since = min(entry.since or day, since or day)
        return since

    @property
    def reading(self) -> Reading:
        """The reading state in the latest report that has one; else that of the paper's file."""
        return self._state[0]

    @property
    def is_assumed_read(self) -> bool:
        """Whether no report states that the paper is read: there is only a conclusion on it."""
        return self._state[1]

    @property
    def _state(self) -> tuple[Reading, bool]:
        """The reading state, and whether it is assumed; a paper put back to the quick notes is not read."""
        conclusions = [(day, 1, entry) for day, entry in self.conclusions]
        mentions = [(day, 0, entry) for day, entry in self.mentions]
        entries = sorted([*conclusions, *mentions], key=lambda entry: entry[:2])
        noted = [(day, entry.since or day) for day, entry in self.mentions if _is_noted(entry)]
        for day, _, entry in reversed(entries):
            if state := _reading_of(entry):
                return state, False
            if isinstance(entry, Conclusion) and entry.has_text:
                stays = any(first <= day <= last for last, first in noted)
                if stays or not any(first > day for _, first in noted):
                    return "read", True
        return (self.paper.reading if self.paper else None) or "to-read", False


def _is_noted(entry: Mention | Task) -> bool:
    return isinstance(entry, Mention) and not entry.dropped


def _reading_of(entry: Conclusion | Mention | Task) -> Reading | None:
    """Return the reading state that one entry states."""
    match entry:
        case Conclusion() | Mention():
            return entry.reading
        case Task(state="done"):
            return "read"
        case Task(state="todo") if entry.text == entry.paper:
            return "to-read"  # a task that is only a link to a paper
        case Task():
            return "reading"


def names_in(report: Report) -> Iterator[tuple[tuple[str, ...], Conclusion | Mention | Task]]:
    """Yield each entry of a report that names a paper, with the ways to write its name."""
    for conclusion in report.conclusions:
        yield ways_to_write(conclusion), conclusion
    for mention in report.quick_notes:
        yield ways_to_write(mention), mention
    for tree in (*report.todo, *report.doing, *report.done):
        for task in tree.walk():
            if task.paper:
                yield (task.paper,), task


def ways_to_write(entry: Conclusion | Mention) -> tuple[str, ...]:
    """Return the names in a paper heading or a quick note, the most specific first.

    A short name after a title does not identify the paper alone: `A new title (CLIP)` is not CLIP. Lines
    below a quick note are a comment on it, or the rest of its title.
    """
    if isinstance(entry, Mention):
        return tuple(dict.fromkeys((" ".join(entry.text.split()), entry.text.split("\n")[0])))
    linked = (f"{entry.title} {entry.url}",) if entry.url else ()
    if not entry.short_name:
        return (*linked, entry.title)
    return (*linked, f"{entry.short_name}: {entry.title}", entry.title)


def histories(reports: Mapping[datetime.date, Report], library: Library) -> list[History]:
    """Return the history of each paper of the library and of each name that is not identified.

    Papers come first, by key; names follow in the order in which they were first written.
    """
    known = {key: History(paper.title, paper) for key, paper in sorted(library.papers.items())}
    unknown: dict[str, History] = {}
    for day, report in sorted(reports.items()):
        for names, entry in names_in(report):
            outcome = library.identify(*names)
            if isinstance(outcome, Known):
                history = known[outcome.paper.key]
            else:
                history = unknown.setdefault(library.identity(*names), History(names[-1]))
            history.add(day, entry)
    return [*known.values(), *unknown.values()]
