"""Candidates that are included become papers, and quick notes of the day's report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from litnotes.app.day import day_in, follow, put, report_for_writing
from litnotes.app.ended import NOTHING_TO_SAY, Ended
from litnotes.app.named_day import day_of
from litnotes.app.notes import Notes, notes_to_write
from litnotes.errors import Conflict, LitnotesError, WrongUse
from litnotes.values.printable import printable

if TYPE_CHECKING:
    from litnotes.app.day import DayReport
    from litnotes.app.pool import Pool
    from litnotes.model.paper import Paper
    from litnotes.screening.standing import Standing

Noted = Literal["written", "in this report", "in a report", "not written"]
"""Where a paper has its quick note: put there now, there before, elsewhere, or its title cannot be one."""


class AdmittedPaper(NamedTuple):
    """The paper that a candidate became.

    Args:
        key: its citation key.
        file: its new file; None where it is among the own papers already.
        report: the report of the day.
        noted: what became of its quick note.
    """

    key: str
    file: str | None
    report: str
    noted: Noted


@dataclass(slots=True)
class Admission:
    """The papers that candidates became, and what went wrong; the decisions are saved all the same."""

    papers: list[AdmittedPaper] = field(default_factory=list)
    problems: list[LitnotesError] = field(default_factory=list)
    notes: Ended = NOTHING_TO_SAY

    def ended(self) -> Ended:
        """Return what the user is to know at the end, and the exit code."""
        return self.notes.with_problems(self.problems)


def admit(notes: str | None, pool: Pool, standings: Iterable[Standing], date: str | None) -> Admission:
    """Make papers of candidates that are included, and put them into the quick notes of the day.

    Those that are papers by now stay as they are, and get a note if no report has ever named them. Nothing
    is raised: the decisions are saved, so that the next call makes it good. `standings` are those that may
    have become included.
    """
    done = Admission()
    wanted = [one for one in standings if one.is_wanted and one.paper not in pool.named]
    if not wanted:
        return done
    try:
        with notes_to_write(notes) as session:
            for one in _admitted(session, pool, wanted, date):
                if isinstance(one, LitnotesError):
                    done.problems.append(one)
                else:
                    done.papers.append(one)
            done.notes = session.ended()
    except LitnotesError as problem:
        done.problems.append(problem)
    return done


def _admitted(
    session: Notes, pool: Pool, wanted: Sequence[Standing], date: str | None
) -> Iterator[AdmittedPaper | LitnotesError]:
    """Write the report, then the papers: a paper that is not there is made the next time.

    Yield each paper once it is there, or what went wrong with it.
    """
    target = first = report_for_writing(session, day_of(date, session.days.dates))
    shown = session.notebook.shown(target.path)
    papers: list[tuple[Paper, bool, Noted]] = []
    for one in wanted:
        paper, is_new = _paper(session, pool, one, target)
        target, noted = _noted(session, (first, target), one, paper, pool.names)
        papers.append((paper, is_new, noted))
    if target.data != first.data:
        put(first, target.data)
    for paper, is_new, noted in papers:
        try:
            yield AdmittedPaper(paper.key, _file(session, paper) if is_new else None, shown, noted)
        except LitnotesError as problem:
            yield problem
    follow(session, first if target.data != first.data else None)


def _file(session: Notes, paper: Paper) -> str:
    path = session.notebook.paper_path(paper.key)
    session.notebook.create_paper(paper)
    return session.notebook.shown(path)


def _paper(session: Notes, pool: Pool, standing: Standing, target: DayReport) -> tuple[Paper, bool]:
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
    session: Notes,
    reports: tuple[DayReport, DayReport],
    standing: Standing,
    paper: Paper,
    names: Mapping[str, str],
) -> tuple[DayReport, Noted]:
    """Return the report of the day with a paper in its quick notes, and what became of the note.

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
    identity = f"key {paper.key}"
    if any(session.library.identity(*ways) == identity for ways, _ in names_in(before.found.report)):
        return target, "in this report"
    if standing.verdict:
        return target, "in a report"
    title, remark = _plain(paper.title), _plain(remark_on(standing.candidate, names))
    for name, comment in ((title, remark), (title, ""), (paper.key, remark), (paper.key, "")):
        if session.library.identity(name) != identity:
            continue
        try:
            typed = add_quick_note(target.found, target.layout, session.reader.vocabulary, name, comment)
        except (WrongUse, Conflict):
            continue
        return _with(session, target, typed.data), "written"
    return target, "not written"


def _plain(text: str) -> str:
    """Return text as one line in which nothing steers a terminal."""
    return printable(" ".join(text.split()))


def _with(session: Notes, target: DayReport, data: bytes) -> DayReport:
    """Return a report with other bytes, not written yet."""
    return target._replace(data=data, found=day_in(session, target.path, data, target.day))
