"""A new report with open work that the last report no longer mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from litnotes.daily.next_day import by_name, unsure_group
from litnotes.markdown.read.titles import read_title
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Conclusion, Question, Report, Task
from litnotes.model.several_days import NoLongerMentioned
from litnotes.values.names import fold_text

E = TypeVar("E", Task, Question)


def with_earlier(report: Report, work: Iterable[NoLongerMentioned], vocabulary: Vocabulary) -> Report:
    """Return a report with open work of earlier ones below its own, with the days since when it is open."""
    work = list(work)
    tasks = [_dated(each.entry, each) for each in work if isinstance(each.entry, Task)]
    questions = [_dated(each.entry, each) for each in work if isinstance(each.entry, Question)]
    return report.model_copy(
        update={
            "todo": (*report.todo, *(task for task in tasks if task.state != "doing")),
            "doing": (*report.doing, *(task for task in tasks if task.state == "doing")),
            "questions": (*report.questions, *questions),
            "conclusions": _each_once([*report.conclusions, *_papers(work, vocabulary)]),
        }
    )


def _dated(entry: E, work: NoLongerMentioned) -> E:
    return entry.model_copy(update={"since": work.since, "line": 0})


def _papers(work: Iterable[NoLongerMentioned], vocabulary: Vocabulary) -> Iterator[Conclusion]:
    """Yield papers by name: those being read, and those that wait for a decision."""
    for each in work:
        match each.entry:
            case Task(paper=str(name)) if each.kind == "reading":
                yield by_name(read_title(name, vocabulary), each.since, reading="reading")
            case Conclusion() as known if each.kind == "reading":
                yield by_name(known, each.since, reading="reading")
            case Conclusion() as known:
                group = unsure_group(known, vocabulary)
                yield by_name(known, each.since, group=group, decision=known.decision)


def _each_once(papers: Iterable[Conclusion]) -> tuple[Conclusion, ...]:
    """Return the first of papers with a name in common."""
    known: set[str] = set()
    kept: list[Conclusion] = []
    for paper in papers:
        names = {fold_text(name) for name in paper.names}
        kept += [] if known & names else [paper]
        known |= names
    return tuple(kept)
