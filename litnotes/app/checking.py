"""Reports to check, with notes around them or without, and the fixes that the user agreed to."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.app.notes import NOTES_VARIABLE, find_notebook, open_notes
from litnotes.errors import LitnotesError, NotFound, Unreadable

if TYPE_CHECKING:
    from litnotes.checks.fix import Change
    from litnotes.checks.review import Reviewer


def reviewer_of(notes: str | None, asked: Sequence[Path]) -> Reviewer:
    """Return what checks files; single files may be checked without notes.

    Raises NoNotes or NotFound where the notes are needed, or named, and not there.
    """
    from litnotes.checks.review import Reviewer
    from litnotes.store.notebook import find

    if not asked:
        return Reviewer(find_notebook(notes))
    named = notes or os.environ.get(NOTES_VARIABLE)
    try:
        return Reviewer(find(Path.cwd(), named))
    except NotFound:
        if named:
            raise
        return Reviewer(None)


def write_fixes(desk: Reviewer, changes: Iterable[Change]) -> tuple[int, list[LitnotesError]]:
    """Write fixed files and what follows them in the notes; return how many, and what went wrong.

    What cannot be read is a finding, not a failure of the fix: the review reports it.
    """
    from litnotes.store import files

    written, problems = 0, []
    lock = files.locked(desk.notebook.lock_path) if desk.notebook else contextlib.nullcontext()
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
    return written, problems
