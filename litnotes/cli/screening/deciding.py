"""Decisions on candidates as commands save them: into a trace at once, and an included one as a paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from litnotes.cli.session import Session, writing_session
from litnotes.cli.shared import day_of, out, say, tell
from litnotes.errors import PROBLEMS_FOUND, Conflict, LitnotesError, WrongUse

if TYPE_CHECKING:
    from litnotes.cli.daily import DayReport
    from litnotes.cli.screening.pool import Pool
    from litnotes.model.candidate import Screened
    from litnotes.model.paper import Paper
    from litnotes.screening.standing import Standing
    from litnotes.store.notebook import Notebook


def save(notebook: Notebook, standings: Mapping[str, Standing], decisions: Iterable[Screened]) -> None:
    """Add decisions to the newest trace of each candidate, while no other command writes.

    Raises Conflict or Unwritable where a trace cannot be changed; what was saved before stays.
    """
    from litnotes.store import files, traces

    by_trace: dict[str, list[Screened]] = {}
    for one in decisions:
        by_trace.setdefault(standings[one.key].traces[-1], []).append(one)
    with files.locked(notebook.lock_path):
        for name, some in by_trace.items():
            traces.add_decisions(notebook, name, some)


def bring_in(notes: str | None, pool: Pool, included: Iterable[Standing], date: str | None) -> int:
    """Make papers of candidates that are included, put them into the quick notes of the day, and say so.

    Those that are papers by now stay as they are, and get a note if no report has ever named them. What
    goes wrong is told: the decision is saved, so the next `screen` makes it good. Returns the exit code.
    """
    wanted = [one for one in included if one.is_wanted and one.paper not in pool.named]
    if not wanted:
        return 0
    code, problems = 0, []
    try:
        with writing_session(notes) as session:
            problems = _brought_in(session, pool, wanted, date)
            code = session.exit_code()
    except LitnotesError as problem:
        problems = [problem]
    if not problems:
        return code
    for each in problems:
        tell(each)
    say("the decisions are saved; the next `litnotes screen` makes the papers")
    return PROBLEMS_FOUND


def _brought_in(
    session: Session, pool: Pool, wanted: Sequence[Standing], date: str | None
) -> list[LitnotesError]:
    """Write the report, then the papers: a paper that is not there is made the next time.

    Returns what went wrong.
    """
    from litnotes.cli.daily import follow, put, report_for_writing

    target = first = report_for_writing(session, day_of(date, session.days.dates))
    made: list[tuple[Paper, str]] = []
    for one in wanted:
        paper, is_new = _paper(session, pool, one, target)
        target, where = _noted(session, (first, target), one, paper, pool.names)
        if is_new:
            made.append((paper, where))
        else:
            out(f"  it is among your papers, {paper.key}; {where}")
    if target.data != first.data:
        put(session, first, target.data)
    problems: list[LitnotesError] = []
    for paper, where in made:
        path = session.notebook.paper_path(paper.key)
        try:
            session.notebook.create_paper(paper)
        except LitnotesError as problem:
            problems.append(problem)
        else:
            session.written.append(path)
            out(f"  {session.notebook.shown(path)} made; {where}")
    follow(session, first if target.data != first.data else None)
    return problems


def _paper(session: Session, pool: Pool, standing: Standing, target: DayReport) -> tuple[Paper, bool]:
    """Return the paper that a candidate is or becomes, and whether that is a new one."""
    from litnotes.screening.admission import own_paper, paper_of

    library = session.library

    def called(kind: str, folded: str) -> list[Paper]:
        if kind == "key":
            return [library.papers[folded]] if folded in library.papers else []
        return library.called(kind, folded)

    if key := own_paper(standing.candidate, called):
        return library.papers[key], False
    traces = [pool.traces[name] for name in standing.traces]
    paper = paper_of(standing.candidate, traces, library.papers, target.day)
    library.add(paper)
    return paper, True


def _noted(
    session: Session,
    reports: tuple[DayReport, DayReport],
    standing: Standing,
    paper: Paper,
    names: Mapping[str, str],
) -> tuple[DayReport, str]:
    """Return the report of the day with a paper in its quick notes, and what to say of it.

    Args:
        session: the notes in use, which know the paper by now.
        reports: as it is on the disk, and with the papers before this one.
        standing: the candidate that is included.
        paper: what it becomes.
        names: what papers are called, by key.
    """
    from litnotes.daily.typing.paper_entry import add_quick_note
    from litnotes.library.history import names_in
    from litnotes.screening.admission import remark_on

    before, target = reports
    identity, shown = f"key {paper.key}", session.notebook.shown(target.path)
    if any(session.library.identity(*ways) == identity for ways, _ in names_in(before.found.report)):
        return target, f"{shown} names it already"
    if standing.verdict:
        return target, "a report names it already"
    title, remark = _plain(paper.title), _plain(remark_on(standing.candidate, names))
    for name, comment in ((title, remark), (title, ""), (paper.key, remark), (paper.key, "")):
        if session.library.identity(name) != identity:
            continue
        try:
            data = add_quick_note(target.found, target.layout, session.reader.vocabulary, name, comment)
        except (WrongUse, Conflict):
            continue
        return _with(session, target, data), f"a quick note in {shown}"
    return target, f"its title cannot stand in {shown}"


def _plain(text: str) -> str:
    """Return text as one line in which nothing steers a terminal."""
    from litnotes.render.text import printable

    return printable(" ".join(text.split()))


def _with(session: Session, target: DayReport, data: bytes) -> DayReport:
    """Return a report with other bytes, not written yet."""
    from litnotes.cli.daily import day_in

    return replace(target, data=data, found=day_in(session, target.path, data, target.day))
