"""What is open, but no longer mentioned: the same answer for every command that lists open work."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from litnotes.app.notes import Notes
from litnotes.daily.next_day import by_name
from litnotes.daily.open_tasks import planned_task
from litnotes.daily.same_task import tasks_of
from litnotes.markdown.read.titles import read_title
from litnotes.model.reports import Conclusion, Mention, Note, Question, Task
from litnotes.values.spelling import OtherWords

if TYPE_CHECKING:
    import sqlite3

    from litnotes.index.left_open import LaterText, OpenRow
    from litnotes.markdown.vocabulary import Vocabulary
    from litnotes.model.reports import Report
    from litnotes.model.several_days import NoLongerMentioned, Unmentioned, WorkKind

OpenEntry = Task | Question | Conclusion

DAYS_LISTED = 30
"""Work that was last mentioned more days ago is only counted."""
MOST_SUCCESSORS = 2
KINDS: Sequence[WorkKind] = ("task", "question", "reading", "undecided")
TASKS: Sequence[WorkKind] = ("task", "reading")
"""The kinds that `todo` lists: a paper that is being read is a task to read it."""


def unmentioned(
    notes: Notes,
    day: datetime.date,
    report: Report,
    kinds: Sequence[WorkKind] = KINDS,
    *,
    every: bool = False,
) -> Unmentioned:
    """Return the open work that the latest report up to a day does not mention.

    Args:
        notes: the notes, brought up to date.
        day: the day.
        report: the report that the numbers go on from: that of the day, else the planned one.
        kinds: the kinds of work to return.
        every: list also what was last mentioned more than `DAYS_LISTED` days before.
    """
    from litnotes.index import left_open
    from litnotes.model.several_days import Unmentioned

    latest = max((known for known in notes.days.dates if known <= day), default=None)
    if latest is None:
        return Unmentioned()
    listed_from = max(datetime.date.min, day - datetime.timedelta(days=DAYS_LISTED))
    first = datetime.date.min if every else listed_from
    connection = index_of_now(notes)
    rows = left_open.no_longer_mentioned(connection, str(latest), str(first), kinds)
    counts = left_open.counts_before(connection, str(latest), str(first))
    older = {kind: counts[kind] for kind in kinds if kind in counts}
    # What is older than a month has no likely successor in this month; there may be thousands of it.
    recent = [row for row in rows if row.day >= str(listed_from)]
    later = left_open.texts_after(connection, recent[-1].day, str(latest)) if recent else []
    entries = _numbered(rows, day, report, _Likely(later, notes.reader.vocabulary))
    return Unmentioned(entries=tuple(entries), older=older)


def deleted(notes: Notes, day: datetime.date, report: Report) -> Sequence[NoLongerMentioned]:
    """Return the open work that `new-day` carried into the last report before a day, and that it lacks.

    The numbers go on after all that is no longer mentioned; the parameters are those of `unmentioned`.
    """
    from litnotes.index import left_open

    before = _report_before(notes, day)
    if before is None:
        return ()
    rows = left_open.deleted_from(index_of_now(notes), str(before))
    if not rows:
        return ()
    earlier = unmentioned(notes, day, report, every=True).entries
    return list(_numbered(rows, day, report, _Likely((), notes.reader.vocabulary), earlier))


def since_mark(
    notes: Notes, day: datetime.date, last: datetime.date | None, since: datetime.date | None
) -> datetime.date | None:
    """Return the day for `(since …)` of open work that is taken up; None if it needs no mark.

    Where the last report before the day has the entry, this report shows since when it is open. Without the
    mark, the report of the day does not look as if `new-day` had carried the entry.

    Args:
        notes: the notes.
        day: the day.
        last: the day of the last report that mentions the entry; None for a new entry.
        since: the day since when the entry is open.
    """
    return since if last and last != _report_before(notes, day) else None


def since_mark_of(notes: Notes, day: datetime.date, entry: Task | Question) -> datetime.date | None:
    """Return the day for `(since …)` of an entry that the user types; None if it needs no mark."""
    from litnotes.daily.ledger import signs
    from litnotes.index import left_open

    thread = signs(entry, notes.reader.vocabulary).thread
    known = thread and notes.ask(lambda index: left_open.since_when(index, thread, str(day)))
    return since_mark(notes, day, *map(datetime.date.fromisoformat, known)) if known else None


def _report_before(notes: Notes, day: datetime.date) -> datetime.date | None:
    return max((known for known in notes.days.dates if known < day), default=None)


def index_of_now(notes: Notes) -> sqlite3.Connection:
    """Return the index as the files are now, also for a command that writes nothing."""
    if notes.dry_run:
        notes.upkeep.take_in_apart(notes.days, notes.adopted)
    return notes.index.connection


def _numbered(
    rows: Sequence[OpenRow],
    day: datetime.date,
    report: Report,
    likely: _Likely,
    earlier: Sequence[NoLongerMentioned] = (),
) -> Iterator[NoLongerMentioned]:
    from litnotes.daily.waiting import age
    from litnotes.model.several_days import NoLongerMentioned

    numbers = {"task": len(tasks_of(report)), "question": len(report.questions), "undecided": 0}
    for known in earlier:
        numbers[_counted_as(known.kind)] = known.number
    for row, entry in _whole([(row, _entry(row, likely.vocabulary)) for row in rows]):
        numbers[_counted_as(row.kind)] += 1
        since = datetime.date.fromisoformat(row.since)
        yield NoLongerMentioned(
            kind=cast("WorkKind", row.kind),
            number=numbers[_counted_as(row.kind)],
            text=row.name if row.key and not hasattr(entry, "state") else _text(entry),
            state=getattr(entry, "state", None) if row.kind in ("task", "reading") else None,
            day=datetime.date.fromisoformat(row.day),
            since=since,
            age=age(since, day),
            may_be=tuple(likely.successors(row, entry)),
            entry=entry,
        )


def _whole(work: Sequence[tuple[OpenRow, OpenEntry]]) -> Iterator[tuple[OpenRow, OpenEntry]]:
    """Yield work without the sub-tasks of a task that is among it: they are part of that task."""
    trees = [(row.day, entry) for row, entry in work if isinstance(entry, Task) and entry.tasks]
    parts = {(day, part.line) for day, task in trees for part in task.walk() if part is not task}
    return ((row, entry) for row, entry in work if (row.day, entry.line) not in parts)


def _counted_as(kind: str) -> str:
    """A paper being read is a task for `todo`."""
    return "task" if kind == "reading" else kind


def _text(entry: OpenEntry) -> str:
    return str(getattr(entry, "text", None) or getattr(entry, "title", ""))


def _entry(row: OpenRow, vocabulary: Vocabulary) -> OpenEntry:
    """Return the entry of a row; a quick note on a paper being read becomes a task to read it."""
    if row.role in ("todo", "doing", "done"):
        return Task.model_validate_json(row.data)
    if row.role == "questions":
        return Question.model_validate_json(row.data)
    if row.role == "conclusions":
        return Conclusion.model_validate_json(row.data)
    if row.role == "quick_notes":
        name = Mention.model_validate_json(row.data).text.partition("\n")[0]
        return by_name(read_title(name, vocabulary), None, reading="reading")
    task = planned_task(Note.model_validate_json(row.data), vocabulary)
    return task or Task(text=row.name, state="todo")


class _Likely:
    """What later reports say of tasks and questions, to find those that may be the same in other words."""

    def __init__(self, texts: Sequence[LaterText], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._texts = texts
        self._words = OtherWords([text.text for text in texts])

    def successors(self, row: OpenRow, entry: Task | Question | Conclusion) -> list[str]:
        """Return the texts of later reports that may be the same task or question."""
        if row.kind not in ("task", "question") or not self._texts:
            return []
        is_question = row.kind == "question"
        later = (self._texts[place] for place in self._words.places(_text(entry).partition("\n")[0]))
        same = (
            text.text
            for text in later
            if text.day > row.day
            and text.thread != row.thread
            and (text.role == "questions") == is_question
        )
        return list(dict.fromkeys(same))[:MOST_SUCCESSORS]
