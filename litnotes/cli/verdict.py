"""The verdict on a paper, typed into the report of a day."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Optional

from litnotes.app.called import named
from litnotes.app.day import DayReport, report_for_writing, save, stays, write
from litnotes.app.named_day import day_of
from litnotes.app.notes import Notes, look_up, notes_to_type_into
from litnotes.cli.editors import editor_command, open_editor
from litnotes.cli.line.declare import Context, Option
from litnotes.cli.line.options import DateOption, PaperArgument
from litnotes.cli.prompts import answered
from litnotes.cli.say import finished, out, say
from litnotes.errors import WrongUse
from litnotes.values.typed import paper_name

if TYPE_CHECKING:
    from litnotes.library.identify import Library
    from litnotes.markdown.edit.conclusion import PaperWords
    from litnotes.model.reports import Conclusion, Decision


def verdict(
    context: Context,
    paper: PaperArgument,
    date: DateOption = None,
    description: Annotated[Optional[str], Option(metavar="TEXT", help="What the paper does.")] = None,
    similarity: Annotated[
        Optional[list[str]],
        Option(metavar="TEXT", help="What it has in common with your work; repeat for more."),
    ] = None,
    difference: Annotated[
        Optional[list[str]],
        Option(metavar="TEXT", help="What sets it apart; repeat for more."),
    ] = None,
    include: Annotated[bool, Option("--include", help="It belongs to the related work.")] = False,
    exclude: Annotated[bool, Option("--exclude", help="It does not.")] = False,
    unsure: Annotated[bool, Option("--unsure", help="Not decided.")] = False,
    reason: Annotated[Optional[str], Option(metavar="TEXT", help="Why.")] = None,
    by: Annotated[Optional[str], Option(metavar="TEXT", help="Who decided.")] = None,
    edit: Annotated[bool, Option("--edit", help="Open the report in $EDITOR at the paper.")] = False,
) -> int:
    """Write a verdict on a paper into a report.

    To include a paper outside the years of the criteria takes a reason:
    litnotes verdict VQ-VAE --include --reason "all later ones start from it"

    Example: litnotes verdict "VQ-GAN" --difference "for images only" --include --by advisor
    """
    name = paper_name(paper)
    said = _said(description, similarity, difference, _decision(include, exclude, unsure), reason, by)
    if not edit and said == type(said)():
        raise WrongUse(
            "say what is to be written: --similarity, --difference, --description, --include, --exclude, "
            "--unsure or --edit"
        )
    if edit:
        editor_command()
    if include and reason is None:
        said = _with_reason(context.notes, name, said)
    with notes_to_type_into(context.notes) as session:
        _refuse_unknown(session, name)
        day = day_of(date, session.days.dates)
        target = report_for_writing(session, day)
        line = _write(session, target, name, said)
    failed = 0
    if edit:
        failed = open_editor(target.path, line)
        session.refresh()
    return max(finished(session), failed)


def _with_reason(notes: str | None, name: str, said: PaperWords) -> PaperWords:
    """Return what is to be written, with the reason to include a paper outside the years of the criteria.

    Asked for while no file is locked, and before a report is started. Raises WrongUse where there is
    nobody to ask, or no answer.
    """
    misses = _outside(look_up(notes), name)
    if not misses or said.verdict is None:
        return said
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise WrongUse(
            f'"{name}" is outside the years of the criteria ({misses}); '
            'to include it, say why with --reason "…"'
        )
    say(f'"{name}" is outside the years of the criteria: {misses}')
    answer = answered("Why is it included all the same", default="", show_default=False)
    if not answer.strip():
        raise WrongUse("without a reason nothing was written")
    return said._replace(verdict=said.verdict._replace(reason=_line("--reason", answer)))


def _outside(notes: Notes, name: str) -> str:
    """Return how the first public year of the paper that a name means misses the criteria, if it does."""
    from litnotes.model.limits import outside

    first, last = notes.year_limits
    return "" if first is None and last is None else outside(_year(notes, name), first, last)


def _year(notes: Notes, name: str) -> int | None:
    from litnotes.index import items

    own = None if notes.is_up_to_date else notes.ask(lambda connection: items.called(connection, name))
    return own.year if own else _year_in(notes.opened().library, name)


def _year_in(library: Library, name: str) -> int | None:
    """Return the first public year of the paper that a name means; None where it is not known."""
    from litnotes.library.identify import Known, Recorded

    match library.identify(name):
        case Known(paper):
            return paper.year
        case Recorded(record):
            year: int = record["year"]
            return year
        case _:
            return None


def _said(
    description: str | None,
    similarities: list[str] | None,
    differences: list[str] | None,
    decision: Decision | None,
    reason: str | None,
    by: str | None,
) -> PaperWords:
    from litnotes.markdown.edit.conclusion import PaperWords
    from litnotes.markdown.read.verdicts import Verdict

    if decision is None and (reason or by):
        raise WrongUse("--reason and --by belong to a decision: add --include, --exclude or --unsure")
    verdict = Verdict(decision, _line("--reason", reason), _line("--by", by)) if decision else None
    paragraphs = [line.strip() for line in (description or "").strip().splitlines()]
    return PaperWords(
        "\n".join(paragraphs) or None,
        tuple(_required("--similarity", point) for point in similarities or ()),
        tuple(_required("--difference", point) for point in differences or ()),
        verdict,
    )


def _decision(include: bool, exclude: bool, unsure: bool) -> Decision | None:

    chosen: list[Decision] = []
    chosen += ["include"] if include else []
    chosen += ["exclude"] if exclude else []
    chosen += ["unsure"] if unsure else []
    if len(chosen) > 1:
        raise WrongUse(f"one decision at a time, not {' and '.join(chosen)}")
    return chosen[0] if chosen else None


def _line(option: str, text: str | None) -> str | None:
    """Return an option's text as one line."""
    return _required(option, text) if text is not None else None


