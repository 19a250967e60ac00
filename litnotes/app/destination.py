"""The place of an imported file: named by its day or, if it has several days, by its own name.

The name may change: the file must be read there as on import, and the name must not contain terminal
control characters and must fit on a line of derived files.
"""

from __future__ import annotations

import datetime
import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.errors import Conflict, Location, WrongUse

if TYPE_CHECKING:
    from litnotes.app.notes import Notes

MAX_NAME_BYTES = 80

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def place(notes: Notes, path: Path, data: bytes, days: Sequence[datetime.date]) -> Path:
    """Return the place for a file with these days.

    Raises Conflict if a file with other days has its name, WrongUse if its days would be read differently
    in the notes.
    """
    if len(days) == 1:
        return notes.notebook.report_path(days[0])
    known = {notes.days.paths.get(day) for day in days} - {None}
    for target in [*known, *_candidates(notes.notebook.root, path, days)]:
        if target and _days_there(notes, target, data) == list(days):
            _refuse_taken(notes, path, target, data)
            return target
    why = "in the notes, its days would be read as other days; write their years into the file"
    raise WrongUse(why, location=Location(str(path)))


def _candidates(root: Path, path: Path, days: Sequence[datetime.date]) -> Iterator[Path]:
    name = log_name(path)
    for folder in (root, root / str(days[0].year)):
        yield folder / f"{name}.md"
        yield folder / f"log-{name}.md"  # a name that is a day is reserved for its report


def log_name(path: Path) -> str:
    """Return the name of a log in the notes, without `.md`."""
    name = _CONTROL.sub("", path.stem).lstrip(".-").strip()
    name = name.encode()[:MAX_NAME_BYTES].decode(errors="ignore")
    return "log" if name.lower() in ("", "readme") else name


def _days_there(notes: Notes, target: Path, data: bytes) -> list[datetime.date]:
    """Return the days that a file would have at a place in the notes."""
    filed_on = _day_named(target.stem)
    folders = target.relative_to(notes.notebook.root).parts[:-1]
    read = notes.reader.read_days(target, data, filed_on, folders)
    return [day.report.date for day in read if day.report.date]


def _day_named(name: str) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(name)
    except ValueError:
        return None
    return day if str(day) == name else None


def _refuse_taken(notes: Notes, path: Path, target: Path, data: bytes) -> None:
    from litnotes.store import files

    if target.exists() and files.read(target) != data:
        other = path.with_name(f"{path.stem}-2{path.suffix}")
        raise Conflict(
            f"{notes.notebook.shown(target)} contains other days; nothing was written. "
            f"Rename your file: mv -- {shlex.join([str(path), str(other)])}",
            location=Location(str(path)),
        )
