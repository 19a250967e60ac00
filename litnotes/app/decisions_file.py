"""Decisions on candidates from a CSV file, as `candidates --csv` writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, get_args

from litnotes.app.deciding import Screener, day_of_decision, screener_of
from litnotes.app.pool import Pool
from litnotes.errors import LitnotesError, Location, Unreadable, WrongUse
from litnotes.formats import rows
from litnotes.formats.columns import folded
from litnotes.formats.entry import Broken
from litnotes.formats.spreadsheet import restored
from litnotes.formats.which import decoded, is_wide
from litnotes.model.candidate import Choice
from litnotes.screening.decision import (
    TypedDecision,
    is_repeated,
    refusal,
    screened,
    with_criterion_of_settings,
)
from litnotes.store import files
from litnotes.values.typed import one_line

if TYPE_CHECKING:
    from litnotes.model.candidate import Screened
    from litnotes.screening.standing import Standing

LARGEST_FILE = 200_000_000
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


class DecisionsRead(NamedTuple):
    """The new decisions of a file, remarks on people, and the problems of its rows."""

    new: Sequence[Screened]
    remarks: Sequence[str]
    problems: Sequence[LitnotesError]


def read_decisions(pool: Pool, screener: Screener, path: Path) -> DecisionsRead:
    """Return the new decisions of a file, not saved yet; raises Unreadable if a column is missing.

    `screener` is the person for rows without a name in the column `by`.
    """
    people = cache(lambda name: screener_of(pool, name, screener.date))
    taken: dict[tuple[str, str], tuple[DecisionRow, Standing, Screened]] = {}
    remarks: dict[str, None] = {}
    problems: list[LitnotesError] = []
    for row in _rows(path):
        try:
            if decided := _decided(row, pool, screener, people):
                someone, standing, decision = decided
                before = taken.setdefault((decision.key, decision.by or ""), (row, standing, decision))
                if before[2] != decision:
                    raise WrongUse(
                        f"line {before[0].line} has another decision on this candidate; remove one"
                    )
                remarks |= {someone.remark: None} if someone.remark else {}
        except LitnotesError as problem:
            problems.append(LitnotesError(problem.message, location=Location(str(path), row.line)))
    return DecisionsRead(_new(taken.values()), [*remarks], problems)


def _new(taken: Iterable[tuple[DecisionRow, Standing, Screened]]) -> list[Screened]:
    return [decision for _, standing, decision in taken if not is_repeated(standing, decision)]


def _rows(path: Path) -> Iterator[DecisionRow]:
    """Yield the rows of a table; raises Unreadable if it lacks a column for decisions."""
    text, _ = decoded(files.read(path, at_most=LARGEST_FILE, but=is_wide))
    heading: list[str] = []
    for row in rows.rows(text):
        if isinstance(row, Broken):
            raise Unreadable(row.why, location=Location(str(path), row.line))
        if heading:
            cells = (" ".join(restored(cell.strip()).split()) for cell in row.cells)
            yield DecisionRow(row.line, dict(zip(heading, cells, strict=False)))
        else:
            heading = _heading(path, row.cells)
    if not heading:
        _heading(path, ())


def _heading(path: Path, cells: Sequence[str]) -> list[str]:
    """Return the names of columns; raises Unreadable if `key` or `decision` is missing."""
    names = [folded(cell) for cell in cells]
    if {"key", "decision"} <= {*names}:
        return names
    shown = ", ".join(filter(None, (cell.strip() for cell in cells)))[:200] or "none"
    raise Unreadable(
        "the columns key and decision are required, as `litnotes candidates --csv` writes them; "
        f"this file has: {shown}",
        location=Location(str(path), 1),
    )


def _decided(
    row: DecisionRow, pool: Pool, screener: Screener, people: Callable[[str], Screener]
) -> tuple[Screener, Standing, Screened] | None:
    """Return the person, the candidate and the decision of a row; None if it has no decision."""
    choice = _choice(row)
    if choice is None:
        return None
    if not row.cells.get("key"):
        raise WrongUse("this row has no key")
    standing = pool.by_key.get(row.cells["key"])
    if standing is None:
        raise WrongUse(f'no candidate has the key "{row.cells["key"][:60]}"')
    criterion, reason = (
        one_line(text, name) if (text := row.cells.get(name)) else None for name in ("criterion", "reason")
    )
    criteria = pool.settings.criteria
    typed = with_criterion_of_settings(TypedDecision(choice, criterion, reason), criteria)
    if why := refusal(standing, typed, criteria, "give a reason in the column reason"):
        raise WrongUse(why)
    someone = people(text) if (text := row.cells.get("by")) else screener
    return someone, standing, screened(standing, typed, someone.by, day_of_decision(pool, someone))


def _choice(row: DecisionRow) -> Choice | None:
    """Return the choice of a row; None where it is empty."""
    written = row.cells.get("decision", "").casefold()
    if written and written not in _WORDS:
        choices = ", ".join(get_args(Choice))
        raise WrongUse(f'"{written[:40]}" is not a decision; write one of {choices}')
    return _WORDS.get(written)
