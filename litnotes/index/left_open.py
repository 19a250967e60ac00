"""The spans of open work in the index: what reports leave open, and what later reports do not mention.

A row says that an entry is open after the report of `day`, and that the next report that mentions it is
that of `until`. So for each report between the two, the entry is no longer mentioned. `kind` is task,
question, reading (a paper being read) or undecided (a paper that waits for a decision).

An entry that `new-day` carried into a report, and that this report lacks, was deleted there: its span ends
on that day, before `named`, the day of the report that mentions it next. That `new-day` started the report
shows in another carried entry with its `(since …)`.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, cast

from litnotes.daily.ledger import Mark, OpenSpan, Sign, apart, spans

if TYPE_CHECKING:
    import sqlite3

NEVER = "9999-12-31"
"""The `until` of an entry that no later report mentions."""

_date = datetime.date.fromisoformat
_Row = tuple[str, str, int, str, str, str]


class OpenRow(NamedTuple):
    """An open entry: the last day that mentions it, since when it is open, its section, and its JSON.

    `name` and `key` are those of its paper, if it has one.
    """

    kind: str
    day: str
    since: str
    role: str
    data: str
    name: str
    key: str | None
    thread: str


_SELECT = (
    "SELECT left_open.kind, left_open.day, left_open.since, role, data, items.name, key,"
    " left_open.thread FROM left_open"
    " JOIN entries ON entries.id = entry JOIN items ON items.id = item"
)
_LAPSED = "until > :latest AND left_open.day < :latest"
_NOT_READ = "(left_open.kind != 'reading' OR own_reading IS NOT 'read')"
_ORDER = "ORDER BY left_open.day DESC, entries.id, left_open.kind"


def no_longer_mentioned(
    connection: sqlite3.Connection, latest: str, first: str, kinds: Collection[str]
) -> list[OpenRow]:
    """Return the open entries that the latest report does not mention, the last mentioned first.

    Args:
        connection: the index.
        latest: the day of the latest report.
        first: the first day; entries that are last mentioned before it are left out.
        kinds: the kinds of the entries.
    """
    rows = connection.execute(
        f"{_SELECT} WHERE {_LAPSED} AND left_open.day >= :first AND {_NOT_READ} {_ORDER}",
        {"latest": latest, "first": first},
    )
    return [row for row in map(OpenRow._make, rows) if row.kind in kinds]


def counts_before(connection: sqlite3.Connection, latest: str, first: str) -> dict[str, int]:
    """Return the number of entries that `no_longer_mentioned` leaves out, by kind."""
    rows = connection.execute(
        "SELECT left_open.kind, count(*) FROM left_open JOIN entries ON entries.id = entry"  # noqa: S608
        f" JOIN items ON items.id = item WHERE {_LAPSED} AND left_open.day < :first AND {_NOT_READ}"
        " GROUP BY left_open.kind",
        {"latest": latest, "first": first},
    )
    return dict(rows.fetchall())


def since_when(connection: sqlite3.Connection, thread: str, before: str) -> tuple[str, str] | None:
    """Return the last day that mentions an open task or question, and the day since when it is open.

    None if no report before a day has it, or if it has ended.
    """
    row: tuple[str, str] | None = connection.execute(
        "SELECT day, since FROM left_open WHERE thread = ? AND until = ? AND day < ?",
        (thread, NEVER, before),
    ).fetchone()
    return row


def deleted_from(connection: sqlite3.Connection, latest: str) -> list[OpenRow]:
    """Return the open entries that `new-day` carried into a report, and that this report lacks."""
    rows = connection.execute(
        f"{_SELECT} WHERE until = ? AND until < named AND {_NOT_READ} {_ORDER}", (latest,)
    )
    return list(map(OpenRow._make, rows))


class LaterText(NamedTuple):
    """The first line of an entry, with its day, its section, and the name of its task or question."""

    day: str
    role: str
    text: str
    thread: str | None


def texts_after(connection: sqlite3.Connection, day: str, latest: str) -> list[LaterText]:
    """Return what reports after a day say of tasks and questions, the latest first, up to `latest`."""
    rows = connection.execute(
        "SELECT day, role, text, thread FROM entries WHERE day > ? AND day <= ?"
        " AND (thread IS NOT NULL OR role = 'done') ORDER BY day DESC, id",
        (day, latest),
    )
    return [LaterText(day, role, text.partition("\n")[0], thread) for day, role, text, thread in rows]


class Affected:
    """The spans to compute again after an update of the entries."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.query = connection.execute
        self.insert = connection.executemany
        for table in ("threads(name", "days_before(day"):
            self.query(f"CREATE TEMP TABLE IF NOT EXISTS {table} TEXT PRIMARY KEY) WITHOUT ROWID")
            self.query(f"DELETE FROM {table.partition('(')[0]}")  # noqa: S608 the names are our own

    def note(self, days: Iterable[str]) -> None:
        """Record the tasks and questions of changed days: before their entries change, and after."""
        self.insert(
            "INSERT OR IGNORE INTO threads SELECT thread FROM entries WHERE day = ? AND thread IS NOT NULL",
            [(day,) for day in days],
        )

    def update(self, days: Sequence[str]) -> None:
        """Compute the spans again; the table `touched` has the papers."""
        self.note(days)
        self.query("INSERT OR IGNORE INTO threads SELECT 'paper ' || item FROM touched")
        self.query(
            "INSERT OR IGNORE INTO days_before SELECT day FROM left_open"
            " WHERE thread IN (SELECT name FROM threads)"
        )
        self.query("DELETE FROM left_open WHERE thread IN (SELECT name FROM threads)")
        rows = sorted([*self._of_words(), *self._of_papers()])
        named = [(*row, row[-1]) for row in rows]  # the next day that names it is at first the end
        self.insert("INSERT INTO left_open VALUES (?, ?, ?, ?, ?, ?, ?)", named)
        changed = {row[1] for row in rows} | {self._report_before(day) for day in days}
        self.insert("INSERT OR IGNORE INTO days_before VALUES (?)", [(day,) for day in changed])
        for (day,) in self.query("SELECT day FROM days_before").fetchall():
            self._find_deleted(day)

    def _of_words(self) -> Iterator[_Row]:
        """Yield the spans of tasks and questions."""
        found = self.query(
            "SELECT thread, day, state, since, entries.id, data FROM threads"
            " JOIN entries ON thread = name ORDER BY thread, day, entries.id"
        )
        for thread, members in groupby(found, key=itemgetter(0)):
            row = [(_signed(*member[1:5]), member[5]) for member in members]
            for same in _apart(row):
                for span in spans(same):
                    yield _as_row(thread, thread.partition(" ")[0], span)

    def _of_papers(self) -> Iterator[_Row]:
        """Yield the spans of papers that are being read, and of those that wait for a decision."""
        found = self.query(
            "SELECT items.id, decision, decided_on, is_screened,"
            " day, entries.reading, undecided, since, entries.id"
            " FROM touched JOIN items ON items.id = touched.item JOIN entries ON entries.item = items.id"
            " WHERE entries.reading IS NOT NULL ORDER BY items.id, day, entries.id"
        )
        for (item, *decided), members in groupby(found, key=itemgetter(0, 1, 2, 3)):
            row = list(members)
            for kind, at in (("reading", 5), ("undecided", 6)):
                if any(member[at] == "open" for member in row):
                    marked = (_signed(each[4], each[at], each[7], each[8]) for each in row)
                    for span in spans(marked):
                        ended = _ended(span, *decided)
                        yield _as_row(f"paper {item}", kind, span, ended)

    def _report_before(self, day: str) -> str:
        return self.query("SELECT max(day) FROM days WHERE day < ?", (day,)).fetchone()[0] or ""

    def _find_deleted(self, day: str) -> None:
        """Mark what is open after the report of a day, and what was deleted from the next one."""
        self.query("UPDATE left_open SET until = named WHERE day = ? AND until < named", (day,))
        (following,) = self.query("SELECT min(day) FROM days WHERE day > ?", (day,)).fetchone()
        if following is None:
            return
        here, _, _ = self._names(day)
        there, carried, is_whole = self._names(following)
        if not is_whole or here.isdisjoint(carried):
            return
        rows = self.query("SELECT thread FROM left_open WHERE day = ? AND until > ?", (day, following))
        gone = [(following, thread, day) for (thread,) in rows.fetchall() if thread not in there]
        self.insert("UPDATE left_open SET until = ? WHERE thread = ? AND day = ?", gone)

    def _names(self, day: str) -> tuple[set[str], set[str], bool]:
        """Return the threads of a day, those carried since a day, and whether it has no git conflict."""
        every: set[str] = set()
        carried: set[str] = set()
        is_whole = True
        for item, thread, since, role in self.query(
            "SELECT item, thread, since, role FROM entries WHERE day = ?", (day,)
        ):
            names = {f"paper {item}", thread} - {None}
            every |= names
            carried |= names if since else set()
            is_whole &= role != "conflict"
        return every, carried, is_whole


