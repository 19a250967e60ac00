"""List what is unclear in the reports, how litnotes reads it, and how to fix it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Optional

from litnotes.app.checking import looked_through, write_fixes
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import DryRunOption, JsonOption, refuse_two_formats
from litnotes.cli.prompts import agreed
from litnotes.cli.say import out, out_data, print_problem, say
from litnotes.errors import PROBLEMS_FOUND, LitnotesError, WrongUse
from litnotes.render.text import as_json, count

if TYPE_CHECKING:
    from litnotes.checks.review import Review, Reviewer
    from litnotes.model.paper import Paper

FindingsFormat = Literal["text", "json", "github", "errorformat"]
"""The output format of findings."""


def check(
    context: Context,
    files: Annotated[
        Optional[list[Path]],
        Argument(metavar="[FILE]...", readable=False, help="Reports in Markdown. Without it: all reports."),
    ] = None,
    form: Annotated[
        Optional[FindingsFormat],
        Option(
            "--format", help="Output format; Vim and reviewdog read errorformat as %f:%l:%c: %t%*[a-z]: %m."
        ),
    ] = None,
    json: JsonOption = False,
    strict: Annotated[bool, Option("--strict", help="Exit with 1 for warnings too.")] = False,
    everything: Annotated[
        bool, Option("--all", help="Show every finding, also many with one code in one file.")
    ] = False,
    explain: Annotated[Optional[str], Option(metavar="CODE", help="Explain a code, such as R012.")] = None,
    fix: Annotated[bool, Option("--fix", help="Fix what can be fixed safely.")] = False,
    yes: Annotated[bool, Option("--yes", help="With --fix: do not ask before writing.")] = False,
    dry_run: DryRunOption = False,
) -> int:
    """List what is unclear in the reports and how to fix it.

    Example: litnotes check --strict
    """
    from litnotes.render.review_summary import failing

    if explain is not None:
        out(_explained(explain))
        return 0
    if (yes or dry_run) and not fix:
        raise WrongUse(f"{'--yes' if yes else '--dry-run'} needs --fix")
    refuse_two_formats(form, json=json)
    form = "json" if json else form or "text"
    if fix and form != "text":
        raise WrongUse("--fix prints a diff; remove --json and --format")
    asked = files or []
    desk, review = looked_through(context.notes, asked, _described)
    problems: list[LitnotesError] = []
    if fix and (review.reports or not review.problems):
        written, problems = _fix(desk, review, ask=not yes, dry_run=dry_run)
        if written:
            desk, review = looked_through(context.notes, asked, _described)
        if left := failing(review, strict=strict):
            say(f"{left} to fix by hand; list them with `litnotes check`")
    elif not fix:
        _print(review, form, fold=not everything)
    problems = list({str(problem): problem for problem in (*problems, *review.problems)}.values())
    for problem in problems:
        print_problem(problem)
    codes = (problem.exit_code for problem in problems)
    return max([_exit_code(review, strict=strict), *codes])


def _explained(code: str) -> str:
    from litnotes.checks.codes import codes

    known = codes()
    if code.upper() not in known:
        raise WrongUse(f'unknown code "{code[:60]}"; the codes are {", ".join(known)}')
    return str(known[code.upper()])


def _described(paper: Paper) -> str:
    from litnotes.render.paper_page import citation

    cited = citation(paper)
    return f"{paper.headline} ({cited})" if cited else paper.headline


def _print(review: Review, form: FindingsFormat, *, fold: bool) -> None:
    """Print the findings and their count, unless no file could be read."""
    from litnotes.checks import findings
    from litnotes.render.finding_lines import finding_lines
    from litnotes.render.review_summary import as_data, summary
    from litnotes.render.terminal import show_marked

    match form:
        case "json":
            out_data(as_json(as_data(review)))
        case "github":
            for line in findings.as_github(review.findings):
                out_data(line)
        case "errorformat":
            for line in findings.as_errorformat(review.findings):
                out_data(line)
        case "text":
            show_marked(finding_lines(review.findings, fold=fold))
    if review.reports or not review.problems:
        say(summary(review))


def _exit_code(review: Review, *, strict: bool) -> int:
    """Return the exit code of the findings."""
    from litnotes.checks.findings import severities

    totals = severities(review.findings)
    return PROBLEMS_FOUND if totals["error"] or (strict and totals["warning"]) else 0


def _fix(desk: Reviewer, review: Review, *, ask: bool, dry_run: bool) -> tuple[int, list[LitnotesError]]:
    """Print the fixes as a diff, and write them if the user agrees.

    Returns the number of files written, and the problems.
    """
    from litnotes.checks.fix import changes
    from litnotes.render.diff import difference
    from litnotes.render.terminal import show_diff

    written = 0
    able, problems = changes(desk, review)
    for change in able:
        show_diff(difference(change.report.shown, _as_text(change.report.data), _as_text(change.new)))
    if not able:
        say(f"{count(len(review.reports), 'file')}: nothing to fix")
    elif dry_run:
        say(f"{count(len(able), 'file')} would be changed")
    elif ask and not agreed():
        say("nothing was changed")
    else:
        written, unwritten = write_fixes(desk, able)
        say(f"{count(written, 'file')} changed")
        problems += unwritten
    return written, problems


def _as_text(data: bytes) -> str:
    return data.decode("utf-8-sig", "backslashreplace")
