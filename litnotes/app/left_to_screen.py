"""How many candidates the student still has to screen.

Parsing traces takes up to seconds, so the number is kept in the cache folder until a trace, or a decision
of a report, changes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from litnotes.app.pool import pool_in
from litnotes.index import items
from litnotes.index.scan import is_settled, stamp_or_none
from litnotes.store import files
from litnotes.store.kept import KeptFiles

if TYPE_CHECKING:
    from litnotes.app.notes import Notes

NAME = "left-to-screen"


def left_to_screen(notes: Notes) -> int:
    """Return the number of candidates that wait for the student's decision.

    Unreadable traces become problems of the notes.
    """
    traces = notes.notebook.trace_files()
    if not traces:
        return 0
    stamps = [(path.name, stamp_or_none(path)) for path in traces]
    made_from = files.sha256(json.dumps([stamps, notes.ask(items.decided_files)]).encode())
    kept = KeptFiles(notes.notebook.cache_folder)
    if known := kept.get(NAME, made_from):
        return int(known)
    return _counted(notes, kept, made_from, settled=all(stamp and is_settled(stamp) for _, stamp in stamps))


def _counted(notes: Notes, kept: KeptFiles, made_from: str, *, settled: bool) -> int:
    pool = pool_in(notes)
    notes.problems += pool.problems
    number = pool.number_left()
    if settled and not pool.problems:
        kept.put(NAME, made_from, str(number).encode())
    return number