def _apart(row: Sequence[tuple[Sign, str]]) -> Iterator[list[Sign]]:
    """Yield the signs of each task, where several tasks have the same first line."""
    every = [sign for sign, _ in row]
    if len({sign.day for sign in every}) == len(every):
        yield every
        return
    entries = [json.loads(data) for _, data in row]
    texts = [(sign.day, entry["group"], entry["text"]) for sign, entry in zip(every, entries, strict=True)]
    for places in apart(texts):
        yield [every[at] for at in places]


def _signed(day: str, mark: str, since: str | None, entry: int) -> Sign:
    return Sign(_date(day), cast("Mark", mark), _date(since) if since else None, entry)


def _ended(span: OpenSpan, decision: str | None, day: str | None, is_screened: int) -> str | None:
    """Return the day that a decision ends an open entry; one of screening ends no entry after it."""
    if decision not in ("include", "exclude") or (is_screened and str(day) < str(span.day)):
        return None
    return day


def _as_row(thread: str, kind: str, span: OpenSpan, ended: str | None = None) -> _Row:
    """Return a row; an entry that ended on a day that no report of it shows is open until that day."""
    day, until = str(span.day), str(span.until or NEVER)
    if ended and not span.until:
        until = max(ended, day)
    return thread, day, span.entry, kind, str(span.since), until
