"""A paper joined with its days: what was said of it when, how far it is read, what was decided."""

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
    """What the reports say of one paper, oldest first. `paper` is None for a name not identified."""

    name: str
    paper: Paper | None = None
    conclusions: list[tuple[datetime.date, Conclusion]] = field(default_factory=list)
    mentions: list[tuple[datetime.date, Mention | Task]] = field(default_factory=list)

    def add(self, day: datetime.date, said: Conclusion | Mention | Task) -> None:
        """Add what was said on a day."""
        if isinstance(said, Conclusion):
            self.conclusions.append((day, said))
        else:
            self.mentions.append((day, said))

    @property
    def days(self) -> list[datetime.date]:
        """The days on which the paper is named."""
        return sorted({day for day, _ in [*self.conclusions, *self.mentions]})

    @property
    def verdict(self) -> tuple[datetime.date, Conclusion] | None:
        """The conclusion that decides, with the day it counts from."""
        return next(reversed(decisions(self.conclusions)), None)

    @property
    def decision(self) -> Decision | None:
        """The decision that counts; the latest day wins."""
        return self.verdict[1].decision if self.verdict else None

    @property
    def waiting_since(self) -> datetime.date | None:
        """Since when the paper is not decided on, though somebody should; None where nobody need to.

        That is a paper decided as *unsure*, and one that was read and written about without a decision.
        """
        decided = decisions(self.conclusions)
        if not decided:
            days = [day for day, said in self.conclusions if said.has_text]
            return days[0] if days and self.reading == "read" else None
        since = None
        for day, said in reversed(decided):
            if said.decision != "unsure":
                break
            since = min(said.since or day, since or day)
        return since

    @property
    def reading(self) -> Reading:
        """How far the reading is, as the latest report says that says it; else as its file says."""
        conclusions = [(day, 1, said) for day, said in self.conclusions]
        mentions = [(day, 0, said) for day, said in self.mentions]
        said = sorted([*conclusions, *mentions], key=lambda entry: entry[:2])
        states = (_reading_of(entry) for _, _, entry in reversed(said))
        stated = next((state for state in states if state), None)
        return stated or (self.paper.reading if self.paper else None) or "to-read"


def _reading_of(said: Conclusion | Mention | Task) -> Reading | None:
    """Return how far a paper is read by one entry; a conclusion with text says that it is read."""
    match said:
        case Conclusion():
            return said.reading or ("read" if said.has_text else None)
        case Mention():
            return said.reading
        case Task(state="done"):
            return "read"
        case Task(state="todo") if said.text == said.paper:
            return "to-read"  # a link alone among the things to do
        case Task():
            return "reading"


def names_in(report: Report) -> Iterator[tuple[tuple[str, ...], Conclusion | Mention | Task]]:
    """Yield each place of a report that names a paper, with the ways to write its name."""
    for conclusion in report.conclusions:
        yield ways_to_write(conclusion), conclusion
    for mention in report.quick_notes:
        yield ways_to_write(mention), mention
    for task in (*report.todo, *report.doing, *report.done):
        if task.paper:
            yield (task.paper,), task


def ways_to_write(said: Conclusion | Mention) -> tuple[str, ...]:
    """Return the names a paper heading or a quick note gives, the most telling first.

    A short name beside a title is no name of its own: `A new title (CLIP)` is not CLIP. Lines below
    a quick note are a comment on it, or the rest of its title.
    """
    if isinstance(said, Mention):
        return tuple(dict.fromkeys((" ".join(said.text.split()), said.text.split("\n")[0])))
    linked = (f"{said.title} {said.url}",) if said.url else ()
    if not said.short_name:
        return (*linked, said.title)
    return (*linked, f"{said.short_name}: {said.title}", said.title)


def histories(reports: Mapping[datetime.date, Report], library: Library) -> list[History]:
    """Return the history of each own paper and of each name that is not identified.

    Own papers come first, by key; names follow in the order they were first written.
    """
    known = {key: History(paper.title, paper) for key, paper in sorted(library.papers.items())}
    unknown: dict[str, History] = {}
    for day, report in sorted(reports.items()):
        for names, said in names_in(report):
            outcome = library.identify(*names)
            if isinstance(outcome, Known):
                history = known[outcome.paper.key]
            else:
                history = unknown.setdefault(library.identity(*names), History(names[-1]))
            history.add(day, said)
    return [*known.values(), *unknown.values()]
