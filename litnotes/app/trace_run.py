"""A citation search from its start to the files it writes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from litnotes.app.again import again
from litnotes.app.labelled import taken
from litnotes.app.named_day import named_day
from litnotes.app.notes import Notes, look_up, notes_to_write
from litnotes.app.pool import papers_by_identity, verdicts
from litnotes.app.trace_lists import Gathered, TraceWatch, gathered
from litnotes.app.trace_note import tasks_for, write_note
from litnotes.app.trace_outcome import TraceOutcome, TraceWritten
from litnotes.app.trace_start import (
    EarlierTraces,
    TraceRequest,
    TraceStart,
    conditions_of,
    earlier_of,
    in_order,
    start_of,
)
from litnotes.citations.snowballing import trace_of, with_earlier
from litnotes.errors import Conflict, LitnotesError, Location, Unreachable
from litnotes.model.candidate import Trace
from litnotes.screening.standing import standings_of
from litnotes.sources.etiquette import label_of
from litnotes.store import traces

if TYPE_CHECKING:
    from litnotes.model.candidate import Search, TraceQuestion


def traced(
    notes: str | None, request: TraceRequest, watch: TraceWatch | None = None, *, dry_run: bool = False
) -> TraceOutcome:
    """Make a citation search and write the candidates.

    No file is locked while services are asked. Errors after the trace is written are in the outcome.
    `dry_run` asks services and writes nothing.

    Raises:
        NotFound: a name is unknown, or its paper has no id.
        Ambiguous: a name means several papers.
        Unreachable: no service answered.
        Conflict: another command changed this trace meanwhile.
    """
    session = look_up(notes).opened()
    day = named_day(session, request.date)
    start = start_of(session, request)
    earlier = earlier_of(session, start)
    start = in_order(start, earlier)
    result = gathered(session, request, start, earlier, watch or TraceWatch())
    done = _outcome(session, request, start, earlier, result, day)
    if dry_run:
        done.notes = session.ended()
        return done
    with notes_to_write(notes) as writing:
        done.written = _write(writing, done, earlier, day)
        writing.remarks += tasks_for(writing, done.start, day)
        done.notes = writing.ended()
    return done


def _outcome(
    notes: Notes,
    request: TraceRequest,
    start: TraceStart,
    earlier: EarlierTraces,
    result: Gathered,
    day: datetime.date,
) -> TraceOutcome:
    """Return the trace of a search; raises Unreachable if no service answered."""
    _refuse_silence(result)
    same = earlier.same
    connection = notes.index.connection
    own = papers_by_identity(connection)
    trace = trace_of(
        Trace(
            day=same.day if same else day,
            question=start.question,
            searches=with_earlier(result.searches, same, stopped=result.stopped),
        ),
        result.works,
        conditions_of(request),
        own=own,
        papers=start.papers,
        taken=notes.library.papers,
        earlier=earlier.candidates(),
        stopped=result.stopped,
    )
    name = earlier.name or traces.free_name(notes.notebook, f"{day}-{_stem(start.question)}")
    decided = trace.model_copy(update={"decisions": same.decisions, "notes": same.notes} if same else {})
    found = standings_of({**earlier.traces, name: decided}, own, verdicts(connection))
    labels = taken(result.entries, found, notes.settings.criteria, request.me, day)
    decided_now = {one.key for one in labels.decisions if one.decision != "unsure"}
    left = [one for one in found if name in one.traces and not one.is_decided]
    return TraceOutcome(
        start=start,
        name=name,
        path=notes.notebook.shown(traces.path_of(notes.notebook, name)),
        trace=trace,
        before=same,
        searches=result.searches,
        left=sum(one.candidate.key not in decided_now for one in left),
        written=TraceWritten("would be changed" if same else "would be made"),
        stopped=result.stopped,
        idle_round=result.idle_round,
        taken=labels,
        problems=[*earlier.problems, *result.problems],
    )


def _refuse_silence(result: Gathered) -> None:
    """Raise Unreachable if no service answered, or KeyboardInterrupt if the user stopped before."""
    asked = [search for search in result.searches if search.outcome != "not asked"]
    failed = [one for one in asked if one.outcome == "failed"]
    if failed and len(failed) == len(asked) and not any(one.count for one in asked):
        if result.stopped:
            raise KeyboardInterrupt
        raise Unreachable(_no_answer(failed))


def _no_answer(searches: Sequence[Search]) -> str:
    reasons = dict.fromkeys(f"{label_of(search.source)} {search.why}" for search in searches)
    return f"no service answered; nothing was written: {'; '.join(reasons)}"


def _stem(question: TraceQuestion) -> str:
    """Return the name of the first paper or of the file, for the name of the trace."""
    searched = f"corpus {question.query}" if question.query else Path(question.file or "").stem
    named = question.seeds[0] if question.seeds else searched
    return re.sub(r"[^A-Za-z0-9]+", "-", named).strip("-")[:40] or "list"


def _write(notes: Notes, done: TraceOutcome, earlier: EarlierTraces, day: datetime.date) -> TraceWritten:
    """Write the papers that the search starts from, the trace, and a line in the report.

    Raises Conflict if another command changed the trace meanwhile.
    """
    papers = _write_papers(notes, done)
    written = TraceWritten(_write_trace(notes, done, earlier), papers)
    try:
        return written._replace(note=again(lambda: write_note(notes, done, day)))
    except LitnotesError as problem:
        # The trace stays: making it again takes longer than fixing a report.
        return written._replace(refused=problem)


def _write_papers(notes: Notes, done: TraceOutcome) -> list[str]:
    """Make the papers known only from the nickname table, and return their files."""
    notebook = notes.notebook
    missing = [paper for paper in done.start.new if not notebook.paper_path(paper.key).exists()]
    for paper in missing:
        notebook.create_paper(paper)
    return [notebook.shown(notebook.paper_path(paper.key)) for paper in missing]


def _write_trace(
    notes: Notes, done: TraceOutcome, earlier: EarlierTraces
) -> Literal["made", "changed", "not changed"]:
    notebook, taken = notes.notebook, done.taken
    if earlier.name is None:
        made = {"decisions": tuple(taken.decisions), "notes": tuple(taken.notes)}
        traces.create(notebook, done.name, done.trace.model_copy(update=made))
        return "made"
    if not _is_same(traces.load(notebook, earlier.name), earlier.traces[earlier.name]):
        raise Conflict(
            "another command changed this trace meanwhile; nothing was written. Run the command again",
            location=Location(done.path),
        )
    is_changed = traces.replace(notebook, earlier.name, done.trace)
    if new := taken.all():
        traces.add_decisions(notebook, done.name, new)
    return "changed" if is_changed or new else "not changed"


def _is_same(one: Trace, other: Trace) -> bool:
    """Whether two traces found the same, whatever people made of it."""
    nothing = {"decisions": (), "notes": ()}
    return one.model_copy(update=nothing) == other.model_copy(update=nothing)
