"""What only shows across files: verdicts that changed, tasks nearly carried over, files not read."""

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
from litnotes.model.decisions import Said
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
    """A report of the notes: where it lies, as messages show it, its day, and what it says."""

    path: str
    day: datetime.date
    report: Report


@dataclass(frozen=True, slots=True)
class Around:
    """The notes around some files: their days, the own papers, and what finds the conclusions on a paper.

    `concluded` returns those on the paper of an identity, as `Library.identity` gives it, oldest first.
    """

    days: Days
    library: Library
    concluded: Callable[[str], Sequence[Said]]


def files_not_read(days: Days) -> Iterator[Finding]:
    """Yield what is in the notes and is not read: second reports of a day, leftovers, other texts."""
    yield from reports_not_read(days)
    for path in days.without_report():
        yield _about_file(
            days.notebook.shown(path), "R055", "warning",
            "this day has no report any more; it is not read.",
            "Delete this file, or bring its report back.",
        )  # fmt: skip


def reports_not_read(days: Days) -> Iterator[Finding]:
    """Yield the Markdown files that are not read: second reports of a day, and texts without one."""
    for twin in days.problems:
        if isinstance(twin, DayTaken) and twin.location:
            yield _about_file(
                twin.location.path, "R054", "warning", f"{twin.message}.",
                "Join the two, or give this one another day.",
                line=twin.location.line or 1,
                others=(twin.other,),
            )  # fmt: skip
    for path in days.no_reports:
        yield _about_file(
            days.notebook.shown(path), "R056", "info",
            "neither its name nor its text says a day; it is not read.",
            'Write one, such as "# 2024-05-31", if it is a report.',
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
    """Yield pairs of own papers that may be one, each pair once.

    Args:
        papers: the own papers.
        path_of: returns the file of a key, as messages show it.
    """
    from litnotes.library.twins import suspects

    for pair in suspects(papers):
        keys = sorted((pair.one, pair.other), key=_standing, reverse=True)
        command = f"litnotes merge-papers {keys[0].key} {keys[1].key}"
        yield _about_file(
            path_of(pair.one.key), "R063", "info",
            f"this may be the same paper as {pair.other.key}: {pair.why}.",
            f"If so, `{command}` joins them.",
            others=(path_of(pair.other.key),),
        )  # fmt: skip


def _standing(paper: Paper) -> tuple[bool, bool, int]:
    """Return how much a paper is worth keeping: looked up, at a venue, with more that is known."""
    return paper.record == "looked up", paper.venue is not None, len(paper.provenance)


def changed_verdicts(
    concluded: Iterable[Sequence[Said]], path_of: Callable[[datetime.date], str]
) -> Iterator[Finding]:
    """Yield papers that were included once and excluded another time.

    The later verdict counts. It is told as a warning on the same day, and as an info on another day
    where no reason says why it changed; with a reason it is a change of mind, and that is all right.

    Args:
        concluded: the conclusions on each paper, oldest first.
        path_of: returns the report of a day, as messages show it.
    """
    for conclusions in concluded:
        change = _last_change(conclusions)
        if change is None:
            continue
        before, after, with_reason = change
        if before[0] == after[0] or not with_reason:
            yield _changed(before, after, path_of)


def _last_change(conclusions: Iterable[Said]) -> tuple[Said, Said, bool] | None:
    """Return the two verdicts between which the decision that counts changed, and if a reason is given."""
    decided = [said for said in conclusions if said[1].decision in ("include", "exclude")]
    with_reason = False
    for earlier, later in reversed(list(pairwise(decided))):
        with_reason = with_reason or bool(later[1].reason)
        if earlier[1].decision != later[1].decision:
            return earlier, later, with_reason
    return None


def _changed(before: Said, after: Said, path_of: Callable[[datetime.date], str]) -> Finding:
    (old_day, old), (day, new) = before, after
    path = path_of(old_day)
    return Finding(
        path_of(day),
        Diagnostic(
            "R062",
            "warning" if old_day == day else "info",
            new.line,
            1,
            f"{new.decision} here, but {old.decision} at {path}:{old.line}: the later one counts, "
            f"{new.decision} on {day}.",
            "Delete one of them." if old_day == day else f'Write why: "Verdict: {new.decision} – reason".',
        ),
        (path,),
    )


def nearly_carried(filed: Iterable[Filed]) -> Iterator[Finding]:
    """Yield open tasks that look like one of the report before, but are not word for word the same."""
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
            f'this looks like "{_quoted(old)}" ({before.path}:{old.line}), but was read as a new task.',
            f'Write "(since {old.since or before.day})" behind it if it is the same.',
        ),
    )


def _quoted(task: Task) -> str:
    return " ".join(task.text.split())[:MAX_QUOTED]


def _open_tasks(report: Report) -> list[Task]:
    return [task for task in (*report.todo, *report.doing) if task.state in ("todo", "doing")]


def _kinds(text: str) -> Iterator[tuple[object, ...]]:
    """Yield what two wordings of one task share, one or the other: not all are compared with all."""
    words = fold_text(text).split()
    if words:
        yield "first", words[0], _identifiers(text)
        yield "last", words[-1], _identifiers(text)


def _identifiers(text: str) -> tuple[str, ...]:
    """Return what must be equal in two wordings of one task: numbers, names of files, letters alone.

    All that is no plain word of a language with letters: there, one character is another word.
    """
    words = (word for word in _WORD.findall(text) if word.strip(".!?。-–—"))
    return tuple(word for word in words if len(word) == 1 or not _PLAIN_WORD.fullmatch(word))
