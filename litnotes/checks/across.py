"""Findings across files: changed verdicts, tasks nearly the same, files that are not read."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from litnotes.checks.findings import Finding
from litnotes.daily.derive import Days
from litnotes.errors import DayTaken, Diagnostic, Severity
from litnotes.library.identify import Library
from litnotes.model.decisions import DayConclusion
from litnotes.model.paper import Paper
from litnotes.model.reports import Report, Task
from litnotes.values.names import fold_text
from litnotes.values.patterns import pattern
from litnotes.values.spelling import closest

TASK_FLOOR = 0.9
TASK_LENGTH = 10
MAX_QUOTED = 60

_WORD = pattern(r"[^\s,;:()\[\]{}\"'`，；：（）]+")
_PLAIN_WORD = pattern(r"[^\W\d_]?[a-zà-öø-ÿ\u0100-\u024f\u0370-\u04ff'’-]+[.!?]*")


@dataclass(frozen=True, slots=True)
class Filed:
    """A report of the notes: its path, as messages show it, and its day."""

    path: str
    day: datetime.date
    report: Report


@dataclass(frozen=True, slots=True)
class Around:
    """The notes around some files: their days, the own papers, and the conclusions on a paper.

    `concluded` takes an identity from `Library.identity` and returns the conclusions, oldest first.
    """

    days: Days
    library: Library
    concluded: Callable[[str], Sequence[DayConclusion]]


def files_not_read(days: Days) -> Iterator[Finding]:
    """Yield files that are not read: second reports of a day, derived files without report, other texts."""
    yield from reports_not_read(days)
    for path in days.without_report():
        yield _about_file(
            days.notebook.shown(path), "R055", "warning",
            "the report of this file no longer exists; the file is not read.",
            "Delete this file, or restore its report.",
        )  # fmt: skip


def reports_not_read(days: Days) -> Iterator[Finding]:
    """Yield Markdown files that are not read: second reports of a day, and texts without a day."""
    for twin in days.problems:
        if isinstance(twin, DayTaken) and twin.location:
            yield _about_file(
                twin.location.path, "R054", "warning", f"{twin.message}.",
                "Join the two files, or change the day of one of them.",
                line=twin.location.line or 1,
                others=(twin.other,),
            )  # fmt: skip
    for path in days.no_reports:
        yield _about_file(
            days.notebook.shown(path), "R056", "info",
            "neither the name nor the text of this file gives a day; it is not read.",
            'If it is a report, write its day, such as "# 2024-05-31".',
        )  # fmt: skip


def _about_file(
    path: str,
    code: str,
    severity: Severity,
    reading: str,
    advice: str,
    *,
    line: int = 1,
    others: tuple[str, ...] = (),
) -> Finding:
    return Finding(path, Diagnostic(code, severity, line, 1, reading, advice), others)


def suspected_twins(papers: Iterable[Paper], path_of: Callable[[str], str]) -> Iterator[Finding]:
    """Yield pairs of own papers that may be the same, each pair once.

    Args:
        papers: the own papers.
        path_of: returns the file of a key, as shown in messages.
    """
    from litnotes.library.twins import suspects

    for pair in suspects(papers):
        keys = sorted((pair.one, pair.other), key=_worth, reverse=True)
        command = f"litnotes merge-papers {keys[0].key} {keys[1].key}"
        yield _about_file(
            path_of(pair.one.key), "R063", "info",
            f"this may be the same paper as {pair.other.key}: {pair.why}.",
            f"If so: `{command}`.",
            others=(path_of(pair.other.key),),
        )  # fmt: skip


def _worth(paper: Paper) -> tuple[bool, bool, int]:
    """Return a sort key: papers that are looked up, have a venue and more facts are worth more."""
    return paper.record == "looked up", paper.venue is not None, len(paper.provenance)


def changed_verdicts(
    concluded: Iterable[Sequence[DayConclusion]], path_of: Callable[[datetime.date], str]
) -> Iterator[Finding]:
    """Yield papers that reports both include and exclude.

    The later verdict counts. On the same day this is a warning, because the order of files is no reason;
    on different days it is an info, unless the later verdict has a reason.

    Args:
        concluded: the conclusions on each paper, oldest first.
        path_of: returns the report of a day, as shown in messages.
    """
    for conclusions in concluded:
        change = _last_change(conclusions)
        if change is None:
            continue
        before, after, with_reason = change
        if before[0] == after[0] or not with_reason:
            yield _changed(before, after, path_of)


def _last_change(
    conclusions: Iterable[DayConclusion],
) -> tuple[DayConclusion, DayConclusion, bool] | None:
    """Return the last two verdicts that differ, and whether one since has a reason; None if none differ."""
    decided = [dated for dated in conclusions if dated[1].decision in ("include", "exclude")]
    with_reason = False
    for earlier, later in reversed(list(pairwise(decided))):
        with_reason = with_reason or bool(later[1].reason)
        if earlier[1].decision != later[1].decision:
            return earlier, later, with_reason
    return None


def _changed(
    before: DayConclusion, after: DayConclusion, path_of: Callable[[datetime.date], str]
) -> Finding:
    (old_day, old), (day, new) = before, after
    path = path_of(old_day)
    return Finding(
        path_of(day),
        Diagnostic(
            "R062",
            "warning" if old_day == day else "info",
            new.line,
            1,
            f"{new.decision} here, but {old.decision} at {path}:{old.line}; the later verdict counts, "
            f"{new.decision} on {day}.",
            "Delete one of the verdicts."
            if old_day == day
            else f'Add a reason: "Verdict: {new.decision} – reason".',
        ),
        (path,),
    )


def nearly_carried(filed: Iterable[Filed]) -> Iterator[Finding]:
    """Yield open tasks that are similar to a task of the previous report, but not the same."""
    for before, after in pairwise(filed):
        earlier = {fold_text(task.text): task for task in _open_tasks(before.report)}
        now = {fold_text(task.text): task for task in _open_tasks(after.report)}
        alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for text, task in earlier.items():
            for kind in _kinds(task.text) if text not in now else ():
                alike[kind].append(text)
        for text, task in now.items():
            if text in earlier or task.since or len(text) < TASK_LENGTH:
                continue
            candidates = [near for kind in _kinds(task.text) for near in alike.get(kind, ())]
            if near := closest(text, candidates, TASK_FLOOR):
                yield _nearly(before, earlier[near], after, task)


def _nearly(before: Filed, old: Task, after: Filed, new: Task) -> Finding:
    return Finding(
        after.path,
        Diagnostic(
            "R060",
            "info",
            new.line,
            1,
            f'this is similar to "{_quoted(old)}" ({before.path}:{old.line}), but is read as a new task.',
            f'If it is the same task, add "(since {old.since or before.day})" after it.',
        ),
    )


def _quoted(task: Task) -> str:
    return " ".join(task.text.split())[:MAX_QUOTED]


def _open_tasks(report: Report) -> list[Task]:
    trees = (*report.todo, *report.doing)
    return [task for tree in trees for task in tree.walk() if task.state in ("todo", "doing")]


def _kinds(text: str) -> Iterator[tuple[object, ...]]:
    """Yield keys of which two wordings of a task share one, so that not all tasks are compared."""
    words = fold_text(text).split()
    if words:
        yield "first", words[0], _identifiers(text)
        yield "last", words[-1], _identifiers(text)


def _identifiers(text: str) -> tuple[str, ...]:
    """Return the words that must be equal in two wordings of a task: numbers, file names, single letters.

    In these, and in scripts without letters, one other character makes another word.
    """
    words = (word for word in _WORD.findall(text) if word.strip(".!?。-–—"))
    return tuple(word for word in words if len(word) == 1 or not _PLAIN_WORD.fullmatch(word))
