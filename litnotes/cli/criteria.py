"""Show the criteria, and check papers against those that litnotes can check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

from litnotes.app.notes import Notes, look_up
from litnotes.cli.line import completion
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import JsonOption
from litnotes.cli.say import finished, out, out_data, say
from litnotes.errors import WrongUse
from litnotes.render.text import as_json, as_json_lists
from litnotes.values.typed import paper_name

if TYPE_CHECKING:
    from litnotes.config import Criteria, Settings


def criteria(
    context: Context,
    paper: Annotated[
        Optional[str],
        Argument(
            metavar="[PAPER]",
            help="Check this paper: key, id, title or short name.",
            autocompletion=completion.papers,
            show_default=False,
        ),
    ] = None,
    all_papers: Annotated[bool, Option("--all", help="Check all papers, one a line.")] = False,
    json: JsonOption = False,
) -> int:
    """Show the criteria or check papers against them.

    litnotes checks years, keywords, venues, types and languages of a paper: yes, no, or unknown if a field
    is missing, such as its abstract. You decide on the sentences under include and exclude.

    Example: litnotes criteria VQ-GAN
    """
    if paper is not None and all_papers:
        raise WrongUse("PAPER and --all select different papers; use one of them")
    name = paper_name(paper) if paper is not None else None
    notes = look_up(context.notes)
    settings = notes.settings
    if all_papers:
        _check_all(notes, settings.criteria, json=json)
    elif name is not None:
        _check_one(notes, settings.criteria, name, json=json)
    else:
        _show(notes, settings, json=json)
    return finished(notes, everything=all_papers)


def _show(notes: Notes, settings: Settings, *, json: bool) -> None:
    from litnotes.render.criteria_page import (
        CRITERIA,
        CRITERIA_EXAMPLE,
        CRITERIA_HEADINGS,
        criteria_page,
        not_set,
    )
    from litnotes.render.terminal import show_page

    if json:
        data = settings.criteria.model_dump(mode="json", by_alias=True)
        out_data(as_json({"topic": settings.topic, **data}))
        return
    show_page(criteria_page(settings.topic, settings.criteria), CRITERIA_HEADINGS)
    file = notes.notebook.shown(notes.notebook.settings_path)
    missing = not_set(settings.criteria)
    if len(missing) == len(CRITERIA):
        say(f"no criteria set; add them to {file}, for example:\n{CRITERIA_EXAMPLE}")
    elif missing:
        say(f"not set in {file}: {', '.join(missing)}")


def _check_one(notes: Notes, criteria: Criteria, name: str, *, json: bool) -> None:
    from litnotes.app.criteria_check import checked_paper
    from litnotes.render.criteria_page import (
        CRITERIA_HEADINGS,
        PERSON,
        checked_data,
        checks_as_rows,
        sentence_lines,
    )
    from litnotes.render.terminal import show_page, show_table

    paper = checked_paper(notes, criteria, name)
    if json:
        sentences = {"include": criteria.include, "exclude": criteria.exclude}
        out_data(as_json({**checked_data(paper), **sentences}))
        return
    out(f"{' '.join(paper.name.split())} ({paper.key})")
    if paper.checks:
        show_table(("criterion", "met", "why"), checks_as_rows(paper.checks))
        out(f"all together: {paper.meets}")
    else:
        _explain_nothing_to_check(notes)
    if lines := sentence_lines(criteria):
        show_page("\n".join(("", PERSON, *lines)), CRITERIA_HEADINGS)


def _check_all(notes: Notes, criteria: Criteria, *, json: bool) -> None:
    from litnotes.app.criteria_check import checked_papers
    from litnotes.render.criteria_page import checked_data, outcome_columns, outcome_row, tally_line
    from litnotes.render.terminal import show_table
    from litnotes.screening.eligibility import named, tally

    papers = checked_papers(notes, criteria)
    if json:
        out_data(as_json_lists({"papers": [checked_data(paper) for paper in papers]}))
    elif not papers:
        say('no papers yet; add one with `litnotes add-paper "VQ-GAN"`')
    elif names := named(criteria):
        show_table(outcome_columns(names), map(outcome_row, papers))
        say(tally_line(tally(paper.meets for paper in papers)))
    else:
        _explain_nothing_to_check(notes)


def _explain_nothing_to_check(notes: Notes) -> None:
    file = notes.notebook.shown(notes.notebook.settings_path)
    say(f"no criteria that litnotes can check; add some to {file}, for example `years: 2019..`")
