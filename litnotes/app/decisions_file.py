"""Decisions on candidates from a CSV file, as `candidates --format csv` and screening tools write it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, get_args

from litnotes.app.deciding import Screener, day_of_decision, screener_of
from litnotes.app.labelled import new_notes
from litnotes.app.pool import Pool
from litnotes.errors import LitnotesError, Location, Unreadable, WrongUse
from litnotes.formats import rows
from litnotes.formats.columns import fields_of, filled, first, folded
from litnotes.formats.entry import Broken
from litnotes.formats.labels import LABELS, Label, is_label, labels_of
from litnotes.formats.spreadsheet import restored
from litnotes.formats.which import decoded, is_wide
from litnotes.model.candidate import CandidateNote, Choice
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
_DECIDING = frozenset({*LABELS, "notes"})
"""Columns that decide: those of labels, and the notes of Rayyan and Covidence."""


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A row of the file: its line, and its cells by the names of their columns."""

    line: int
    cells: Mapping[str, str]


class DecisionsRead(NamedTuple):
    """The new decisions and notes of a file, remarks on people, and the problems of its rows."""

    new: Sequence[Screened]
    notes: Sequence[CandidateNote]
    remarks: Sequence[str]
    problems: Sequence[LitnotesError]


def read_decisions(pool: Pool, screener: Screener, path: Path) -> DecisionsRead:
    """Return the new decisions of a file, not saved yet; raises Unreadable if a column is missing.

    `screener` is the person for rows without a name in the column `by`.
    """
    people = cache(lambda name: screener_of(pool, name, screener.date))
    taken: dict[tuple[str, str], tuple[DecisionRow, Standing, Screened]] = {}
    notes: list[CandidateNote] = []
    remarks: dict[str, None] = {}
    problems: list[LitnotesError] = []
    for row in _rows(path):
        try:
            for someone, standing, made in _made(row, pool, screener, people):
                remarks |= {someone.remark: None} if someone.remark else {}
                if isinstance(made, CandidateNote):
                    notes.append(made)
                    continue
                before = taken.setdefault((made.key, made.by or ""), (row, standing, made))
                if before[2] != made:
                    raise WrongUse(
                        f"line {before[0].line} has another decision on this candidate; remove one"
                    )
        except LitnotesError as problem:
            problems.append(LitnotesError(problem.message, location=Location(str(path), row.line)))
    return DecisionsRead(_new(taken.values()), new_notes(notes, pool.by_key), [*remarks], problems)


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
            yield DecisionRow(row.line, filled(heading, [*cells]))
        else:
            heading = _heading(path, row.cells)
    if not heading:
        _heading(path, ())


def _heading(path: Path, cells: Sequence[str]) -> list[str]:
    """Return the names of columns; raises Unreadable if none names candidates, or none decides."""
    names = [folded(cell) for cell in cells]
    is_named = "key" in names or {"title", "doi"} & fields_of(names)
    if is_named and not _DECIDING.isdisjoint(names):
        return names
    shown = ", ".join(filter(None, (cell.strip() for cell in cells)))[:200] or "none"
    raise Unreadable(
        "the columns key and decision are required, as `litnotes candidates --csv` writes them, or those "
        "of ASReview, Rayyan, Covidence or EPPI-Reviewer; "
        f"this file has: {shown}",
        location=Location(str(path), 1),
    )


def _made(
    row: DecisionRow, pool: Pool, screener: Screener, people: Callable[[str], Screener]
) -> Iterator[tuple[Screener, Standing, Screened | CandidateNote]]:
    """Yield the person, the candidate, and the decision and note of each label of a row."""
    _refuse_unknown_word(row.cells)
    for label in labels_of(row.cells):
        if not (label.choice or label.note or label.tags):
            continue
        standing = _standing(row.cells, pool)
        someone = people(label.by) if label.by else screener
        day = day_of_decision(pool, someone)
        if label.choice:
            typed = _typed(row.cells, label, pool, standing)
            yield someone, standing, screened(standing, typed, someone.by, day)
        if label.note or label.tags:
            key, note = standing.candidate.key, label.note or None
            yield (
                someone,
                standing,
                CandidateNote(key=key, note=note, tags=label.tags, by=someone.by, day=day),
            )


def _typed(cells: Mapping[str, str], label: Label, pool: Pool, standing: Standing) -> TypedDecision:
    """Return the decision of a label; raises WrongUse if it is not complete or not allowed."""
    for name in ("criterion", "reason"):
        one_line(cells.get(name, "-"), name)
    criteria = pool.settings.criteria
    choice: Choice = label.choice or "unsure"
    typed = TypedDecision(choice, label.criterion or None, label.reason or None)
    typed = with_criterion_of_settings(typed, criteria)
    if why := refusal(standing, typed, criteria, "give a reason in the column reason"):
        raise WrongUse(why)
    return typed


def _standing(cells: Mapping[str, str], pool: Pool) -> Standing:
    """Return the candidate of a row, by its key, else its DOI or title."""
    if key := cells.get("key"):
        if standing := pool.by_key.get(key):
            return standing
        raise WrongUse(f'no candidate has the key "{key[:60]}"')
    name = first(cells, "doi") or first(cells, "title")
    if not name:
        raise WrongUse("this row has no key")
    return pool.candidate(name)


def _refuse_unknown_word(cells: Mapping[str, str]) -> None:
    """Raise WrongUse if the cell for the decision has another word."""
    written = cells.get("decision", "").casefold()
    if not is_label(written):
        choices = ", ".join(get_args(Choice))
        raise WrongUse(f'"{written[:40]}" is not a decision; write one of {choices}')
