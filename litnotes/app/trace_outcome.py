"""What came of a citation search: the trace, what was written, and what went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from litnotes.app.ended import NOTHING_TO_SAY, Ended
from litnotes.app.trace_start import TraceStart
from litnotes.errors import INTERRUPTED, PROBLEMS_FOUND, LitnotesError

if TYPE_CHECKING:
    from litnotes.model.candidate import Search, Trace


class TraceNote(NamedTuple):
    """The line on a citation search in the report of the day, by its place."""

    path: str
    line: int
    text: str


class TraceWritten(NamedTuple):
    """What a search has written.

    Args:
        trace: what became of the file of the trace.
        papers: the files of papers that were made, as the search starts from them.
        note: the line in the report; None where the report has it already, or refused it.
        refused: why the report did not take the line.
    """

    trace: Literal["would be made", "would be changed", "made", "changed", "not changed"]
    papers: Sequence[str] = ()
    note: TraceNote | None = None
    refused: LitnotesError | None = None


@dataclass(slots=True)
class TraceOutcome:
    """What came of a search.

    Args:
        start: the question, and the papers that the search starts from.
        name: the name of the trace.
        path: its file, as people see it.
        trace: what the file says now.
        before: what it said before, if the search goes on.
        searches: the lists that were asked for now.
        left: how many candidates of the trace are not decided on.
        written: what was written.
        stopped: whether the user stopped the search.
        idle_round: the first round without a paper to go on from.
        problems: what could not be read or found.
        notes: what the notes in use end with.
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
    problems: list[LitnotesError] = field(default_factory=list)
    notes: Ended = NOTHING_TO_SAY

    @property
    def new(self) -> int:
        """How many candidates are new in this trace."""
        before = {one.key for one in self.before.candidates} if self.before else set()
        return sum(one.key not in before for one in self.trace.candidates)

    @property
    def has_failures(self) -> bool:
        """Whether a list could not be had."""
        return any(one.outcome == "failed" for one in self.searches)

    def ended(self) -> Ended:
        """Return what the user is to know at the end, and the exit code."""
        refused = [self.written.refused] if self.written.refused else []
        code = INTERRUPTED if self.stopped else PROBLEMS_FOUND if self.has_failures else 0
        return self.notes.with_problems([*self.problems, *refused], code)
