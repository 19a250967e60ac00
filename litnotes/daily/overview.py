"""The overview of several days: work done, open tasks, conclusions, questions, changes of state.

Pure: reports in, an `Overview` out. The states of papers come in as values, as for `next_day`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from litnotes.daily.catch_up import caught_up
from litnotes.daily.next_day import Identity
from litnotes.daily.same_task import Key, SameWork, name_of, parts_of, trees_of
from litnotes.daily.waiting import day_of, left_open, open_questions, open_tasks, remarks, within
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Conclusion, Question, Report
from litnotes.model.several_days import (
    AskedQuestion,
    Concluded,
    DoneWork,
    MovedPaper,
    MovedTask,
    Overview,
    PaperState,
    TaskStep,
)
from litnotes.values.names import fold_text


@dataclass(frozen=True, slots=True)
class PaperNames:
    """Which names mean the same paper, and the states of papers before the first day and after the last."""

    identity: Identity
    before: Mapping[str, PaperState] = field(default_factory=dict)
    after: Mapping[str, PaperState] = field(default_factory=dict)


def overview(
    reports: Sequence[Report],
    first: datetime.date,
    last: datetime.date,
    papers: PaperNames,
    vocabulary: Vocabulary,
) -> Overview:
    """Return the overview of the reports from `first` to `last`.

    Args:
        reports: all reports up to `last`, oldest first; those before `first` give the states before it.
        first: the first day.
        last: the last day.
        papers: the states of the papers.
        vocabulary: the words that reports are read by.
    """
    shown = [report for report in reports if within(report, first, last)]
    earlier = [report for report in reports if not within(report, first, last)]
    after = left_open(reports, day_of(reports[-1]), papers.identity, vocabulary)
    return Overview(
        first=first,
        last=last,
        days=tuple(day_of(report) for report in shown),
        done=tuple(done(shown, vocabulary)),
        open=open_tasks(after, day_of(reports[-1])),
        moved=moved_tasks((*earlier[-1:], *shown), vocabulary),
        papers=tuple(_concluded(shown, papers)),
        papers_moved=tuple(_moved_papers(papers)),
        questions=_questions(
            [caught_up(report, reports, vocabulary) for report in shown],
            open_questions(after, reports, day_of(reports[-1]), vocabulary),
        ),
        quick_notes=tuple(_new_quick_notes(earlier, shown, papers.identity)),
        remarks=tuple(remarks(shown)),
    )


def done(reports: Sequence[Report], vocabulary: Vocabulary) -> Iterator[DoneWork]:
    """Yield the tasks done in some reports, each once."""
    work = SameWork((task for report in reports for task in trees_of(report)), vocabulary)
    seen: set[object] = set()
    for report in reports:
        for task, above in parts_of(report):
            if task.state == "done" and (words := work.exactly(task, above)) not in seen:
                seen.add(words)
                yield DoneWork(day=day_of(report), text=task.text, group=task.group, part_of=name_of(above))


def asked_questions(
    reports: Sequence[Report], identity: Identity, vocabulary: Vocabulary
) -> tuple[AskedQuestion, ...]:
    """Return all questions of some reports, oldest first, as `overview` lists those of its days."""
    if not reports:
        return ()
    last = day_of(reports[-1])
    after = left_open(reports, last, identity, vocabulary)
    current = [caught_up(report, reports, vocabulary) for report in reports]
    return _questions(current, open_questions(after, reports, last, vocabulary))


def moved_tasks(reports: Sequence[Report], vocabulary: Vocabulary) -> tuple[MovedTask, ...]:
    """Return the tasks whose state changed between reports; the first report is the state before."""
    work = SameWork((task for report in reports for task in trees_of(report)), vocabulary)
    steps: dict[Key, list[TaskStep]] = {}
    texts: dict[Key, str] = {}
    for report in reports:
        for key, task in work.states(report).items():
            texts.setdefault(key, task.text)
            known = steps.setdefault(key, [])
            if not known or known[-1].state != task.state:
                known.append(TaskStep(day=day_of(report), state=task.state))
    return tuple(
        MovedTask(text=texts[key], steps=tuple(states)) for key, states in steps.items() if len(states) > 1
    )


def _concluded(shown: Sequence[Report], papers: PaperNames) -> Iterator[Concluded]:
    by_paper: dict[str, list[Conclusion]] = {}
    for report in shown:
        for conclusion in report.conclusions:
            if conclusion.has_text or conclusion.decision:
                by_paper.setdefault(papers.identity.of(conclusion), []).append(conclusion)
    for paper, conclusions in by_paper.items():
        state = papers.after.get(paper) or PaperState(name=conclusions[-1].title)
        descriptions = [conclusion.description for conclusion in conclusions if conclusion.description]
        yield Concluded(
            **state.model_dump(),
            description=descriptions[-1] if descriptions else "",
            similarities=_once(point for conclusion in conclusions for point in conclusion.similarities),
            differences=_once(point for conclusion in conclusions for point in conclusion.differences),
            fields={name: text for conclusion in conclusions for name, text in conclusion.fields.items()},
        )


def _once(points: Iterable[str]) -> tuple[str, ...]:
    return tuple({fold_text(point): point for point in points}.values())


def _moved_papers(papers: PaperNames) -> Iterator[MovedPaper]:
    for paper, after in papers.after.items():
        before = papers.before.get(paper) or PaperState(name=after.name)
        if (before.reading, before.decision) != (after.reading, after.decision):
            yield MovedPaper(
                name=after.name,
                key=after.key,
                outside=after.outside,
                reading_before=before.reading,
                reading=after.reading,
                decision_before=before.decision,
                decision=after.decision,
            )


def _questions(shown: Sequence[Report], still_open: Sequence[AskedQuestion]) -> tuple[AskedQuestion, ...]:
    """Return the questions of some days: first the answered and closed ones, then the open ones.

    An answer of any day counts.
    """
    asked: dict[str, list[tuple[datetime.date, Question]]] = {}
    for report in shown:
        for question in report.questions:
            asked.setdefault(fold_text(question.text), []).append((day_of(report), question))
    waiting = {fold_text(question.text): question for question in still_open}
    settled: list[AskedQuestion] = []
    for key, questions in asked.items():
        answers = tuple(dict.fromkeys(answer for _, question in questions for answer in question.answers))
        first_day, first = questions[0]
        if answers or key not in waiting:
            settled.append(
                AskedQuestion(
                    text=first.text,
                    state="answered" if answers else questions[-1][1].state,
                    answers=answers,
                    since=first.since or first_day,
                )
            )
            waiting.pop(key, None)
    return (*settled, *waiting.values())


def _new_quick_notes(
    earlier: Iterable[Report], shown: Iterable[Report], identity: Identity
) -> Iterator[str]:
    known = {identity.of(note) for report in earlier for note in report.quick_notes}
    known |= {identity.of(paper) for report in earlier for paper in report.conclusions}
    for report in shown:
        for mention in report.quick_notes:
            if identity.of(mention) not in known:
                known.add(identity.of(mention))
                yield mention.text
