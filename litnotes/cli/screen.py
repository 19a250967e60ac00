"""Decide on candidates: one after another on a terminal, one by its key, or many from a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, Optional

from litnotes.app.deciding import Screener, decided, screener_of
from litnotes.app.pool import Pool, pool_of
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import DateOption, DryRunOption, only_one
from litnotes.cli.say import out, print_problem, say, show_end
from litnotes.errors import PROBLEMS_FOUND, WrongUse
from litnotes.render.text import count
from litnotes.values.typed import line_if_any

if TYPE_CHECKING:
    from litnotes.app.decisions_file import DecisionsRead
    from litnotes.app.screening_session import Goal
    from litnotes.model.candidate import Choice
    from litnotes.screening.decision import TypedDecision


class DecisionOptions(NamedTuple):
    """The decision on one candidate."""

    include: Annotated[bool, Option("--include", help="Include the candidate: you will read it.")] = False
    exclude: Annotated[bool, Option("--exclude", help="Exclude the candidate.")] = False
    unsure: Annotated[
        bool, Option("--unsure", help="Save that you are unsure; the candidate comes again.")
    ] = False
    not_retrieved: Annotated[
        bool, Option("--not-retrieved", help="Save that its full text is not available.")
    ] = False
    criterion: Annotated[
        Optional[str], Option(metavar="NAME", help="Criterion for the decision, by its short name.")
    ] = None
    reason: Annotated[Optional[str], Option(metavar="TEXT", help="Reason for the decision.")] = None

    def typed(self) -> TypedDecision | None:
        """Return the decision, None without one; raises WrongUse for two, or a reason alone."""
        from litnotes.screening.decision import TypedDecision

        choice: Choice | None = only_one(
            {"include": self.include, "exclude": self.exclude, "unsure": self.unsure,
             "not-retrieved": self.not_retrieved}
        )  # fmt: skip
        if choice:
            criterion = line_if_any(self.criterion, "--criterion")
            return TypedDecision(choice, criterion, line_if_any(self.reason, "--reason"))
        if self.criterion is not None or self.reason is not None:
            raise WrongUse(
                "--criterion and --reason need a decision: add --include, --exclude, --unsure "
                "or --not-retrieved"
            )
        return None


def screen(
    context: Context,
    candidate: Annotated[
        Optional[str],
        Argument(
            metavar="[CANDIDATE]", help="Key or title of a candidate. Without it: all, one after another."
        ),
    ] = None,
    *,
    decision: DecisionOptions,
    by: Annotated[
        Optional[str],
        Option(metavar="NAME", help="Person who decides, if not you; your decisions are hidden from them."),
    ] = None,
    decide: Annotated[
        Optional[Path],
        Option(
            metavar="FILE",
            readable=False,
            help="Read decisions, notes and tags from a CSV file: key, decision, criterion, reason.",
        ),
    ] = None,
    until: Annotated[
        Optional[str],
        Option(metavar="at-least-N", help="Stop when at least N % of the relevant candidates are found."),
    ] = None,
    sample: Annotated[
        int,
        Option(metavar="N", min=0, help="Screen a random sample of N, the same for all people."),
    ] = 0,
    date: DateOption = None,
    dry_run: DryRunOption = False,
) -> int:
    """Decide which candidates to include.

    On a terminal, litnotes shows one candidate after another, the likeliest first, and saves the decision
    of each key press. An included candidate becomes a paper and a quick note in today's report.

    One candidate: litnotes screen ramesh2021zero --exclude --criterion edits

    From a table of `candidates --csv`: litnotes screen --decide left.csv

    A second person, independent of you: litnotes screen --by Lin --sample 50

    Example: litnotes screen
    """
    wish = Wish(candidate, decision.typed(), decide, _goal(until, sample), dry_run)
    pool = pool_of(context.notes)
    if not pool.traces:
        code = show_end(pool.ended())
        if not pool.problems:
            say('nothing to screen; start a trace with `litnotes trace "VQ-VAE"`')
        return code
    screener = screener_of(pool, by, date)
    if screener.remark:
        say(screener.remark)
    return max(_screened(context.notes, pool, screener, wish), show_end(pool.ended()))


class Wish(NamedTuple):
    """What is to be done: candidates shown for keys, or a decision, or a file of decisions."""

    candidate: str | None
    typed: TypedDecision | None
    file: Path | None
    goal: Goal
    dry_run: bool


def _screened(notes: str | None, pool: Pool, screener: Screener, wish: Wish) -> int:
    """Do what is to be done; return the exit code. Raises WrongUse for options that exclude each other."""
    if wish.file:
        if wish.candidate or wish.typed:
            raise WrongUse("--decide reads decisions from a file; remove the candidate and its decision")
        return _decide_by_file(notes, pool, screener, wish.file, dry_run=wish.dry_run)
    if wish.typed:
        if wish.candidate is None:
            raise WrongUse("no candidate given; `litnotes candidates` lists their keys")
        return _decide_one(notes, pool, screener, wish.candidate, wish.typed, dry_run=wish.dry_run)
    if wish.dry_run:
        raise WrongUse("--dry-run needs --decide, or a candidate with a decision")
    return _by_keys(notes, pool, screener, wish.candidate, wish.goal)


def _goal(until: str | None, sample: int) -> Goal:
    """Return what ends the session; raises WrongUse for an unknown rule."""
    from litnotes.app.screening_session import Goal
    from litnotes.screening.stopping import stopping_rule

    rule = stopping_rule(until) if until is not None else None
    if until is not None and rule is None:
        raise WrongUse(
            f'--until "{until[:40]}" is no rule; write at-least-80, or another number from 1 to 99'
        )
    return Goal(rule, sample)


def _by_keys(notes: str | None, pool: Pool, screener: Screener, candidate: str | None, goal: Goal) -> int:
    """Screen on the terminal, first the named candidate if any; return the exit code."""
    from litnotes.cli import screen_keys

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise WrongUse(
            "no terminal to ask on. `litnotes candidates --csv` lists the candidates, "
            "`litnotes screen --decide FILE` reads the decisions, and "
            "`litnotes screen KEY --include` decides on one"
        )
    first = pool.candidate(candidate).candidate.key if candidate else None
    return screen_keys.run(notes, pool, screener, first, goal)


def _decide_one(
    notes: str | None, pool: Pool, screener: Screener, name: str, typed: TypedDecision, *, dry_run: bool
) -> int:
    """Save and print a decision on one candidate; return the exit code."""
    from litnotes.app.carried_out import carry_out
    from litnotes.cli.screen_keys import show_carried_out
    from litnotes.render.candidate_page import typed_in_words, what_counts

    one = decided(pool, screener, name, typed)
    new = [one.decision] if one.is_new else []
    done = None if dry_run else carry_out(notes, pool, new, pool.with_decisions([one.decision]), screener)
    state = (" would be saved" if dry_run else "") if new else " already; nothing was changed"
    out(f"{one.decision.key}: {typed_in_words(one.typed)}{state}")
    if counts := what_counts(one.standing):
        say(counts)
    return show_carried_out(done) if done else 0


def _decide_by_file(notes: str | None, pool: Pool, screener: Screener, path: Path, *, dry_run: bool) -> int:
    """Save and count the decisions of a file; print invalid rows by line.

    Returns the exit code.
    """
    from litnotes.app.carried_out import carry_out
    from litnotes.app.decisions_file import read_decisions
    from litnotes.cli.screen_keys import show_carried_out

    read = read_decisions(pool, screener, path)
    after = pool.with_decisions(read.new)
    done = None if dry_run else carry_out(notes, pool, read.new, after, screener, read.notes)
    for remark in read.remarks:
        say(remark)
    for problem in read.problems:
        print_problem(problem)
    out(_counted(read, dry_run=dry_run))
    code = PROBLEMS_FOUND if read.problems else 0
    return max(code, show_carried_out(done)) if done else code


def _counted(read: DecisionsRead, *, dry_run: bool) -> str:
    """Return the counts of what is new: `3 decisions saved: 2 included, 1 excluded; 1 note saved`."""
    from litnotes.render.candidate_page import counts_in_words

    saved = "would be saved" if dry_run else "saved"
    choices = [screened.decision for screened in read.new]
    counts = counts_in_words({choice: choices.count(choice) for choice in dict.fromkeys(choices)})
    parts = [f"{count(len(choices), 'decision')} {saved}: {counts}" if choices else "no new decisions"]
    parts += [f"{count(len(read.notes), 'note')} {saved}"] if read.notes else []
    return "; ".join(parts)
