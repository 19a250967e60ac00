"""Decide on candidates: one after the other on a terminal, one by its key, or many from a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, Optional

from litnotes.app.admit import admit
from litnotes.app.deciding import Screener, decided, save, screener_of
from litnotes.app.pool import Pool, pool_of
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import DateOption, DryRunOption, only_one
from litnotes.cli.say import out, say, show_end, tell
from litnotes.errors import PROBLEMS_FOUND, WrongUse
from litnotes.render.text import count
from litnotes.values.typed import one_line

if TYPE_CHECKING:
    from litnotes.model.candidate import Choice, Screened
    from litnotes.screening.decision import TypedDecision


class DecisionOptions(NamedTuple):
    """The decision on one candidate."""

    include: Annotated[bool, Option("--include", help="It is to be read.")] = False
    exclude: Annotated[bool, Option("--exclude", help="It is not.")] = False
    unsure: Annotated[bool, Option("--unsure", help="Not decided; it is shown again.")] = False
    not_retrieved: Annotated[
        bool, Option("--not-retrieved", help="Wanted, but its text cannot be had.")
    ] = False
    criterion: Annotated[
        Optional[str], Option(metavar="NAME", help="The criterion that decides, by its short name.")
    ] = None
    reason: Annotated[Optional[str], Option(metavar="TEXT", help="Why.")] = None

    def typed(self) -> TypedDecision | None:
        """Return the decision, None where there is none; raises WrongUse for two, or a reason alone."""
        from litnotes.screening.decision import TypedDecision

        choice: Choice | None = only_one(
            {"include": self.include, "exclude": self.exclude, "unsure": self.unsure,
             "not-retrieved": self.not_retrieved}
        )  # fmt: skip
        if choice:
            return TypedDecision(
                choice, _text("--criterion", self.criterion), _text("--reason", self.reason)
            )
        if self.criterion is not None or self.reason is not None:
            raise WrongUse(
                "--criterion and --reason belong to a decision: add --include, --exclude or another"
            )
        return None


def screen(
    context: Context,
    candidate: Annotated[
        Optional[str],
        Argument(metavar="[CANDIDATE]", help="Key or title of one; else all, in order."),
    ] = None,
    *,
    decision: DecisionOptions,
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
    typed = decision.typed()
    pool = pool_of(context.notes)
    if not pool.traces:
        code = show_end(pool.ended())
        if not pool.problems:
            say('there is nothing to screen; `litnotes trace "VQ-VAE"` follows citations')
        return code
    screener = screener_of(pool, by, date)
    if screener.remark:
        say(screener.remark)
    if decide:
        if candidate or typed:
            raise WrongUse("--decide takes decisions from a file; leave the candidate and its decision out")
        code = _decide_by_file(context.notes, pool, screener, decide, dry_run=dry_run)
    elif typed:
        if candidate is None:
            raise WrongUse("say which candidate; `litnotes candidates` lists their keys")
        code = _decide_one(context.notes, pool, screener, candidate, typed, dry_run=dry_run)
    elif dry_run:
        raise WrongUse("--dry-run goes with --decide, or with a candidate and its decision")
    else:
        code = _by_keys(context.notes, pool, screener, candidate)
    return max(code, show_end(pool.ended()))


def _by_keys(notes: str | None, pool: Pool, screener: Screener, candidate: str | None) -> int:
    """Screen on the terminal, from a candidate on if one is named; return the exit code."""
    from litnotes.cli import screen_keys

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise WrongUse(
            "there is no terminal to ask on. `litnotes candidates --csv` lists what is left, "
            "`litnotes screen --decide FILE` takes the decisions, and "
            "`litnotes screen KEY --include` decides on one"
        )
    first = pool.candidate(candidate).candidate.key if candidate else None
    return screen_keys.run(notes, pool, screener, first)


def _text(option: str, text: str | None) -> str | None:
    return one_line(text, option) if text is not None else None


def _decide_one(
    notes: str | None, pool: Pool, screener: Screener, name: str, typed: TypedDecision, *, dry_run: bool
) -> int:
    """Save a decision on one candidate, and say so; return the exit code."""
    from litnotes.cli.screen_keys import show_admission
    from litnotes.render.candidate_page import typed_in_words, what_counts

    done = decided(pool, screener, name, typed)
    shown = f"{done.decision.key}: {typed_in_words(done.typed)}"
    if not done.is_new:
        out(f"{shown} already; nothing was changed")
    elif dry_run:
        out(f"{shown} would be saved")
    else:
        save(pool, [done.decision])
        out(shown)
    if counts := what_counts(done.standing):
        say(counts)
    if dry_run or screener.by:
        return 0
    return show_admission(admit(notes, pool, pool.with_decisions([done.decision]), screener.date))


def _decide_by_file(notes: str | None, pool: Pool, screener: Screener, path: Path, *, dry_run: bool) -> int:
    """Save the decisions of a file, and say so; rows that cannot be taken are listed by line.

    Returns the exit code.
    """
    from litnotes.app.decisions_file import read_decisions
    from litnotes.cli.screen_keys import show_admission

    read = read_decisions(pool, screener, path)
    for remark in read.remarks:
        say(remark)
    for problem in read.problems:
        tell(problem)
    code = PROBLEMS_FOUND if read.problems else 0
    if read.new and not dry_run:
        save(pool, read.new)
    out(_counted(read.new, dry_run=dry_run))
    if dry_run or screener.by:
        return code
    return max(code, show_admission(admit(notes, pool, pool.with_decisions(read.new), screener.date)))


def _counted(decisions: Sequence[Screened], *, dry_run: bool) -> str:
    """Return how many decisions of a file are new: `3 decisions saved: 2 included, 1 excluded`."""
    from litnotes.render.candidate_page import counts_in_words

    if not decisions:
        return "nothing new to decide"
    choices = [one.decision for one in decisions]
    counts = counts_in_words({one: choices.count(one) for one in dict.fromkeys(choices)})
    return f"{count(len(decisions), 'decision')} {'would be saved' if dry_run else 'saved'}: {counts}"
