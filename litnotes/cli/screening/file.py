"""Decisions on candidates from a CSV file, as `candidates --csv` writes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from litnotes.cli.screening.decision import (
    Given,
    Who,
    as_named,
    day_of_decision,
    refuse,
    says_already,
    screened,
)
from litnotes.cli.screening.pool import Pool, person
from litnotes.cli.shared import one_line, out, tell
from litnotes.errors import PROBLEMS_FOUND, LitnotesError, Location, Unreadable, WrongUse
from litnotes.model.candidate import Choice

if TYPE_CHECKING:
    from litnotes.model.candidate import Screened
    from litnotes.screening.standing import Standing

MAX_BYTES = 200_000_000
_WORDS: Mapping[str, Choice] = {
    **{choice: choice for choice in get_args(Choice)},
    "included": "include", "excluded": "exclude", "not retrieved": "not-retrieved", "yes": "include",
    "no": "exclude", "1": "include", "0": "exclude", "maybe": "unsure",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A row of the file: its line, and its cells by the names of their columns."""

    line: int
    cells: Mapping[str, str]


def decide(notes: str | None, pool: Pool, who: Who, path: Path, *, dry_run: bool) -> int:
    """Take the decisions of a file; rows that cannot be taken are told by line, and the rest goes in.

    Returns the exit code. Raises Unreadable where the file has no columns for that.
    """
    named = cache(partial(person, pool))
    taken: dict[tuple[str, str], tuple[DecisionRow, Standing, Screened]] = {}
    code = 0
    for row in _rows(path):
        try:
            if decided := _decided(row, pool, who, named):
                standing, decision = decided
                told = decision.key, decision.by or ""
                if told in taken and taken[told][2] != decision:
                    raise WrongUse(f"line {taken[told][0].line} decides otherwise on it; leave one out")
                taken[told] = row, standing, decision
        except LitnotesError as problem:
            tell(LitnotesError(problem.message, location=Location(str(path), row.line)))
            code = PROBLEMS_FOUND
    new = [(one, decision) for _, one, decision in taken.values() if not says_already(one, decision)]
    return max(code, _taken_in(notes, pool, who, new, dry_run=dry_run))


def _taken_in(
    notes: str | None, pool: Pool, who: Who, new: Sequence[tuple[Standing, Screened]], *, dry_run: bool
) -> int:
    """Save decisions, make papers of what is included, and say so; return the exit code."""
    from litnotes.cli.screening.deciding import bring_in, save
    from litnotes.render.text import count

    decisions = [decision for _, decision in new]
    if decisions:
        saved = "would be saved" if dry_run else "saved"
        out(f"{count(len(decisions), 'decision')} {saved}: {_counted(decisions)}")
    else:
        out("nothing new to decide")
    if dry_run:
        return 0
    save(pool.notes.notebook, {one.candidate.key: one for one, _ in new}, decisions)
    standings = dict(pool.by_key)
    for decision in decisions:
        standings[decision.key] = standings[decision.key].with_decision(decision)
    return 0 if who.by else bring_in(notes, pool, standings.values(), who.date)


def _counted(decisions: Sequence[Screened]) -> str:
    from litnotes.render.candidate_page import counts_in_words

    choices = [one.decision for one in decisions]
    return counts_in_words({one: choices.count(one) for one in dict.fromkeys(choices)})


def _rows(path: Path) -> Iterator[DecisionRow]:
    """Yield the rows of a table; raises Unreadable where its columns do not tell a decision."""
    from litnotes.formats import rows
    from litnotes.formats.entry import Broken
    from litnotes.formats.which import decoded
    from litnotes.store import files

    text, _ = decoded(files.read(path, at_most=MAX_BYTES, may_be_utf16=True))
    heading: list[str] = []
    for row in rows.rows(text):
        if isinstance(row, Broken):
            raise Unreadable(row.why, location=Location(str(path), row.line))
        if heading:
            yield DecisionRow(row.line, dict(zip(heading, map(_as_meant, row.cells), strict=False)))
        else:
            heading = _heading(path, row.cells)
    if not heading:
        _heading(path, ())


def _heading(path: Path, cells: Sequence[str]) -> list[str]:
    """Return the names of columns; raises Unreadable without those that tell a decision."""
    from litnotes.formats.columns import folded

    names = [folded(cell) for cell in cells]
    if {"key", "decision"} <= {*names}:
        return names
    shown = ", ".join(filter(None, (cell.strip() for cell in cells)))[:200] or "none"
    raise Unreadable(
        "the columns key and decision are needed, as `litnotes candidates --csv` writes them; "
        f"there are: {shown}",
        location=Location(str(path), 1),
    )


def _decided(
    row: DecisionRow, pool: Pool, who: Who, named: Callable[[str], str | None]
) -> tuple[Standing, Screened] | None:
    """Return what a row decides on which candidate; None where it decides nothing."""
    written = row.cells.get("decision", "").casefold()
    if not written:
        return None
    choice = _WORDS.get(written)
    if choice is None:
        choices = ", ".join(get_args(Choice))
        raise WrongUse(f'"{written[:40]}" is no decision; write one of {choices}')
    if not row.cells.get("key"):
        raise WrongUse("there is no key in this row")
    settings = pool.settings
    standing = pool.by_key.get(row.cells["key"])
    if standing is None:
        raise WrongUse(f'no candidate has the key "{row.cells["key"][:60]}"')
    criterion, reason = (
        one_line(text, name) if (text := row.cells.get(name)) else None for name in ("criterion", "reason")
    )
    given = as_named(Given(choice, criterion, reason), settings)
    if why := refuse(standing, given, settings):
        raise WrongUse(f"{why} in the column reason" if why.endswith("say why") else why)
    by = named(text) if (text := row.cells.get("by")) else who.by
    someone = Who(by, who.date)
    return standing, screened(standing, given, someone, day_of_decision(someone, pool))


def _as_meant(cell: str) -> str:
    """Return a cell in one line, without what `candidates --csv` puts before what may be a formula."""
    line = " ".join(cell.split())
    return line[1:] if re.match(r"'[=+\-@]", line) else line
