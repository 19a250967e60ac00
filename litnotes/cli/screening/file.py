"""Decisions on candidates from a CSV file, as `candidates --csv` writes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from litnotes.cli.screen import Given, Who, day_of_decision, find, refuse, screened
from litnotes.cli.screening.pool import Pool
from litnotes.cli.shared import out, tell
from litnotes.errors import PROBLEMS_FOUND, LitnotesError, Location, Unreadable, WrongUse
from litnotes.model.screening import Choice

if TYPE_CHECKING:
    from litnotes.config import Settings
    from litnotes.model.screening import Screened
    from litnotes.snowball.screening import Standing

MAX_BYTES = 200_000_000
_WORDS: Mapping[str, Choice] = {
    **{choice: choice for choice in get_args(Choice)},
    "included": "include", "excluded": "exclude", "not retrieved": "not-retrieved", "yes": "include",
    "no": "exclude", "1": "include", "0": "exclude", "maybe": "unsure",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: its line, and its cells by the names of their columns."""

    line: int
    cells: Mapping[str, str]


def decide(notes: str | None, pool: Pool, who: Who, path: Path, *, dry_run: bool) -> int:
    """Take the decisions of a file; rows that cannot be taken are told by line, and the rest goes in.

    Returns the exit code. Raises Unreadable where the file has no columns for that.
    """
    from litnotes.cli.screening.deciding import bring_in, save, told_of
    from litnotes.render import count

    settings = pool.notes.settings()
    taken: dict[tuple[str, str], tuple[Standing, Screened]] = {}
    code = 0
    for row in _rows(path):
        try:
            decided = _decided(row, pool, who, settings)
        except LitnotesError as problem:
            tell(LitnotesError(problem.message, location=Location(str(path), row.line)))
            code = PROBLEMS_FOUND
        else:
            if decided and not _says_already(*decided):
                taken[decided[1].key, decided[1].by or ""] = decided
    decisions = [decision for _, decision in taken.values()]
    if not decisions:
        out("nothing new to decide")
        return code
    saved = "would be saved" if dry_run else "saved"
    out(f"{count(len(decisions), 'decision')} {saved}: {_counted(decisions)}")
    if dry_run:
        return code
    save(
        pool.notes.notebook, {standing.candidate.key: standing for standing, _ in taken.values()}, decisions
    )
    keys = [one.key for one in decisions if one.decision == "include" and one.by is None]
    return max(code, told_of(bring_in(notes, pool, keys, who.date)))


def _counted(decisions: Sequence[Screened]) -> str:
    choices = [one.decision for one in decisions]
    return ", ".join(f"{choices.count(choice)} {choice}" for choice in dict.fromkeys(choices))


def _rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a CSV file; raises Unreadable where its columns do not tell a decision."""
    import csv
    import io
    import re

    from litnotes.formats.choice import decoded
    from litnotes.store import files

    text, _ = decoded(files.read(path, at_most=MAX_BYTES))
    first = text.split("\n", 1)[0]
    divider = max(",;\t", key=first.count)
    csv.field_size_limit(MAX_BYTES)
    reader = csv.reader(io.StringIO(text), delimiter=divider)
    try:
        heading = [re.sub(r"[\s_-]+", "-", name.strip().lower()) for name in next(reader, [])]
        if not {"key", "decision"} <= {*heading}:
            shown = ", ".join(filter(None, heading))[:200] or "none"
            raise Unreadable(
                f"the columns key and decision are needed, as `litnotes candidates --csv` writes them; "
                f"there are: {shown}",
                location=Location(str(path), 1),
            )
        line = reader.line_num
        for cells in reader:
            named = dict(zip(heading, (" ".join(cell.split()) for cell in cells), strict=False))
            yield Row(line + 1, named)
            line = reader.line_num
    except csv.Error as error:
        raise Unreadable(
            f"this is no CSV: {error}", location=Location(str(path), reader.line_num)
        ) from None


def _decided(row: Row, pool: Pool, who: Who, settings: Settings) -> tuple[Standing, Screened] | None:
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
    standing = find(pool, row.cells["key"])
    given = Given(choice, row.cells.get("criterion") or None, row.cells.get("reason") or None)
    if why := refuse(standing, given, settings):
        raise WrongUse(why)
    person = Who(row.cells.get("by") or who.by, who.date)
    return standing, screened(standing, given, person, day_of_decision(person, pool))


def _says_already(standing: Standing, decision: Screened) -> bool:
    own = standing.decisions.get(decision.by or "")
    return own is not None and own.model_copy(update={"day": decision.day}) == decision
