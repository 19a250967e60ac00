"""Checks of reports, inside notes or without notes, and the fixes that the user accepted."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.app.notes import NOTES_VARIABLE, Notes, find_notebook, open_notes
from litnotes.errors import Changed, LitnotesError, NotFound, Unreadable

if TYPE_CHECKING:
    from litnotes.checks.fix import Change
    from litnotes.checks.review import Review, Reviewer
    from litnotes.index.database import Index
    from litnotes.model.paper import Paper
    from litnotes.store.notebook import Notebook


def looked_through(
    notes: str | None, asked: Sequence[Path], describe: Callable[[Paper], str]
) -> tuple[Reviewer, Review]:
    """Return the findings in files, or in all notes if none are given, and the reviewer that made them.

    Nothing is written into the notes. Files can be checked without notes. Raises NoNotes or NotFound if the
    notes are needed, or named, and do not exist.

    Args:
        notes: the notes folder that the user names.
        asked: the files.
        describe: returns a short description of a paper.
    """
    from litnotes.checks.review import RereadingReader, Reviewer
    from litnotes.index.follow import with_index

    notebook = _notebook_around(notes) if asked else find_notebook(notes)
    if notebook is None:
        from litnotes.config import Settings
        from litnotes.daily.derive import Reader

        desk = Reviewer(None, Reader.by(Settings()))
        return desk, desk.review(asked, None, describe)
    if asked:
        return with_index(notebook, lambda index: _looked_through(notebook, index, asked, describe))
    from litnotes.daily.derive import sync

    desk = Reviewer(notebook, RereadingReader.by(notebook.settings()))
    return desk, desk.review_all(sync(notebook, desk.reader), describe)


def _notebook_around(notes: str | None) -> Notebook | None:
    """Return the notes in use; None if there are none and the user names none."""
    from litnotes.store.notebook import find

    named = notes or os.environ.get(NOTES_VARIABLE)
    try:
        return find(Path.cwd(), named)
    except NotFound:
        if named:
            raise
        return None


def _looked_through(
    notebook: Notebook, index: Index, asked: Sequence[Path], describe: Callable[[Paper], str]
) -> tuple[Reviewer, Review]:
    """Return the findings in files, with the index of their notes."""
    from litnotes.checks.across import Around
    from litnotes.checks.review import Reviewer

    notes = Notes(notebook, index)
    notes.bring_index_up_to_date()
    desk = Reviewer(notebook, notes.reader)
    around = Around(notes.days, notes.library, notes.conclusions_on)
    return desk, desk.review(asked, around, describe)


def write_fixes(desk: Reviewer, changes: Iterable[Change]) -> tuple[int, list[LitnotesError]]:
    """Write fixed files and bring the notes up to date; return the number of files, and the problems.

    An unreadable file is a finding, not a failed fix: the review reports it. Raises Changed, after all
    others are written, if somebody else wrote a file meanwhile: a second try fixes it.
    """
    from litnotes.store import files

    written, problems = 0, []
    lock = desk.notebook.locked() if desk.notebook else contextlib.nullcontext()
    with lock:
        for change in changes:
            try:
                files.replace(change.report.path, change.new, expected=change.report.data)
                written += 1
            except LitnotesError as problem:
                problems.append(problem)
        if desk.notebook:
            followed = open_notes(str(desk.notebook.root)).problems
            problems += [problem for problem in followed if not isinstance(problem, Unreadable)]
    for left in problems:
        if isinstance(left, Changed):
            raise left
    return written, problems
