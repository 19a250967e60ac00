"""The tables of the index that join papers with their entries in reports.

An item is a paper, an unidentified name, or a text that is about no paper; its entries are its places in
reports. Only the items that a change affects are computed again.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from litnotes.daily.ledger import signs
from litnotes.index import left_open, schema
from litnotes.index.paper_state import state_of
from litnotes.index.screened import Screening
from litnotes.library.history import History, names_in
from litnotes.library.identify import Listening
from litnotes.library.shelf import names_of
from litnotes.model.paper import Paper
from litnotes.model.reports import Answer, Conclusion, Entry, Mention, Note, Question, Report, Task
from litnotes.values.names import fold_name, fold_text

if TYPE_CHECKING:
    import sqlite3

    from litnotes.index.database import Index
    from litnotes.library.identify import Library
    from litnotes.markdown.vocabulary import Vocabulary
    from litnotes.store.traces import DecidedTrace

EntryRow = tuple[str, str, str, str, str | None]
"""An entry: day, section, text, the entry as JSON, and as JSON the names it gives its paper."""

_SECTIONS = ("todo", "doing", "done", "questions", "conclusions", "quick_notes", "notes")
_MODELS: dict[str, type[Conclusion | Mention | Task]] = {
    "conclusions": Conclusion, "quick_notes": Mention, "todo": Task, "doing": Task, "done": Task
}  # fmt: skip


def update(
    index: Index,
    library: Library,
    papers: Mapping[str, Paper | None],
    reports: Mapping[datetime.date, Report | None],
    traces: Mapping[str, DecidedTrace | None],
    vocabulary: Callable[[], Vocabulary],
) -> None:
    """Bring the tables up to date.

    Args:
        index: the index, with an open transaction.
        library: all papers as they are now.
        papers: the changed papers by key; None for a deleted one.
        reports: the changed reports; None for a day without report.
        traces: the changed traces by name; None for a deleted or unreadable one.
        vocabulary: returns the words that reports are read by.
    """
    screening = Screening(index.connection)
    tables = _Tables(index.connection, screening)
    open_work = left_open.Affected(index.connection)
    open_work.note(map(str, reports))
    for day in reports:
        tables.forget_day(str(day))
    moved = tables.entries_that_may_move(papers)
    screening.note(papers)
    for key in papers:
        moved += tables.forget_paper(key)
    tables.put_papers(paper for paper in papers.values() if paper)
    moved += tables.entries_that_may_move(papers)
    listening = Listening(library)
    tables.place_again(dict.fromkeys(moved), listening)
    for day, report in reports.items():
        if report:
            tables.put_day(str(day), report, listening, vocabulary())
    screening.note(papers)
    screening.put(traces)
    tables.touch_papers(screening.papers(library))
    tables.join(library)
    open_work.update(list(map(str, reports)))


class _Tables:
    """The tables during an update.

    `touched` are the items to compute again, `ids` the ids of items by identity, as far as known.
    """

    def __init__(self, connection: sqlite3.Connection, screening: Screening) -> None:
        self.connection = connection
        self.screening = screening
        self.query = connection.execute
        self.touched: set[int] = set()
        self.ids: dict[str, int] = {}
        self.entries: list[tuple[object, ...]] = []
        self.asked: list[tuple[str, str, int]] = []
        self.next_entry = self.query("SELECT coalesce(max(id), 0) + 1 FROM entries").fetchone()[0]
        self.query("CREATE TEMP TABLE IF NOT EXISTS changing(key TEXT PRIMARY KEY) WITHOUT ROWID")

    def entries_that_may_move(self, papers: Iterable[str]) -> list[int]:
        """Return the entries whose paper may be another one when these papers change.

        These are the entries for which one of the names of these papers was looked up, found or not.
        """
        if not papers:
            return []
        self.query("DELETE FROM changing")
        self.connection.executemany("INSERT INTO changing VALUES (?)", [(key,) for key in papers])
        rows = self.query(
            "SELECT entry FROM changing JOIN names USING (key) JOIN asked USING (kind, folded)"
            " UNION SELECT entry FROM changing JOIN asked ON kind = 'key' AND folded = changing.key"
        )
        return [entry for (entry,) in rows]

    def forget_paper(self, key: str) -> list[int]:
        """Remove a paper; return its entries, which now have no paper.

        Reports may name a paper whose file could not be written: its item is not that of a paper.
        """
        row = self.query("SELECT id FROM items WHERE identity = ?", (f"key {key}",)).fetchone()
        if row is None:
            return []
        self.query("DELETE FROM names WHERE key = ?", (key,))
        self._forget_item(*row)
        return [entry for (entry,) in self.query("SELECT id FROM entries WHERE item = ?", row)]

    def put_papers(self, papers: Iterable[Paper]) -> None:
        """Add papers with their names."""
        names: list[tuple[str, str, str]] = []
        for paper in papers:
            values = {
                "kind": "paper",
                "identity": f"key {paper.key}",
                "key": paper.key,
                "name": paper.headline,
                "title": paper.title,
                "names": "\n".join(paper.short_names),
                "authors": "\n".join(paper.authors),
                "year": paper.year,
                "venue": paper.venue,
                "venue_year": paper.venue_year,
                "tags": "\n".join(paper.tags),
                "record": paper.record,
                "cited": max((citation.count for citation in paper.citations), default=None),
                "added": str(paper.added) if paper.added else None,
                "own_reading": paper.reading,
            }
            self.touched.add(self._put_item(values))
            names += [(kind, folded, paper.key) for kind, folded in names_of(paper)]
        self.connection.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?)", names)

    def touch_papers(self, keys: Iterable[str]) -> None:
        """Mark own papers to be computed again."""
        for key in keys:
            self.touched |= {item for (item,) in self.query("SELECT id FROM items WHERE key = ?", (key,))}

    def forget_day(self, day: str) -> None:
        """Remove the entries of a day."""
        self.touched |= {item for (item,) in self.query("SELECT item FROM entries WHERE day = ?", (day,))}
        self.query("DELETE FROM asked WHERE entry IN (SELECT id FROM entries WHERE day = ?)", (day,))
        self.query("DELETE FROM entries WHERE day = ?", (day,))
        self.query("DELETE FROM days WHERE day = ?", (day,))

    def put_day(self, day: str, report: Report, library: Listening, vocabulary: Vocabulary) -> None:
        """Collect the entries of a day; `join` writes them."""
        self.query("INSERT INTO days VALUES (?)", (day,))
        for role, entry, ways in _entries(report):
            text = text_of(entry)
            item, names = (
                self._item_of_name(ways, library) if ways else (self._item_of_text(role, text), ())
            )
            self.asked += [(*name, self.next_entry) for name in names]
            named = json.dumps(ways, ensure_ascii=False) if ways else None
            about_work = signs(entry, vocabulary)
            since = str(entry.since) if entry.since else None
            values = (day, entry.line, role, text, named, entry.model_dump_json(), *about_work, since)
            self.entries.append((self.next_entry, item, *values))
            self.touched.add(item)
            self.next_entry += 1

    def place_again(self, entries: Iterable[int], library: Listening) -> None:
        """Find again the paper of each of these entries."""
        for entry in entries:
            before, ways = self.query("SELECT item, ways FROM entries WHERE id = ?", (entry,)).fetchone()
            now, looked_up = self._item_of_name(json.loads(ways), library)
            self.touched |= {before, now}
            self.query("UPDATE entries SET item = ? WHERE id = ?", (now, entry))
            self.query("DELETE FROM asked WHERE entry = ?", (entry,))
            names = [(*name, entry) for name in looked_up]
            self.connection.executemany("INSERT INTO asked VALUES (?, ?, ?)", names)

    def join(self, library: Library) -> None:
        """Write the collected entries, and compute the touched items again."""
        self.connection.executemany(
            "INSERT INTO entries(id, item, day, line, role, text, ways, data,"
            " thread, state, reading, undecided, since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            self.entries,
        )
        # Sorted, because SQLite inserts rows in key order faster.
        self.connection.executemany("INSERT INTO asked VALUES (?, ?, ?)", sorted(self.asked))
        self.query("CREATE TEMP TABLE IF NOT EXISTS touched(item INTEGER PRIMARY KEY)")
        self.query("DELETE FROM touched")
        self.connection.executemany("INSERT INTO touched VALUES (?)", [(item,) for item in self.touched])
        self.query("DELETE FROM words WHERE rowid IN (SELECT item FROM touched)")
        self.query(
            "DELETE FROM items WHERE kind != 'paper' AND id IN (SELECT item FROM touched)"
            " AND id NOT IN (SELECT item FROM entries)"
        )
        states: list[tuple[object, ...]] = []
        words: list[tuple[object, ...]] = []
        for (item, kind, key, known), entries in self._touched_items():
            name = _first_written(entries) if kind == "name" else known
            paper = library.papers[key] if key else None
            history = _history(name, paper, entries) if kind != "said" else None
            days = (entries[0][0], entries[-1][0]) if entries else (None, None)
            screened = self.screening.decision_on(key) if key else None
            states.append((name, *state_of(history, screened), *days, item))
            texts = tuple(dict.fromkeys(text for _, _, text, *_ in entries))
            called = name if kind != "said" else ""  # its words are in its text
            words.append((item, *map(schema.words, (*_words(paper, called), texts))))
        self.connection.executemany(
            "UPDATE items SET name = ?, reading = ?, decision = ?, reason = ?, decided_by = ?,"
            " decided_on = ?, waiting_since = ?, is_screened = ?, assumed_read = ?,"
            " first_day = ?, last_day = ? WHERE id = ?",
            states,
        )
        self.connection.executemany(
            "INSERT INTO words(rowid, title, names, authors, venue, tags, abstract, said)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            words,
        )

    def _touched_items(self) -> Iterator[tuple[tuple[int, str, str | None, str], list[EntryRow]]]:
        """Yield each touched item with its entries."""
        rows = self.query(
            "SELECT items.id, kind, key, items.name, day, role, text, data, ways FROM touched"
            " JOIN items ON items.id = touched.item LEFT JOIN entries ON entries.item = items.id"
            " ORDER BY items.id, day, entries.id"
        )
        for item, entries in groupby(rows, key=itemgetter(0, 1, 2, 3)):
            yield item, [row[4:] for row in entries if row[4] is not None]

    def _item_of_name(
        self, ways: Sequence[str], library: Listening
    ) -> tuple[int, Iterable[tuple[str, str]]]:
        """Return the item of a name, and the names that were looked up to find it."""
        identity, names = library.identity_and_names(*ways)
        item = self._item(identity) or self._put_item({"kind": "name", "identity": identity})
        return item, names

    def _item_of_text(self, role: str, text: str) -> int:
        """Return the item of a text about no paper; a carried entry keeps its item."""
        identity = f"{role} {fold_text(text.partition(chr(10))[0])}"
        return self._item(identity) or self._put_item({"kind": "said", "identity": identity, "name": text})

    def _item(self, identity: str) -> int | None:
        if identity not in self.ids:
            row = self.query("SELECT id FROM items WHERE identity = ?", (identity,)).fetchone()
            if row is None:
                return None
            self.ids[identity] = row[0]
        return self.ids[identity]

    def _put_item(self, values: Mapping[str, object]) -> int:
        columns, places = ", ".join(values), ", ".join("?" * len(values))
        row = self.query(f"INSERT INTO items({columns}) VALUES ({places})", tuple(values.values()))  # noqa: S608
        self.ids[str(values["identity"])] = int(row.lastrowid or 0)
        return int(row.lastrowid or 0)

    def _forget_item(self, item: int) -> None:
        self.ids.clear()
        self.query("DELETE FROM items WHERE id = ?", (item,))
        self.query("DELETE FROM words WHERE rowid = ?", (item,))


def _first_written(entries: Sequence[EntryRow]) -> str:
    """Return a name as in its first entry."""
    return " ".join(json.loads(entries[0][4] or '[""]')[-1].split())


def _words(paper: Paper | None, name: str) -> tuple[tuple[str, ...], ...]:
    """Return the searched texts of a paper or a name: title, names, authors, venue, tags, abstract."""
    if paper is None:
        return ((), (name, fold_name(name)), (), (), (), ())
    names = (*paper.short_names, *map(fold_name, paper.short_names), *paper.other_titles)
    return ((paper.title,), names, paper.authors, (paper.venue or "",), paper.tags, (paper.abstract or "",))


def _entries(report: Report) -> Iterator[tuple[str, Entry, tuple[str, ...]]]:
    """Yield each entry of a report with its role and the names that it gives its paper, if any."""
    about = {id(entry): ways for ways, entry in names_in(report)}
    for section in _SECTIONS:
        for entry in getattr(report, section):
            role = entry.role if isinstance(entry, Note) else section
            for part in entry.walk() if isinstance(entry, Task) else (entry,):
                yield role, part, about.get(id(part), ())


def text_of(entry: Entry) -> str:
    """Return the text of an entry, with a line for each part."""
    match entry:
        case Conclusion():
            named = (entry.short_name, entry.title, entry.description, *entry.similarities)
            fields = (f"{name}: {text}" for name, text in entry.fields.items())
            return _joined(*named, *entry.differences, *fields, entry.reason)
        case Question():
            return _joined(entry.text, *(_answer(answer) for answer in entry.answers))
        case Note():
            return _joined(entry.heading, entry.text)
        case Task() | Mention():
            return entry.text
        case _:
            return ""


def _answer(answer: Answer) -> str:
    return f"{answer.by}: {answer.text}" if answer.by else answer.text


def _joined(*parts: str | None) -> str:
    return "\n".join(part for part in parts if part)


def _history(name: str, paper: Paper | None, entries: Iterable[EntryRow]) -> History:
    """Return the history of a paper from its entries."""
    history = History(name, paper)
    for day, role, _, data, _ in entries:
        history.add(datetime.date.fromisoformat(day), _MODELS[role].model_validate_json(data))
    return history
