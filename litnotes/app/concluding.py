"""A conclusion on a paper, typed into the report of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from litnotes.app.called import named
from litnotes.app.day import DayReport, report_for_writing, write
from litnotes.app.named_day import named_day
from litnotes.app.notes import Notes, look_up, notes_to_type_into, open_notes
from litnotes.daily.typing import paper_entry
from litnotes.daily.typing.paper_entry import paper_place
from litnotes.library.history import ways_to_write
from litnotes.library.identify import Known, Recorded
from litnotes.model.limits import outside
from litnotes.model.reports import Conclusion, Report
from litnotes.values.ids import ids_of

if TYPE_CHECKING:
    from pathlib import Path

    from litnotes.daily.typing.guard import Typed
    from litnotes.library.identify import Library
    from litnotes.markdown.edit.conclusion import PaperWords
    from litnotes.model.reports import Decision


class TypedConclusion(NamedTuple):
    """The conclusion of a report on a paper, after a command.

    Args:
        notes: the notes in use.
        path: the report.
        line: the line of the paper's heading.
        heading: the name in that heading.
        outcome: whether something was written; `only found` if the user typed nothing to write.
        decision: the new decision, if any.
        outside: how the paper misses the years of the criteria.
    """

    notes: Notes
    path: Path
    line: int
    heading: str
    outcome: Literal["written", "there already", "only found"]
    decision: Decision | None = None
    outside: str = ""


def paper_meant(notes: str | None, name: str, date: str | None) -> str:
    """Return the name of a paper; a number is that of an undecided paper that is no longer mentioned."""
    if not name.isdecimal():
        return name
    from litnotes.app.open_work import unmentioned

    session = open_notes(notes)
    day = named_day(session, date)
    for work in unmentioned(session, day, Report(date=day), ("undecided",), every=True).entries:
        if work.number == int(name) and isinstance(work.entry, Conclusion):
            return work.entry.title
    return name


def outside_years(notes: str | None, name: str) -> str:
    """Return how the first public year of a paper misses the criteria; empty if it does not."""
    lookup = look_up(notes)
    first, last = lookup.years
    return "" if first is None and last is None else outside(_year(lookup, name), first, last)


def _year(notes: Notes, name: str) -> int | None:
    from litnotes.index import items

    own = None if notes.is_up_to_date else notes.ask(lambda connection: items.called(connection, name))
    return own.year if own else _year_in(notes.opened().library, name)


def _year_in(library: Library, name: str) -> int | None:
    """Return the first public year of the paper of a name; None if it is unknown."""
    match library.identify(name):
        case Known(paper):
            return paper.year
        case Recorded(record):
            year: int | None = record.get("year")
            return year
        case _:
            return None


def conclude(notes: str | None, name: str, date: str | None, words: PaperWords) -> TypedConclusion:
    """Write the parts of a conclusion that the report of a day does not contain yet.

    Raises Ambiguous, and NotFound for an unknown name, which is more likely a typing error than a paper.
    """
    with notes_to_type_into(notes) as session:
        session.glance_at(name)
        refuse_unknown(session, name)
        target = report_for_writing(session, named_day(session, date))
        return _write(session, target, name, words)


def refuse_unknown(notes: Notes, name: str) -> None:
    """Raise Ambiguous, or NotFound for a name that neither papers, nickname table nor reports have."""
    if not isinstance(notes.library.identify(name), Known | Recorded):
        named(notes, name)


def how_outside(notes: Notes, name: str) -> str:
    """Return how the first public year of a paper misses the criteria; empty if it does not."""
    return notes.years.outside(_year_in(notes.library, name))


def _write(notes: Notes, target: DayReport, name: str, words: PaperWords) -> TypedConclusion:
    heading, edit = _heading(notes, name), conclusion_typed(notes, target, name, words)
    if edit.typed is None:
        if target.new:
            write(notes, target, target.data)
        outcome: Literal["there already", "only found"] = (
            "only found" if words == type(words)() else "there already"
        )
        return TypedConclusion(notes, target.path, edit.line, heading, outcome)
    write(notes, target, edit.typed.data)
    decision = edit.new.verdict.decision if edit.new.verdict else None
    outside = how_outside(notes, name)
    return TypedConclusion(notes, target.path, edit.line, heading, "written", decision, outside)


class ConclusionEdit(NamedTuple):
    """The words of a conclusion that are new in a report, and the report with them; None without any."""

    new: PaperWords
    line: int
    typed: Typed | None


def conclusion_typed(notes: Notes, target: DayReport, name: str, words: PaperWords) -> ConclusionEdit:
    """Return the report with the parts of a conclusion that it does not contain yet."""
    vocabulary = notes.reader.vocabulary
    conclusion = _conclusion(notes, target, name)
    new = paper_entry.not_written_yet(conclusion, words)
    if conclusion and new == type(new)():
        return ConclusionEdit(new, conclusion.line, None)
    if conclusion:
        typed = paper_entry.conclude(target.found, target.layout, vocabulary, conclusion, new)
    else:
        heading = _heading(notes, name)
        typed = paper_entry.conclude_new(target.found, target.layout, vocabulary, heading, new)
    return ConclusionEdit(new, typed.line, typed)


def _conclusion(notes: Notes, target: DayReport, name: str) -> Conclusion | None:
    """Return the last conclusion on a paper in a report."""
    identity = notes.library.identity(name)
    same = [
        conclusion
        for conclusion in target.found.report.conclusions
        if notes.library.identity(*ways_to_write(conclusion)) == identity
    ]
    # A heading goes before a name in a list of undecided papers.
    same.sort(key=lambda conclusion: paper_place(target.found, conclusion) is not None)
    return same[-1] if same else None


def _heading(notes: Notes, name: str) -> str:
    """Return the heading for a paper: the name that the user types; for a key or an id, the title."""
    outcome = notes.library.identify(name)
    if isinstance(outcome, Known) and (name == outcome.paper.key or ids_of(name)):
        return outcome.paper.title
    return name
