"""The outcome of a citation search: the trace, the written files, and the problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from litnotes.app.ended import NOTHING_TO_SAY, Ended
from litnotes.app.labelled import NOTHING_TAKEN, LabelsTaken
from litnotes.app.trace_start import TraceStart
from litnotes.errors import INTERRUPTED, PROBLEMS_FOUND, LitnotesError

if TYPE_CHECKING:
    from litnotes.model.candidate import Search, Trace


class TraceNote(NamedTuple):
    """The line on a citation search in the report of the day, with its place."""

    path: str
    line: int
    text: str


class TraceWritten(NamedTuple):
    """The files that a search has written.

    Args:
        trace: the outcome of the file of the trace.
        papers: the new files of papers that the search starts from.
        note: the new line in the report; None if the report already has it, or on an error.
        refused: the error if the line could not be written.
    """

    trace: Literal["would be made", "would be changed", "made", "changed", "not changed"]
    papers: Sequence[str] = ()
    note: TraceNote | None = None
    refused: LitnotesError | None = None


@dataclass(slots=True)
class TraceOutcome:
    """The outcome of a search.

    Args:
        start: the question, and the papers that the search starts from.
        name: the name of the trace.
        path: its file, as shown to people.
        trace: the trace after the search.
        before: the trace before, if the search continues one.
        searches: the lists of this search.
        left: the number of candidates without a decision.
        written: the written files.
        stopped: whether the user stopped the search.
        idle_round: the first round without new seeds.
        taken: the decisions and notes of another tool in the file.
        problems: errors of reading and of searching.
        notes: the messages of the notes in use.
    """

    start: TraceStart
    name: str
    path: str
    trace: Trace
    before: Trace | None
    searches: Sequence[Search]
    left: int
    written: TraceWritten
    stopped: bool = False
    idle_round: int | None = None
    taken: LabelsTaken = NOTHING_TAKEN
    problems: list[LitnotesError] = field(default_factory=list)
    notes: Ended = NOTHING_TO_SAY

    @property
    def new(self) -> int:
        """The number of new candidates in the trace."""
        before = {candidate.key for candidate in self.before.candidates} if self.before else set()
        return sum(candidate.key not in before for candidate in self.trace.candidates)

    @property
    def has_failures(self) -> bool:
        """Whether a list failed."""
        return any(search.outcome == "failed" for search in self.searches)

    def ended(self) -> Ended:
        """Return the messages for the end of the command, and the exit code."""
        refused = [self.written.refused] if self.written.refused else []
        code = INTERRUPTED if self.stopped else PROBLEMS_FOUND if self.has_failures else 0
        return self.notes.with_problems([*self.problems, *refused], code)
