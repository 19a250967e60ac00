"""Show the criteria, and check papers against those that a program can check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Optional

from litnotes.cli import completion
from litnotes.cli.options import JsonOption
from litnotes.cli.papers import row_of
from litnotes.cli.parameters import Argument, Context, Option
from litnotes.cli.reading import Lookup, look_up
from litnotes.cli.shared import out, paper_name, say
from litnotes.errors import NotFound, WrongUse

if TYPE_CHECKING:
    import sqlite3

    from litnotes.config import Criteria, Settings
    from litnotes.index.items import PaperRow
    from litnotes.screening.eligibility import Check, Facts


def criteria(
    context: Context,
    paper: Annotated[
        Optional[str],
        Argument(
            metavar="[PAPER]",
            help="Check this one: key, id, title or short name.",
            autocompletion=completion.papers,
            show_default=False,
        ),
    ] = None,
    every: Annotated[bool, Option("--all", help="Check all papers, a line each.")] = False,
    json: JsonOption = False,
) -> int:
    """Show the criteria of litnotes.yaml, or check papers against them.

    Years, keywords, venues, types and languages are checked: yes, no, or unknown where something is not
    known of the paper, such as its abstract. The sentences under include and exclude are for you to decide.

    Example: litnotes criteria VQ-GAN
    """
    if paper is not None and every:
        raise WrongUse("name a paper, or write --all; leave one out")
    name = paper_name(paper) if paper is not None else None
    notes = look_up(context.notes)
    settings = notes.settings()
    if every:
        _check_all(notes, settings.criteria, json=json)
    elif name is not None:
        _check_one(notes, settings.criteria, name, json=json)
    else:
        _show(notes, settings, json=json)
    return notes.exit_code(everything=every)


def _show(notes: Lookup, settings: Settings, *, json: bool) -> None:
    from litnotes.render.criteria_page import (
        CRITERIA,
        CRITERIA_EXAMPLE,
        CRITERIA_HEADINGS,
        criteria_page,
        not_set,
    )
    from litnotes.render.terminal import show_page
    from litnotes.render.text import as_json

    if json:
        data = settings.criteria.model_dump(mode="json", by_alias=True)
        out(as_json({"topic": settings.topic, **data}))
        return
    show_page(criteria_page(settings.topic, settings.criteria), CRITERIA_HEADINGS)
    file = notes.notebook.shown(notes.notebook.settings_path)
    missing = not_set(settings.criteria)
    if len(missing) == len(CRITERIA):
        say(f"no criteria are set; write them into {file}, for instance:\n{CRITERIA_EXAMPLE}")
    elif missing:
        say(f"not set in {file}: {', '.join(missing)}")


def _check_one(notes: Lookup, criteria: Criteria, name: str, *, json: bool) -> None:
    from litnotes.render.criteria_page import CRITERIA_HEADINGS, PERSON, checks_as_rows, sentence_lines
    from litnotes.render.terminal import show_page, show_table
    from litnotes.render.text import as_json
    from litnotes.screening.eligibility import check, meets

    row, fields = notes.ask(lambda connection: _record(connection, row_of(notes, name)))
    checks = check(_facts(fields), criteria)
    if json:
        out(as_json({**_as_data(fields, checks), **_sentences(criteria)}))
        return
    out(f"{' '.join(row.name.split())} ({row.key})")
    if checks:
        show_table(("criterion", "met", "why"), checks_as_rows(checks))
        out(f"all together: {meets(checks)}")
    else:
        _tell_nothing_to_check(notes)
    if lines := sentence_lines(criteria):
        show_page("\n".join(("", PERSON, *lines)), CRITERIA_HEADINGS)


def _check_all(notes: Lookup, criteria: Criteria, *, json: bool) -> None:
    from litnotes.index import items
    from litnotes.render.criteria_page import outcome_columns, tally_line
    from litnotes.render.terminal import show_table
    from litnotes.render.text import as_json_lists
    from litnotes.screening.eligibility import check, meets, named, tally

    records = notes.ask(items.records)
    checked = [(fields, check(_facts(fields), criteria)) for _, fields in sorted(records.items())]
    if json:
        out(as_json_lists({"papers": [_as_data(*one) for one in checked]}))
    elif not records:
        say('no papers yet; `litnotes add-paper "VQ-GAN"` adds one')
    elif names := named(criteria):
        rows = [
            (fields["key"], meets(checks), *(one.outcome for one in checks)) for fields, checks in checked
        ]
        show_table(outcome_columns(names), rows)
        say(tally_line(tally(meets(checks) for _, checks in checked)))
    else:
        _tell_nothing_to_check(notes)


def _tell_nothing_to_check(notes: Lookup) -> None:
    file = notes.notebook.shown(notes.notebook.settings_path)
    say(f"nothing is set that litnotes can check; in {file}, write for instance `years: {{from: 2019}}`")


def _record(connection: sqlite3.Connection, row: PaperRow) -> tuple[PaperRow, dict[str, Any]]:
    """Return a paper with all its fields; raises NotFound for a name that is not identified."""
    from litnotes.index import items

    if row.key is None:
        raise NotFound(
            f'"{row.name}" is not identified, so there is nothing to check; '
            f'`litnotes add-paper "{row.name}"` makes a record'
        )
    return row, items.record(connection, row.key)


def _facts(fields: Mapping[str, Any]) -> Facts:
    """Return what criteria look at; thousands of papers need no more than that."""
    from dataclasses import fields as names_of

    from litnotes.screening.eligibility import Facts

    return Facts(**{one.name: fields[one.name] for one in names_of(Facts)})


def _as_data(fields: Mapping[str, Any], checks: tuple[Check, ...]) -> dict[str, Any]:
    from dataclasses import asdict

    from litnotes.screening.eligibility import meets

    return {
        "key": fields["key"],
        "title": fields["title"],
        "meets": meets(checks),
        "checks": [asdict(one) for one in checks],
    }


def _sentences(criteria: Criteria) -> dict[str, dict[str, str]]:
    return {"include": criteria.include, "exclude": criteria.exclude}
