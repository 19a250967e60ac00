"""What is unclear in the reports, how it was read, and what makes it certain."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

from litnotes.app.checking import looked_through, write_fixes
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import DryRunOption, JsonOption, chosen_format
from litnotes.cli.prompts import confirmed
from litnotes.cli.say import out, say, tell
from litnotes.errors import PROBLEMS_FOUND, LitnotesError, WrongUse
from litnotes.render.text import as_json, count

if TYPE_CHECKING:
    from litnotes.checks.review import Review, Reviewer
    from litnotes.model.paper import Paper


class FindingsFormat(StrEnum):
    """How findings are printed."""

    text = "text"
    json = "json"
    github = "github"
    errorformat = "errorformat"


def check(
    context: Context,
    files: Annotated[
        Optional[list[Path]],
        Argument(
            metavar="[FILE…]", readable=False, help="Reports in Markdown; else all reports of the notes."
        ),
    ] = None,
    form: Annotated[
        Optional[FindingsFormat],
        Option(
            "--format", help="How to print; Vim and reviewdog read errorformat as %f:%l:%c: %t%*[a-z]: %m."
        ),
    ] = None,
    json: JsonOption = False,
    strict: Annotated[bool, Option("--strict", help="Warnings fail too.")] = False,
    everything: Annotated[
        bool, Option("--all", help="Show every finding, also many of one code in one file.")
    ] = False,
    explain: Annotated[
        Optional[str], Option(metavar="CODE", help="Say what a code means, such as R012.")
    ] = None,
    fix: Annotated[bool, Option("--fix", help="Make the edits that need no choice.")] = False,
    yes: Annotated[bool, Option("--yes", help="With --fix: do not ask.")] = False,
    dry_run: DryRunOption = False,
) -> int:
    """Say what is unclear in the reports, how it was read, and what makes it certain.

    Example: litnotes check --strict
    """
    from litnotes.render.review_summary import failing

    if explain is not None:
        out(_explained(explain))
        return 0
    if (yes or dry_run) and not fix:
        raise WrongUse(f"{'--yes' if yes else '--dry-run'} belongs to --fix")
    form = chosen_format(form, FindingsFormat, json=json)
    if fix and form != FindingsFormat.text:
        raise WrongUse("--fix shows a diff; leave --json and --format out")
    asked = files or []
    desk, found = looked_through(context.notes, asked, _described)
    problems: list[LitnotesError] = []
    if fix and (found.reports or not found.problems):
        written, problems = _fix(desk, found, ask=not yes, dry_run=dry_run)
        if written:
            desk, found = looked_through(context.notes, asked, _described)
        if left := failing(found, strict=strict):
            say(f"{left} to mend by hand: `litnotes check` says where")
    elif not fix:
        _print(found, form, fold=not everything)
    problems = list({str(problem): problem for problem in (*problems, *found.problems)}.values())
    for problem in problems:
        tell(problem)
    codes = (problem.exit_code for problem in problems)
    return max([_exit_code(found, strict=strict), *codes])


def _explained(code: str) -> str:
    from litnotes.checks.codes import codes

    known = codes()
    if code.upper() not in known:
        raise WrongUse(f'there is no code "{code[:60]}"; there are {", ".join(known)}')
    return str(known[code.upper()])


def _described(paper: Paper) -> str:
    from litnotes.render.paper_page import citation

    cited = citation(paper)
    return f"{paper.headline} ({cited})" if cited else paper.headline


def _print(found: Review, form: FindingsFormat, *, fold: bool) -> None:
    """Print the findings and say how many there are, unless no file could be looked through."""
    from litnotes.checks import findings
    from litnotes.render.review_summary import as_data, summary

    lines: Iterator[str]
    match form:
        case FindingsFormat.json:
            lines = iter([as_json(as_data(found))])
        case FindingsFormat.github:
            lines = findings.as_github(found.findings)
        case FindingsFormat.errorformat:
            lines = findings.as_errorformat(found.findings)
        case FindingsFormat.text:
            lines = findings.as_text(found.findings, fold=fold)
    for line in lines:
        out(line)
    if found.reports or not found.problems:
        say(summary(found))


def _exit_code(found: Review, *, strict: bool) -> int:
    """Return the exit code that findings ask for."""
    from litnotes.checks.findings import severities

    totals = severities(found.findings)
    return PROBLEMS_FOUND if totals["error"] or (strict and totals["warning"]) else 0


def _fix(desk: Reviewer, found: Review, *, ask: bool, dry_run: bool) -> tuple[int, list[LitnotesError]]:
    """Show what can be fixed and write it when that is agreed to.

    Returns how many files were written, and what was refused or went wrong.
    """
    from litnotes.checks.fix import changes
    from litnotes.render.diff import difference
    from litnotes.render.terminal import show_diff

    written = 0
    able, problems = changes(desk, found)
    for change in able:
        show_diff(difference(change.report.shown, _as_text(change.report.data), _as_text(change.new)))
    if not able:
        say(f"{count(len(found.reports), 'file')}: nothing to fix")
    elif dry_run:
        say(f"{count(len(able), 'file')} would be changed")
    elif ask and not _agreed():
        say("nothing was changed")
    else:
        written, unwritten = write_fixes(desk, able)
        say(f"{count(written, 'file')} changed")
        problems += unwritten
    return written, problems


def _as_text(data: bytes) -> str:
    return data.decode("utf-8-sig", "backslashreplace")


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise WrongUse("nothing was changed: add --yes to make these edits, or --dry-run to look at them")
    return confirmed("Apply?")
