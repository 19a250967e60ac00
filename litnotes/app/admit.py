"""Included candidates become papers, with a quick note in the day's report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from litnotes.app.day import follow, put, report_for_writing
from litnotes.app.ended import NOTHING_TO_SAY, Ended
from litnotes.app.named_day import named_day
from litnotes.app.notes import Notes, notes_to_write
from litnotes.app.starting import day_in
from litnotes.daily.typing.paper_entry import add_quick_note
from litnotes.errors import Changed, Conflict, LitnotesError, WrongUse
from litnotes.library.history import names_in
from litnotes.screening.admission import ids_of_others, own_paper, paper_of, remark_on
from litnotes.values.printable import printable

if TYPE_CHECKING:
    from litnotes.app.day import DayReport
    from litnotes.app.pool import Pool
    from litnotes.model.paper import Paper
    from litnotes.screening.standing import Standing

Noted = Literal["written", "in this report", "in a report", "not written"]
"""The quick note of a paper: new, in this report before, in another report, or not possible."""


class AdmittedPaper(NamedTuple):
    """The paper that a candidate became.

    Args:
        key: its citation key.
        file: its new file; None if it was an own paper before.
        report: the report of the day.
        noted: the state of its quick note.
    """

    key: str
    file: str | None
    report: str
    noted: Noted


@dataclass(slots=True)
class Admission:
    """The papers that candidates became, and the problems; the decisions are saved in any case."""

    papers: list[AdmittedPaper] = field(default_factory=list)
    problems: list[LitnotesError] = field(default_factory=list)
    notes: Ended = NOTHING_TO_SAY

    def ended(self) -> Ended:
        """Return the messages for the end of the command, and the exit code."""
        return self.notes.with_problems(self.problems)


def admit(notes: str | None, pool: Pool, standings: Iterable[Standing], date: str | None) -> Admission:
    """Make papers of included candidates, and add them to the quick notes of the day.

    Candidates that are papers already do not change; they get a note if no report names them. `standings`
    are the candidates to look at. Only Changed is raised: the next call does what failed.
    """
    done = Admission()
    wanted = [standing for standing in standings if standing.is_wanted and standing.paper not in pool.named]
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
    except Changed:
        raise
    except LitnotesError as problem:
        done.problems.append(problem)
    return done


def _admitted(
    notes: Notes, pool: Pool, wanted: Sequence[Standing], date: str | None
) -> Iterator[AdmittedPaper | LitnotesError]:
    """Write the report, then the papers; the next call makes a paper that is missing.

    Yield each paper that is written, or its problem.
    """
    target = first = report_for_writing(notes, named_day(notes, date))
    shown = notes.notebook.shown(target.path)
    papers: list[tuple[Paper, bool, Noted]] = []
    for one in wanted:
        paper, is_new = _paper(notes, pool, one, target)
        target, noted = _noted(notes, (first, target), one, paper, pool.names)
        papers.append((paper, is_new, noted))
    if target.data != first.data:
        put(first, target.data)
    for paper, is_new, noted in papers:
        try:
            yield AdmittedPaper(paper.key, _file(notes, paper) if is_new else None, shown, noted)
        except LitnotesError as problem:
            yield problem
    follow(notes, first if target.data != first.data else None)


def _file(notes: Notes, paper: Paper) -> str:
    path = notes.notebook.paper_path(paper.key)
    notes.notebook.create_paper(paper)
    return notes.notebook.shown(path)


def _paper(notes: Notes, pool: Pool, standing: Standing, target: DayReport) -> tuple[Paper, bool]:
    """Return the paper that a candidate is or becomes, and whether it is new."""
    library = notes.library

    def called(kind: str, folded: str) -> list[Paper]:
        if kind == "key":
            return [library.papers[folded]] if folded in library.papers else []
        return library.called(kind, folded)

    if key := own_paper(standing.candidate, called):
        return library.papers[key], False
    candidate, traces = standing.candidate, [pool.traces[name] for name in standing.traces]
    others = [own for kind, value in candidate.all_ids() for own in library.called(kind, value)]
    wrong = ids_of_others(candidate, (*others, *pool.sharing_an_id_with(candidate)))
    paper = paper_of(candidate, traces, library.papers, target.day, wrong)
    for id_, title in wrong.items():
        notes.remarks.append(f'{paper.key}: {id_} is left out, "{_plain(title)}" has it too')
    library.add(paper)
    return paper, True


def _noted(
    notes: Notes,
    reports: tuple[DayReport, DayReport],
    standing: Standing,
    paper: Paper,
    names: Mapping[str, str],
) -> tuple[DayReport, Noted]:
    """Return the report of the day with a quick note on a paper, and the state of the note.

    Args:
        notes: the notes in use, with the paper.
        reports: the report on disk, and the report with the papers before this one.
        standing: the included candidate.
        paper: the paper that it becomes.
        names: the names of papers, by key.
    """
    before, target = reports
    identity = f"key {paper.key}"
    if any(notes.library.identity(*ways) == identity for ways, _ in names_in(before.found.report)):
        return target, "in this report"
    if standing.verdict:
        return target, "in a report"
    title, remark = _plain(paper.title), _plain(remark_on(standing.candidate, names))
    for name, comment in ((title, remark), (title, ""), (paper.key, remark), (paper.key, "")):
        if notes.library.identity(name) != identity:
            continue
        try:
            typed = add_quick_note(target.found, target.layout, notes.reader.vocabulary, name, comment)
        except (WrongUse, Conflict):
            continue
        return _with(notes, target, typed.data), "written"
    return target, "not written"


def _plain(text: str) -> str:
    """Return text as one line without terminal control characters."""
    return printable(" ".join(text.split()))


def _with(notes: Notes, target: DayReport, data: bytes) -> DayReport:
    """Return a report with other bytes, not written yet."""
    return target._replace(data=data, found=day_in(notes, target.path, data, target.day))
