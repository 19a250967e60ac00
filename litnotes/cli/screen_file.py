"""Decisions on candidates from a CSV file, as `candidates --csv` writes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from litnotes.cli.pool import Pool
from litnotes.cli.screen import Given, Who, day_of_decision, find, refuse, screened
from litnotes.cli.shared import out, tell
from litnotes.errors import LitnotesError, Location, Unreadable
from litnotes.model.screening import Choice

if TYPE_CHECKING:
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
    from litnotes.cli.deciding import bring_in, save
    from litnotes.render import count

    settings = pool.notes.opened().settings
    taken: dict[str, tuple[Standing, Screened]] = {}
    code = 0
    for row in _rows(path):
        try:
            if decided := _decided(row, pool, who, path):
                standing, given, person = decided
                if why := refuse(standing, given, settings):
                    raise LitnotesError(why, location=Location(str(path), row.line))
                decision = screened(standing, given, person, day_of_decision(who, pool))
                if not _says_already(standing, decision):
                    taken[f"{standing.candidate.key} {person.by}"] = standing, decision
        except LitnotesError as problem:
            place = problem.location or Location(str(path), row.line)
            tell(LitnotesError(problem.message, location=place))
            code = 1
    standings = {standing.candidate.key: standing for standing, _ in taken.values()}
    decisions = [decision for _, decision in taken.values()]
    told = ", ".join(
        f"{sum(one.decision == choice for one in decisions)} {choice}"
        for choice in dict.fromkeys(one.decision for one in decisions)
    )
    if dry_run or not decisions:
        out(
            f"{count(len(decisions), 'decision')} would be saved: {told}"
            if decisions
            else "nothing new to decide"
        )
        return code
    save(pool.notes.notebook, standings, decisions)
    out(f"{count(len(decisions), 'decision')} saved: {told}")
    keys = [one.key for one in decisions if one.decision == "include" and one.by is None]
    lines, problems, failed = bring_in(notes, pool, keys, who.date)
    for line in lines:
        out(f"  {line}")
    for problem in problems:
        tell(problem)
    return max(code, failed)


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


def _decided(row: Row, pool: Pool, who: Who, path: Path) -> tuple[Standing, Given, Who] | None:
    """Return what a row decides; None where it decides nothing."""
    written = row.cells.get("decision", "").casefold()
    if not written:
        return None
    place = Location(str(path), row.line)
    choice = _WORDS.get(written)
    if choice is None:
        choices = ", ".join(get_args(Choice))
        raise LitnotesError(f'"{written[:40]}" is no decision; write one of {choices}', location=place)
    if not row.cells.get("key"):
        raise LitnotesError("there is no key in this row", location=place)
    standing = find(pool, row.cells["key"])
    criterion, reason = row.cells.get("criterion") or None, row.cells.get("reason") or None
    return standing, Given(choice, criterion, reason), Who(row.cells.get("by") or who.by, who.date)


def _says_already(standing: Standing, decision: Screened) -> bool:
    own = standing.decisions.get(decision.by or "")
    return own is not None and own.model_copy(update={"day": decision.day}) == decision
