"""Where an imported file goes: under its day, or, when it holds several, under its own name.

A name is kept as far as it can be: it must be read there as it was on import, must not steer a
terminal, and must fit on a line of the files made from it.
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


def place(session: Notes, path: Path, data: bytes, days: Sequence[datetime.date], year: int | None) -> Path:
    """Return where a file of these days goes.

    Raises Conflict when a file of other days has its name, WrongUse when its days would be other ones
    in the notes.
    """
    if len(days) == 1:
        return session.notebook.report_path(days[0])
    known = {session.days.paths.get(day) for day in days} - {None}
    for target in [*known, *_candidates(session.notebook.root, path, days, year)]:
        if target and _days_there(session, target, data) == list(days):
            _refuse_taken(session, path, target, data)
            return target
    told = "in the notes, its days would be read as other ones; write their years into the file"
    raise WrongUse(told, location=Location(str(path)))


def _candidates(root: Path, path: Path, days: Sequence[datetime.date], year: int | None) -> Iterator[Path]:
    name = log_name(path)
    for folder in [root / str(year)] if year else [root, root / str(days[0].year)]:
        yield folder / f"{name}.md"
        yield folder / f"log-{name}.md"  # a name that is a day is that of its report


def log_name(path: Path) -> str:
    """Return the name of a log in the notes, without `.md`."""
    name = _CONTROL.sub("", path.stem).lstrip(".-").strip()
    name = name.encode()[:MAX_NAME_BYTES].decode(errors="ignore")
    return "log" if name.lower() in ("", "readme") else name


def _days_there(session: Notes, target: Path, data: bytes) -> list[datetime.date | None]:
    """Return the days that a file is read as at a place of the notes."""
    filed_on = _day_named(target.stem)
    folders = target.relative_to(session.notebook.root).parts[:-1]
    return [day.report.date for day in session.reader.read_days(target, data, filed_on, folders)]


def _day_named(name: str) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(name)
    except ValueError:
        return None
    return day if str(day) == name else None


def _refuse_taken(session: Notes, path: Path, target: Path, data: bytes) -> None:
    from litnotes.store import files

    if target.exists() and files.read(target) != data:
        other = path.with_name(f"{path.stem}-2{path.suffix}")
        raise Conflict(
            f"{session.notebook.shown(target)} holds other days; nothing was written. "
            f"Give yours another name: mv -- {shlex.join([str(path), str(other)])}",
            location=Location(str(path)),
        )
