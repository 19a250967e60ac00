"""Errors inside reports, added to the problems that a command reports at its end."""

from __future__ import annotations

from litnotes.app.notes import Notes
from litnotes.errors import Diagnostic, LitnotesError, Location


def add_errors(notes: Notes) -> None:
    """Add the errors inside the reports to the problems of the notes."""
    for path, note in notes.days.diagnostics():
        if note.severity == "error":
            notes.problems.append(_as_problem(notes.notebook.shown(path), note))


def _as_problem(path: str, note: Diagnostic) -> LitnotesError:
    sentence = f"{note.code} {note.severity}: {note.reading} {note.advice}".rstrip()
    return LitnotesError(sentence, location=Location(path, note.line, note.column))
