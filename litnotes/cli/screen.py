"""Decide on candidates: one after the other on a terminal, one by its key, or many from a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

from litnotes.cli.options import DateOption, DryRunOption
from litnotes.cli.parameters import Argument, Context, Option
from litnotes.cli.screening.decision import (
    Given,
    Who,
    as_named,
    day_of_decision,
    in_words,
    refuse,
    says_already,
    screened,
    tell_what_counts,
)
from litnotes.cli.screening.pool import Pool, person, pool_of
from litnotes.cli.shared import one_line, out, say
from litnotes.errors import Ambiguous, NotFound, WrongUse

if TYPE_CHECKING:
    from litnotes.model.candidate import Choice
    from litnotes.screening.standing import Standing


def screen(
    context: Context,
    candidate: Annotated[
        Optional[str],
        Argument(metavar="[CANDIDATE]", help="Key or title of one; else all, in order."),
    ] = None,
    include: Annotated[bool, Option("--include", help="It is to be read.")] = False,
    exclude: Annotated[bool, Option("--exclude", help="It is not.")] = False,
    unsure: Annotated[bool, Option("--unsure", help="Not decided; it is shown again.")] = False,
    not_retrieved: Annotated[
        bool, Option("--not-retrieved", help="Wanted, but its text cannot be had.")
    ] = False,
    criterion: Annotated[
        Optional[str], Option(metavar="NAME", help="The criterion that decides, by its short name.")
    ] = None,
    reason: Annotated[Optional[str], Option(metavar="TEXT", help="Why.")] = None,
    by: Annotated[
        Optional[str],
        Option(metavar="NAME", help="Who decides, if not you: kept apart, and not shown yours."),
    ] = None,
    decide: Annotated[
        Optional[Path],
        Option(
            metavar="FILE",
            readable=False,
            help="Take decisions from a CSV file: key, decision, criterion, reason.",
        ),
    ] = None,
    date: DateOption = None,
    dry_run: DryRunOption = False,
) -> int:
    """Screen the candidates that traces found: include, exclude with a criterion, unsure or later.

    On a terminal it shows one after the other, the likeliest first, and takes a key for each; an answer
    is saved at once. An included candidate becomes a paper, and a quick note of today's report.

    One alone: litnotes screen moro2020song --exclude --criterion survey

    From a table of `candidates --csv`: litnotes screen --decide left.csv

    A second person, apart from you: litnotes screen --by Lin

    Example: litnotes screen
    """
    from litnotes.cli.screening import file, loop

    choice = _choice(include, exclude, unsure, not_retrieved)
    pool = pool_of(context.notes)
    if not pool.traces:
        code = pool.exit_code()
        if not pool.problems:
            say('there is nothing to screen; `litnotes trace "VQ-VAE"` follows citations')
        return code
    who = Who(person(pool, by), date)
    if (criterion is not None or reason is not None) and not choice:
        raise WrongUse("--criterion and --reason belong to a decision: add --include, --exclude or another")
    if decide:
        if candidate or choice:
            raise WrongUse("--decide takes decisions from a file; leave the candidate and its decision out")
        code = file.decide(context.notes, pool, who, decide, dry_run=dry_run)
    elif choice:
        if candidate is None:
            raise WrongUse("say which candidate; `litnotes candidates` lists their keys")
        given = Given(choice, _text("--criterion", criterion), _text("--reason", reason))
        code = _decide_one(context.notes, pool, who, candidate, given, dry_run=dry_run)
    elif dry_run:
        raise WrongUse("--dry-run goes with --decide, or with a candidate and its decision")
    elif not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise WrongUse(
            "there is no terminal to ask on. `litnotes candidates --csv` lists what is left, "
            "`litnotes screen --decide FILE` takes the decisions, and "
            "`litnotes screen KEY --include` decides on one"
        )
    else:
        first = find(pool, candidate).candidate.key if candidate else None
        code = loop.run(context.notes, pool, who, first)
    return max(code, pool.exit_code())


def _choice(include: bool, exclude: bool, unsure: bool, not_retrieved: bool) -> Choice | None:
    asked: dict[Choice, bool] = {
        "include": include, "exclude": exclude, "unsure": unsure, "not-retrieved": not_retrieved
    }  # fmt: skip
    chosen = [choice for choice, is_asked in asked.items() if is_asked]
    if len(chosen) > 1:
        raise WrongUse(f"one decision at a time, not {' and '.join(chosen)}")
    return chosen[0] if chosen else None


def _text(option: str, text: str | None) -> str | None:
    return one_line(text, option) if text is not None else None


def find(pool: Pool, name: str) -> Standing:
    """Return the candidate of a key, of the paper it is by now, an id or a title.

    Raises NotFound or Ambiguous.
    """
    from litnotes.values.names import arxiv_id, doi, fold_title

    name = one_line(name, "the candidate")
    if own := pool.by_key.get(name):
        return own
    ids = {("arxiv", arxiv_id(name)), ("doi", (doi(name) or "").lower())}
    title = fold_title(name)
    found = [one for one in pool.standings if name == one.paper] or [
        one
        for one in pool.standings
        if (title and fold_title(one.candidate.title) == title) or ids & set(one.candidate.all_ids())
    ]
    if len(found) > 1:
        listed = "\n".join(f"  {one.candidate.key}  {one.candidate.title}" for one in found)
        raise Ambiguous(f'"{name}" stands for several candidates; say which:\n{listed}')
    if not found:
        raise NotFound(_not_there(pool, name))
    return found[0]


def _not_there(pool: Pool, name: str) -> str:
    import difflib

    near = difflib.get_close_matches(name, pool.by_key, n=2)
    hint = f"Did you mean {' or '.join(near)}?" if near else "`litnotes candidates` lists them"
    return f'no candidate is called "{name[:80]}". {hint}'


def _decide_one(notes: str | None, pool: Pool, who: Who, name: str, given: Given, *, dry_run: bool) -> int:
    from litnotes.cli.screening.deciding import bring_in, save

    standing = find(pool, name)
    given = as_named(given, pool.settings)
    if why := refuse(standing, given, pool.settings):
        raise WrongUse(f'{why}: --reason "…"' if "say why" in why else why)
    key = standing.candidate.key
    decision = screened(standing, given, who, day_of_decision(who, pool))
    if says_already(standing, decision):
        out(f"{key}: {in_words(given)} already; nothing was changed")
    elif dry_run:
        out(f"{key}: {in_words(given)} would be saved")
    else:
        save(pool.notes.notebook, {key: standing}, [decision])
        out(f"{key}: {in_words(given)}")
    standing = standing.with_decision(decision)
    tell_what_counts(standing)
    if dry_run or who.by:
        return 0
    others = [one for one in pool.standings if one.candidate.key != key]
    return bring_in(notes, pool, [*others, standing], who.date)
