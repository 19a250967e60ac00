"""What is unclear in the reports, how it was read, and what makes it certain."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

from litnotes.cli.mend import mend
from litnotes.cli.options import DryRunOption, JsonOption, chosen_format
from litnotes.cli.parameters import Argument, Context, Option
from litnotes.cli.session import NOTES_VARIABLE, find_notebook
from litnotes.cli.shared import out, say, tell
from litnotes.errors import PROBLEMS_FOUND, LitnotesError, NotFound, WrongUse

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
    if explain is not None:
        out(_explained(explain))
        return 0
    if (yes or dry_run) and not fix:
        raise WrongUse(f"{'--yes' if yes else '--dry-run'} belongs to --fix")
    form = chosen_format(form, FindingsFormat, json=json)
    if fix and form != FindingsFormat.text:
        raise WrongUse("--fix shows a diff; leave --json and --format out")
    asked = files or []
    desk = _desk(context.notes, asked)
    found = desk.review(asked, _described)
    problems: list[LitnotesError] = []
    if fix and (found.reports or not found.problems):
        written, problems = mend(desk, found, ask=not yes, dry_run=dry_run)
        found = desk.review(asked, _described) if written else found
        _say_left(found, strict=strict)
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


def _desk(given: str | None, asked: Sequence[Path]) -> Reviewer:
    """Return where to look files through; files may be looked through without notes."""
    from litnotes.checks.review import Reviewer
    from litnotes.store.notebook import find

    if not asked:
        return Reviewer(find_notebook(given))
    named = given or os.environ.get(NOTES_VARIABLE)
    try:
        return Reviewer(find(Path.cwd(), named))
    except NotFound:
        if named:
            raise
        return Reviewer(None)


def _described(paper: Paper) -> str:
    from litnotes.render.paper_page import citation

    cited = citation(paper)
    return f"{paper.headline} ({cited})" if cited else paper.headline


def _print(found: Review, form: FindingsFormat, *, fold: bool) -> None:
    """Print the findings and say how many there are, unless no file could be looked through."""
    from litnotes.checks import findings
    from litnotes.render.text import as_json

    lines: Iterator[str]
    match form:
        case FindingsFormat.json:
            lines = iter([as_json(_as_data(found))])
        case FindingsFormat.github:
            lines = findings.as_github(found.findings)
        case FindingsFormat.errorformat:
            lines = findings.as_errorformat(found.findings)
        case FindingsFormat.text:
            lines = findings.as_text(found.findings, fold=fold)
    for line in lines:
        out(line)
    if found.reports or not found.problems:
        say(_summary(found))


def _exit_code(found: Review, *, strict: bool) -> int:
    """Return the exit code that findings ask for."""
    from litnotes.checks.findings import severities

    totals = severities(found.findings)
    return PROBLEMS_FOUND if totals["error"] or (strict and totals["warning"]) else 0


def _say_left(found: Review, *, strict: bool) -> None:
    """Say what fails and needs the user's own words."""
    from litnotes.checks.findings import severities
    from litnotes.render.text import count

    totals = severities(found.findings)
    left = [count(totals[name], name) for name in ("error", "warning")[: 1 + strict] if totals[name]]
    if left:
        say(f"{', '.join(left)} to mend by hand: `litnotes check` says where")


def _as_data(found: Review) -> list[dict[str, Any]]:
    from dataclasses import asdict

    from litnotes.checks.findings import as_data
    from litnotes.checks.fix import edits

    by_path = defaultdict(list)
    for one in found.findings:
        by_path[one.path].append(one.diagnostic)
    fixes = defaultdict(list)
    for report in found.reports:
        for told, edit in edits(report.document, by_path[report.shown]):
            fixes[report.shown, told].append(asdict(edit))
    return [{**as_data(one), "fix": fixes[one.path, one.diagnostic]} for one in found.findings]


def _summary(found: Review) -> str:
    """Return how much was found in how many files, and what to do next."""
    from litnotes.checks.findings import severities
    from litnotes.checks.fix import FIXED
    from litnotes.render.text import count

    totals = severities(found.findings)
    files = count(len(found.reports), "file")
    if not found.findings:
        return f"{files}: nothing unclear"
    told = ", ".join(count(totals[name], name) for name in ("error", "warning", "info") if totals[name])
    worst = min(found.findings, key=lambda one: ("error", "warning", "info").index(one.diagnostic.severity))
    code = worst.diagnostic.code
    hints = [f"`litnotes check --explain {code}` says more on {code}"]
    if any(one.diagnostic.code in FIXED for one in found.findings):
        hints.append("`litnotes check --fix` mends what needs no choice")
    return f"{files}: {told}. {'; '.join(hints)}"
