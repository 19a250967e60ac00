"""Decisions on candidates as commands save them: into a trace at once, and an included one as a paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from litnotes.cli.session import Session, writing_session
from litnotes.cli.shared import day_of, out, tell
from litnotes.errors import Conflict, LitnotesError, WrongUse

if TYPE_CHECKING:
    import datetime

    from litnotes.cli.pool import Pool
    from litnotes.model.screening import Screened
    from litnotes.snowball.screening import Standing
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


@dataclass(slots=True)
class BroughtIn:
    """What was done for included candidates, what went wrong, and the exit code that asks for."""

    lines: list[str] = field(default_factory=list)
    problems: list[LitnotesError] = field(default_factory=list)
    code: int = 0


def bring_in(notes: str | None, pool: Pool, keys: Sequence[str], date: str | None) -> BroughtIn:
    """Make papers of candidates that are included, and put them into the quick notes of the day.

    Those that are papers already stay as they are.
    """
    standings = {one.candidate.key: one for one in pool.standings}
    wanted = [standings[key] for key in keys if standings[key].paper is None]
    done = BroughtIn()
    if not wanted:
        return done
    with writing_session(notes) as session:
        day = day_of(date, session.days.dates)
        for one in wanted:
            try:
                done.lines.append(_brought_in(session, pool, one, day))
            except LitnotesError as problem:
                done.problems.append(problem)
        done.code = max([session.exit_code(), *(one.exit_code for one in done.problems)])
    return done


def told_of(done: BroughtIn) -> int:
    """Say what was done; return the exit code."""
    for line in done.lines:
        out(f"  {line}")
    for problem in done.problems:
        tell(problem)
    return done.code


def _brought_in(session: Session, pool: Pool, standing: Standing, day: datetime.date) -> str:
    """Make one paper and its quick note; return what was done."""
    from litnotes.cli.daily import report_for_writing, write
    from litnotes.daily.entries import add_quick_note
    from litnotes.snowball.admission import paper_of, remark_on

    notebook = session.notebook
    traces = [pool.traces[name] for name in standing.traces]
    paper = paper_of(standing.candidate, traces, session.library.papers, day)
    notebook.create_paper(paper)
    session.written.append(notebook.paper_path(paper.key))
    session.library.add(paper)
    made = f"{notebook.shown(notebook.paper_path(paper.key))} made"
    target = report_for_writing(session, day)
    remark = remark_on(standing.candidate, names_of(pool))
    for name, comment in ((paper.title, remark), (paper.title, ""), (paper.key, "")):
        try:
            data = add_quick_note(target.found, target.layout, session.reader.vocabulary, name, comment)
        except (WrongUse, Conflict):
            continue
        if session.library.identity(name) != f"key {paper.key}":
            continue
        write(session, target, data)
        return f"{made}, and a quick note in {notebook.shown(target.path)}"
    session.refresh()
    return f"{made}; its title cannot stand in {notebook.shown(target.path)}"


def names_of(pool: Pool) -> dict[str, str]:
    """Return what the papers are called that candidates are linked with: short names, or titles."""
    from litnotes.store import items

    rows = pool.notes.ask(lambda connection: items.papers(connection, {"key", "title", "names"}))
    own = {row.key: (row.names or "").split("\n")[0] or row.title or row.key for row in rows if row.key}
    found = {one.candidate.key: one.candidate.title for one in pool.standings}
    return {**found, **own}
