"""A citation search from its start to the files it writes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.cli.reading import look_up
from litnotes.cli.session import Session, writing_session
from litnotes.cli.shared import day_of
from litnotes.cli.tracing.asking import Gathered, gathered
from litnotes.cli.tracing.start import (
    EarlierTraces,
    Start,
    TraceRequest,
    conditions_of,
    earlier_of,
    in_order,
    start_of,
)
from litnotes.cli.tracing.telling import TraceOutcome, hints, summary, what_was_done, why_nobody
from litnotes.errors import PROBLEMS_FOUND, Conflict, LitnotesError, Location, Unreachable, WrongUse

if TYPE_CHECKING:
    import datetime

    from litnotes.model.candidate import Search, TraceQuestion


def traced(notes: str | None, order: TraceRequest, *, dry_run: bool) -> TraceOutcome:
    """Make a citation search and write what it found.

    Services are asked while no file is locked.

    Raises NotFound or Ambiguous for a name that is no paper here, Unreachable where nobody answered.
    """
    session = look_up(notes).opened()
    day = day_of(order.date, session.days.dates)
    start = start_of(session, order)
    earlier = earlier_of(session, start)
    start = in_order(start, earlier)
    found = gathered(session, order, start, earlier)
    done = _done(session, order, start, earlier, found, day)
    done.problems += [*earlier.problems, *found.problems]
    if dry_run:
        done.lines.append(f"{done.path} would be {'changed' if earlier.name else 'made'}")
        done.code = max(done.code, session.exit_code())
        return done
    with writing_session(notes) as writing:
        _write(writing, done, earlier, day)
        done.code = max(done.code, writing.exit_code())
    return done


def _done(
    session: Session,
    order: TraceRequest,
    start: Start,
    earlier: EarlierTraces,
    found: Gathered,
    day: datetime.date,
) -> TraceOutcome:
    """Return the trace that comes of it; raises Unreachable where nobody answered and nothing is new."""
    from litnotes.citations.snowballing import trace_of, with_earlier
    from litnotes.cli.screening.pool import papers_by_identity, verdicts
    from litnotes.model.candidate import Trace
    from litnotes.screening.standing import pool
    from litnotes.store import traces

    failed = [one for one in found.searches if one.outcome == "failed"]
    if failed and not any(one.count or one.outcome != "failed" for one in _were_asked(found.searches)):
        if found.stopped:
            raise KeyboardInterrupt
        raise Unreachable(why_nobody(failed))
    same = earlier.same
    connection = session.upkeep.index.connection
    own = papers_by_identity(connection)
    trace = trace_of(
        Trace(
            day=same.day if same else day,
            question=start.question,
            searches=with_earlier(found.searches, same, stopped=found.stopped),
        ),
        found.works,
        conditions_of(order),
        own=own,
        papers=start.papers,
        taken=session.library.papers,
        earlier=earlier.candidates(),
        stopped=found.stopped,
    )
    name = earlier.name or traces.free_name(session.notebook, f"{day}-{_stem(start.question)}")
    standings = pool(
        {**earlier.traces, name: trace.model_copy(update={"decisions": same.decisions if same else ()})},
        own,
        verdicts(connection),
    )
    left = sum(name in one.traces and not one.is_decided for one in standings)
    path = session.notebook.shown(traces.path_of(session.notebook, name))
    done = TraceOutcome(start, name, trace, same, left, path, found.searches, stopped=found.stopped)
    done.code = PROBLEMS_FOUND if failed else 0
    if found.problems or earlier.problems:
        done.code = PROBLEMS_FOUND
    done.lines.append(summary(done))
    done.hints += hints(done, found)
    return done


def _were_asked(searches: Sequence[Search]) -> list[Search]:
    return [one for one in searches if one.outcome != "not asked"]


def _stem(question: TraceQuestion) -> str:
    """Return what a trace is called after: its first paper, or its file."""
    import re

    named = question.seeds[0] if question.seeds else Path(question.file or "").stem
    return re.sub(r"[^A-Za-z0-9]+", "-", named).strip("-")[:40] or "list"


def _write(session: Session, done: TraceOutcome, earlier: EarlierTraces, day: datetime.date) -> None:
    """Write the papers it started from, the trace, and a line in the report.

    Raises Conflict where another command traced the same meanwhile.
    """
    from litnotes.store import traces

    notebook = session.notebook
    for paper in done.start.new:
        if not notebook.paper_path(paper.key).exists():
            notebook.create_paper(paper)
            session.written.append(notebook.paper_path(paper.key))
            done.lines.append(
                f"{notebook.shown(notebook.paper_path(paper.key))} made, from the nickname table"
            )
    if earlier.name:
        now = traces.load(notebook, earlier.name)
        was = earlier.traces[earlier.name]
        if now.model_copy(update={"decisions": was.decisions}) != was:
            raise Conflict(
                "another command went on with it meanwhile; nothing was written. Run the command again",
                location=Location(done.path),
            )
        same = done.trace.model_copy(update={"decisions": was.decisions}) == was
        if not same:
            traces.replace(notebook, earlier.name, done.trace)
        done.lines.append(f"{done.path}, {'nothing changed' if same else 'changed'}")
    else:
        traces.create(notebook, done.name, done.trace)
        done.lines.append(f"{done.path} made")
    try:
        _note(session, done, day)
    except LitnotesError as problem:
        # The trace is written, and takes longer to make than a report to mend.
        done.problems.append(problem)
        done.hints.append("the trace is written; the same command puts its line into the report")
        done.code = PROBLEMS_FOUND


def _note(session: Session, done: TraceOutcome, day: datetime.date) -> None:
    """Write one line into the report of the day."""
    from litnotes.cli.daily import report_for_writing, write
    from litnotes.daily.typing.done_line import note_done

    if session.written:
        session.refresh()
    target = report_for_writing(session, day)
    how = f"{len(done.trace.candidates):,} found, {done.left:,} left to screen"
    refused: WrongUse | None = None
    for what in what_was_done(done.start):
        try:
            typed = note_done(target.found, target.layout, session.reader.vocabulary, what, how)
        except WrongUse as problem:
            refused = problem
            continue
        if typed:
            write(session, target, typed.data)
            done.lines.append(f"{session.notebook.shown(target.path)}:{typed.line} done: {what}: {how}")
        return
    if refused:
        raise refused