def _required(option: str, text: str) -> str:
    line = " ".join(text.split())
    if not line:
        raise WrongUse(f"{option} is empty")
    return line


def _refuse_unknown(session: Notes, name: str) -> None:
    """A name that nothing here knows is more likely a slip than a paper."""
    from litnotes.library.identify import Known, Recorded

    if not isinstance(session.library.identify(name), Known | Recorded):
        named(session, name)


def _write(session: Notes, target: DayReport, name: str, said: PaperWords) -> int:
    """Write what a report does not say yet; return the line of the paper's heading."""
    from litnotes.daily.typing import paper_entry

    vocabulary = session.reader.vocabulary
    conclusion = _conclusion(session, target, name)
    new = paper_entry.not_said_yet(conclusion, said)
    if conclusion and new == type(new)():
        if said != new:
            out(f"{stays(session, target, conclusion.line)} says this already; nothing was changed")
        elif target.new:
            write(session, target, target.data)
        return conclusion.line
    if conclusion:
        typed = paper_entry.conclude(target.found, target.layout, vocabulary, conclusion, new)
    else:
        heading = _heading(session, name)
        typed = paper_entry.conclude_new(target.found, target.layout, vocabulary, heading, new)
    place = save(session, target, typed)
    decision = f": {new.verdict.decision}" if new.verdict else ""
    mark = session.years.outside(_year_in(session.library, name))
    heading = f"{_heading(session, name)}{f' ({mark})' if mark else ''}"
    out(f"{place} {heading}{decision}")
    return typed.line


def _conclusion(session: Notes, target: DayReport, name: str) -> Conclusion | None:
    """Return the last conclusion on a paper in a report."""
    from litnotes.daily.typing.paper_entry import paper_place
    from litnotes.library.history import ways_to_write

    identity = session.library.identity(name)
    same = [
        conclusion
        for conclusion in target.found.report.conclusions
        if session.library.identity(*ways_to_write(conclusion)) == identity
    ]
    # A heading of its own goes before a name in a list of undecided papers.
    same.sort(key=lambda conclusion: paper_place(target.found, conclusion) is not None)
    return same[-1] if same else None


def _heading(session: Notes, name: str) -> str:
    """Return the heading for a paper: the name the user has for it; for a key or an id, its title."""
    from litnotes.library.identify import Known
    from litnotes.values.ids import ids_of

    outcome = session.library.identify(name)
    if isinstance(outcome, Known) and (name == outcome.paper.key or ids_of(name)):
        return outcome.paper.title
    return name
