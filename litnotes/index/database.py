"""The index: the content of the notes in tables, in the cache folder of the user.

All data in it is derived from the files. Each command compares the stamps of all files with those in the
index, so it sees edits by other programs; only changed files are read. An unreadable file has no row, so
every command checks and reports it. An index that is missing, broken or of another version is rebuilt; if
none can be kept on disk, one in memory is used.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import litnotes
from litnotes.errors import LitnotesError
from litnotes.index import schema
from litnotes.index.scan import Scan, Stamp, is_settled, name_in, scan, stamp_of, stamp_or_none, stamped
from litnotes.store import files
from litnotes.store.folders import cache_folder
from litnotes.values.own_file import refuse_link

NAME = "index.sqlite"
BUSY_SECONDS = 20

_NAMED = (
    "substr(path, -3) = '.md' AND substr(path, -14, 1) IN ('', '/')"
    " AND content IS '[\"' || substr(path, -13, 10) || '\"]'"
)
_LOGS = f"substr(path, -3) = '.md' AND NOT ({_NAMED})"

BROKEN = (sqlite3.DatabaseError, ValueError, TypeError, EOFError)
"""The errors of a broken index, or of one with foreign content."""
_OUT_OF_REACH = frozenset({
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY,
})  # fmt: skip

_opened: list[sqlite3.Connection] = []


class Changes(NamedTuple):
    """The differences between the files and those the index was made from.

    `found` is the scan at the time `at` (nanoseconds). `stamps` are the stamps of files that may have
    changed: `changed` are new, changed or unreadable; `same` have another stamp, but the same bytes.
    `removed` are deleted.
    """

    found: Scan
    at: int
    stamps: Mapping[str, Stamp] = MappingProxyType({})
    changed: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    same: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.changed or self.removed)


class Index:
    """The index of a notes folder. `connection` has the tables of `schema`."""

    def __init__(self, root: Path, connection: sqlite3.Connection) -> None:
        """Take the notes folder, and a connection with all tables."""
        self.root = root
        self.connection = connection
        self._doubted: set[str] = set()

    def is_made(self) -> bool:
        """Whether it has ever been made from the files."""
        return self._query("SELECT 1 FROM folders").fetchone() is not None

    def changes(self) -> Changes:
        """Return the differences between the files and those the index was made from."""
        at = time.time_ns()
        found = scan(self.root)
        doubtful = self._value("doubtful")
        gone = set(str(doubtful).split("\n")) if doubtful else set[str]()
        stamps = {name: stamp for name in gone if (stamp := stamp_or_none(self.root / name))}
        for folder, packed in self._folders_but(found):
            before, now = stamped(packed), stamped(found.get(folder))
            stamps |= {name_in(folder, stamp[0]): stamp[1:] for stamp in now - before}
            gone |= {name_in(folder, name) for name, *_ in before - now}
        return self._compared(found, at, stamps, gone)

    def _folders_but(self, found: Scan) -> list[tuple[str, bytes | None]]:
        """Return the folders that changed, each as it was."""
        before = dict(self._query("SELECT name, packed FROM folders"))
        names = before.keys() | found.keys()
        return [(name, before.get(name)) for name in names if before.get(name) != found.get(name)]

    def is_as_seen(self, changes: Changes) -> bool:
        """Whether no other command has written files since `changes`.

        Each file that it writes changes its folder or, if it is the target of a link, its stamp.
        """
        folders = (stamp_or_none(self.root / name) for name in changes.found)
        if not all(is_settled(stamp, changes.at) for stamp in folders if stamp):
            return False
        return all(stamp_or_none(self.root / name) == stamp for name, stamp in changes.stamps.items())

    def _compared(self, found: Scan, at: int, stamps: Mapping[str, Stamp], gone: Iterable[str]) -> Changes:
        """Return which of some files changed, and which indexed files were removed."""
        gone = set(gone) - stamps.keys()
        known = {name: row for name in (*stamps, *gone) if (row := self._row(name))}
        moved = {name for name, stamp in stamps.items() if known.get(name, ("",))[0] != _text(stamp)}
        same = frozenset(name for name in moved & known.keys() if self._holds(name, known[name][1]))
        return Changes(found, at, stamps, frozenset(moved) - same, frozenset(gone & known.keys()), same)

    def _holds(self, path: str, sha256: str) -> bool:
        try:
            return files.sha256(files.read(self.root / path, at_most=10**9, but=lambda _: True)) == sha256
        except LitnotesError:
            return False

    def settle(self, changes: Changes) -> None:
        """Record that the index is made from the files as they were at `changes`.

        The next command checks the files that the index is not made from.
        """
        for path in changes.same:
            stamp = _trusted(changes.stamps[path], changes.at)
            self.connection.execute("UPDATE files SET stamp = ? WHERE path = ?", (stamp, path))
        doubtful = {path for path, stamp in changes.stamps.items() if self._stamp(path) != _text(stamp)}
        for folder, _ in self._folders_but(changes.found):
            row = (folder, changes.found.get(folder))
            self.connection.execute("INSERT OR REPLACE INTO folders VALUES (?, ?)", row)
        self._put("doubtful", "\n".join(sorted(doubtful | self._doubted)))

    def note(self, changes: Changes) -> None:
        """Record changed stamps of unchanged files, if the index can be written."""
        if changes.stamps:
            with contextlib.suppress(sqlite3.OperationalError), self.writing():
                self.settle(changes)

    def keep(self, path: str, stamp: Stamp, at: int, sha256: str, content: str) -> None:
        """Record a file that was read, with its content.

        Args:
            path: its path in the notes folder.
            stamp: its stamp from before it was read.
            at: when the stamp was taken, in nanoseconds.
            sha256: the hash of its bytes.
            content: its content, as JSON.
        """
        self.connection.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", (path, _trusted(stamp, at), sha256, content)
        )

    def forget(self, path: str) -> None:
        """Remove a file, so that the next command checks it."""
        self.connection.execute("DELETE FROM files WHERE path = ?", (path,))

    def leave(self, path: str) -> None:
        """Remove a file, so that the next command reads it again even if it does not change."""
        self.forget(path)
        self._doubted.add(path)

    def keep_written(self, path: str, sha256: str, content: str) -> None:
        """Record a file that this command wrote."""
        at = time.time_ns()
        self._doubted.add(path)
        with contextlib.suppress(OSError):
            self.keep(path, stamp_of(self.root / path), at, sha256, content)

    def keep_written_as(self, form: str, texts: Iterable[tuple[str, str, str]]) -> None:
        """Record papers as an export writes them, if the index can be written.

        Args:
            form: the format of the texts.
            texts: for each paper, the path of its file, the hash of the file, and the text.
        """
        rows = ((path, form, sha256, text) for path, sha256, text in texts)
        with contextlib.suppress(sqlite3.OperationalError), self.writing():
            self.connection.executemany("INSERT OR REPLACE INTO written VALUES (?, ?, ?, ?)", rows)

    def content(self, path: str) -> str | None:
        """Return the content of a file, as JSON; None if it is not in the index."""
        row = self.connection.execute("SELECT content FROM files WHERE path = ?", (path,)).fetchone()
        return row[0] if row else None

    def content_as_it_is(self, path: str) -> str | None:
        """Return the content of a file, as JSON, if it has not changed since; else None."""
        with contextlib.suppress(OSError):
            if self._stamp(path) == _text(stamp_of(self.root / path)):
                return self.content(path)
        return None

    def names(self, folder: str) -> set[str]:
        """Return the paths of the files in a folder that are in the index."""
        inside = (folder, f"{folder}\U0010ffff")
        return {
            path for (path,) in self._query("SELECT path FROM files WHERE path > ? AND path < ?", inside)
        }

    def days_in_files(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the report files that were read without problems, with their days."""
        yield from ((name, [day]) for day, name in self.named_days())
        yield from self.days_in_logs()

    def named_days(self) -> list[tuple[str, str]]:
        """Return the days with a file that is named by the day and has no other day, with this file."""
        return self._query(f"SELECT substr(path, -13, 10), path FROM files WHERE {_NAMED}").fetchall()  # noqa: S608

    def days_in_logs(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the other report files, with all their days."""
        for path, content in self._query(f"SELECT path, content FROM files WHERE {_LOGS}"):  # noqa: S608
            yield path, json.loads(content)

    def days(self) -> set[datetime.date]:
        """Return the days whose reports are in the index."""
        return {datetime.date.fromisoformat(day) for (day,) in self._query("SELECT day FROM days")}

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Open a transaction: all changes in it are written, or none."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):  # SQLite may have done so already
                self.connection.execute("ROLLBACK")
            raise

    def _query(self, statement: str, values: Iterable[object] = ()) -> sqlite3.Cursor:
        return self.connection.execute(statement, tuple(values))

    def _stamp(self, path: str) -> str | None:
        row = self._query("SELECT stamp FROM files WHERE path = ?", (path,)).fetchone()
        return row[0] if row else None

    def _row(self, path: str) -> tuple[str, str] | None:
        """Return the stamp and the hash of a file in the index."""
        row = self._query("SELECT stamp, sha256 FROM files WHERE path = ?", (path,)).fetchone()
        return tuple(row) if row else None

    def _value(self, name: str) -> object:
        row = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def _put(self, name: str, value: object) -> None:
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))


def on_disk(root: Path, *, make: bool = True) -> Index:
    """Return the index of a notes folder; it is rebuilt if it is missing or of another version.

    Args:
        root: the notes folder.
        make: whether it may be rebuilt; if not, such an index is an error.

    Raises one of BROKEN if it is broken, OSError if it cannot be made.
    """
    place = cache_folder(root) / NAME
    if make:
        place.parent.mkdir(parents=True, exist_ok=True)
    elif not place.is_file():
        raise FileNotFoundError(place)
    refuse_link(place)
    connection = _connected(place)
    if _version(connection) != _this_version():
        if not make:
            raise FileNotFoundError(place)
        _rebuild(connection)
    return Index(root, connection)


def in_memory(root: Path) -> Index:
    """Return an empty index for this command alone."""
    connection = _connected(":memory:")
    _rebuild(connection)
    return Index(root, connection)


def copied(index: Index) -> Index:
    """Return a copy of an index in memory."""
    connection = _connected(":memory:")
    index.connection.backup(connection)
    return Index(index.root, connection)


def is_out_of_reach(problem: Exception) -> bool:
    """Whether an index cannot be used only now: it is locked or read-only, or the disk is full."""
    return getattr(problem, "sqlite_errorcode", 0) & 0xFF in _OUT_OF_REACH


def close() -> None:
    """Close every open index; a process may run further commands."""
    while _opened:
        _opened.pop().close()


def _connected(place: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(place, timeout=BUSY_SECONDS, isolation_level=None)
    _opened.append(connection)
    return connection


def remove(root: Path) -> None:
    """Remove the index of a notes folder."""
    for ending in ("", "-journal", "-wal", "-shm"):
        with contextlib.suppress(OSError):
            (cache_folder(root) / f"{NAME}{ending}").unlink()


def _version(connection: sqlite3.Connection) -> str:
    try:
        row = connection.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()
    except sqlite3.OperationalError:  # no tables yet
        return ""
    return row[0] if row else ""


def _this_version() -> str:
    """Return a version text: if it changes, the same notes may give other tables."""
    return f"{schema.VERSION} {litnotes.__version__}"


def _rebuild(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    if _version(connection) == _this_version():  # another command was faster
        connection.execute("ROLLBACK")
        return
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'words!_%' ESCAPE '!'"
    ).fetchall()
    for (table,) in tables:
        connection.execute(f"DROP TABLE {table}")
    for statement in schema.TABLES.split(";"):
        connection.execute(statement)
    connection.execute("INSERT INTO meta VALUES ('version', ?)", (_this_version(),))
    connection.execute("COMMIT")


def _trusted(stamp: Stamp, at: int) -> str:
    """Return a stamp as text; empty if the file may still change without a new stamp."""
    return _text(stamp) if is_settled(stamp, at) else ""


def _text(stamp: Stamp) -> str:
    size, modified, changed = stamp
    return f"{size} {modified} {changed}"
