"""The line on a citation search in the report of the day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from litnotes.app.day import report_for_writing, write
from litnotes.app.notes import Notes
from litnotes.app.trace_outcome import TraceNote, TraceOutcome
from litnotes.app.trace_start import TraceStart
from litnotes.daily.typing.done_line import note_done
from litnotes.errors import WrongUse
from litnotes.values.enumeration import enumerated

if TYPE_CHECKING:
    from litnotes.model.candidate import Direction

MAX_NAMED = 4
"""The line names at most this many seeds and counts the others."""


def write_note(notes: Notes, done: TraceOutcome, day: datetime.date) -> TraceNote | None:
    """Write the line into the report of a day and return it; None if the report already has it.

    Raises WrongUse if every wording would be read differently, and errors of writing a report.
    """
    if done.start.new:
        notes.refresh()
    target = report_for_writing(notes, day)
    outcome = f"{len(done.trace.candidates):,} found, {done.left:,} left to screen"
    refused: WrongUse | None = None
    for wording in _wordings(done.start):
        try:
            typed = note_done(target.found, target.layout, notes.reader.vocabulary, wording, outcome)
        except WrongUse as problem:
            refused = problem
            continue
        if typed is None:
            return None
        write(notes, target, typed.data)
        return TraceNote(notes.notebook.shown(target.path), typed.line, f"{wording}: {outcome}")
    raise refused or WrongUse("nothing was traced")


def _wordings(start: TraceStart) -> Iterator[str]:
    """Yield wordings of the line: with names, and with keys in case a name is read as something else."""
    question = start.question
    if question.file:
        yield f"Took the search results of {question.file}"
        return
    verbs: dict[tuple[Direction, ...], str] = {
        ("cited-by",): "Traced the papers that cite {}",
        ("references",): "Traced the papers that {} cite",
    }
    verb = verbs.get(question.directions, "Traced the papers that cite or are cited by {}")
    narrowed = [f"years {question.year}"] if question.year else []
    narrowed += [f"with {' or '.join(question.match)}"] if question.match else []
    conditions = f" ({', '.join(narrowed)})" if narrowed else ""
    for names in (map(start.name_of, question.seeds), question.seeds):
        yield f"{verb.format(enumerated(names, MAX_NAMED))}{conditions}"
